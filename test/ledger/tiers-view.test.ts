import { describe, expect, test } from 'vitest'
import { ProgramRules, TierStanding } from '../../shared/contracts/index.ts'
import { entitlementsOf, matchTier, tierStanding } from '../../shared/ledger/tiers/index.ts'
import { Life, makeContext, makeLadder } from './tiers-make.ts'
import { at } from './time.ts'

const MARCH_10 = at('2026-03-10T12:00')
const lifeOn = (parts: Record<string, unknown> = {}) => new Life(makeLadder(parts), makeContext())
const viewOf = ({ standing, ladder, context }: Life, now: number) =>
  TierStanding.parse(tierStanding(standing, ladder, context, now))

describe('what a member sees of their tier', () => {
  test('a new member: the first tier, and the way to the second', () => {
    expect(viewOf(lifeOn(), MARCH_10)).toEqual({
      tier: 'base',
      name: 'Base',
      entitlements: { freeShipping: false },
      counted: 0,
      windowEndsAt: at('2027-01-01'),
      next: { tier: 'silver', name: 'Silver', threshold: 100, missing: 100 },
      keep: null,
      endsAt: null,
      basis: { kind: 'earned', unit: 'points' },
      wouldBe: null,
      wouldBeName: null,
      matchedUntilAt: null,
    })
  })

  test('to next, to keep, when it ends and what it would be then', () => {
    const life = lifeOn().earn(320, MARCH_10).earn(110, at('2027-04-01'))
    expect(viewOf(life, at('2027-04-02'))).toMatchObject({
      tier: 'gold',
      counted: 110,
      windowEndsAt: at('2028-01-01'),
      next: { tier: 'platinum', missing: 490 },
      keep: { threshold: 300, missing: 190, fromAt: null, byAt: at('2028-01-01') },
      endsAt: at('2028-01-01'),
      wouldBe: 'silver',
    })
  })

  test('at the top there is no next', () => {
    expect(viewOf(lifeOn().earn(900, MARCH_10), MARCH_10).next).toBeNull()
  })

  test('in the year of the rise it says from when keeping it counts', () => {
    const view = viewOf(lifeOn().earn(320, MARCH_10), at('2026-06-01'))
    expect(view.keep).toEqual({
      threshold: 300,
      missing: 300,
      fromAt: at('2027-01-01'),
      byAt: at('2028-01-01'),
    })
  })

  test('a tier without end has nothing to keep', () => {
    const view = viewOf(lifeOn({ downgrade: 'none' }).earn(320, MARCH_10), MARCH_10)
    expect(view).toMatchObject({ tier: 'gold', keep: null, endsAt: null, wouldBe: null })
  })

  test('a tier that lasts only to the end of its window can’t be kept, and says when it ends', () => {
    const view = viewOf(lifeOn({ keepsUntil: 'window' }).earn(320, MARCH_10), MARCH_10)
    expect(view).toMatchObject({ keep: null, endsAt: at('2027-01-01'), wouldBe: 'base' })
  })

  test('unless its days of grace can', () => {
    const view = viewOf(lifeOn({ keepsUntil: 'window', graceDays: 14 }).earn(320, MARCH_10), MARCH_10)
    const keep = { threshold: 300, missing: 300, fromAt: at('2027-01-01'), byAt: at('2027-01-15') }
    expect(view).toMatchObject({ keep, endsAt: keep.byAt, wouldBe: 'base' })
  })

  test('one step down is one step down', () => {
    const view = viewOf(lifeOn({ downgrade: 'oneStep' }).earn(900, MARCH_10), MARCH_10)
    expect(view.wouldBe).toBe('gold')
  })

  test('with grace it ends when grace does, unless it is safe', () => {
    const life = lifeOn({ graceDays: 30 }).earn(320, MARCH_10)
    const lostAt = at('2028-01-31')
    expect(viewOf(life, MARCH_10)).toMatchObject({ endsAt: lostAt, keep: { byAt: lostAt } })
    const safe = viewOf(life.earn(300, at('2027-02-01')), at('2027-02-01'))
    expect(safe).toMatchObject({ endsAt: at('2028-01-01'), wouldBe: 'gold', keep: { missing: 0 } })
  })

  test('on the last day of grace it says what is still missing', () => {
    const life = lifeOn({ graceDays: 30 }).earn(320, MARCH_10).earn(200, at('2027-05-01'))
    const lastDay = at('2028-01-30T20:00')
    expect(viewOf(life.earn(60, lastDay), lastDay)).toMatchObject({
      tier: 'gold',
      counted: 60,
      keep: { missing: 40, fromAt: null, byAt: at('2028-01-31') },
    })
  })

  test('a return is told as it is: more is missing than the threshold', () => {
    const view = viewOf(lifeOn().earn(-20, MARCH_10), MARCH_10)
    expect(view).toMatchObject({ counted: -20, next: { missing: 120 } })
  })

  test('a match: until when, what then, and what it takes to keep it', () => {
    const life = lifeOn().earn(120, MARCH_10)
    const given = { tier: 'gold', untilAt: at('2026-09-01') }
    life.take(matchTier(life.standing, life.ladder, life.context, given, MARCH_10), MARCH_10)
    expect(viewOf(life, MARCH_10)).toMatchObject({
      tier: 'gold',
      matchedUntilAt: given.untilAt,
      endsAt: given.untilAt,
      wouldBe: 'silver',
      next: { tier: 'platinum', missing: 480 },
      keep: { threshold: 300, missing: 180, fromAt: null, byAt: given.untilAt },
    })
  })

  test('reviews that nobody wrote are worked in', () => {
    const life = lifeOn().earn(320, MARCH_10)
    expect(viewOf(life, at('2028-01-01'))).toMatchObject({ tier: 'base', endsAt: null })
  })

  test('a tier that the rules no longer know is shown as the earned one', () => {
    const life = lifeOn().earn(320, MARCH_10)
    const ladder = makeLadder({
      levels: [
        { key: 'friend', name: 'Friend', threshold: 0 },
        { key: 'family', name: 'Family', threshold: 200 },
      ],
    })
    expect(tierStanding(life.standing, ladder, life.context, MARCH_10).tier).toBe('family')
  })

  test('where segments decide no amount is missing', () => {
    const life = lifeOn({
      basis: { kind: 'segment' },
      levels: [
        { key: 'base', name: 'Base', threshold: 0 },
        { key: 'patron', name: 'Patron', threshold: 0, segment: 'patrons' },
      ],
    })
    expect(viewOf(life, MARCH_10)).toMatchObject({ counted: 0, next: null, keep: null })
  })
})

