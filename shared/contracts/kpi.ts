import { z } from 'zod'

/** The figures that a programme is run by, each defined in `shared/analytics/kpis/`. */
export const KpiKey = z.enum([
  'retention',
  'repeatPurchaseRate',
  'averageOrderValue',
  'purchaseFrequency',
  'lifetimeValue',
  'participation',
  'redemptionRate',
  'pointsLiability',
  'breakage',
  'codeEffectiveness',
  'costPerIncrementalOrder',
  'netPromoterScore',
])
export type KpiKey = z.infer<typeof KpiKey>

/** What a figure counts. `share`: 0 to 1. `score`: -100 to 100. */
export const KpiUnit = z.enum(['share', 'minor units', 'purchases', 'score'])
export type KpiUnit = z.infer<typeof KpiUnit>

/** Why there is no figure, or no sure one. */
export const KpiWhy = z.enum([
  /** Nothing to divide by: nobody, no purchase, no point, no answer. */
  'nothingYet',
  /** Some, but too few to say. */
  'tooFew',
  /** There is no holdout to compare with. */
  'noHoldout',
  /** The offer brought no more purchases than its holdout had, so that nothing can be divided among them. */
  'noLift',
  /** The programme does not say what a point is worth. */
  'noPointValue',
  /** Lifetime value has not been fitted. */
  'notFitted',
  /** Other merchants sell in the programme, and it is fitted to what members buy of all of them. */
  'otherMerchants',
])
export type KpiWhy = z.infer<typeof KpiWhy>

/** A figure's written definition. */
export const KpiDefinition = z
  .strictObject({
    key: KpiKey,
    name: z.string(),
    /** One sentence that a merchant can hold the figure against. */
    definition: z.string(),
    unit: KpiUnit,
    /** The same as a formula, in words. */
    formula: z.string(),
    /** Whether more of it is better; `null`: neither is. */
    better: z.enum(['higher', 'lower']).nullable(),
    /** Between which values it always lies; `null`: no bound. */
    least: z.number().nullable(),
    most: z.number().nullable(),
  })
  .meta({ id: 'KpiDefinition' })
export type KpiDefinition = z.infer<typeof KpiDefinition>

/** A figure, or `null` and why. */
export const KpiValue = z
  .strictObject({
    key: KpiKey,
    value: z.number().nullable(),
    why: KpiWhy.nullable(),
    /** Where the true figure lies, 95 times of 100, for those that are estimated from a part. */
    interval: z.strictObject({ low: z.number(), high: z.number() }).nullable(),
    /** What it is going to be when all that is under way has ended, for those that take their time. */
    estimate: z.number().nullable(),
  })
  .meta({ id: 'KpiValue' })
export type KpiValue = z.infer<typeof KpiValue>

/** Members by the month of their first purchase, and how many of them bought in each month since. */
export const Cohort = z
  .strictObject({
    /** `2026-03`. */
    month: z.string().regex(/^\d{4}-\d{2}$/),
    members: z.int().min(1),
    /** By months since, from 0 (the first month itself, all of them): members who bought, and their share. */
    active: z.array(z.strictObject({ members: z.int().min(0), share: z.number().min(0).max(1) })),
  })
  .meta({ id: 'Cohort' })
export type Cohort = z.infer<typeof Cohort>
