import type { RewardSpec } from '../reward.ts'

/** Where delivery's price is unread, it is guessed at this share of the basket: enough to rank by. */
const GUESSED_SHARE = 0.05

/** Delivery without charge: as much as delivery costs on this basket, if that could be read. */
export const freeShipping: RewardSpec<'freeShipping'> = {
  kind: 'freeShipping',
  unit: 'minor',
  lane: 'shipping',
  amount: (_reward, basket) => basket?.shippingMinor ?? null,
  toEffect: (amountMinor, rules) => ({ kind: 'freeShipping', amountMinor, currency: rules.currency }),
  guess: (_reward, scopeMinor) => Math.floor(scopeMinor * GUESSED_SHARE),
  costMinor: (_reward, basket) => basket?.shippingMinor ?? 0,
}
