import { reason } from '../reasons.ts'
import type { Signal, SignalExample } from '../signal.ts'
import { NoArgs } from './args.ts'

/** The part of the member's purchases that was at a discount, with a code or a reduced line: 0 to 1. */
export const discountShare: Signal<Record<never, never>> = {
  name: 'discountShare',
  unit: 'ratio',
  definition: "The share of the member's purchases that were made at a discount: 0 to 1.",
  valueType: 'number',
  range: { least: 0, most: 1 },
  args: NoArgs,
  compute: ({ profile }) =>
    profile === null || profile.purchases === 0
      ? null
      : Math.min(1, Math.round((profile.discounted / profile.purchases) * 100) / 100),
  explain: (value) =>
    value === null ? null : reason('discountShare', { percent: Math.round(Number(value) * 100) }),
}

export const examples: SignalExample[] = [
  { title: 'no history cannot say', expected: null },
  {
    title: 'a reduced line and a code are discounts, a full price is none',
    purchases: [
      { daysAgo: 1, amountMinor: 80, beforeDiscountMinor: 100 },
      { daysAgo: 2, coded: true },
      { daysAgo: 3, amountMinor: 100, beforeDiscountMinor: 100 },
    ],
    expected: 0.67,
  },
]
