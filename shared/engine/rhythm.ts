import {
  type CategoryProfile,
  DAY_MS,
  type ItemProfile,
  MAX_BRANDS,
  MAX_CATEGORIES,
  MAX_PRODUCTS,
  type Profile,
  type Reason,
} from '../contracts/index.ts'
import type { Lifecycle } from './lifecycle.ts'
import { categoryOf } from './profile.ts'
import { brandOf, isFull, productOf } from './profile-items.ts'
import { daysSince, gapsNewestFirst } from './profile-parts.ts'
import { reason } from './reasons.ts'
import type { SignalContext, SignalValue } from './signal.ts'

/** Gaps that it takes to speak of a rhythm: three days of purchase. */
export const MIN_GAPS = 2

/** Gaps between days of purchase that a member's rhythm is told from: whoever changes their habits has changed them after these. */
const LATEST_GAPS = 20

/** The middle value, of an even number the mean of the two in the middle; `values` is sorted in place. */
export function median(values: number[]): number {
  values.sort((a, b) => a - b)
  const middle = values.length >> 1
  return values.length % 2 === 1 ? values[middle]! : (values[middle - 1]! + values[middle]!) / 2
}

/**
 * Median days between the days on which a member bought anything, of the latest in a year; `null` with fewer than three
 * such days.
 */
export function usualGapDays(profile: Profile | null): number | null {
  if (profile === null) return null
  const gaps = gapsNewestFirst(profile.days, LATEST_GAPS)
  return gaps.length < MIN_GAPS ? null : median(gaps)
}

/** Median whole days between the days on which a category was bought; `null` with fewer than three such days. */
export function everyDays(kept: CategoryProfile): number | null {
  // Oldest first: a day is new if it is not the one before it.
  const gaps: number[] = []
  const days = kept.recentDays
  for (let i = 1; i < days.length; i += 1) if (days[i] !== days[i - 1]) gaps.push(days[i]! - days[i - 1]!)
  if (gaps.length < MIN_GAPS) return null
  return Math.round(median(gaps))
}

/** What a member may be told about a category: its rhythm, its latest purchase, or that it is new to them. */
export function categoryReason(category: string, context: SignalContext): Reason | null {
  const { profile, now } = context
  const kept = categoryOf(profile, category)
  if (kept) {
    const every = everyDays(kept)
    const daysAgo = daysSince(kept.lastAt, now)
    return every === null
      ? reason('categoryBought', { category, daysAgo })
      : reason('categoryRhythm', { category, everyDays: every, daysAgo })
  }
  // A full profile may have dropped the category: nobody can say that it is new.
  const full = profile !== null && Object.keys(profile.categories).length >= MAX_CATEGORIES
  return full ? null : reason('categoryNew', { category })
}

/** Mean time between a member's purchases of a product, in milliseconds; `null` under three, or where all were at one time. */
export function productGapMs({ purchases, firstAt, lastAt }: ItemProfile): number | null {
  const gaps = purchases - 1
  // Within a day is the same errand.
  return gaps < MIN_GAPS || lastAt - firstAt < DAY_MS ? null : (lastAt - firstAt) / gaps
}

/** What a member may be told of a product: its rhythm, its latest purchase, or that it is new to them. The shop knows its name. */
export function productReason(product: string, { profile, now }: SignalContext): Reason | null {
  const kept = productOf(profile, product)
  if (kept) {
    const gapMs = productGapMs(kept)
    const daysAgo = daysSince(kept.lastAt, now)
    return gapMs === null
      ? reason('productBought', { daysAgo })
      : reason('productRhythm', { everyDays: Math.max(1, Math.round(gapMs / DAY_MS)), daysAgo })
  }
  return profile !== null && isFull(profile.products, MAX_PRODUCTS) ? null : reason('productNew', {})
}

/** What a member may be told of a brand: its share of what they buy, or that it is new to them. */
export function brandReason(value: SignalValue, brand: string, { profile }: SignalContext): Reason | null {
  if (brandOf(profile, brand))
    return reason('brandShare', { brand, percent: Math.round(Number(value) * 100) })
  return profile !== null && isFull(profile.brands, MAX_BRANDS) ? null : reason('brandNew', { brand })
}

/** How often a member shops and when they last did; where there is no rhythm, the latter, or that they have not yet. */
export function rhythmReason({ profile, now }: SignalContext): Reason {
  if (profile === null || profile.lastAt === null) return reason('firstVisit', {})
  const days = daysSince(profile.lastAt, now)
  const usual = usualGapDays(profile)
  return usual === null
    ? reason('recency', { days })
    : reason('rhythm', { everyDays: Math.round(usual), daysAgo: days })
}

/** Where a member is in their time with the shop, in words that may be said to them: nobody is called lapsed to their face. */
export function lifecycleReason(stage: SignalValue, context: SignalContext): Reason {
  switch (stage as Lifecycle | null) {
    case 'new':
      return reason('newHere', {})
    case 'growing':
      return reason('moreOften', {})
    case 'wonBack':
      return reason('backAgain', {})
    default:
      return rhythmReason(context)
  }
}
