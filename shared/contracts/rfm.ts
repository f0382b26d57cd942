import { z } from 'zod'
import { Instant } from './primitives.ts'

/** Four ascending values: a fifth of the members, or as near as ties allow, is at or below the first, two fifths the second ... */
export const Quintiles = z
  .array(z.number())
  .length(4)
  .refine((cuts) => cuts.every((cut, at) => at === 0 || cut >= cuts[at - 1]!), 'must ascend')
export type Quintiles = z.infer<typeof Quintiles>

/** Where a programme's members are cut into fifths by recency, frequency and spend. Of members who have bought. */
export const RfmCuts = z
  .strictObject({
    recencyDays: Quintiles,
    purchases: Quintiles,
    spendMinor: Quintiles,
    /** Members that were looked at. */
    members: z.int().min(1),
    cutAt: Instant,
  })
  .meta({ id: 'RfmCuts' })
export type RfmCuts = z.infer<typeof RfmCuts>

/** One fifth, 5 the best. */
export const Fifth = z.int().min(1).max(5)

/** A member's fifths: bought lately, bought often, spent much. */
export const RfmScore = z
  .strictObject({ recency: Fifth, frequency: Fifth, monetary: Fifth })
  .meta({ id: 'RfmScore' })
export type RfmScore = z.infer<typeof RfmScore>
