import {
  DAY_MS,
  FAST_HALF_LIFE_DAYS,
  foldCategory,
  MAX_WINDOW_DAYS,
  SLOW_HALF_LIFE_DAYS,
} from '../contracts/index.ts'

/** The number of the UTC day that holds an instant. */
export const dayOf = (at: number): number => Math.floor(at / DAY_MS)

/** Whole days from an instant to now. A store's clock can run ahead: never below 0. */
export const daysSince = (at: number, now: number): number => Math.max(0, Math.floor((now - at) / DAY_MS))

/** Decay a millisecond, for `exp`: several times as fast as a power of two. */
const SLOW_RATE = Math.LN2 / (SLOW_HALF_LIFE_DAYS * DAY_MS)
const FAST_RATE = Math.LN2 / (FAST_HALF_LIFE_DAYS * DAY_MS)

/** What is left of a count of one after `ms` milliseconds, in each of the decayed counters. */
export const decay = (ms: number): { slow: number; fast: number } => ({
  slow: Math.exp(-ms * SLOW_RATE),
  fast: Math.exp(-ms * FAST_RATE),
})

/** Nine decimals: more would only lengthen the stored profile. */
export const rounded = (count: number): number => Math.max(0, Math.round(count * 1e9) / 1e9)

/** Amounts by folded category; lines without one are left out. */
export function byCategory(lines: readonly { category?: string | null; amountMinor: number }[]) {
  const amounts = new Map<string, number>()
  for (const { category, amountMinor } of lines) {
    const name = category ? foldCategory(category) : ''
    if (name !== '') amounts.set(name, (amounts.get(name) ?? 0) + amountMinor)
  }
  return amounts
}

/**
 * Day buckets (flat triples, newest last) with a change worked in: emptied buckets and those that left the longest
 * window before `asOf` are dropped. A change outside the window changes nothing.
 */
export function changeDay(
  days: readonly number[],
  day: number,
  purchases: number,
  spendMinor: number,
  asOf: number,
): number[] {
  const oldest = dayOf(asOf) - MAX_WINDOW_DAYS + 1
  const changed: number[] = []
  let pending = day >= oldest
  const put = (at: number, count: number, spend: number) => {
    if (at >= oldest && count > 0) changed.push(at, count, Math.max(0, spend))
  }
  for (let i = 0; i < days.length; i += 3) {
    const [at, count, spend] = [days[i]!, days[i + 1]!, days[i + 2]!]
    if (pending && day < at) {
      put(day, purchases, spendMinor)
      pending = false
    }
    if (pending && day === at) {
      put(at, count + purchases, spend + spendMinor)
      pending = false
    } else put(at, count, spend)
  }
  if (pending) put(day, purchases, spendMinor)
  return changed
}
