import { experiments } from '../../../shared/analytics/index.ts'
import type { ArmSums } from '../../../shared/contracts/index.ts'
import { type Random, waiting } from '../../data/random.ts'

/** Two arms that are to have as many members. */
export const HALVES = {
  alpha: 0.05,
  arms: [
    { key: 'holdout', weight: 0.5 },
    { key: 'treated', weight: 0.5 },
  ],
}

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
  const sums = experiments.noSums(arm)
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

/** How members of an arm buy. */
export type Buys = {
  /** Part of them who buy at all. */
  share: number
  meanMinor: number
  /** How much of what a member is about to spend the time before foretells: 0 nothing, 1 all. */
  foretold: number
}

/**
 * So many new members of an arm. Most buy nothing and some buy much, as in a shop: where intervals that lean on a normal
 * distribution break first.
 */
export function makeArm(random: Random, arm: string, members: number, buys: Buys): ArmSums {
  const draw = () => (random() < buys.share ? waiting(random, buys.meanMinor) : 0)
  return sumsOf(
    arm,
    Array.from({ length: members }, () => {
      const x = draw()
      return { x, y: random() < buys.foretold ? x : draw() }
    }),
  )
}
