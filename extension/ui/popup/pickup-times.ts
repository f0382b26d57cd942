import type { OpeningHours } from '../../../shared/contracts/index.ts'

/** Orders are fetched at quarters of an hour, and the shop is given ten minutes at least. Milliseconds. */
const STEP_MS = 15 * 60_000
const LEAD_MS = 10 * 60_000
/** How many days ahead are offered. */
const DAYS = 7

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** A day with the instants at which a place is open on it. `day` is its date in the place's zone, `YYYY-MM-DD`. */
interface PickupDay {
  day: string
  /** Epoch ms, soonest first; never empty. */
  times: number[]
}

/**
 * When an order can be fetched: every quarter of the coming week at which the place is open. Each instant is read off
 * the clock of `timeZone` (IANA), so that days of 23 or 25 hours need no arithmetic of their own.
 */
export function pickupDays(hours: OpeningHours, timeZone: string, now: number): PickupDay[] {
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  const days = new Map<string, number[]>()
  const first = Math.ceil((now + LEAD_MS) / STEP_MS) * STEP_MS
  for (let at = first; at < first + DAYS * 86_400_000; at += STEP_MS) {
    const parts = Object.fromEntries(clock.formatToParts(at).map(({ type, value }) => [type, value]))
    const weekday = WEEKDAYS.indexOf(parts.weekday ?? '') + 1
    const time = `${parts.hour}:${parts.minute}`
    if (!hours.some(({ days: on, opens, closes }) => on.includes(weekday) && opens <= time && time < closes))
      continue
    const day = `${parts.year}-${parts.month}-${parts.day}`
    days.set(day, [...(days.get(day) ?? []), at])
  }
  return [...days].map(([day, times]) => ({ day, times }))
}
