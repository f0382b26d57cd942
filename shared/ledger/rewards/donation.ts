import type { GoodsSpec } from './goods.ts'

/** A gift to a cause, public as soon as it is made: only the shop can take back one made by mistake. */
export const donation: GoodsSpec<'donation'> = {
  kind: 'donation',
  begins: 'delivered',
  steps: {},
  byCard: false,
  endsAt: () => null,
  gives: ({ amountMinor }) => ({ donatesMinor: amountMinor }),
  stays: (_, __, { by }) => (by === 'member' ? 'given' : null),
}
