import { discount, exactly, type RewardSpec } from '../reward.ts'

type PercentOff = { percent: number; maxMinor?: number | undefined }

/** Whole hundreds and the rest apart: an amount times a hundred could leave the exact integers. */
const off = ({ percent, maxMinor }: PercentOff, scopeMinor: number): number => {
  const raw = Math.floor(scopeMinor / 100) * percent + Math.floor(((scopeMinor % 100) * percent) / 100)
  return Math.min(raw, maxMinor ?? raw)
}

/** A share of what is in scope, rounded down to the minor unit (the shop's favour), at most `maxMinor`. */
export const percentOff: RewardSpec<'percentOff'> = {
  kind: 'percentOff',
  unit: 'minor',
  lane: 'goods',
  amount: (reward, basket) => basket && exactly(basket.inScope, (scopeMinor) => off(reward, scopeMinor)),
  off,
  toEffect: discount,
  guess: off,
  // Unread, the basket is at least what the offer asks for; a ceiling says more than that.
  costMinor: (reward, basket, conditions) =>
    basket
      ? off(reward, basket.inScope.mostMinor)
      : (reward.maxMinor ?? off(reward, conditions.minBasketMinor ?? 0)),
}
