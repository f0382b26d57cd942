import { DAY_MS, FAST_HALF_LIFE_DAYS, SLOW_HALF_LIFE_DAYS } from '../contracts/index.ts'
import { decay } from './profile-parts.ts'
import type { SignalContext } from './signal.ts'

/** Decayed counters of a category or brand, as of the profile's `asOf`. */
export type Counters = { purchases: number; slow: number; fast: number }

/** Fewer purchases than this of something say nothing about its pace. */
const MIN_PURCHASES = 3

/**
 * The part of all pairs that is of this one: 0 to 1. Counters decay alike, so that it does not depend on now. `null` where
 * nothing is counted.
 */
export function shareOf(kept: Counters | undefined, pairs: number): number | null {
  if (pairs <= 0) return null
  return kept === undefined ? 0 : Math.min(1, kept.slow / pairs)
}

/** What turns fast over slow counter into fast over slow pace; the same for everything. `NaN`: known too briefly. */
export function surgeScale(context: SignalContext): number {
  const { profile, now } = context
  context.surgeScale ??= profile === null ? Number.NaN : scaleOf(profile.firstAt ?? now, profile.asOf, now)
  return context.surgeScale
}

function scaleOf(firstAt: number, asOf: number, now: number): number {
  const knownMs = now - firstAt
  if (knownMs < FAST_HALF_LIFE_DAYS * DAY_MS) return Number.NaN
  const aged = decay(Math.max(0, now - asOf))
  const filled = decay(knownMs)
  const slow = aged.slow / (SLOW_HALF_LIFE_DAYS * (1 - filled.slow))
  return aged.fast / (FAST_HALF_LIFE_DAYS * (1 - filled.fast)) / slow
}

/**
 * Pace lately over pace in the long run: 1 is steady, 2 twice as often as usual; two decimals, because the rest would be
 * noise. `null` under three purchases, or for who has been known for less than the short half-life.
 *
 * Bought at r a day for T days, a counter of half-life h stands at r h (1 - 2^(-T/h)) / ln 2. Dividing each counter
 * by that makes a steady buyer 1 however short their history; without it every newcomer would look like a surge.
 */
export function surgeOf(kept: Counters | undefined, context: SignalContext): number | null {
  if (kept === undefined || kept.purchases < MIN_PURCHASES || kept.slow <= 0) return null
  const surge = Math.round((kept.fast / kept.slow) * surgeScale(context) * 100) / 100
  return Number.isNaN(surge) ? null : surge
}
