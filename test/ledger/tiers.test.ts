import { describe, expect, test } from 'vitest'
import { TierWindow } from '../../shared/contracts/index.ts'
import { dayOf } from '../../shared/ledger/calendar.ts'
import { count } from '../../shared/ledger/standing.ts'
import {
  earnedTier,
  matchTier,
  nextReviewAt,
  reviewTier,
  rise,
  windowAt,
} from '../../shared/ledger/tiers/index.ts'
import { LADDER_CASES, WINDOW_CASES } from './tiers-cases.ts'
import { Life, makeContext, makeLadder } from './tiers-make.ts'
import { at, STOCKHOLM, said } from './time.ts'

const MARCH_10 = at('2026-03-10T12:00')
const lifeOn = (parts: Record<string, unknown> = {}) => new Life(makeLadder(parts), makeContext())

describe('windows', () => {
  test.each(WINDOW_CASES)('$title', ({ window, zone = STOCKHOLM, joined = '2026-02-10', ...asked }) => {
    const now = at(asked.at, zone)
    const found = windowAt(TierWindow.parse(window), now, zone, at(joined, zone))
    expect({
      startsAt: said(found.startsAt, zone),
      endsAt: found.endsAt === now ? 'now' : said(found.endsAt, zone),
      days: found.toDay - found.fromDay + 1,
    }).toEqual({ startsAt: asked.startsAt, endsAt: asked.endsAt, days: asked.days })
    expect(dayOf(found.startsAt, zone)).toBe(found.fromDay)
    expect(dayOf(found.endsAt === now ? now : found.endsAt - 1, zone)).toBe(found.toDay)
  })
})

describe('every window, end and downgrade', () => {
  test.each(LADDER_CASES)('$window.kind $keepsUntil $downgrade', ({ steps, ...parts }) => {
    const life = lifeOn(parts)
    life.earn(650, MARCH_10).earn(120, at('2027-06-01T12:00')).until(at('2033-01-01'))
    expect(life.told()).toEqual(steps)
  })

  test('they are all there', () => {
    expect(
      new Set(LADDER_CASES.map((one) => [one.window.kind, one.keepsUntil, one.downgrade].join())).size,
    ).toBe(4 * 2 * 3)
  })
})

describe('rising', () => {
  test('is at the moment a threshold is reached, and by as many steps as were earned', () => {
    const life = lifeOn().earn(99, MARCH_10)
    expect(life.tier).toBe('base')
    expect(life.earn(1, MARCH_10 + 1).tier).toBe('silver')
    life.earn(500, MARCH_10 + 2)
    expect(life.steps).toEqual([
      { at: MARCH_10 + 1, fromTier: 'base', toTier: 'silver', why: 'earned' },
      { at: MARCH_10 + 2, fromTier: 'silver', toTier: 'platinum', why: 'earned' },
    ])
    expect(life.standing.tierSinceAt).toBe(MARCH_10 + 2)
  })

  test('a tier earned again is kept to the end of the next window', () => {
    const life = lifeOn().earn(300, MARCH_10).earn(300, at('2027-12-31T23:59'))
    life.until(at('2033-01-01'))
    expect(life.told()).toEqual(['2026-03-10T12:00 base>gold earned', '2029-01-01 gold>base review'])
  })

  test('what was earned before midnight of the new year counts in the old one', () => {
    const life = lifeOn().earn(60, at('2026-12-31T23:59')).earn(60, at('2027-01-01T00:00'))
    expect(life.tier).toBe('base')
    expect(life.earn(40, at('2027-01-01T00:01')).tier).toBe('silver')
  })

  test('the day of the rise does not count again for the same rolling tier', () => {
    const life = lifeOn({ window: { kind: 'rolling', months: 1 } }).earn(100, at('2026-01-31T12:00'))
    life.until(at('2026-02-28T23:59'))
    expect(life.tier).toBe('silver')
    expect(life.until(at('2026-03-01')).tier).toBe('base')
  })

  test('a joiner of 29 February is reviewed on the 28th', () => {
    const life = new Life(makeLadder({ window: { kind: 'joinAnniversary' } }), makeContext('2024-02-29'))
    life.earn(100, at('2024-03-01T12:00')).until(at('2030-01-01'))
    expect(life.told()).toEqual(['2024-03-01T12:00 base>silver earned', '2026-02-28 silver>base review'])
  })

  test('months on from a leap day end with the 28th', () => {
    const life = lifeOn({ window: { kind: 'rolling', months: 12 } }).earn(100, at('2028-02-29T12:00'))
    expect(said(life.standing.tierEndsAt)).toBe('2029-03-01T00:00')
  })

  test('days of grace are days of the calendar, over the night the clocks change', () => {
    const window = { kind: 'fixedCycle', startsAt: at('2026-03-28'), months: 1 }
    const life = lifeOn({ window, graceDays: 2, keepsUntil: 'window' }).earn(100, at('2026-03-27T12:00'))
    life.until(at('2026-05-01'))
    expect(life.told()).toEqual(['2026-03-27T12:00 base>silver earned', '2026-03-30 silver>base review'])
  })
})

