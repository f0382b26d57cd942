import { z } from 'zod'

/**
 * Half-lives of the decayed counters, in days: the long one is affinity, the short one its surge.
 * Source: 180 and 28 days ranked best on a grocer's real history.
 */
export const SLOW_HALF_LIFE_DAYS = 180
export const FAST_HALF_LIFE_DAYS = 28

/** Longest window a spend signal may look back over, in days. */
export const MAX_WINDOW_DAYS = 366

/** What is kept of one category. Counters are decayed to the profile's `asOf`. */
export const CategoryProfile = z.object({
  /** Purchases that held the category (not lines, not units). */
  purchases: z.int(),
  /** Days (UTC) with such a purchase, at least; `purchases` of one day count once. */
  days: z.int(),
  spendMinor: z.int(),
  firstAt: z.int(),
  lastAt: z.int(),
  slow: z.number(),
  fast: z.number(),
})
export type CategoryProfile = z.infer<typeof CategoryProfile>

/**
 * Running aggregates of one enrolment, changed when a purchase or return is recorded: reading it costs the same
 * for ten purchases as for a hundred thousand.
 */
export const Profile = z.object({
  v: z.literal(1),
  purchases: z.int(),
  spendMinor: z.int(),
  firstAt: z.int().nullable(),
  lastAt: z.int().nullable(),
  /** The instant that the decayed counters stand at: the latest purchase ever recorded. */
  asOf: z.int(),
  /** Decayed number of (purchase, category) pairs: what a category's share is a share of. */
  slow: z.number(),
  fast: z.number(),
  categories: z.record(z.string(), CategoryProfile),
  /** Spend by UTC day number, newest last, flat triples [day, purchases, spendMinor]; the last `MAX_WINDOW_DAYS`. */
  days: z.array(z.number()),
  region: z.string().nullable(),
})
export type Profile = z.infer<typeof Profile>
