import type { RewardSpec } from '../reward.ts'

/** Goods that come with the order. The shop gives what they cost it or, where it does not say, what they sell for. */
export const gift: RewardSpec<'gift'> = {
  kind: 'gift',
  unit: 'minor',
  lane: 'gift',
  amount: ({ worthMinor }) => worthMinor,
  toEffect: (_amount, { currency }, { sku, name, worthMinor }) => ({
    kind: 'gift',
    sku,
    name,
    worthMinor,
    currency,
  }),
  guess: ({ worthMinor }) => worthMinor,
  costMinor: ({ worthMinor, costMinor }) => costMinor ?? worthMinor,
}
