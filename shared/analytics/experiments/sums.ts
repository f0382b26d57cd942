import type { ArmSums } from '../../contracts/index.ts'

/** The sums of nobody. */
export const noSums = (arm: string): ArmSums => ({ arm, members: 0, y: 0, yy: 0, x: 0, xx: 0, xy: 0 })

/** Two parts of one arm. A database may add the same with SUM, as REAL: squares of minor units pass the largest whole number. */
export function addSums(one: ArmSums, other: ArmSums): ArmSums {
  return {
    arm: one.arm,
    members: one.members + other.members,
    y: one.y + other.y,
    yy: one.yy + other.yy,
    x: one.x + other.x,
    xx: one.xx + other.xx,
    xy: one.xy + other.xy,
  }
}

/** What is counted of a member: the outcome since assignment, and the same figure in as long a time before. */
export type Observed = { y: number; x: number }

/** The sums of an arm's members. */
export function sumsOf(arm: string, observed: Iterable<Observed>): ArmSums {
  const sums = noSums(arm)
  for (const { y, x } of observed) {
    sums.members += 1
    sums.y += y
    sums.yy += y * y
    sums.x += x
    sums.xx += x * x
    sums.xy += x * y
  }
  return sums
}

/** Mean and spread of an arm. */
export type Moments = {
  members: number
  meanY: number
  meanX: number
  varianceY: number
  varianceX: number
  covariance: number
}

/** The same from sums; at least two members. What rounding makes negative is nothing. */
export function momentsOf({ members: n, y, yy, x, xx, xy }: ArmSums): Moments {
  const over = n - 1
  return {
    members: n,
    meanY: y / n,
    meanX: x / n,
    varianceY: Math.max(0, (yy - (y * y) / n) / over),
    varianceX: Math.max(0, (xx - (x * x) / n) / over),
    covariance: (xy - (x * y) / n) / over,
  }
}
