import { z } from 'zod'

/** A sum of counts. Decayed and weighed ones are no whole numbers. */
const Sum = z.number().min(0)

/** How often something was shown, what that should have led to, and what it led to. */
export const LearnedRate = z.object({
  exposures: Sum,
  /** Redemptions foretold at the exposures, up to one factor that all of a programme's have in common. */
  expected: Sum,
  redemptions: Sum,
})
export type LearnedRate = z.infer<typeof LearnedRate>

/** What is known of how a category is bought. */
export const LearnedCategory = z.object({
  /** Purchases of it, ever. */
  purchases: Sum,
  /** The same, decayed with a half-life of `FAST_HALF_LIFE_DAYS`. */
  recent: Sum,
  /** Sum, over purchases of the category, of how much of it the buyer's counters already held. */
  together: Sum,
  /** The same sum over purchases of anything. */
  held: Sum,
})
export type LearnedCategory = z.infer<typeof LearnedCategory>

/** What is known of a group of members: how they answer, and what they buy. */
export const LearnedSegment = z.object({
  /** Occasions on which a member was shown offers, and those of them that led to a redemption. */
  sent: Sum,
  redeemed: Sum,
  purchases: Sum,
  /** Purchases by category. */
  categories: z.record(z.string(), Sum),
})
export type LearnedSegment = z.infer<typeof LearnedSegment>

/**
 * What a programme's history teaches about choosing, as of one instant: all that ranking needs beside the member.
 * Rebuilt from additive counters (`engine/choosing/counts.ts`), so that its parts may arrive in any order.
 */
export const Learned = z.object({
  v: z.literal(1),
  /** The instant that decayed sums stand at, epoch ms UTC. */
  at: z.int(),
  /** Purchases ever, one for each category of a purchase; and the same, decayed as `recent` of a category is. */
  purchases: Sum,
  recent: Sum,
  /** Sum, over purchases, of all that the buyer's counters held: what `together` and `held` are parts of. */
  weighed: Sum,
  sent: Sum,
  redeemed: Sum,
  categories: z.record(z.string(), LearnedCategory),
  /** Purchases ever, of what offers may name. */
  products: z.record(z.string(), Sum),
  brands: z.record(z.string(), Sum),
  segments: z.record(z.string(), LearnedSegment),
  rates: z.object({
    all: LearnedRate,
    categories: z.record(z.string(), LearnedRate),
    brands: z.record(z.string(), LearnedRate),
    offers: z.record(z.string(), LearnedRate),
  }),
})
export type Learned = z.infer<typeof Learned>