describe('returns', () => {
  test('set the member back in the window, but a tier that was reached is kept until its review', () => {
    const life = lifeOn({ keepsUntil: 'window' }).earn(320, MARCH_10).earn(-50, at('2026-04-01'))
    expect(life.tier).toBe('gold')
    expect(earnedTier(life.standing, life.ladder, life.context, at('2026-04-01'))).toBe('silver')
    life.earn(330, at('2026-05-01'))
    // 600 stand, after all: the way up is measured by what was not given back.
    expect(life.tier).toBe('platinum')
  })

  test('that come in the window of the review take the tier with them', () => {
    const life = lifeOn().earn(320, MARCH_10).earn(320, at('2027-02-01')).earn(-100, at('2027-03-01'))
    life.until(at('2028-01-01'))
    expect(life.told().at(-1)).toBe('2028-01-01 gold>silver review')
  })

  test('more than was earned leave the first tier, which is everybody’s', () => {
    const life = lifeOn().earn(-500, MARCH_10)
    expect(life.tier).toBe('base')
    expect(life.earn(599, MARCH_10).tier).toBe('base')
    expect(life.earn(1, MARCH_10).tier).toBe('silver')
  })
})

describe('grace', () => {
  const grace = { graceDays: 30 }
  const almost = () => lifeOn(grace).earn(300, MARCH_10).earn(290, at('2027-11-01'))

  test('the tier lives on, and ends with the last day of grace', () => {
    const life = almost().until(at('2028-01-30T23:59'))
    expect(life.tier).toBe('gold')
    expect(life.until(at('2028-01-31')).told().at(-1)).toBe('2028-01-31 gold>silver review')
    expect(said(life.standing.tierEndsAt)).toBe('2029-01-01T00:00')
  })

  test('a late order saves it, as if it had come in time', () => {
    const life = almost().earn(10, at('2028-01-30T23:59'))
    expect(said(life.standing.tierEndsAt)).toBe('2029-01-01T00:00')
    expect(life.until(at('2028-12-31')).tier).toBe('gold')
    // What saved it counts in its own year as well; alone it is not enough for another.
    expect(life.until(at('2033-01-01')).told().at(-1)).toBe('2029-01-31 gold>base review')
  })

  test('an order a minute too late does not', () => {
    expect(almost().earn(10, at('2028-01-31')).tier).toBe('silver')
  })

  test('saves what is held, and adds no days for reaching more', () => {
    const life = lifeOn(grace).earn(100, MARCH_10).earn(290, at('2027-11-01'))
    expect(life.tier).toBe('silver')
    expect(life.earn(20, at('2028-01-10')).tier).toBe('silver')
    expect(life.until(at('2028-06-01')).tier).toBe('silver')
  })

  test('nor where what came late was only counted', () => {
    const life = lifeOn(grace).earn(100, MARCH_10).earn(90, at('2027-11-01'))
    const standing = count(life.standing, dayOf(at('2028-01-10'), STOCKHOLM), 250)
    const { change, ...after } = reviewTier(standing, life.ladder, life.context, at('2028-01-31'))
    expect(change).toBeNull()
    expect(said(after.standing.tierEndsAt)).toBe('2029-01-01T00:00')
  })

  test('is over before the next end that a late order brings', () => {
    const life = lifeOn({ window: { kind: 'rolling', months: 1 }, graceDays: 90 }).earn(100, MARCH_10)
    life.earn(100, at('2026-06-20'))
    expect(said(life.standing.tierEndsAt)).toBe('2026-07-11T00:00')
  })

  test('who earned it in time is not kept waiting', () => {
    const life = lifeOn(grace).earn(300, MARCH_10).earn(300, at('2027-11-01'))
    expect(said(nextReviewAt(life.standing, life.ladder, life.context, at('2027-11-01')))).toBe(
      '2028-01-01T00:00',
    )
  })

  test('alone can save a tier that lasts only to the end of its own window', () => {
    const life = lifeOn({ ...grace, keepsUntil: 'window' }).earn(300, MARCH_10)
    life.earn(290, at('2026-12-01')).earn(300, at('2027-01-20'))
    expect(said(life.standing.tierEndsAt)).toBe('2028-01-01T00:00')
  })

  test('that outlasts a short window ends all the same', () => {
    const window = { kind: 'rolling', months: 1 }
    const life = lifeOn({ window, graceDays: 90, downgrade: 'oneStep' }).earn(650, MARCH_10)
    life.until(at('2033-01-01'))
    const times = life.steps.map((step) => step.at)
    expect(times).toEqual([...times].sort((a, b) => a - b))
    expect(life.tier).toBe('base')
    expect(life.steps).toHaveLength(4)
  })
})

