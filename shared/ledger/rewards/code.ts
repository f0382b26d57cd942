import type { GoodsSpec } from './goods.ts'

/**
 * A code, shown as soon as it is ordered. Ours can be given back until a purchase has used it: shops ask us before they
 * take it. One of the shop's own works wherever it is typed, so a member who has seen it keeps it.
 */
export const code: GoodsSpec<'code'> = {
  kind: 'code',
  begins: 'delivered',
  steps: {},
  byCard: false,
  endsAt: () => null,
  gives: ({ source }) => (source.kind === 'minted' ? { mint: source.prefix } : { fromPool: true }),
  stays: ({ source }, { used }, { by }) =>
    used ? 'used' : source.kind === 'pool' && by === 'member' ? 'shown' : null,
}
