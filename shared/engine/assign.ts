import type { Experiment, GroupSlice } from '../contracts/index.ts'
import { bucket, fnv1a32 } from './holdout.ts'

/** A stretch of buckets, 0 to 1: the lower end is in it, the upper is not. */
export type BucketRange = readonly [from: number, to: number]

/** How far weights may add up beside 1 before they are taken for a mistake. Source: GrowthBook's `getBucketRanges`. */
const WEIGHT_SLACK = 0.01

/**
 * The buckets of each arm. Coverage takes from the end of each arm's own stretch, so that raising it moves nobody from one
 * arm to another. Weights that don't fit are taken as equal.
 * Source: GrowthBook, "Build your own SDK", `getBucketRanges`.
 */
export function bucketRanges(arms: number, coverage: number, weights?: readonly number[]): BucketRange[] {
  const covered = Math.min(1, Math.max(0, coverage))
  const sum = weights?.reduce((total, weight) => total + weight, 0) ?? 0
  const fit = weights?.length === arms && Math.abs(sum - 1) <= WEIGHT_SLACK
  let from = 0
  return Array.from({ length: arms }, (_, arm) => {
    const weight = fit ? weights[arm]! : 1 / arms
    const range: BucketRange = [from, from + covered * weight]
    from += weight
    return range
  })
}

/** The arm whose buckets hold this one; -1: none does. Source: as above, `chooseVariation`. */
export const armAt = (at: number, ranges: readonly BucketRange[]): number =>
  ranges.findIndex(([from, to]) => at >= from && at < to)

/**
 * Whether a member is in a group's slice. Slices that don't meet share nobody, so that experiments in them exclude each other.
 * Source: as above, `inNamespace`: hash version 1 over 1,000 buckets, for ever.
 */
export function inSlice(enrolmentId: string, { key, from, to }: GroupSlice): boolean {
  const at = (fnv1a32(`${enrolmentId}__${key}`) % 1000) / 1000
  return at >= from && at < to
}

/** What decides who is in which arm; the rest of an experiment may change without moving anybody. */
export type Split = Pick<Experiment, 'id' | 'coverage' | 'group'> & {
  arms: readonly { key: string; weight: number }[]
}

/**
 * The arm that a member is in; `null`: not in the experiment. Sticky, because it depends on nothing else than the experiment's id
 * and the enrolment's.
 */
export function armOf(split: Split, enrolmentId: string): string | null {
  if (split.group !== null && !inSlice(enrolmentId, split.group)) return null
  const weights = split.arms.map(({ weight }) => weight)
  const arm = armAt(bucket(split.id, enrolmentId), bucketRanges(weights.length, split.coverage, weights))
  return split.arms[arm]?.key ?? null
}
