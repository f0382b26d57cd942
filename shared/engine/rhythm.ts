import { type CategoryProfile, MAX_CATEGORIES, type Reason } from '../contracts/index.ts'
import { categoryOf } from './profile.ts'
import { daysSince } from './profile-parts.ts'
import { reason } from './reasons.ts'
import type { SignalContext } from './signal.ts'

/** Gaps that it takes to speak of a rhythm: three days of purchase. */
const MIN_GAPS = 2

/** Median whole days between the days on which a category was bought; `null` with fewer than three such days. */
export function everyDays(kept: CategoryProfile): number | null {
  // Oldest first: a day is new if it is not the one before it.
  const gaps: number[] = []
  const days = kept.recentDays
  for (let i = 1; i < days.length; i += 1) if (days[i] !== days[i - 1]) gaps.push(days[i]! - days[i - 1]!)
  if (gaps.length < MIN_GAPS) return null
  gaps.sort((a, b) => a - b)
  const middle = gaps.length >> 1
  return gaps.length % 2 === 1 ? gaps[middle]! : Math.round((gaps[middle - 1]! + gaps[middle]!) / 2)
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
