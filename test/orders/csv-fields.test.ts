import fc from 'fast-check'
import { expect, test } from 'vitest'
import { minorDigits } from '../../shared/contracts/index.ts'
import { readAmount } from '../../worker/orders/csv/amount.ts'
import { readTime } from '../../worker/orders/csv/time.ts'

test.each([
  ['SEK', '1234.5', 123450],
  ['SEK', '0', 0],
  ['SEK', '0.07', 7],
  ['SEK', '12.5000', 1250],
  ['SEK', '1.005', null],
  ['JPY', '1234', 1234],
  ['JPY', '1234.00', 1234],
  ['JPY', '1234.5', null],
  ['KWD', '1.234', 1234],
  ['KWD', '1.2', 1200],
  ['SEK', '10000000000.00', 1_000_000_000_000],
  ['SEK', '10000000000.01', null],
  ['SEK', '1e3', null],
  ['SEK', '1 234', null],
  ['SEK', '0x10', null],
  ['SEK', '٣', null],
])('%s %s is %s minor units', (currency, text, expected) => {
  const read = readAmount(text, minorDigits(currency), false)
  expect('value' in read ? read.value : null).toBe(expected)
})

test('an amount written out comes back exactly, with a point or a comma, in every kind of currency', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1_000_000_000_000 }),
      fc.constantFrom('SEK', 'JPY', 'KWD'),
      fc.constantFrom('.', ','),
      (amountMinor, currency, point) => {
        const digits = minorDigits(currency)
        const text = String(amountMinor).padStart(digits + 1, '0')
        const written = digits === 0 ? text : `${text.slice(0, -digits)}${point}${text.slice(-digits)}`
        expect(readAmount(written, digits, true)).toEqual({ value: amountMinor })
      },
    ),
  )
})

test.each([
  ['with a zone', '2026-01-05T10:00:00+02:00', 'UTC', '2026-01-05T08:00:00.000Z'],
  ['with Z', '2026-01-05T10:00:00.250Z', 'Europe/Stockholm', '2026-01-05T10:00:00.250Z'],
  ['a space and a zone without a colon', '2026-01-05 10:00 -0530', 'UTC', '2026-01-05T15:30:00.000Z'],
  ['in winter', '2026-01-05T10:00:00', 'Europe/Stockholm', '2026-01-05T09:00:00.000Z'],
  ['in summer', '2026-07-05 10:00', 'Europe/Stockholm', '2026-07-05T08:00:00.000Z'],
  ['a date alone', '2026-07-05', 'Europe/Stockholm', '2026-07-04T22:00:00.000Z'],
  ['just before the clock moves on', '2026-03-29T01:59:59', 'Europe/Stockholm', '2026-03-29T00:59:59.000Z'],
  ['in the hour that is skipped', '2026-03-29T02:30:00', 'Europe/Stockholm', '2026-03-29T01:30:00.000Z'],
  ['just after it', '2026-03-29T03:00:00', 'Europe/Stockholm', '2026-03-29T01:00:00.000Z'],
  ['in the hour that comes twice', '2026-10-25T02:30:00', 'Europe/Stockholm', '2026-10-25T00:30:00.000Z'],
  ['after it', '2026-10-25T03:00:00', 'Europe/Stockholm', '2026-10-25T02:00:00.000Z'],
  ['west of Greenwich, twice', '2026-11-01T01:30:00', 'America/New_York', '2026-11-01T05:30:00.000Z'],
  ['west of Greenwich, skipped', '2026-03-08T02:30:00', 'America/New_York', '2026-03-08T07:30:00.000Z'],
  ['a quarter of an hour off', '2026-05-05T12:00', 'Asia/Kathmandu', '2026-05-05T06:15:00.000Z'],
  ['epoch milliseconds', '1767607200000', 'Europe/Stockholm', '2026-01-05T10:00:00.000Z'],
])('a time %s', (_, text, timeZone, expected) => {
  const read = readTime(text, timeZone)
  expect('value' in read ? new Date(read.value).toISOString() : read).toBe(expected)
})

test.each([
  '',
  '2026-02-30',
  '2026-13-01',
  '2026-01-01T24:00',
  '2026-01-01T10:60',
  '05/01/2026',
  'yesterday',
  '1767607200',
  '2026-01-01T10:00+25:00',
])('"%s" is no time', (text) => expect(readTime(text, 'UTC')).toHaveProperty('reason'))

test('every instant is found again by the wall clock of its zone, but for the second half of an hour that comes twice', () => {
  const zones = ['Europe/Stockholm', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata', 'UTC']
  fc.assert(
    fc.property(
      fc.integer({ min: 631_200_000, max: 4_102_000_000 }),
      fc.constantFrom(...zones),
      (seconds, timeZone) => {
        const at = seconds * 1000
        const wall = new Date(at).toLocaleString('sv-SE', { timeZone })
        const read = readTime(wall, timeZone)
        const found = 'value' in read ? read.value : Number.NaN
        expect(new Date(found).toLocaleString('sv-SE', { timeZone })).toBe(wall)
        expect(found).toBeLessThanOrEqual(at)
      },
    ),
    { numRuns: 500 },
  )
})
