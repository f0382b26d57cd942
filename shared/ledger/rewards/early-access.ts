import type { GoodsSpec } from './goods.ts'

/** Buying before everybody else: worth something until everybody may, and to be given back until it begins. */
export const earlyAccess: GoodsSpec<'earlyAccess'> = {
  kind: 'earlyAccess',
  begins: 'delivered',
  steps: {},
  byCard: false,
  endsAt: ({ everybodyAt }) => everybodyAt,
  gives: () => ({}),
  stays: ({ opensAt }, _, { by, now }) => (by === 'member' && now >= opensAt ? 'begun' : null),
}
