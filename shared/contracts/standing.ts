import { z } from 'zod'
import { Instant, Slug } from './primitives.ts'

/** What a rule with caps has given a member so far. */
export const CapUse = z.strictObject({
  /** Start of the period that `inPeriod` counts. */
  periodStartsAt: z.int(),
  inPeriod: z.int().min(0),
  ever: z.int().min(0),
  /** What periods before that one gave, newest first: for purchases that are recorded late. One that a return emptied stays. */
  earlier: z
    .array(z.strictObject({ startsAt: z.int(), amount: z.int().min(0) }))
    .max(7)
    .optional(),
})
export type CapUse = z.infer<typeof CapUse>

/**
 * What is kept of a member beside balances: their tier and what counts towards it, when they were last active, and what
 * capped rules have given. One row, changed in turn with the books.
 */
export const Standing = z.strictObject({
  v: z.literal(1),
  /** `null`: the programme has no ladder, or the member stands on its first step. */
  tier: Slug.nullable(),
  tierSinceAt: Instant.nullable(),
  /** When the tier is worked out anew; `null`: never by itself. */
  tierEndsAt: Instant.nullable(),
  /** Given by hand until then. */
  matchedUntilAt: Instant.nullable(),
  /** Which tier was given, and what the member holds by themselves meanwhile: that stands again when the match ends. */
  match: z
    .strictObject({
      tier: Slug,
      own: z.strictObject({ tier: Slug.nullable(), endsAt: Instant.nullable() }),
    })
    .optional(),
  /**
   * What counts towards a tier, by day in the programme's time zone, newest first: `day.amount` in base 36 joined by
   * commas, days as in `Profile.days`. Amounts may be below zero where a return came later. As far back as the window.
   */
  counted: z.string(),
  /** The latest act of each kind, for expiry by inactivity and for months that were active. */
  acts: z.partialRecord(z.enum(['purchase', 'earn', 'spend', 'event']), Instant),
  /** A purchase of theirs has been recorded. It stays so when all of it comes back: nobody buys for the first time twice. */
  firstPurchaseGiven: z.boolean().optional(),
  /** 1 to 12, where the member said it; and the year their birthday was last given for. */
  birthMonth: z.int().min(1).max(12).nullable(),
  birthdayGivenIn: z.int().nullable(),
  caps: z.record(z.string(), CapUse),
  /** When the member last left each tier: an expiry that the tier held off is counted anew from then. */
  leftTiers: z.record(Slug, Instant).optional(),
})
export type Standing = z.infer<typeof Standing>
