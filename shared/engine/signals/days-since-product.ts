import { productOf } from '../profile-items.ts'
import { daysSince } from '../profile-parts.ts'
import { productReason } from '../rhythm.ts'
import type { Signal, SignalExample } from '../signal.ts'
import { ProductArgs } from './args.ts'

/** Whole days since the product was last bought. */
export const daysSinceProduct: Signal<{ product: string }> = {
  name: 'daysSinceProduct',
  unit: 'days',
  definition: 'Whole days since the latest purchase that held the product.',
  valueType: 'number',
  range: { least: 0, whole: true },
  args: ProductArgs,
  compute({ profile, now }, { product }) {
    const kept = productOf(profile, product)
    return kept === undefined ? null : daysSince(kept.lastAt, now)
  },
  explain: (_value, { product }, context) => productReason(product, context),
}

export const examples: SignalExample[] = [
  {
    title: 'never bought cannot say',
    args: { product: 'A-1' },
    purchases: [{ daysAgo: 1, product: 'A-2' }],
    expected: null,
  },
  {
    title: 'the latest counts, whatever came in last',
    args: { product: 'A-1' },
    purchases: [
      { daysAgo: 12, product: 'A-1' },
      { daysAgo: 21, product: 'A-1' },
    ],
    expected: 12,
  },
  {
    title: 'a number is as the shop writes it',
    args: { product: 'a-1' },
    purchases: [{ daysAgo: 1, product: 'A-1' }],
    expected: null,
  },
]
