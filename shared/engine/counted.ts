import type { RewardKind } from '../contracts/index.ts'
import { discount, type Of, type Part, type RewardBasket, type RewardSpec } from './reward.ts'
import { isAnyMaybe, MAYBE, SURE, type UnitRun, unitRuns } from './units.ts'

/** What a counted reward takes off each line; a line that is not named has nothing taken off. */
export type Cut = Map<number, number>

type Counted<K extends RewardKind> = {
  kind: K
  /** The units it is counted by, in the order of the bits of `UnitRun.parts`. */
  parts(reward: Of<K>): readonly Part[]
  /** The discount on units that are given dearest first. */
  cut(reward: Of<K>, runs: readonly UnitRun[]): Cut
  /** For one that more units in scope may make smaller: no less than it can ever come to on some of these units. */
  most?(reward: Of<K>, runs: readonly UnitRun[]): number
  guess(reward: Of<K>, scopeMinor: number): number
}

const sumOf = (cut: Cut): number => {
  let sum = 0
  for (const part of cut.values()) sum += part
  return sum
}

/**
 * A discount that is worked out on single units. Where nobody knows what some lines are, it can be said only if it is
 * the same without them and with them; without lines it can't be said at all.
 */
export function counted<K extends RewardKind>({ kind, parts, cut, most, guess }: Counted<K>): RewardSpec<K> {
  const sure = (reward: Of<K>, basket: RewardBasket) =>
    cut(reward, unitRuns(basket, parts(reward).length, SURE))
  const mostOf = (reward: Of<K>, basket: RewardBasket) => {
    const runs = unitRuns(basket, parts(reward).length, MAYBE)
    return most ? most(reward, runs) : sumOf(cut(reward, runs))
  }
  const amount = (reward: Of<K>, basket: RewardBasket | null): number | null => {
    if (basket === null) return null
    if (basket.lines.length === 0) return basket.goodsMinor === 0 ? 0 : null
    const least = sumOf(sure(reward, basket))
    if (!isAnyMaybe(basket, parts(reward).length)) return least
    const greatest = mostOf(reward, basket)
    return greatest === least && (!most || greatest === 0) ? least : null
  }
  return {
    kind,
    unit: 'minor',
    lane: 'goods',
    parts,
    amount,
    perLine(reward, basket) {
      const perLine = new Array<number>(basket.lines.length).fill(0)
      for (const [line, part] of sure(reward, basket)) perLine[line] = part
      return perLine
    },
    toEffect: discount,
    guess,
    costMinor(reward, basket) {
      if (basket === null) return 0
      if (basket.lines.length === 0) return basket.goodsMinor
      return isAnyMaybe(basket, parts(reward).length) ? mostOf(reward, basket) : sumOf(sure(reward, basket))
    },
  }
}

/** Adds to what a cut takes off a line. */
export const take = (cut: Cut, line: number, amountMinor: number): void => {
  if (amountMinor > 0) cut.set(line, (cut.get(line) ?? 0) + amountMinor)
}
