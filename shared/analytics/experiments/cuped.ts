import type { Moments } from './sums.ts'

/** An arm whose outcome has been freed of what the time before foretold. */
export type Adjusted = { members: number; mean: number; variance: number }

/**
 * CUPED: takes theta times (before - everybody's mean before) off the outcome. Theta is one for all arms, from the covariance
 * within them, so that no arm is judged by its own yardstick; where the time before says nothing it is 0, and all stays as it was.
 * Source: Deng, Xu, Kohavi and Walker (2013), "Improving the sensitivity of online controlled experiments by utilizing
 * pre-experiment data".
 *
 * @returns the arms in their order, and the part of the variance within them that is gone
 */
export function cuped(arms: readonly Moments[]): { arms: Adjusted[]; varianceExplained: number } {
  let covariance = 0
  let varianceX = 0
  let varianceY = 0
  let members = 0
  let before = 0
  for (const arm of arms) {
    covariance += (arm.members - 1) * arm.covariance
    varianceX += (arm.members - 1) * arm.varianceX
    varianceY += (arm.members - 1) * arm.varianceY
    members += arm.members
    before += arm.members * arm.meanX
  }
  const theta = varianceX > 0 ? covariance / varianceX : 0
  return {
    arms: arms.map((arm) => ({
      members: arm.members,
      mean: arm.meanY - theta * (arm.meanX - before / members),
      variance: Math.max(0, arm.varianceY - 2 * theta * arm.covariance + theta * theta * arm.varianceX),
    })),
    varianceExplained: varianceY > 0 ? Math.min(1, (theta * covariance) / varianceY) : 0,
  }
}
