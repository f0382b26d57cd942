import { describe, expect, test } from 'vitest'
import { Expiry } from '../../shared/contracts/index.ts'
import {
  type ExpiryContext,
  expiresAtFirst,
  leaveTier,
  movesOnTo,
  trueExpiry,
} from '../../shared/ledger/expiry.ts'
import { emptyStanding } from '../../shared/ledger/standing.ts'
import { at, STOCKHOLM, said } from './time.ts'

const MEMBER: ExpiryContext = { acts: {}, tier: null, tierEndsAt: null }
const HAVANA = 'America/Havana'

/** A lot that can be used from `usable`, under terms. */
function lotOf(terms: Parameters<typeof Expiry.parse>[0], usable: string, zone = STOCKHOLM) {
  const expiry = Expiry.parse(terms)
  const activatesAt = at(usable, zone)
  return { expiry, activatesAt, expiresAt: expiresAtFirst(expiry, activatesAt, zone) }
}

describe('the earliest end', () => {
  test.each<[string, Parameters<typeof Expiry.parse>[0], string, string | null]>([
    ['never', { kind: 'never' }, '2026-01-15T12:00', null],
    [
      'so many months, to the end of that day',
      { kind: 'rolling', months: 6 },
      '2026-01-15T12:00',
      '2026-07-16T00:00',
    ],
    [
      'from the first minute of a day, all of it',
      { kind: 'rolling', months: 6 },
      '2026-01-15T00:00',
      '2026-07-16T00:00',
    ],
    [
      'from a month’s last day into a shorter month',
      { kind: 'rolling', months: 1 },
      '2026-01-31T12:00',
      '2026-03-01T00:00',
    ],
    ['into a leap February', { kind: 'rolling', months: 1 }, '2028-01-31T12:00', '2028-03-01T00:00'],
    ['from a leap day', { kind: 'rolling', months: 12 }, '2028-02-29T12:00', '2029-03-01T00:00'],
    [
      'up to the month',
      { kind: 'rolling', months: 6, roundUpTo: 'month' },
      '2026-01-01T00:00',
      '2026-08-01T00:00',
    ],
    [
      'up to the quarter',
      { kind: 'rolling', months: 6, roundUpTo: 'quarter' },
      '2026-01-31T12:00',
      '2026-10-01T00:00',
    ],
    [
      'up to the year',
      { kind: 'rolling', months: 12, roundUpTo: 'year' },
      '2026-01-01T00:00',
      '2028-01-01T00:00',
    ],
    [
      'on a day that is to come',
      { kind: 'date', on: { month: 12, day: 31 } },
      '2026-01-15T12:00',
      '2027-01-01T00:00',
    ],
    [
      'on that very day',
      { kind: 'date', on: { month: 12, day: 31 } },
      '2026-12-31T12:00',
      '2027-01-01T00:00',
    ],
    [
      'on a day, but not so soon',
      { kind: 'date', on: { month: 12, day: 31 }, afterMonths: 12 },
      '2026-01-15T12:00',
      '2028-01-01T00:00',
    ],
    [
      'on a leap day, in a year without one',
      { kind: 'date', on: { month: 2, day: 29 } },
      '2026-01-15T12:00',
      '2026-03-01T00:00',
    ],
    ['at one instant', { kind: 'fixed', at: at('2026-05-01T08:00') }, '2026-01-15T12:00', '2026-05-01T08:00'],
    [
      'after months without an act',
      { kind: 'inactivity', months: 18 },
      '2026-01-15T12:00',
      '2027-07-16T00:00',
    ],
    [
      'on the day the clocks go forward',
      { kind: 'rolling', months: 1 },
      '2026-02-28T12:00',
      '2026-03-29T00:00',
    ],
    ['on the day after', { kind: 'rolling', months: 2 }, '2026-01-29T12:00', '2026-03-30T00:00'],
  ])('%s', (_, terms, usable, expected) => {
    expect(said(lotOf(terms, usable).expiresAt)).toBe(expected)
  })

  test('at 1 o’clock where that day has no midnight', () => {
    const { expiresAt } = lotOf({ kind: 'rolling', months: 1 }, '2026-02-07T12:00', HAVANA)
    expect(said(expiresAt, HAVANA)).toBe('2026-03-08T01:00')
  })
})