describe('a match by hand', () => {
  const JUNE = at('2026-06-01')
  const match = (life: Life, tier: string, untilAt: number, now: number) =>
    life.until(now).take(matchTier(life.standing, life.ladder, life.context, { tier, untilAt }, now), now)

  test('holds until its end and leaves what the member holds by themselves', () => {
    const life = match(lifeOn().earn(100, MARCH_10), 'platinum', JUNE, MARCH_10 + 1)
    expect(life.standing.matchedUntilAt).toBe(JUNE)
    life.until(at('2033-01-01'))
    expect(life.told().slice(1)).toEqual([
      '2026-03-10T12:00 silver>platinum match',
      '2026-06-01 platinum>silver match',
      '2028-01-01 silver>base review',
    ])
    expect(life.standing).not.toHaveProperty('match')
  })

  test('a review meanwhile lowers only what lies beneath', () => {
    const life = match(lifeOn().earn(300, MARCH_10), 'platinum', at('2028-06-01'), at('2027-12-01'))
    life.until(at('2028-05-31'))
    expect(life.tier).toBe('platinum')
    expect(life.until(at('2028-06-01')).told().at(-1)).toBe('2028-06-01 platinum>base match')
  })

  test('what is reached meanwhile is kept when it ends', () => {
    const life = match(lifeOn(), 'gold', JUNE, MARCH_10)
      .earn(300, MARCH_10 + 1)
      .until(at('2027-12-31'))
    expect(life.tier).toBe('gold')
    expect(life.told()).toEqual(['2026-03-10T12:00 base>gold match'])
    expect(life.until(at('2028-01-01')).told().at(-1)).toBe('2028-01-01 gold>base review')
  })

  test('held by hand and by oneself, a tier ends with the later of the two', () => {
    const life = match(lifeOn().earn(300, MARCH_10), 'gold', at('2029-06-01'), MARCH_10)
    expect(said(life.standing.tierEndsAt)).toBe('2029-06-01T00:00')
    expect(life.until(at('2033-01-01')).told().slice(1)).toEqual(['2029-06-01 gold>base match'])
  })

  test('who rises above it is not held down by it', () => {
    const life = match(lifeOn(), 'silver', at('2029-01-01'), MARCH_10).earn(600, MARCH_10 + 1)
    expect(life.tier).toBe('platinum')
    life.until(at('2030-01-01'))
    expect(life.told().slice(1)).toEqual([
      '2026-03-10T12:00 silver>platinum earned',
      '2028-01-01 platinum>silver review',
      '2029-01-01 silver>base match',
    ])
  })

  test('ends even where no tier that was earned does', () => {
    const life = match(lifeOn({ downgrade: 'none' }).earn(100, MARCH_10), 'gold', JUNE, MARCH_10)
    expect(life.until(at('2033-01-01')).tier).toBe('silver')
  })

  test('a second one takes the place of the first', () => {
    const life = match(lifeOn(), 'platinum', at('2029-01-01'), MARCH_10)
    match(life, 'gold', JUNE, MARCH_10 + 1)
    expect(life.tier).toBe('gold')
    expect(life.until(JUNE).tier).toBe('base')
  })

  test('noted without what lay beneath still ends', () => {
    const life = lifeOn()
    life.standing = { ...life.standing, tier: 'gold', tierSinceAt: MARCH_10, matchedUntilAt: JUNE }
    expect(life.until(JUNE).told()).toEqual(['2026-06-01 gold>base match'])
  })

  test.each(['base', 'diamond'])('%s can’t be given', (tier) => {
    expect(() => match(lifeOn(), tier, JUNE, MARCH_10)).toThrow(RangeError)
  })
})

