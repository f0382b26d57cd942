import { z } from 'zod'
import { KpiKey } from './kpi.ts'
import { Id, Instant, text } from './primitives.ts'

/** A figure, where it stood, where it shall stand, when, and who sees to it. Values are in the figure's unit. */
export const GoalCreate = z
  .strictObject({
    metric: KpiKey,
    baseline: z.number(),
    target: z.number(),
    deadlineAt: Instant,
    owner: text(120),
  })
  .refine(({ baseline, target }) => baseline !== target, {
    path: ['target'],
    message: 'must differ from the baseline',
  })
  .meta({ id: 'GoalCreate' })
export type GoalCreate = z.infer<typeof GoalCreate>

/** A goal that has been set. */
export const Goal = GoalCreate.safeExtend({ id: Id, createdAt: Instant }).meta({ id: 'Goal' })
export type Goal = z.infer<typeof Goal>

/** A value with the interval that it most likely lies in (80 of 100). */
export const Forecast = z.strictObject({ value: z.number(), low: z.number(), high: z.number() })
export type Forecast = z.infer<typeof Forecast>

/** Whether a goal will be met, as far as the figure's own history says. */
export const GoalStatus = z
  .strictObject({
    /**
     * `reached`, `missed`: the deadline is over, or the target stands already. `onTrack`: the forecast meets the target.
     * `unsure`: only the better end of its interval does. `offTrack`: not even that. `cantSayYet`: too few points.
     */
    state: z.enum(['reached', 'onTrack', 'unsure', 'offTrack', 'missed', 'cantSayYet']),
    /** The latest value; `null`: none has been measured. */
    current: z.number().nullable(),
    /** Part of the way from baseline to target, 0 at the baseline and 1 at the target; below and above are possible. */
    progress: z.number().nullable(),
    /** At the deadline. */
    forecast: Forecast.nullable(),
    /** Points of history that the forecast was made of. */
    points: z.int().min(0),
  })
  .meta({ id: 'GoalStatus' })
export type GoalStatus = z.infer<typeof GoalStatus>
