import { productOf } from '../profile-items.ts'
import { productGapMs, productReason } from '../rhythm.ts'
import type { Signal, SignalExample } from '../signal.ts'
import { ProductArgs } from './args.ts'

const bought = (...daysAgo: number[]) => daysAgo.map((days) => ({ daysAgo: days, product: 'A-1' }))

/** Days since the product was last bought over the mean gap between the member's own purchases of it: from 1 it is due again. */
export const productDueRatio: Signal<{ product: string }> = {
  name: 'productDueRatio',
  unit: 'ratio',
  definition:
    'How long ago the member last bought the product, against how often they buy it: from 1 it is due again. Needs three purchases of it.',
  valueType: 'number',
  range: { least: 0 },
  args: ProductArgs,
  compute({ profile, now }, { product }) {
    const kept = productOf(profile, product)
    const gapMs = kept && productGapMs(kept)
    return kept && gapMs ? Math.round((Math.max(0, now - kept.lastAt) / gapMs) * 100) / 100 : null
  },
  explain: (_value, { product }, context) => productReason(product, context),
}

export const examples: SignalExample[] = [
  { title: 'twice is no pace', args: { product: 'A-1' }, purchases: bought(40, 10), expected: null },
  {
    title: 'three at once are no pace',
    args: { product: 'A-1' },
    purchases: bought(10, 10, 10),
    expected: null,
  },
  {
    title: 'every thirty days, and due',
    args: { product: 'A-1' },
    purchases: bought(90, 60, 30),
    expected: 1,
  },
  { title: 'half the way', args: { product: 'A-1' }, purchases: bought(75, 45, 15), expected: 0.5 },
]
