import { Temporal } from 'temporal-polyfill'
import { isWithinHours, type OpeningHours, type OpeningRange } from '../../contracts/index.ts'

/** Days looked ahead: hours come again each week, and a change of the clocks can swallow one of them. */
const DAYS_AHEAD = 15

const pad = (number: number): string => String(number).padStart(2, '0')

/** Whether it is open at an instant, by the clock on the wall: an hour that the clock shows twice counts twice. */
export function isOpenAt(hours: OpeningHours, zone: string, at: number): boolean {
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)
  return isWithinHours(hours, local.dayOfWeek, `${pad(local.hour)}:${pad(local.minute)}`)
}

/** The first instant at `at` or after it when it is open; `null`: none within two weeks, so never. */
export function opensNextAt(hours: OpeningHours, zone: string, at: number): number | null {
  if (isOpenAt(hours, zone, at)) return at
  const today = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate()
  for (let ahead = 0; ahead < DAYS_AHEAD; ahead += 1) {
    const date = today.add({ days: ahead })
    const starts = [
      ...hours.flatMap((range) => openingsOf(range, date, zone)),
      ...changeOn(date, zone),
    ].filter((start) => start > at && isOpenAt(hours, zone, start))
    if (starts.length > 0) return Math.min(...starts)
  }
  return null
}

/** When the clock comes to show the opening time: twice where it is put back; once passed over, as late as it was early. */
function openingsOf({ days, opens }: OpeningRange, date: Temporal.PlainDate, zone: string): number[] {
  if (!days.includes(date.dayOfWeek)) return []
  const time = date.toPlainDateTime(opens)
  return (['earlier', 'later'] as const).map(
    (disambiguation) => time.toZonedDateTime(zone, { disambiguation }).epochMilliseconds,
  )
}

/** When the clock is changed on a day: that may open what it puts the time into the middle of. */
function changeOn(date: Temporal.PlainDate, zone: string): number[] {
  const day = date.toZonedDateTime(zone)
  const change = day.hoursInDay === 24 ? null : day.getTimeZoneTransition('next')
  return change ? [change.epochMilliseconds] : []
}
