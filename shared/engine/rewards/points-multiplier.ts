import { basePointsOf, basePointsVary } from '../../contracts/index.ts'
import { exactly, points, pointsCostMinor, type RewardSpec } from '../reward.ts'

/**
 * Points above the base ones, rounded down (the programme's favour). Counted in tenths, which is what a factor is
 * given in: 1.1 - 1 is not 0.1 in binary.
 */
export const extraPoints = (factor: number, basePoints: number): number =>
  Math.floor(((Math.round(factor * 10) - 10) * basePoints) / 10)

/** Base points of what is in scope, times `factor`: the effect is what comes on top. */
export const pointsMultiplier: RewardSpec<'pointsMultiplier'> = {
  kind: 'pointsMultiplier',
  unit: 'points',
  lane: 'points',
  amount: (reward, basket, rules) =>
    // Where some goods earn no base points, the sum alone does not say how many there are to multiply.
    basket && !basePointsVary(rules)
      ? exactly(basket.inScope, (scopeMinor) => extraPoints(reward.factor, basePointsOf(rules, scopeMinor)))
      : null,
  toEffect: points,
  guess: (reward, scopeMinor, rules) => extraPoints(reward.factor, basePointsOf(rules, scopeMinor)),
  costMinor: (reward, basket, conditions, rules) =>
    pointsCostMinor(
      extraPoints(
        reward.factor,
        basePointsOf(rules, basket?.inScope.mostMinor ?? conditions.minBasketMinor ?? 0),
      ),
      rules,
    ),
}
