/** Zones change their offset, and their hours turn, only at a quarter of an hour: one formatting serves them all. */
const QUARTER_MS = 15 * 60_000
const MINUTE_MS = 60_000

/** What a clock on the wall and the calendar beside it say. */
export type LocalTime = {
  /** 0 to 23. */
  hour: number
  /** 0 to 6, Monday first. */
  weekday: number
  /** 1 to 12. */
  month: number
  /** The minute that the quarter of the hour began at: 0, 15, 30 or 45. */
  quarterMinute: number
}

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

type Clock = { format: Intl.DateTimeFormat; quarter: number; time: LocalTime }
const clocks = new Map<string, Clock>()

/** The local time in an IANA zone at an instant. Formatting is slow, so each zone keeps its latest quarter of an hour. */
export function localTime(timeZone: string, at: number): LocalTime {
  let clock = clocks.get(timeZone)
  if (clock === undefined) {
    const format = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      weekday: 'short',
      month: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
    clock = { format, quarter: Number.NaN, time: { hour: 0, weekday: 0, month: 1, quarterMinute: 0 } }
    clocks.set(timeZone, clock)
  }
  const quarter = Math.floor(at / QUARTER_MS)
  if (quarter !== clock.quarter) {
    const parts = { hour: '', minute: '', weekday: '', month: '' }
    for (const { type, value } of clock.format.formatToParts(quarter * QUARTER_MS))
      if (type in parts) parts[type as keyof typeof parts] = value
    clock.time = {
      hour: Number(parts.hour),
      weekday: WEEKDAYS.indexOf(parts.weekday),
      month: Number(parts.month),
      quarterMinute: Number(parts.minute),
    }
    clock.quarter = quarter
  }
  return clock.time
}

/** What opening hours are held against: the ISO weekday (1 is Monday), and the time as `HH:MM`. */
export function wallClockAt(timeZone: string, at: number): { weekday: number; time: string } {
  const { hour, weekday, quarterMinute } = localTime(timeZone, at)
  const minute = quarterMinute + Math.floor((at % QUARTER_MS) / MINUTE_MS)
  return {
    weekday: weekday + 1,
    time: `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`,
  }
}

/** The hour at which each part of the day begins, as `Profile.dayparts` counts them. */
export const DAYPARTS = [
  { name: 'night', from: 0 },
  { name: 'morning', from: 6 },
  { name: 'midday', from: 11 },
  { name: 'afternoon', from: 14 },
  { name: 'evening', from: 18 },
] as const

/** The place in `DAYPARTS` of an hour of the day. */
export const daypartOf = (hour: number): number => DAYPARTS.findLastIndex(({ from }) => hour >= from)

/** The names of the weekdays, Monday first, as signals say them. */
export const WEEKDAY_NAMES = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const

/** Purchases under which nothing is a habit. */
const MIN_PURCHASES = 5

/**
 * The place that holds far more than the others: at least twice what it would hold if all were spread evenly, and more than
 * any other. `null`: none does, or there are fewer than five purchases.
 */
export function usualPlace(counts: readonly number[]): number | null {
  const all = counts.reduce((sum, count) => sum + count, 0)
  if (all < MIN_PURCHASES) return null
  const most = Math.max(...counts)
  const place = counts.indexOf(most)
  return most * counts.length >= 2 * all && counts.lastIndexOf(most) === place ? place : null
}
