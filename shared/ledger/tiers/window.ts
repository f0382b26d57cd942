import type { TierLadder, TierWindow } from '../../contracts/index.ts'
import { addMonthsToDay, dayOf, dayStart, type Period, periodAt, startOfNextDay } from '../calendar.ts'

/** What a ladder has to know of a member besides their standing. */
export interface TierContext {
  /** IANA time zone of the programme. */
  zone: string
  enrolledAt: number
  /** The segments that the member is in now; `null`: not known, and then a ladder of segments moves nobody. */
  segments: readonly string[] | null
}

/** A window in time, and in the days that count in it, both included. */
export interface DatedWindow extends Period {
  fromDay: number
  toDay: number
}

/**
 * The window that runs at an instant. Windows of a fixed length begin and end where a day begins; cycles reach as far
 * back before their first day as need be. Who joined on 29 February has their anniversary on the 28th in other years.
 * A rolling window ends now, and what was earned on a day counts until the same day so many months on has begun.
 */
export function windowAt(window: TierWindow, at: number, zone: string, enrolledAt: number): DatedWindow {
  switch (window.kind) {
    case 'calendarYear':
      return dated(periodAt('year', at, zone, at), zone)
    case 'joinAnniversary':
      return dated(periodAt('membershipYear', at, zone, enrolledAt), zone)
    case 'fixedCycle': {
      const [fromDay, nextDay] = cycleAround(dayOf(at, zone), dayOf(window.startsAt, zone), window.months)
      return dated({ startsAt: dayStart(fromDay, zone), endsAt: dayStart(nextDay, zone) }, zone)
    }
    case 'rolling': {
      const toDay = dayOf(at, zone)
      let fromDay = addMonthsToDay(toDay, -window.months) + 1
      // Several days fall on the last one of a shorter month: all of them have had their months.
      while (addMonthsToDay(fromDay, window.months) <= toDay) fromDay += 1
      return { startsAt: dayStart(fromDay, zone), endsAt: at, fromDay, toDay }
    }
  }
}

const dated = ({ startsAt, endsAt }: Period, zone: string): DatedWindow => ({
  startsAt,
  endsAt,
  fromDay: dayOf(startsAt, zone),
  toDay: dayOf(endsAt, zone) - 1,
})

/** Each cycle is counted from the first one's day, so that a short month does not shorten those after it. */
function cycleAround(day: number, first: number, months: number): [number, number] {
  const begins = (cycle: number) => addMonthsToDay(first, cycle * months)
  // Days of a mean month: near enough that the loops below take a step or two.
  let cycle = Math.floor((day - first) / (30.44 * months))
  while (begins(cycle) > day) cycle -= 1
  while (begins(cycle + 1) <= day) cycle += 1
  return [begins(cycle), begins(cycle + 1)]
}

/**
 * When a tier that is reached at `at` is worked out anew. A rolling window has no end of its own: there the tier lasts
 * its months on and to the end of that day, whatever `keepsUntil` says.
 */
export function keptFrom(ladder: TierLadder, context: TierContext, at: number): number {
  const { window, keepsUntil } = ladder
  if (window.kind === 'rolling') return monthsOn(window.months, at, context.zone)
  const { endsAt } = windowAt(window, at, context.zone, context.enrolledAt)
  return keepsUntil === 'window' ? endsAt : windowAt(window, endsAt, context.zone, context.enrolledAt).endsAt
}

/** When a tier that is held on past its end at `endsAt` ends next: with the window that begins there. */
export const keptOn = ({ window }: TierLadder, context: TierContext, endsAt: number): number =>
  window.kind === 'rolling'
    ? monthsOn(window.months, endsAt - 1, context.zone)
    : windowAt(window, endsAt, context.zone, context.enrolledAt).endsAt

const monthsOn = (months: number, at: number, zone: string): number =>
  startOfNextDay(dayStart(addMonthsToDay(dayOf(at, zone), months), zone), zone)

/** What decides whether a tier that ends at `endsAt` is kept. */
export interface Trial {
  /** When it is lost for good: its end, and the days of grace. */
  lostAt: number
  /** The days that count, those of the window proper and, with `graceToDay`, those of grace. */
  fromDay: number
  toDay: number
  graceToDay: number
}

/**
 * The window that a tier has to be earned again in: the one that ends with it, and days of grace on top. A tier that
 * lasts only to the end of its own window (`keepsUntil: 'window'`) has no such window: there the days of grace alone,
 * the first of the next one, can save it.
 */
export function trialOf(ladder: TierLadder, context: TierContext, endsAt: number): Trial {
  const { zone, enrolledAt } = context
  const ended = windowAt(ladder.window, endsAt - 1, zone, enrolledAt)
  const lastDay = dayOf(endsAt - 1, zone)
  const onlyGrace = ladder.keepsUntil === 'window' && ladder.window.kind !== 'rolling'
  const lostAt = ladder.graceDays === 0 ? endsAt : dayStart(lastDay + 1 + ladder.graceDays, zone)
  return {
    lostAt,
    fromDay: onlyGrace ? lastDay + 1 : ended.fromDay,
    toDay: lastDay,
    graceToDay: lastDay + ladder.graceDays,
  }
}

/** Days of a standing that a ladder may still ask for: its window, the one before, and the days of grace. */
export function keptDays({ window, graceDays }: TierLadder): number {
  const months = 'months' in window ? window.months : 12
  return 2 * months * 31 + graceDays
}
