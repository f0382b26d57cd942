import type { GoodsSpec } from './goods.ts'

/** Stored value, there at once, and to be given back for as long as nothing of it is gone. */
export const topUp: GoodsSpec<'topUp'> = {
  kind: 'topUp',
  begins: 'delivered',
  steps: {},
  byCard: false,
  endsAt: () => null,
  gives: ({ amountMinor }) => ({ topsUpMinor: amountMinor }),
  stays: (_, { whole }) => (whole ? null : 'spent'),
}
