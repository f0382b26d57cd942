import type { GoodsSpec } from './goods.ts'

/** A thing that is sent: packed, sent, delivered, or fetched with the card. Once packed, only the shop can call it back. */
export const gift: GoodsSpec<'gift'> = {
  kind: 'gift',
  begins: 'ordered',
  steps: { ordered: ['packed', 'sent', 'delivered'], packed: ['sent', 'delivered'], sent: ['delivered'] },
  byCard: true,
  endsAt: () => null,
  gives: () => ({}),
  stays: (_, { state }, { by }) =>
    state === 'delivered' ? 'handedOver' : state !== 'ordered' && by === 'member' ? 'onItsWay' : null,
}
