import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import {
  addMonths,
  addMonthsToDay,
  type CapPeriod,
  dayOf,
  dayStart,
  endOfMonth,
  endOfQuarter,
  endOfYear,
  monthStart,
  nextYearDay,
  periodAt,
  startOfDay,
  startOfNextDay,
  yearDayFrom,
  yearOf,
} from '../../shared/ledger/calendar.ts'
import { activation } from '../../shared/ledger/pending.ts'
import { at, STOCKHOLM, said } from './time.ts'

const HOUR_MS = 3_600_000
/** Its clocks jump from midnight to 1 o'clock, and go back from 1 o'clock to midnight. */
const HAVANA = 'America/Havana'
const ZONES = ['UTC', STOCKHOLM, HAVANA, 'Asia/Kolkata', 'Africa/Cairo', 'America/Sao_Paulo', 'Pacific/Apia']

describe('a day', () => {
  test.each([
    ['the clocks go forward', STOCKHOLM, '2026-03-29', 23],
    ['the clocks go back', STOCKHOLM, '2026-10-25', 25],
    ['midnight does not exist', HAVANA, '2026-03-08', 23],
    ['midnight comes twice', HAVANA, '2026-11-01', 25],
    ['no clock is ever moved', 'Asia/Kolkata', '2026-03-29', 24],
    ['midnight does not exist', 'Africa/Cairo', '2026-04-24', 23],
    ['UTC', 'UTC', '2026-03-29', 24],
  ])('%s in %s on %s: %i hours', (_, zone, date, hours) => {
    const noon = at(`${date}T12:00`, zone)
    expect((startOfNextDay(noon, zone) - startOfDay(noon, zone)) / HOUR_MS).toBe(hours)
    expect(dayOf(startOfDay(noon, zone), zone)).toBe(dayOf(noon, zone))
    expect(dayOf(startOfDay(noon, zone) - 1, zone)).toBe(dayOf(noon, zone) - 1)
  })

  test('it begins at 1 o’clock where there is no midnight, and at the first of two', () => {
    expect(said(startOfDay(at('2026-03-08T12:00', HAVANA), HAVANA), HAVANA)).toBe('2026-03-08T01:00')
    const twice = startOfDay(at('2026-11-01T12:00', HAVANA), HAVANA)
    expect([said(twice, HAVANA), said(twice + HOUR_MS, HAVANA)]).toEqual([
      '2026-11-01T00:00',
      '2026-11-01T00:00',
    ])
  })

  test('its number counts from 1970, by the local date', () => {
    expect(dayOf(0, 'UTC')).toBe(0)
    expect(dayOf(-1, 'UTC')).toBe(-1)
    const late = Date.UTC(2026, 0, 1, 23, 30)
    expect(dayOf(late, 'Asia/Kolkata') - dayOf(late, 'UTC')).toBe(1)
    expect(dayOf(Date.UTC(2026, 0, 1, 3), HAVANA) - dayOf(Date.UTC(2026, 0, 1, 3), 'UTC')).toBe(-1)
  })

  test('a day that a zone left out is nobody’s', () => {
    // Samoa crossed the date line: 30 December 2011 was not there.
    const missing = dayOf(Date.UTC(2011, 11, 30), 'UTC')
    expect(dayStart(missing, 'Pacific/Apia')).toBe(dayStart(missing + 1, 'Pacific/Apia'))
    expect(dayOf(dayStart(missing, 'Pacific/Apia'), 'Pacific/Apia')).toBe(missing + 1)
  })

  test('every instant falls on the date that the zone’s calendar shows', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        fc.integer({ min: Date.UTC(2012, 0), max: Date.UTC(2060, 0) }),
        (zone, at) => {
          const shown = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate()
          expect(dayOf(at, zone)).toBe(Date.parse(`${shown}T00:00Z`) / 86_400_000)
          expect(startOfDay(at, zone) <= at && at < startOfNextDay(at, zone)).toBe(true)
        },
      ),
      { numRuns: 500 },
    )
  })
})

