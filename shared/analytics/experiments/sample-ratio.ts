import { chiSquareP } from '../chance.ts'

/** Below this chance the split is taken for broken. Source: the bound that GrowthBook and Microsoft's ExP use. */
export const SAMPLE_RATIO_ALARM = 0.001

/**
 * Chance that arms of these weights came out as unequal as `counts`, if nothing is broken (chi-square). `null`: nobody has been
 * counted. A member in an arm of no weight is broken for sure.
 */
export function sampleRatioP(counts: readonly number[], weights: readonly number[]): number | null {
  const all = counts.reduce((sum, count) => sum + count, 0)
  const weight = weights.reduce((sum, share) => sum + share, 0)
  if (all === 0 || weight <= 0) return null
  let square = 0
  let arms = 0
  for (const [arm, count] of counts.entries()) {
    const expected = (all * weights[arm]!) / weight
    if (expected === 0) {
      if (count > 0) return 0
      continue
    }
    arms += 1
    square += (count - expected) ** 2 / expected
  }
  return arms < 2 ? 1 : chiSquareP(square, arms - 1)
}
