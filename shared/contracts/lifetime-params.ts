import { z } from 'zod'
import { Instant } from './primitives.ts'

const Positive = z.number().positive()

/**
 * What a programme's history says of how its members buy, fitted by a scheduled job: BG/NBD for when, Gamma-Gamma for how
 * much. Time is in weeks, money in minor units of the programme's currency.
 * Source: Fader, Hardie and Lee, "Counting your customers the easy way" (2005); Fader and Hardie, "The Gamma-Gamma model
 * of monetary value" (2013).
 */
export const LifetimeParams = z
  .strictObject({
    /** Shape and rate (weeks) of how often members buy while they are active. */
    r: Positive,
    alpha: Positive,
    /** Of the chance to leave for good after a purchase: Beta(a, b). */
    a: Positive,
    b: Positive,
    /** Of what a purchase is worth; all three or none. `null`: too little was known of amounts. */
    p: Positive.nullable(),
    q: Positive.nullable(),
    /** Minor units. */
    gamma: Positive.nullable(),
    fittedAt: Instant,
    /** Members that were looked at. */
    members: z.int().min(1),
    /** Of the BG/NBD. */
    logLikelihood: z.number(),
  })
  .refine(
    ({ p, q, gamma }) => (p === null) === (q === null) && (q === null) === (gamma === null),
    'must have p, q and gamma, or none of them',
  )
  .meta({ id: 'LifetimeParams' })
export type LifetimeParams = z.infer<typeof LifetimeParams>
