import { MAX_PRODUCTS } from '../../contracts/index.ts'
import { isFull, productOf } from '../profile-items.ts'
import { productReason } from '../rhythm.ts'
import type { Signal, SignalExample } from '../signal.ts'
import { ProductArgs } from './args.ts'

/** 1: the member has bought the product and not given all of it back; 0: not. `null`: the profile is full, and may have let it go. */
export const productOwned: Signal<{ product: string }> = {
  name: 'productOwned',
  unit: '1 or 0',
  definition: '1 if the member has bought the product and kept it, else 0.',
  valueType: 'number',
  range: { least: 0, most: 1, whole: true },
  args: ProductArgs,
  compute({ profile }, { product }) {
    if (profile === null) return 0
    if (productOf(profile, product) !== undefined) return 1
    return isFull(profile.products, MAX_PRODUCTS) ? null : 0
  },
  explain: (_value, { product }, context) => productReason(product, context),
}

export const examples: SignalExample[] = [
  { title: 'no history owns nothing', args: { product: 'A-1' }, expected: 0 },
  { title: 'bought', args: { product: 'A-1' }, purchases: [{ daysAgo: 700, product: 'A-1' }], expected: 1 },
  {
    title: 'a full profile cannot say of what it does not hold',
    args: { product: 'A-1' },
    purchases: Array.from({ length: MAX_PRODUCTS }, (_, n) => ({ daysAgo: n, product: `B-${n}` })),
    expected: null,
  },
]
