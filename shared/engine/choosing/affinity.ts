import { DAY_MS, type Learned } from '../../contracts/index.ts'
import { heldOf, type Taste } from './member.ts'
import { learnedStrength, shrunken } from './shrink.ts'

/** Purchases that the prior of a set of products or brands is worth. Source: the best of 10 to 100 on a grocer's history. */
const SET_STRENGTH = 30

/**
 * A set is liked as its categories are, but less so. Source: the same history: from 0 to 0.5 the first places are as good,
 * those below them better; at 1 the first suffer.
 */
const WITHIN_POWER = 0.5

/** Purchases that everyone's taste is worth beside a segment's. Source: the same history, flat from 2,000 to 10,000. */
const SEGMENT_STRENGTH = 5000

/** Just bought, a category is needed up to this much less, wearing off by a factor e in so many days. Source: the same. */
const SATED = 0.3
const SATED_DAYS = 7

/** Share of purchases that a category is taken for which nobody has bought yet: little, but somebody will. */
const NEVER_BOUGHT = 1e-4

/** The least that an offer on the whole basket is near to anybody. A judgement: no history of such offers was at hand. */
const LEAST_WHOLE = 0.05

/** What an offer is about. All lists empty: the whole basket. */
export type Target = {
  categories: readonly string[]
  products: readonly string[]
  brands: readonly string[]
}

/** A category and everyone's taste for it. `place`: among those of all targets that were prepared together. */
export type Known = { place: number; key: string; prior: number; strength: number }

/** Categories that targets prepared together are about, each once: a member is asked about each once. */
export type KnownCategories = Map<string, Known>

/** By a category's place: the member's share of it, and how many purchases of it they hold; a negative share is not asked yet. */
export type Shares = { share: Float64Array; held: Float64Array }

/** A target and its part of everyone's purchases: the same for all members, so worked out once for a catalogue. */
export type PreparedTarget = {
  categories: readonly Known[]
  products: ReadonlySet<string> | null
  brands: readonly string[]
  /** Share of all purchases that were of its products or brands. */
  setPrior: number
  /** Categories of those, and everyone's taste for them together. */
  within: readonly { category: Known; share: number }[]
  withinPrior: number
  whole: boolean
}

/** How near a target is to a member: its share of their next purchase, and how many of their purchases were of it. */
export type Affinity = { share: number; held: number }

/** A target with what is known of it. `of`: the categories that its products are of, with shares that sum to 1. */
export function prepareTarget(
  target: Target,
  of: readonly { key: string; share: number }[],
  learned: Learned,
  known: KnownCategories,
): PreparedTarget {
  let ofSet = 0
  for (const product of target.products) ofSet += own(learned.products, product) ?? 0
  for (const brand of target.brands) ofSet += own(learned.brands, brand) ?? 0
  const { categories, products, brands } = target
  const within = of.map(({ key, share }) => ({ category: knownIn(known, key, learned), share }))
  return {
    categories: categories.map((key) => knownIn(known, key, learned)),
    within,
    withinPrior: within.reduce((sum, { share, category }) => sum + share * category.prior, 0),
    products: products.length > 0 ? new Set(products) : null,
    brands,
    setPrior:
      learned.purchases > 0 ? Math.min(1, Math.max(NEVER_BOUGHT, ofSet / learned.purchases)) : NEVER_BOUGHT,
    whole: categories.length + products.length + brands.length === 0,
  }
}

function knownIn(known: KnownCategories, key: string, learned: Learned): Known {
  let category = known.get(key)
  if (!category) {
    category = { place: known.size, key, ...knownOf(learned, key) }
    known.set(key, category)
  }
  return category
}

function knownOf(learned: Learned, category: string): Omit<Known, 'key' | 'place'> {
  const sums = own(learned.categories, category)
  if (!sums) return { prior: NEVER_BOUGHT, strength: learnedStrength({ together: 0, held: 0 }, 0) }
  return {
    prior: learned.recent > 0 ? Math.max(NEVER_BOUGHT, sums.recent / learned.recent) : NEVER_BOUGHT,
    strength: learnedStrength(sums, learned.weighed),
  }
}

