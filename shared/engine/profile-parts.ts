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
export const SLOW_RATE = Math.LN2 / (SLOW_HALF_LIFE_DAYS * DAY_MS)
const FAST_RATE = Math.LN2 / (FAST_HALF_LIFE_DAYS * DAY_MS)

/** What is left of a count of one after `ms` milliseconds, in each of the decayed counters. */
export const decay = (ms: number): { slow: number; fast: number } => ({
  slow: Math.exp(-ms * SLOW_RATE),
  fast: Math.exp(-ms * FAST_RATE),
})

/** Nine decimals: more would only lengthen the stored profile. */
export const rounded = (count: number): number => Math.max(0, Math.round(count * 1e9) / 1e9)

/** Amounts by folded category; lines without one are left out. */
export function byCategory(
  lines: readonly { category?: string | null | undefined; amountMinor: number }[],
): Map<string, number> {
  const amounts = new Map<string, number>()
  for (const { category, amountMinor } of lines) {
    const name = category ? foldCategory(category) : ''
    if (name !== '') amounts.set(name, (amounts.get(name) ?? 0) + amountMinor)
  }
  return amounts
}

/** What was bought on one UTC day. */
export type DayBucket = { day: number; purchases: number; spendMinor: number }

const COMMA = 44
/** Character codes of what stands between packed fields, and of the last digit. */
export const DOT = 46
/** See `DOT`. */
export const NINE = 57

/**
 * What was spent on `oldest` and every later UTC day, read off the packed buckets. Written over character codes,
 * because a window signal runs in every decision; a short window reads only its own buckets.
 */
export function spentSince(packed: string, oldest: number): number {
  let sum = 0
  let day = 0
  let field = 0
  let value = 0
  for (let at = 0; at < packed.length; at += 1) {
    const code = packed.charCodeAt(at)
    if (code > DOT) {
      value = value * 36 + code - (code <= NINE ? 48 : 87)
      continue
    }
    if (field === 1) sum += value
    else if (field === 0) {
      day = day === 0 ? value : day - value
      if (day < oldest) return sum
    }
    field = code === COMMA ? 0 : field + 1
    value = 0
  }
  return field === 1 ? sum + value : sum
}

/** Whole days from each day on which something was bought to the one before it, newest first: at most `most` of them. */
export function gapsNewestFirst(packed: string, most: number): number[] {
  const gaps: number[] = []
  // The first bucket says its day, each other how long before the last it was.
  for (let at = packed.indexOf(','); at >= 0 && gaps.length < most; at = packed.indexOf(',', at + 1))
    gaps.push(parseInt(packed.slice(at + 1, packed.indexOf('.', at)), 36))
  return gaps
}

/** The packed day buckets, newest first. */
export function daysNewestFirst(packed: string): DayBucket[] {
  if (packed === '') return []
  let day = 0
  return packed.split(',').map((bucket) => {
    const [step, spendMinor, purchases = 1] = bucket.split('.').map((field) => parseInt(field, 36)) as [
      number,
      number,
      number?,
    ]
    day = day === 0 ? step : day - step
    return { day, purchases, spendMinor }
  })
}

function pack(buckets: readonly DayBucket[]): string {
  return buckets
    .map(({ day, purchases, spendMinor }, i) => {
      const step = i === 0 ? day : buckets[i - 1]!.day - day
      const bucket = `${step.toString(36)}.${spendMinor.toString(36)}`
      return purchases === 1 ? bucket : `${bucket}.${purchases.toString(36)}`
    })
    .join(',')
}

/**
 * Packed day buckets with a change worked in: emptied buckets and those that left the longest window before `asOf`
 * are dropped. A change outside the window changes nothing.
 */
export function changeDay(packed: string, change: DayBucket, asOf: number): string {
  const oldest = dayOf(asOf) - MAX_WINDOW_DAYS + 1
  const buckets = daysNewestFirst(packed)
  const same = buckets.find(({ day }) => day === change.day)
  if (same) {
    same.purchases += change.purchases
    same.spendMinor = Math.max(0, same.spendMinor + change.spendMinor)
  } else {
    buckets.push({ ...change, spendMinor: Math.max(0, change.spendMinor) })
    buckets.sort((a, b) => b.day - a.day)
  }
  return pack(buckets.filter(({ day, purchases }) => day >= oldest && purchases > 0))
}
