import { z } from 'zod'
import { Estimate, Experiment, ExperimentResult } from './experiment.ts'
import { Goal, GoalStatus } from './goal.ts'
import { KpiDefinition, KpiValue } from './kpi.ts'
import { Id, Instant, text } from './primitives.ts'

/** How far an experiment has come. `calledOff`: it was ended before it began. */
export const ExperimentState = z.enum(['planned', 'running', 'ended', 'calledOff'])
export type ExperimentState = z.infer<typeof ExperimentState>

/** An experiment, and how far it has come. Its split stays as it was made: another one is another experiment. */
export const ExperimentView = Experiment.safeExtend({ state: ExperimentState }).meta({ id: 'ExperimentView' })
export type ExperimentView = z.infer<typeof ExperimentView>

/** Begins a planned experiment now, or ends one now. */
export const ExperimentChange = z
  .strictObject({ state: z.enum(['running', 'ended']) })
  .meta({ id: 'ExperimentChange' })
export type ExperimentChange = z.infer<typeof ExperimentChange>

/** Why the clock has paused an offer: what a member brought more than one of the holdout, cost taken off. */
export const PauseReason = z.strictObject({
  why: z.literal('notWorthIt'),
  marginMinor: Estimate,
  members: z.int().min(0),
  pausedAt: Instant,
})
export type PauseReason = z.infer<typeof PauseReason>

/** What an offer does, held against its own holdout: those who would have seen it and were shown nothing. */
export const OfferEffect = z
  .strictObject({
    offerId: Id,
    /** Margin a member in the merchant’s own stores, after refunds and all costs; arms `holdout` and `shown`. */
    result: ExperimentResult,
    /** `loses`: its lift can't cover its cost, however the rest turns out. */
    worth: z.enum(['pays', 'loses', 'cantSayYet', 'broken', 'noHoldout']),
    /** How often it was shown and used, and by how many members. */
    shown: z.int().min(0),
    shownTo: z.int().min(0),
    used: z.int().min(0),
    usedBy: z.int().min(0),
    /** `null`: it runs, or somebody paused it by hand. */
    pausedBecause: PauseReason.nullable(),
  })
  .meta({ id: 'OfferEffect' })
export type OfferEffect = z.infer<typeof OfferEffect>

/** A figure over a period: its definition, its value, its months, and what it was worked out of. */
export const KpiReport = z
  .strictObject({
    definition: KpiDefinition,
    from: Instant,
    to: Instant,
    value: KpiValue,
    /** By calendar month of the programme's time zone; the first and the last may be cut by the period. */
    series: z.array(z.strictObject({ from: Instant, to: Instant, value: KpiValue })),
    /** The sums that the formula was filled with. */
    figures: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'KpiReport' })
export type KpiReport = z.infer<typeof KpiReport>

/** A goal, and whether it will be met. */
export const GoalView = Goal.safeExtend({ status: GoalStatus }).meta({ id: 'GoalView' })
export type GoalView = z.infer<typeof GoalView>

/** How likely a member is to recommend the programme, 0 to 10. One answer a quarter: a later one replaces it. */
export const NpsCreate = z
  .strictObject({ score: z.int().min(0).max(10), comment: text(1000).optional() })
  .meta({ id: 'NpsCreate' })
export type NpsCreate = z.infer<typeof NpsCreate>

/** A metric of the order that members were shown, beside other orders of the same offers. */
export const ChoosingFigures = z.strictObject({
  shown: Estimate,
  random: Estimate,
  /** By how often anybody had taken each before. */
  popularity: Estimate,
  /** By how often the member had. */
  ownFrequency: Estimate,
  /** The same, where what was taken 30 days ago counts half. */
  ownRecency: Estimate,
})
export type ChoosingFigures = z.infer<typeof ChoosingFigures>

/** How well offers were put in order for the members who took some of them. */
export const ChoosingQuality = z
  .strictObject({
    /** Occasions that could be judged: several offers were shown, and some, not all, were taken. */
    occasions: z.int().min(0),
    members: z.int().min(0),
    /** Discounted gain of the first ten places, over the best there could be: 1 is what was taken, first. */
    ndcg10: ChoosingFigures.nullable(),
    /** How often the first place was taken. */
    hitAt1: ChoosingFigures.nullable(),
    /** How often one of the first five was. */
    hitAt5: ChoosingFigures.nullable(),
    /** One over the place of the first that was taken. */
    mrr: ChoosingFigures.nullable(),
    /** How often what was taken stood before what was not, of all pairs of both. */
    auc: ChoosingFigures.nullable(),
    /** Why there are no figures; `null`: there are. */
    why: z.enum(['nothingYet', 'tooFew']).nullable(),
  })
  .meta({ id: 'ChoosingQuality' })
export type ChoosingQuality = z.infer<typeof ChoosingQuality>
