import { points, pointsCostMinor, type RewardSpec } from '../reward.ts'

/** A fixed number of points, if anything in scope is bought. */
export const bonusPoints: RewardSpec<'bonusPoints'> = {
  kind: 'bonusPoints',
  unit: 'points',
  lane: 'points',
  amount(reward, basket) {
    if (basket === null || basket.inScope.leastUnits > 0) return reward.points
    return basket.inScope.mostUnits > 0 ? null : 0
  },
  toEffect: points,
  guess: (reward) => reward.points,
  costMinor: (reward, basket, _conditions, rules) =>
    basket?.inScope.mostUnits === 0 ? 0 : pointsCostMinor(reward.points, rules),
}