describe('months', () => {
  test.each([
    ['2026-01-31T10:00', 1, '2026-02-28T10:00'],
    ['2028-01-31T10:00', 1, '2028-02-29T10:00'],
    ['2028-02-29T10:00', 12, '2029-02-28T10:00'],
    ['2028-02-29T10:00', 48, '2032-02-29T10:00'],
    ['2026-03-31T10:00', -1, '2026-02-28T10:00'],
    ['2026-08-31T23:59', 6, '2027-02-28T23:59'],
    // The clocks have gone forward meanwhile: it is the hour that stays.
    ['2026-02-28T10:00', 2, '2026-04-28T10:00'],
    // This hour is not there: the clock shows 3 by then.
    ['2026-01-29T02:30', 2, '2026-03-29T03:30'],
  ])('%s and %i: %s', (from, months, to) => {
    expect(said(addMonths(at(from, STOCKHOLM), months, STOCKHOLM), STOCKHOLM)).toBe(to)
  })

  test('of days, clamped as well', () => {
    const day = (date: string) => Date.parse(date) / 86_400_000
    expect(addMonthsToDay(day('2026-01-31'), 1)).toBe(day('2026-02-28'))
    expect(addMonthsToDay(day('2028-02-29'), -12)).toBe(day('2027-02-28'))
  })

  test('month, quarter and year end where the next begins', () => {
    const noon = at('2026-03-29T12:00', STOCKHOLM)
    expect(said(endOfMonth(noon, STOCKHOLM), STOCKHOLM)).toBe('2026-04-01T00:00')
    expect(said(endOfQuarter(noon, STOCKHOLM), STOCKHOLM)).toBe('2026-04-01T00:00')
    expect(said(endOfYear(noon, STOCKHOLM), STOCKHOLM)).toBe('2027-01-01T00:00')
    // The first instant of a quarter is in it, the last one before is not.
    const april = at('2026-04-01T00:00', STOCKHOLM)
    expect(said(endOfQuarter(april, STOCKHOLM), STOCKHOLM)).toBe('2026-07-01T00:00')
    expect(endOfQuarter(april - 1, STOCKHOLM)).toBe(april)
    expect([
      yearOf(at('2026-12-31T23:59', STOCKHOLM), STOCKHOLM),
      yearOf(Date.UTC(2026, 11, 31, 23, 30), STOCKHOLM),
    ]).toEqual([2026, 2027])
    expect(said(monthStart(2026, 11, HAVANA), HAVANA)).toBe('2026-11-01T00:00')
  })
})

describe('a day of the year', () => {
  test.each([
    ['today, as it begins', '2026-03-01T00:00', { month: 3, day: 1 }, 0, '2026-03-01T00:00'],
    ['an instant later, next year', '2026-03-01T00:01', { month: 3, day: 1 }, 0, '2027-03-01T00:00'],
    ['later this year', '2026-02-28T12:00', { month: 12, day: 31 }, 0, '2026-12-31T00:00'],
    ['29 February of a leap year', '2027-06-01T00:00', { month: 2, day: 29 }, 0, '2028-02-29T00:00'],
    ['29 February of any other', '2026-01-01T00:00', { month: 2, day: 29 }, 0, '2026-02-28T00:00'],
    ['the year after', '2026-02-28T12:00', { month: 3, day: 1 }, 1, '2027-03-01T00:00'],
    ['two such days later', '2026-01-01T00:00', { month: 2, day: 29 }, 2, '2028-02-29T00:00'],
  ])('%s', (_, when, day, yearsLater, expected) => {
    expect(said(nextYearDay(day, at(when, STOCKHOLM), STOCKHOLM, yearsLater), STOCKHOLM)).toBe(expected)
  })

  test('one without a midnight begins at 1 o’clock, and is today at 1', () => {
    const begins = at('2026-03-08T01:00', HAVANA)
    expect(nextYearDay({ month: 3, day: 8 }, begins, HAVANA)).toBe(begins)
    expect(nextYearDay({ month: 3, day: 8 }, begins - 1, HAVANA)).toBe(begins)
    expect(said(nextYearDay({ month: 3, day: 8 }, begins + 1, HAVANA), HAVANA)).toBe('2027-03-08T00:00')
  })

  test('of days: that very day counts', () => {
    const day = Date.parse('2026-12-31') / 86_400_000
    expect(yearDayFrom({ month: 12, day: 31 }, day)).toBe(day)
    expect(yearDayFrom({ month: 12, day: 31 }, day + 1)).toBe(day + 365)
  })
})

