import { MAX_AMOUNT, type Reward } from '../../contracts/index.ts'
import { exactly, type RewardSpec } from '../reward.ts'
import { timesOver } from '../spread.ts'

type DonationMatch = Extract<Reward, { kind: 'donationMatch' }>

/** What the shop gives for so much in scope, rounded down to the minor unit (the shop's favour), at most `maxMinor`. */
export const matched = (
  { percent, maxMinor }: Pick<DonationMatch, 'percent' | 'maxMinor'>,
  scopeMinor: number,
) => Math.min(timesOver(scopeMinor, percent, 100).whole, maxMinor ?? MAX_AMOUNT)

/** The shop gives as much again to a cause. The member saves nothing: it is not counted as worth to them. */
export const donationMatch: RewardSpec<'donationMatch'> = {
  kind: 'donationMatch',
  unit: 'minor',
  lane: 'none',
  amount: (reward, basket) => basket && exactly(basket.inScope, (scopeMinor) => matched(reward, scopeMinor)),
  toEffect: (amountMinor, { currency }, { cause }) => ({ kind: 'donation', cause, amountMinor, currency }),
  guess: matched,
  costMinor: (reward, basket, conditions) =>
    basket
      ? matched(reward, basket.inScope.mostMinor)
      : (reward.maxMinor ?? matched(reward, conditions.minBasketMinor ?? 0)),
}
