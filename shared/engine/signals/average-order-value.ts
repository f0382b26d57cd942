import { reason } from '../reasons.ts'
import type { Signal, SignalExample } from '../signal.ts'
import { NoArgs } from './args.ts'

/** Goods a purchase, over the whole history, rounded down to the minor unit. */
export const averageOrderValue: Signal<Record<never, never>> = {
  name: 'averageOrderValue',
  unit: 'minor units',
  definition: 'What an average purchase came to, goods only.',
  valueType: 'number',
  range: { least: 0, whole: true },
  args: NoArgs,
  compute: ({ profile }) =>
    profile === null || profile.purchases === 0 ? null : Math.floor(profile.spendMinor / profile.purchases),
  explain: (value, _args, { currency }) =>
    value === null ? null : reason('averageOrderValue', { amountMinor: value, currency }),
}

export const examples: SignalExample[] = [
  { title: 'no history cannot say', expected: null },
  {
    title: 'rounds down',
    purchases: [
      { daysAgo: 1, amountMinor: 100 },
      { daysAgo: 2, amountMinor: 101 },
    ],
    expected: 100,
  },
]