describe('a period', () => {
  const JOINED = at('2024-02-29T15:00', STOCKHOLM)
  test.each<[CapPeriod, string, string, string]>([
    ['day', '2026-10-25T12:00', '2026-10-25T00:00', '2026-10-26T00:00'],
    ['week', '2026-03-29T12:00', '2026-03-23T00:00', '2026-03-30T00:00'],
    ['week', '2026-03-30T00:00', '2026-03-30T00:00', '2026-04-06T00:00'],
    ['month', '2028-02-29T12:00', '2028-02-01T00:00', '2028-03-01T00:00'],
    ['quarter', '2026-12-31T23:59', '2026-10-01T00:00', '2027-01-01T00:00'],
    ['year', '2026-01-01T00:00', '2026-01-01T00:00', '2027-01-01T00:00'],
    ['membershipYear', '2024-02-29T00:00', '2024-02-29T00:00', '2025-02-28T00:00'],
    ['membershipYear', '2025-02-28T00:00', '2025-02-28T00:00', '2026-02-28T00:00'],
    ['membershipYear', '2028-02-28T23:59', '2027-02-28T00:00', '2028-02-29T00:00'],
    ['membershipYear', '2023-06-01T00:00', '2023-02-28T00:00', '2024-02-29T00:00'],
  ])('%s around %s: %s to %s', (period, when, from, to) => {
    const { startsAt, endsAt } = periodAt(period, at(when, STOCKHOLM), STOCKHOLM, JOINED)
    expect([said(startsAt, STOCKHOLM), said(endsAt, STOCKHOLM)]).toEqual([from, to])
  })

  test('periods of a kind cover all time, and never overlap', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<CapPeriod>('day', 'week', 'month', 'quarter', 'year', 'membershipYear'),
        fc.constantFrom(...ZONES),
        fc.integer({ min: Date.UTC(2012, 0), max: Date.UTC(2060, 0) }),
        fc.integer({ min: Date.UTC(2012, 0), max: Date.UTC(2060, 0) }),
        (period, zone, at, anchorAt) => {
          const here = periodAt(period, at, zone, anchorAt)
          expect(here.startsAt <= at && at < here.endsAt).toBe(true)
          expect(periodAt(period, here.startsAt, zone, anchorAt)).toEqual(here)
          expect(periodAt(period, here.endsAt - 1, zone, anchorAt)).toEqual(here)
          expect(periodAt(period, here.endsAt, zone, anchorAt).startsAt).toBe(here.endsAt)
          expect(periodAt(period, here.startsAt - 1, zone, anchorAt).endsAt).toBe(here.startsAt)
        },
      ),
      { numRuns: 500 },
    )
  })
})

describe('what was earned can be used', () => {
  const earnedAt = at('2026-03-28T12:00', STOCKHOLM)
  const when = (activatesAt: number | null) => activatesAt && said(activatesAt, STOCKHOLM)

  test('at once', () => {
    expect(activation({ kind: 'none' }, earnedAt, STOCKHOLM)).toEqual({
      activatesAt: earnedAt,
      activatesOn: null,
    })
  })

  test('after days of 24 hours, whatever the clocks do', () => {
    const { activatesAt } = activation({ kind: 'delay', days: 1 }, earnedAt, STOCKHOLM)
    expect(activatesAt).toBe(earnedAt + 24 * HOUR_MS)
    expect(when(activatesAt)).toBe('2026-03-29T13:00')
  })

  test('on the next such day, and never as it is earned', () => {
    const onDate = (at: number, yearsLater = 0) =>
      when(activation({ kind: 'date', on: { month: 3, day: 29 }, yearsLater }, at, STOCKHOLM).activatesAt)
    expect(onDate(earnedAt)).toBe('2026-03-29T00:00')
    expect(onDate(at('2026-03-29T00:00', STOCKHOLM))).toBe('2027-03-29T00:00')
    expect(onDate(at('2026-03-29T00:00', STOCKHOLM) - 1)).toBe('2026-03-29T00:00')
    expect(onDate(earnedAt, 1)).toBe('2027-03-29T00:00')
  })

  test('when an event comes', () => {
    expect(activation({ kind: 'event', type: 'stay-over' }, earnedAt, STOCKHOLM)).toEqual({
      activatesAt: null,
      activatesOn: 'stay-over',
    })
  })
})
