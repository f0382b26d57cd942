import { Temporal } from 'temporal-polyfill'
import { periodAt } from '../calendar.ts'

/** The months between two instants, `YYYY-MM` by the zone's calendar: whole ones but for the first and the last. */
export function monthsBetween(
  fromAt: number,
  toAt: number,
  zone: string,
): { name: string; startsAt: number; endsAt: number }[] {
  const months = []
  for (let at = fromAt; at < toAt; ) {
    const { endsAt } = periodAt('month', at, zone, at)
    const name = Temporal.Instant.fromEpochMilliseconds(at)
      .toZonedDateTimeISO(zone)
      .toPlainDate()
      .toPlainYearMonth()
      .toString()
    months.push({ name, startsAt: at, endsAt: Math.min(endsAt, toAt) })
    at = endsAt
  }
  return months
}
