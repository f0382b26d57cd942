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
  return experiments.sumsOf(
    arm,
    Array.from({ length: members }, () => {
      const x = draw()
      return { x, y: random() < buys.foretold ? x : draw() }
    }),
  )
}
