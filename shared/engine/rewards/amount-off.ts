import { discount, exactly, type RewardSpec } from '../reward.ts'

/** A fixed amount, but never more than what is in scope. */
export const amountOff: RewardSpec<'amountOff'> = {
  kind: 'amountOff',
  unit: 'minor',
  amount: (reward, basket) =>
    basket === null
      ? reward.amountMinor
      : exactly(basket.inScope, (scopeMinor) => Math.min(reward.amountMinor, scopeMinor)),
  toEffect: discount,
  guess: (reward) => reward.amountMinor,
  costMinor: (reward, basket) =>
    basket ? Math.min(reward.amountMinor, basket.inScope.mostMinor) : reward.amountMinor,
}
