import { discount, exactly, type RewardSpec } from '../reward.ts'

const off = ({ amountMinor }: { amountMinor: number }, scopeMinor: number): number =>
  Math.min(amountMinor, scopeMinor)

/** A fixed amount, but never more than what is in scope. */
export const amountOff: RewardSpec<'amountOff'> = {
  kind: 'amountOff',
  unit: 'minor',
  lane: 'goods',
  amount: (reward, basket) =>
    basket === null ? reward.amountMinor : exactly(basket.inScope, (scopeMinor) => off(reward, scopeMinor)),
  off,
  toEffect: discount,
  guess: (reward) => reward.amountMinor,
  costMinor: (reward, basket) =>
    basket ? Math.min(reward.amountMinor, basket.inScope.mostMinor) : reward.amountMinor,
}
