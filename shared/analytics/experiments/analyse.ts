import type { ArmSums, Experiment, ExperimentResult } from '../../contracts/index.ts'
import { alwaysValid, onceOnly } from './confidence.ts'
import { type Adjusted, cuped } from './cuped.ts'
import { absoluteLift, relativeLift, within } from './lift.ts'
import { POWER_REACH } from './power.ts'
import { SAMPLE_RATIO_ALARM, sampleRatioP } from './sample-ratio.ts'
import { momentsOf, noSums } from './sums.ts'

/**
 * Members that each arm must have before anything is said of it: means of fewer, of outcomes that mostly are nothing, are not
 * yet near a normal distribution, and no interval over them holds what it promises.
 */
export const MIN_ARM_MEMBERS = 100

/** What an analysis needs to know of an experiment. */
export type Analysed = Pick<Experiment, 'alpha'> & { arms: readonly { key: string; weight: number }[] }

/**
 * What an experiment has shown so far. Every arm is compared with the first one; with more than two, alpha is shared among the
 * comparisons (Bonferroni). `better`: some arm's whole interval is above nothing; `worse`: every arm's is below.
 *
 * @param sums an entry an arm, in any order; one that is missing has nobody
 */
export function analyse({ arms, alpha }: Analysed, sums: readonly ArmSums[]): ExperimentResult {
  const kept = arms.map(({ key }) => sums.find(({ arm }) => arm === key) ?? noSums(key))
  const sampleRatio = sampleRatioP(
    kept.map(({ members }) => members),
    arms.map(({ weight }) => weight),
  )
  const sampleRatioAlarm = sampleRatio !== null && sampleRatio < SAMPLE_RATIO_ALARM
  const said = { sampleRatioP: sampleRatio, sampleRatioAlarm }

  const known = kept.every(({ members }) => members >= MIN_ARM_MEMBERS)
  const adjusted = known ? cuped(kept.map(momentsOf)) : null
  const control = adjusted?.arms[0]
  // Where nobody has done anything yet, all are alike for sure; that is no finding.
  if (!adjusted || !control || adjusted.arms.every(({ variance }) => variance === 0))
    return {
      ...said,
      arms: kept.map(({ arm, members, y }) => ({
        arm,
        members,
        mean: members > 0 ? y / members : null,
        absolute: null,
        relative: null,
        once: null,
      })),
      varianceExplained: 0,
      detectable: null,
      verdict: sampleRatioAlarm ? 'broken' : 'tooFew',
    }

  const shared = alpha / (arms.length - 1)
  const comparisons = adjusted.arms.map((treated, at) =>
    at === 0 ? null : compare(treated, control, shared),
  )
  const lifts = comparisons.filter((comparison) => comparison !== null)
  return {
    ...said,
    arms: kept.map(({ arm, members, y }, at) => ({
      arm,
      members,
      mean: y / members,
      absolute: comparisons[at]?.absolute ?? null,
      relative: comparisons[at]?.relative ?? null,
      once: comparisons[at]?.once ?? null,
    })),
    varianceExplained: adjusted.varianceExplained,
    detectable: Math.max(...lifts.map(({ detectable }) => detectable)),
    verdict: sampleRatioAlarm
      ? 'broken'
      : lifts.some(({ absolute }) => absolute.low > 0)
        ? 'better'
        : lifts.every(({ absolute }) => absolute.high < 0)
          ? 'worse'
          : 'undecided',
  }
}

function compare(treated: Adjusted, control: Adjusted, alpha: number) {
  const reach = alwaysValid(treated.members + control.members, alpha)
  const lift = absoluteLift(treated, control)
  const relative = relativeLift(treated, control, reach)
  return {
    absolute: within(lift, reach),
    relative: relative && within(relative, reach),
    once: within(lift, onceOnly(alpha)),
    detectable: (reach + POWER_REACH) * lift.error,
  }
}
