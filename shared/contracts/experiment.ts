import { z } from 'zod'
import { Id, Instant, Slug, text } from './primitives.ts'

/** One side of an experiment. */
export const Arm = z.strictObject({
  key: Slug,
  /** Share of those in the experiment, above 0; all arms together are 1. */
  weight: z.number().positive().max(1),
  /** Offers that only this arm is shown. One named by no arm is shown to all. */
  offers: z.array(Slug).max(100).default([]),
})
export type Arm = z.infer<typeof Arm>

/** A slice of a group of which a member can be in one only: 0 to 1, the lower end included. */
export const GroupSlice = z
  .strictObject({ key: Slug, from: z.number().min(0).max(1), to: z.number().min(0).max(1) })
  .refine(({ from, to }) => to > from, { path: ['to'], message: 'must be above from' })
export type GroupSlice = z.infer<typeof GroupSlice>

/** What an experiment is judged by, a member: margin after refunds and discount cost, spend after refunds, or purchases. */
export const Outcome = z.enum(['marginMinor', 'spendMinor', 'purchases'])
export type Outcome = z.infer<typeof Outcome>

/** How far arms may add up beside 1. Source: GrowthBook's `getBucketRanges`. */
const WEIGHT_SLACK = 0.01

/** A random split of a programme's members. */
export const ExperimentCreate = z
  .strictObject({
    key: Slug,
    name: text(120),
    /** The first one is what the others are compared with. */
    arms: z.array(Arm).min(2).max(10),
    /** Share of members who take part, above 0 and up to 1. */
    coverage: z.number().positive().max(1).default(1),
    /** Of experiments in one group with slices that don't meet, a member is in one at most. */
    group: GroupSlice.nullable().default(null),
    outcome: Outcome.default('marginMinor'),
    /** How often an experiment that does nothing may look as if it did, over all looks together. */
    alpha: z.number().min(0.001).max(0.2).default(0.05),
    startsAt: Instant,
    endsAt: Instant.nullable().default(null),
  })
  .refine(({ arms }) => new Set(arms.map(({ key }) => key)).size === arms.length, {
    path: ['arms'],
    message: 'must have keys that differ',
  })
  .refine(({ arms }) => Math.abs(arms.reduce((sum, { weight }) => sum + weight, 0) - 1) < WEIGHT_SLACK, {
    path: ['arms'],
    message: 'must have weights that add up to 1',
  })
  .refine(({ startsAt, endsAt }) => endsAt === null || endsAt > startsAt, {
    path: ['endsAt'],
    message: 'must be after startsAt',
  })
  .meta({ id: 'ExperimentCreate' })
export type ExperimentCreate = z.infer<typeof ExperimentCreate>

/** An experiment that a programme runs or ran. */
export const Experiment = ExperimentCreate.safeExtend({ id: Id, createdAt: Instant }).meta({
  id: 'Experiment',
})
export type Experiment = z.infer<typeof Experiment>

/**
 * What is kept of an arm: sums over its members, so that two parts of it are one by adding. `y` is the outcome since the
 * member's assignment, `x` the same figure in as long a time before it.
 */
export const ArmSums = z
  .strictObject({
    arm: Slug,
    members: z.int().min(0),
    y: z.number(),
    yy: z.number(),
    x: z.number(),
    xx: z.number(),
    xy: z.number(),
  })
  .meta({ id: 'ArmSums' })
export type ArmSums = z.infer<typeof ArmSums>

/** A value and the interval that holds the truth however often one looks. */
export const Estimate = z.strictObject({ value: z.number(), low: z.number(), high: z.number() })
export type Estimate = z.infer<typeof Estimate>

/** What an arm brought, beside the one it is compared with. */
export const ArmLift = z.strictObject({
  arm: Slug,
  members: z.int().min(0),
  /** The outcome a member, as it was. */
  mean: z.number().nullable(),
  /** A member's outcome beside that of the first arm, in the outcome's unit; `null`: too few to say. */
  absolute: Estimate.nullable(),
  /** The same as a share of the first arm's; `null` where that is not surely above nothing. */
  relative: Estimate.nullable(),
  /** The interval for looking once only, when as many have been seen as was planned: narrower. */
  once: Estimate.nullable(),
})
export type ArmLift = z.infer<typeof ArmLift>

/** What an experiment has shown so far. It may be looked at as often as one likes. */
export const ExperimentResult = z
  .strictObject({
    arms: z.array(ArmLift),
    /** Part of the variance that the time before explains, and so was taken out (CUPED); 0 where it knows nothing. */
    varianceExplained: z.number().min(0).max(1),
    /**
     * Members came out in other shares than they were to, as chance does once in a thousand times: the split or the counting is
     * broken, and the figures are not to be believed.
     */
    sampleRatioAlarm: z.boolean(),
    /** Chance of such shares, if nothing is broken. */
    sampleRatioP: z.number().min(0).max(1).nullable(),
    /** The lift that would be found 80 times of 100 with as many members, in the outcome's unit. */
    detectable: z.number().nullable(),
    verdict: z.enum(['tooFew', 'broken', 'undecided', 'better', 'worse']),
  })
  .meta({ id: 'ExperimentResult' })
export type ExperimentResult = z.infer<typeof ExperimentResult>