describe('other rules', () => {
  const others = {
    levels: [
      { key: 'friend', name: 'Friend', threshold: 0 },
      { key: 'family', name: 'Family', threshold: 200 },
    ],
  }
  const moved = (life: Life, parts: Record<string, unknown>) => {
    const next = new Life(makeLadder(parts), life.context)
    next.standing = life.standing
    return next
  }

  test('that no longer know a tier leave the earned one', () => {
    const life = moved(lifeOn().earn(320, MARCH_10), others).until(at('2026-05-01T09:00'))
    expect(life.told()).toEqual(['2026-05-01T09:00 gold>family rules'])
    expect(said(life.standing.tierEndsAt)).toBe('2028-01-01T00:00')
  })

  test('what was earned last year would have lasted through this one, and does', () => {
    const life = moved(lifeOn().earn(320, MARCH_10), others).until(at('2027-05-01'))
    expect(life.tier).toBe('family')
    expect(said(life.standing.tierEndsAt)).toBe('2028-01-01T00:00')
  })

  test('the way up says so as well, where nobody reviewed before', () => {
    const { standing } = lifeOn().earn(120, MARCH_10)
    const ladder = makeLadder(others)
    const { change } = rise(standing, ladder, makeContext(), MARCH_10)
    expect(change).toEqual({ fromTier: 'silver', toTier: 'friend', why: 'rules' })
  })

  test('a match to a tier that is gone ends', () => {
    const life = lifeOn()
    const given = { tier: 'gold', untilAt: at('2029-01-01') }
    life.take(matchTier(life.standing, life.ladder, life.context, given, MARCH_10), MARCH_10)
    const next = moved(life, others).until(MARCH_10 + 1)
    expect(next.standing).toMatchObject({ tier: null, matchedUntilAt: null })
  })

  test('by which tiers end give who has one the full time', () => {
    const life = moved(lifeOn({ downgrade: 'none' }).earn(100, MARCH_10), { downgrade: 'anew' })
    expect(life.until(at('2030-05-01')).tier).toBe('silver')
    expect(said(life.earn(1, at('2030-05-01')).standing.tierEndsAt)).toBe('2032-01-01T00:00')
  })

  test('by which none ends any more let a dated one stay', () => {
    const life = moved(lifeOn().earn(100, MARCH_10), { downgrade: 'none' })
    expect(life.until(at('2040-01-01')).tier).toBe('silver')
  })
})

describe('segments', () => {
  const ladder = makeLadder({
    basis: { kind: 'segment' },
    levels: [
      { key: 'base', name: 'Base', threshold: 0 },
      { key: 'regular', name: 'Regular', threshold: 1, segment: 'regulars' },
      { key: 'patron', name: 'Patron', threshold: 2, segment: 'patrons' },
    ],
  })
  const inSegments = (...segments: string[]) => ({ ...makeContext(), segments })

  test('the highest level whose segment the member is in', () => {
    const life = new Life(ladder, inSegments('patrons', 'regulars', 'others')).earn(0, MARCH_10)
    expect(life.tier).toBe('patron')
  })

  test('are worked out anew at the review, and where they are not known nobody moves', () => {
    const { standing } = new Life(ladder, inSegments('patrons')).earn(0, MARCH_10)
    const due = at('2028-01-01')
    expect(reviewTier(standing, ladder, inSegments('regulars'), due).change?.toTier).toBe('regular')
    expect(reviewTier(standing, ladder, makeContext(), due)).toMatchObject({
      standing: { tier: 'patron', tierEndsAt: at('2029-01-01') },
      change: null,
    })
    expect(rise(standing, ladder, makeContext(), due).change).toBeNull()
    expect(earnedTier(standing, ladder, makeContext(), due)).toBeNull()
  })
})

test('nothing due is the same standing', () => {
  const { standing, ladder, context } = lifeOn().earn(320, MARCH_10)
  expect(reviewTier(standing, ladder, context, at('2027-12-31')).standing).toBe(standing)
  const counted = count(standing, dayOf(MARCH_10, STOCKHOLM), 1)
  expect(rise(counted, ladder, context, MARCH_10)).toEqual({ standing: counted, change: null })
})