describe('a lot that stays while the member is active', () => {
  const stars = lotOf(
    { kind: 'rolling', months: 6, roundUpTo: 'month', unlessActiveInMonth: true },
    '2026-01-15T12:00',
  )
  const ends = (acts: ExpiryContext['acts']) => said(trueExpiry(stars, { ...MEMBER, acts }, STOCKHOLM))

  test('ends with the month if nothing happened in it', () => {
    expect(ends({})).toBe('2026-08-01T00:00')
    expect(ends({ purchase: at('2026-06-30T23:59') })).toBe('2026-08-01T00:00')
  })

  test('stays a month for an act in the month that ends, whichever act it was', () => {
    expect(ends({ purchase: at('2026-07-01') })).toBe('2026-09-01T00:00')
    expect(ends({ event: at('2026-07-31T23:59') })).toBe('2026-09-01T00:00')
  })

  test('and another for one in the month after, but not for one that came too late', () => {
    expect(ends({ purchase: at('2026-07-31T12:00'), spend: at('2026-08-02T12:00') })).toBe('2026-10-01T00:00')
    expect(ends({ purchase: at('2026-08-01') })).toBe('2026-08-01T00:00')
  })

  test('by the day as well, where nothing is rounded', () => {
    const lot = lotOf({ kind: 'rolling', months: 1, unlessActiveInMonth: true }, '2026-01-15T12:00')
    const end = (purchase: number) => said(trueExpiry(lot, { ...MEMBER, acts: { purchase } }, STOCKHOLM))
    expect(end(at('2026-01-15T23:59'))).toBe('2026-02-16T00:00')
    expect(end(at('2026-01-16'))).toBe('2026-03-16T00:00')
  })

  test('and comes back to midnight after a day that had none', () => {
    const lot = lotOf({ kind: 'rolling', months: 1, unlessActiveInMonth: true }, '2026-02-07T12:00', HAVANA)
    const context = { ...MEMBER, acts: { purchase: at('2026-03-01T12:00', HAVANA) } }
    expect(said(trueExpiry(lot, context, HAVANA), HAVANA)).toBe('2026-04-08T00:00')
  })
})

describe('inactivity', () => {
  const lot = lotOf({ kind: 'inactivity', months: 12, resetBy: ['purchase', 'spend'] }, '2026-01-15T12:00')
  const ends = (acts: ExpiryContext['acts']) => said(trueExpiry(lot, { ...MEMBER, acts }, STOCKHOLM))

  test('counts from the latest of the chosen acts', () => {
    expect(ends({ purchase: at('2026-03-10T12:00'), spend: at('2026-02-10T12:00') })).toBe('2027-03-11T00:00')
  })
  test('not from other acts', () => expect(ends({ event: at('2026-03-10T12:00') })).toBe('2027-01-16T00:00'))
  test('and from activation where they lie before it', () =>
    expect(ends({ purchase: at('2025-03-10T12:00') })).toBe('2027-01-16T00:00'))
})

describe('a tier that nothing is lost in', () => {
  const terms = { kind: 'rolling', months: 6, exceptTiers: ['gold', 'platinum'] }
  const lot = lotOf(terms, '2026-01-15T12:00')
  const gold = (tierEndsAt: number | null): ExpiryContext => ({ ...MEMBER, tier: 'gold', tierEndsAt })
  const endsAs = (context: ExpiryContext) => said(trueExpiry(lot, context, STOCKHOLM))

  test('holds it off for ever where the tier has no end', () => expect(endsAs(gold(null))).toBeNull())
  test('and until it has been counted anew from the tier’s end', () =>
    expect(endsAs(gold(at('2027-01-01')))).toBe('2027-07-02T00:00'))
  test('another tier does not', () =>
    expect(endsAs({ ...MEMBER, tier: 'green', tierEndsAt: null })).toBe('2026-07-16T00:00'))

  test('once it is left, everything is counted anew from that day', () => {
    const { leftTiers } = leaveTier(emptyStanding(), 'gold', at('2026-05-01'))
    expect(endsAs({ ...MEMBER, leftTiers })).toBe('2026-11-02T00:00')
    const later = { ...leftTiers, platinum: at('2026-06-01') }
    expect(endsAs({ ...MEMBER, leftTiers: later })).toBe('2026-12-02T00:00')
  })

  test('a tier that was left before the lot could be used changes nothing', () =>
    expect(endsAs({ ...MEMBER, leftTiers: { gold: at('2025-12-01') } })).toBe('2026-07-16T00:00'))

  test('when its end comes the lot moves on while the tier is held, and runs out when it is not', () => {
    const due = lot.expiresAt as number
    expect(said(movesOnTo(lot, gold(null), due, STOCKHOLM))).toBe('2027-01-17T00:00')
    expect(movesOnTo(lot, MEMBER, due, STOCKHOLM)).toBeNull()
  })
})

test('a lot without terms keeps the end it has', () => {
  const lot = { expiry: null, activatesAt: null, expiresAt: at('2026-05-01') }
  expect(trueExpiry(lot, MEMBER, STOCKHOLM)).toBe(at('2026-05-01'))
})

test('what waits for an event has no end yet', () => {
  const lot = { expiry: Expiry.parse({ kind: 'rolling', months: 6 }), activatesAt: null, expiresAt: null }
  expect(trueExpiry(lot, MEMBER, STOCKHOLM)).toBeNull()
})
