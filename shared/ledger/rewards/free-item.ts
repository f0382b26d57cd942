import type { GoodsSpec } from './goods.ts'

/** A thing handed over in the shop when the card is shown. */
export const freeItem: GoodsSpec<'freeItem'> = {
  kind: 'freeItem',
  begins: 'ordered',
  steps: { ordered: ['delivered'] },
  byCard: true,
  endsAt: () => null,
  gives: () => ({}),
  stays: (_, { state }) => (state === 'delivered' ? 'handedOver' : null),
}