/**
 * How near a target is to a member. A category's share is shrunken by its own learned strength, a set of products or
 * brands by `SET_STRENGTH`; what counts in two ways counts twice, and a share is at most 1.
 */
export function affinityOf(target: PreparedTarget, taste: Taste, shares: Shares): Affinity {
  const { total } = taste
  if (target.whole) return wholeOf(taste)
  let share = 0
  let held = 0
  for (const category of target.categories) {
    share += shareOf(category, taste, shares)
    held += shares.held[category.place]!
  }
  if (target.products !== null || target.brands.length > 0) {
    const count = heldOfSet(target, taste)
    share += shrunken(count, total, target.setPrior * withinLift(target, taste, shares), SET_STRENGTH)
    held += count
  }
  return { share: Math.min(1, share), held }
}

/**
 * Nobody buys for the sake of a discount on everything: it is as near as the category that the member buys most, and no less
 * than `LEAST_WHOLE`.
 */
function wholeOf({ profile, aged, total }: Taste): Affinity {
  let most = 0
  for (const key in profile?.categories) most = Math.max(most, heldOf(profile.categories, key)?.slow ?? 0)
  const held = most * aged
  return { share: Math.max(LEAST_WHOLE, held / Math.max(1, total)), held }
}

function shareOf({ place, key, prior, strength }: Known, taste: Taste, { share, held }: Shares): number {
  if (share[place]! < 0) {
    held[place] = (heldOf(taste.profile?.categories, key)?.slow ?? 0) * taste.aged
    share[place] = shrunken(held[place], taste.total, prior, strength)
  }
  return share[place]!
}

/** How much more a member buys of a set's categories than everyone does; 1 where nothing is known. */
function withinLift({ within, withinPrior }: PreparedTarget, taste: Taste, shares: Shares): number {
  if (withinPrior <= 0) return 1
  let sum = 0
  for (const { category, share } of within) sum += share * shareOf(category, taste, shares)
  return (sum / withinPrior) ** WITHIN_POWER
}

function heldOfSet({ products, brands }: PreparedTarget, { profile, aged }: Taste): number {
  let count = 0
  if (products !== null && profile?.products) {
    // A coupon may cover thousands of products; a member has bought few. The shorter of the two is walked.
    if (products.size < 32) for (const key of products) count += heldOf(profile.products, key)?.slow ?? 0
    else for (const key in profile.products) if (products.has(key)) count += profile.products[key]!.slow
  }
  for (const key of brands) count += heldOf(profile?.brands, key)?.slow ?? 0
  return count * aged
}

/** The share of a member's next purchases that a category has: their own, everyone's and their segment's taste, and need. */
export function likelyNext(category: string, learned: Learned, segment: string | null, taste: Taste): number {
  const { prior, strength } = knownOf(learned, category)
  const kept = heldOf(taste.profile?.categories, category)
  const lift = segmentLift(category, learned, segment)
  const share = shrunken((kept?.slow ?? 0) * taste.aged, taste.total, prior * lift, strength)
  if (kept === undefined) return share
  const days = Math.max(0, taste.now - kept.lastAt) / DAY_MS
  return share * (1 - SATED * Math.exp(-days / SATED_DAYS))
}

/** How much more of the category a segment buys than everyone does; 1 where nothing is known. */
function segmentLift(category: string, learned: Learned, segment: string | null): number {
  const group = segment === null ? undefined : own(learned.segments, segment)
  const bought = own(learned.categories, category)?.purchases ?? 0
  if (!group || bought === 0) return 1
  const share = bought / learned.purchases
  return shrunken(own(group.categories, category) ?? 0, group.purchases, share, SEGMENT_STRENGTH) / share
}

/** What a record holds by a key of its own: a shop may name a category `constructor`. */
export const own = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined
