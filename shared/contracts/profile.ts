import { z } from 'zod'

/**
 * Half-lives of the decayed counters, in days: the long one is affinity, the short one its surge.
 * Source: 180 and 28 days ranked best on a grocer's real history.
 */
export const SLOW_HALF_LIFE_DAYS = 180
/** See `SLOW_HALF_LIFE_DAYS`: the quick counter, which shows a surge. */
export const FAST_HALF_LIFE_DAYS = 28

/** Longest window a spend signal may look back over, in days. */
export const MAX_WINDOW_DAYS = 366

/** Categories kept for one member; past it, the one with the lowest slow counter is dropped. Keeps a profile under 100 KB. */
export const MAX_CATEGORIES = 400

/** Purchases of a category whose days are kept, to tell the member's rhythm. */
export const RECENT_DAYS_KEPT = 8

/** Brands and products kept for one member, likewise. */
export const MAX_BRANDS = 150
/** See `MAX_BRANDS`. */
export const MAX_PRODUCTS = 400

/** What is kept of one category. Counters are decayed to the profile's `asOf`. */
export const CategoryProfile = z.object({
  /** Purchases that held the category (not lines, not units). */
  purchases: z.int(),
  spendMinor: z.int(),
  firstAt: z.int(),
  lastAt: z.int(),
  slow: z.number(),
  fast: z.number(),
  /** UTC day numbers of the latest `RECENT_DAYS_KEPT` such purchases, oldest first; two of one day stand twice. */
  recentDays: z.array(z.int()),
})
export type CategoryProfile = z.infer<typeof CategoryProfile>

/** What is kept of one brand or product. `purchases` counts purchases that held it. */
export const ItemProfile = z.object({
  purchases: z.int(),
  firstAt: z.int(),
  lastAt: z.int(),
  slow: z.number(),
  fast: z.number(),
  /** The instant that its counters stand at: the latest purchase of it ever recorded. */
  asOf: z.int(),
})
export type ItemProfile = z.infer<typeof ItemProfile>

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
  /**
   * What is kept of brands (folded) and of products (by SKU as the shop writes it), packed into one text each: read one by
   * `brandOf` and `productOf`, all by `itemsIn`. As objects, those of a member who buys much took 190 us to read from storage
   * on every decision; as a text they take 10.
   */
  brands: z.string(),
  products: z.string(),
  /** Purchases with a discounted line or a code, and those with a code. */
  discounted: z.int(),
  coded: z.int(),
  /** Purchases by weekday (Monday first) and by daypart (night 0-6, morning 6-11, midday 11-14, afternoon 14-18, evening 18-24) of the programme's own clock. */
  weekdays: z.array(z.int()).length(7),
  dayparts: z.array(z.int()).length(5),
  /**
   * Spend by UTC day, newest first, over the last `MAX_WINDOW_DAYS`: `day.spendMinor.purchases` in base 36, joined by
   * commas, one purchase not being written out; the first day is its number, each later one how many days before the last. A text, because a year of
   * numbers made a decision a sixth slower, and most decisions never look at them.
   */
  days: z.string(),
  /** Where the latest purchase that named a region was made, and when that was. */
  region: z.string().nullable(),
  regionAt: z.int().nullable(),
})
export type Profile = z.infer<typeof Profile>
