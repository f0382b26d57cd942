import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { OpeningHours } from '../../shared/contracts/index.ts'
import { isOpenAt, opensNextAt } from '../../shared/ledger/rewards/index.ts'
import { at, STOCKHOLM } from './time.ts'

const MINUTE_MS = 60_000
/** Zones whose clocks change at night, at midnight, by half an hour, and never. */
const ZONES = [STOCKHOLM, 'America/Havana', 'America/Los_Angeles', 'Australia/Lord_Howe', 'Asia/Kolkata']
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** What stands on a clock on the wall, asked of another library than the one under test. */
function wall(instant: number, zone: string): { day: number; time: string } {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(instant)
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? ''
  return { day: WEEKDAYS.indexOf(part('weekday')) + 1, time: `${part('hour')}:${part('minute')}` }
}

const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

const hours: fc.Arbitrary<OpeningHours> = fc.array(
  fc
    .tuple(
      fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
      fc.uniqueArray(fc.integer({ min: 0, max: 1440 }), { minLength: 2, maxLength: 2 }),
    )
    .map(([days, times]) => ({
      days,
      opens: clock(Math.min(...times)),
      closes: clock(Math.max(...times)),
    })),
  { maxLength: 4 },
)
const instants = fc.integer({ min: at('2025-12-31T00:00'), max: at('2027-01-02T00:00') })

test('what is open is what the clock on the wall says, at any minute of any zone', () => {
  fc.assert(
    fc.property(hours, fc.constantFrom(...ZONES), instants, (ranges, zone, instant) => {
      const { day, time } = wall(instant, zone)
      const open = ranges.some(
        ({ days, opens, closes }) => days.includes(day) && time >= opens && time < closes,
      )
      expect(isOpenAt(ranges, zone, instant)).toBe(open)
    }),
    { numRuns: 500 },
  )
})

test('when it opens next, it is open, and it was not a minute before', () => {
  fc.assert(
    fc.property(hours, fc.constantFrom(...ZONES), instants, (ranges, zone, instant) => {
      const next = opensNextAt(ranges, zone, instant)
      if (ranges.length === 0) {
        expect(next).toBeNull()
        return
      }
      const opening = next as number
      expect(isOpenAt(ranges, zone, opening)).toBe(true)
      if (opening > instant)
        expect(isOpenAt(ranges, zone, Math.max(instant, opening - MINUTE_MS))).toBe(false)
    }),
    { numRuns: 500 },
  )
})

const NIGHT: OpeningHours = [{ days: [7], opens: '02:00', closes: '03:00' }]

test.each([
  ['the hour that the clock passes over is never open', '2026-03-29T00:00:00Z', '2026-03-29T02:00:00Z', 0],
  ['the hour that it shows twice is open twice', '2026-10-25T00:00:00Z', '2026-10-25T02:00:00Z', 120],
  ['an hour of any other night is open once', '2026-11-01T00:00:00Z', '2026-11-01T04:00:00Z', 60],
])('%s', (_, from, to, minutes) => {
  let open = 0
  for (let instant = Date.parse(from); instant < Date.parse(to); instant += MINUTE_MS)
    open += Number(isOpenAt(NIGHT, STOCKHOLM, instant))
  expect(open).toBe(minutes)
})

test('it closes on the minute, and 24:00 is the midnight that follows', () => {
  const day: OpeningHours = [{ days: [1], opens: '07:00', closes: '18:00' }]
  expect(isOpenAt(day, STOCKHOLM, at('2026-11-23T07:00'))).toBe(true)
  expect(isOpenAt(day, STOCKHOLM, at('2026-11-23T18:00') - 1)).toBe(true)
  expect(isOpenAt(day, STOCKHOLM, at('2026-11-23T18:00'))).toBe(false)
  const late: OpeningHours = [{ days: [1], opens: '20:00', closes: '24:00' }]
  expect(isOpenAt(late, STOCKHOLM, at('2026-11-24T00:00') - 1)).toBe(true)
  expect(isOpenAt(late, STOCKHOLM, at('2026-11-24T00:00'))).toBe(false)
})
