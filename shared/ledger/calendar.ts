import { Temporal } from 'temporal-polyfill'
import { DAY_MS, type EarnCaps, type YearDay } from '../contracts/index.ts'

/** What a cap counts over. */
export type CapPeriod = NonNullable<EarnCaps['perPeriod']>['period']

/** A stretch of time: `startsAt` is in it, `endsAt` is not. */
export interface Period {
  startsAt: number
  endsAt: number
}

const EPOCH = Temporal.PlainDate.from('1970-01-01')

/** The starts of days that were asked for, by zone: a ledger asks for the same few again and again. */
const starts = new Map<string, Map<number, number>>()
/** Day starts kept for one zone before they are worked out anew: some 80 years, under 1 MB. */
const MOST_KEPT = 30_000

const dateOf = (day: number): Temporal.PlainDate => EPOCH.add({ days: day })
const numberOf = (date: Temporal.PlainDate): number => EPOCH.until(date, { largestUnit: 'day' }).days
const firstOfMonth = (day: number, months: number): number =>
  numberOf(dateOf(day).with({ day: 1 }).add({ months }))

/**
 * When a day begins in a zone. Not always at midnight: where the clock jumps over it, the day starts at 1 o'clock.
 *
 * @param day days since 1970-01-01 of the local date
 * @param zone IANA time zone
 */
export function dayStart(day: number, zone: string): number {
  let known = starts.get(zone)
  if (!known || known.size >= MOST_KEPT) {
    known = new Map()
    starts.set(zone, known)
  }
  let at = known.get(day)
  if (at === undefined) {
    at = dateOf(day).toZonedDateTime(zone).epochMilliseconds
    known.set(day, at)
  }
  return at
}

/** The day that an instant falls on in a zone: days since 1970-01-01 of the local date. */
export function dayOf(at: number, zone: string): number {
  let day = Math.floor(at / DAY_MS)
  while (dayStart(day, zone) > at) day -= 1
  while (dayStart(day + 1, zone) <= at) day += 1
  return day
}

/** Start of the day that an instant falls on. */
export const startOfDay = (at: number, zone: string): number => dayStart(dayOf(at, zone), zone)

/** Start of the day after the one that an instant falls on, which is where that day ends. */
export const startOfNextDay = (at: number, zone: string): number => dayStart(dayOf(at, zone) + 1, zone)

/** The same day so many months on, or the last one of its month: 31 January and one month is the end of February. */
export const addMonthsToDay = (day: number, months: number): number => numberOf(dateOf(day).add({ months }))

/** The same time of day so many months on, or on the last day of that month where it is shorter. */
export const addMonths = (at: number, months: number, zone: string): number =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).add({ months }).epochMilliseconds

/** Where the month of an instant ends: the start of the next one. */
export const endOfMonth = (at: number, zone: string): number => periodAt('month', at, zone, at).endsAt

/** Where the quarter of an instant ends: the start of the next one. */
export const endOfQuarter = (at: number, zone: string): number => periodAt('quarter', at, zone, at).endsAt

/** Where the year of an instant ends: the start of the next one. */
export const endOfYear = (at: number, zone: string): number => periodAt('year', at, zone, at).endsAt

/** The calendar year that an instant falls in. */
export const yearOf = (at: number, zone: string): number => dateOf(dayOf(at, zone)).year

/** Start of a month. `month` counts from 1. */
export const monthStart = (year: number, month: number, zone: string): number =>
  dayStart(numberOf(Temporal.PlainDate.from({ year, month, day: 1 })), zone)

/** The first such day of a year on `day` or after it; `yearsLater` skips that many of them. 29 February is the 28th where there is none. */
export function yearDayFrom({ month, day: dayOfMonth }: YearDay, day: number, yearsLater = 0): number {
  const inYear = (year: number) => numberOf(Temporal.PlainDate.from({ year, month, day: dayOfMonth }))
  const { year } = dateOf(day)
  const first = inYear(year) >= day ? year : year + 1
  return inYear(first + yearsLater)
}

/** When the next such day of a year begins, at `at` or after it; `yearsLater` skips that many of them. */
export function nextYearDay(on: YearDay, at: number, zone: string, yearsLater = 0): number {
  const today = dayOf(at, zone)
  const from = dayStart(today, zone) >= at ? today : today + 1
  return dayStart(yearDayFrom(on, from, yearsLater), zone)
}

/**
 * The period that an instant falls in. Weeks begin on Monday (ISO 8601).
 *
 * @param anchorAt only for `membershipYear`: when the member joined or their plan began. Years begin on that day
 */
export function periodAt(period: CapPeriod, at: number, zone: string, anchorAt: number): Period {
  const [first, next] = daysOfPeriod(period, dayOf(at, zone), dayOf(anchorAt, zone))
  return { startsAt: dayStart(first, zone), endsAt: dayStart(next, zone) }
}

/** The first day of the period around `day`, and the first one after it. */
function daysOfPeriod(period: CapPeriod, day: number, anchor: number): [number, number] {
  const { month, dayOfWeek, year } = dateOf(day)
  switch (period) {
    case 'day':
      return [day, day + 1]
    case 'week':
      return [day - dayOfWeek + 1, day - dayOfWeek + 8]
    case 'month':
      return [firstOfMonth(day, 0), firstOfMonth(day, 1)]
    case 'quarter': {
      const since = (month - 1) % 3
      return [firstOfMonth(day, -since), firstOfMonth(day, 3 - since)]
    }
    case 'year':
      return [firstOfMonth(day, 1 - month), firstOfMonth(day, 13 - month)]
    case 'membershipYear': {
      // Counted from the anchor each time: who joined on 29 February has it back in each leap year.
      const anniversary = (years: number) => addMonthsToDay(anchor, 12 * years)
      const years = year - dateOf(anchor).year
      const begun = anniversary(years) <= day ? years : years - 1
      return [anniversary(begun), anniversary(begun + 1)]
    }
  }
}
