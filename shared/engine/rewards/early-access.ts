import type { RewardSpec } from '../reward.ts'

/** Being first is guessed to be worth this share of what is in scope: enough to rank by. */
const GUESSED_SHARE = 0.02

/**
 * Buying before everybody may. It takes nothing off, costs nothing, and is over when everybody may buy. The goods need
 * not be in the basket: that they can be put there is the offer.
 */
export const earlyAccess: RewardSpec<'earlyAccess'> = {
  kind: 'earlyAccess',
  unit: 'minor',
  lane: 'none',
  parts: () => [],
  amount: () => null,
  toEffect: (_amount, _rules, { opensAt, everybodyAt }) => ({ kind: 'access', opensAt, everybodyAt }),
  guess: (_reward, scopeMinor) => Math.floor(scopeMinor * GUESSED_SHARE),
  costMinor: () => 0,
}
