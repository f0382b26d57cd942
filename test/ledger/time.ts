import { Temporal } from 'temporal-polyfill'

export const STOCKHOLM = 'Europe/Stockholm'

/** An instant by the clock of a zone: `at('2026-03-29T12:00')`; a date alone is its midnight. */
export const at = (text: string, zone = STOCKHOLM): number =>
  Temporal.PlainDateTime.from(text).toZonedDateTime(zone).epochMilliseconds

/** What a zone's clock shows: `2026-03-29T12:00`. */
export const said = (instant: number | null, zone = STOCKHOLM): string | null =>
  instant === null
    ? null
    : Temporal.Instant.fromEpochMilliseconds(instant)
        .toZonedDateTimeISO(zone)
        .toString({ timeZoneName: 'never', offset: 'never', smallestUnit: 'minute' })