describe('entitlements of tier and plans together', () => {
  const price = { amountMinor: 9900, currency: 'SEK' }
  const paidOn = { month: 3, day: 1 }
  const plan = (key: string, entitlements: Record<string, unknown>) => ({
    key,
    name: key,
    price,
    term: 'year',
    entitlements,
  })
  const rules = ProgramRules.parse({
    currency: 'SEK',
    timeZone: 'Europe/Stockholm',
    units: { points: {}, storedValue: {} },
    earn: [],
    pointValueCentiMinor: null,
    tiers: {
      basis: { kind: 'spend' },
      window: { kind: 'calendarYear' },
      levels: [
        { key: 'base', name: 'Base', threshold: 0, entitlements: { earlyAccessHours: 1 } },
        {
          key: 'gold',
          name: 'Gold',
          threshold: 1,
          entitlements: { earnPercent: 150, earlyAccessHours: 24 },
        },
      ],
    },
    plans: [
      plan('plus', { freeShipping: true, earnPercent: 120, memberPricePercent: 5, returnDays: 60 }),
      plan('club', {
        memberPricePercent: 10,
        earlyAccessHours: 48,
        yearlyReward: { percent: 2, capMinor: 1000, paidOn },
      }),
      plan('owner', { yearlyReward: { percent: 2, paidOn } }),
    ],
  })

  test.each([
    { title: 'nothing held', tier: null, plans: [], expected: { earlyAccessHours: 1 } },
    { title: 'a tier', tier: 'gold', plans: [], expected: { earnPercent: 150, earlyAccessHours: 24 } },
    {
      title: 'the best of each, not the sum',
      tier: 'gold',
      plans: ['club', 'plus'],
      expected: {
        freeShipping: true,
        memberPricePercent: 10,
        earlyAccessHours: 48,
        earnPercent: 150,
        returnDays: 60,
        yearlyReward: { percent: 2, capMinor: 1000, paidOn },
      },
    },
    {
      title: 'a reward without cap is above one with',
      tier: 'gold',
      plans: ['owner', 'club'],
      expected: {
        memberPricePercent: 10,
        earlyAccessHours: 48,
        earnPercent: 150,
        yearlyReward: { percent: 2, paidOn },
      },
    },
    { title: 'unknown keys', tier: 'diamond', plans: ['vip'], expected: { earlyAccessHours: 1 } },
  ])('$title', ({ tier, plans, expected }) => {
    expect(entitlementsOf(rules, tier, plans)).toEqual({ freeShipping: false, ...expected })
  })

  test('a programme without a ladder', () => {
    expect(entitlementsOf({ ...rules, tiers: null }, null, ['plus'])).toEqual({
      freeShipping: true,
      earnPercent: 120,
      memberPricePercent: 5,
      returnDays: 60,
    })
  })
})
