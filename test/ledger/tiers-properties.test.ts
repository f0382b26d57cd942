import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DAY_MS } from '../../shared/contracts/index.ts'
import { matchTier, nextReviewAt, reviewTier, tierStanding } from '../../shared/ledger/tiers/index.ts'
import { stepOf } from '../../shared/ledger/tiers/levels.ts'
import { Life, makeContext, makeLadder } from './tiers-make.ts'
import { at } from './time.ts'

const START = at('2026-01-01T12:00')

const aLadder = fc
  .record({
    window: fc.constantFrom(
      { kind: 'calendarYear' },
      { kind: 'rolling', months: 1 },
      { kind: 'rolling', months: 12 },
      { kind: 'joinAnniversary' },
      { kind: 'fixedCycle', startsAt: at('2026-01-31'), months: 1 },
      { kind: 'fixedCycle', startsAt: at('2025-09-01'), months: 6 },
    ),
    keepsUntil: fc.constantFrom('window', 'nextWindow'),
    downgrade: fc.constantFrom('none', 'oneStep', 'anew'),
    graceDays: fc.constantFrom(0, 0, 1, 14, 60),
  })
  .map(makeLadder)

/** Purchases, returns and now and then a match, some days apart. */
const aStory = fc.array(
  fc.record({
    days: fc.integer({ min: 0, max: 120 }),
    hours: fc.integer({ min: 0, max: 23 }),
    amount: fc.oneof({ weight: 4, arbitrary: fc.nat(250) }, fc.integer({ min: -200, max: -1 })),
    match: fc.option(
      fc.record({
        tier: fc.constantFrom('silver', 'gold', 'platinum'),
        days: fc.integer({ min: 1, max: 600 }),
      }),
      { freq: 8, nil: null },
    ),
  }),
  { minLength: 1, maxLength: 14 },
)

const joined = fc.constantFrom('2026-01-01', '2025-11-30', '2024-02-29')

const told = fc.record({ ladder: aLadder, story: aStory, joined }).map(({ ladder, story, joined }) => {
  const life = new Life(ladder, makeContext(joined))
  let now = START
  for (const { days, hours, amount, match } of story) {
    now += days * DAY_MS + hours * 3_600_000
    life.earn(amount, now)
    if (match) {
      const given = { tier: match.tier, untilAt: now + match.days * DAY_MS }
      life.take(matchTier(life.standing, ladder, life.context, given, now), now)
    }
  }
  return { life, now }
})

const copyOf = (life: Life): Life => {
  const copy = new Life(life.ladder, life.context)
  copy.standing = life.standing
  return copy
}
const stepIn = ({ ladder, standing }: Life) => stepOf(ladder, standing.tier)

test('what is missing is exactly what lifts the member', () => {
  fc.assert(
    fc.property(told, ({ life, now }) => {
      const { next } = tierStanding(life.standing, life.ladder, life.context, now)
      fc.pre(next !== null)
      const wanted = stepOf(life.ladder, next.tier)
      // Who has the amount already, but not the tier, has it at the next act, whatever that is worth.
      if (next.missing > 0) expect(stepIn(copyOf(life).earn(next.missing - 1, now))).toBe(stepIn(life))
      expect(stepIn(copyOf(life).earn(next.missing, now))).toBe(wanted)
    }),
    { numRuns: 400 },
  )
})

test('what is missing to stay is exactly what keeps the tier', () => {
  fc.assert(
    fc.property(told, ({ life, now }) => {
      const view = tierStanding(life.standing, life.ladder, life.context, now)
      fc.pre(view.keep !== null)
      const { missing, fromAt, byAt } = view.keep
      const earnedAt = fromAt ?? now
      const kept = copyOf(life).earn(missing, earnedAt)
      const rose = stepIn(kept) > stepIn(life)
      // It is kept over its end, and not only for the days of grace. A tier above has an end of its own.
      const end = rose ? byAt : Math.max(byAt, view.endsAt!)
      expect(stepIn(kept.until(end))).toBeGreaterThanOrEqual(stepIn(life))
      if (missing === 0 || life.ladder.downgrade !== 'anew') return
      const short = copyOf(life).earn(missing - 1, earnedAt)
      // What is too little to stay can be enough to rise, and then the tier above ends later.
      if (stepIn(short) <= stepIn(life))
        expect(stepIn(short.until(Math.max(byAt, view.endsAt!)))).toBeLessThan(stepIn(life))
    }),
    { numRuns: 400 },
  )
})

test('what it would be is what the review comes to, if nothing more is earned', () => {
  fc.assert(
    fc.property(told, ({ life, now }) => {
      const { endsAt, wouldBe, tier } = tierStanding(life.standing, life.ladder, life.context, now)
      expect(tier).toBe(life.tier)
      if (endsAt === null) {
        expect(wouldBe).toBeNull()
        return
      }
      expect(endsAt).toBeGreaterThan(now)
      expect(copyOf(life).until(endsAt - 1).tier).toBe(tier)
      expect(copyOf(life).until(endsAt).tier).toBe(wouldBe)
    }),
    { numRuns: 400 },
  )
})

test('one step down is never two', () => {
  fc.assert(
    fc.property(told, ({ life, now }) => {
      fc.pre(life.ladder.downgrade === 'oneStep')
      const steps = [...life.steps, ...copyOf(life).until(now + 2000 * DAY_MS).steps]
      for (const { fromTier, toTier, why } of steps)
        if (why === 'review')
          expect(stepOf(life.ladder, fromTier) - stepOf(life.ladder, toTier)).toBeLessThanOrEqual(1)
    }),
    { numRuns: 400 },
  )
})

test('reviews that were left until later come to the same, and none comes before the last', () => {
  fc.assert(
    fc.property(told, fc.nat(1500), ({ life, now }, days) => {
      const later = now + days * DAY_MS
      const at = reviewTier(life.standing, life.ladder, life.context, later)
      const one = copyOf(life).until(later)
      expect(at.standing).toEqual(one.standing)
      expect(nextReviewAt(at.standing, life.ladder, life.context, later) ?? Infinity).toBeGreaterThan(later)
      const times = [...life.steps, ...one.steps].map((step) => step.at)
      expect(times).toEqual([...times].sort((a, b) => a - b))
    }),
    { numRuns: 400 },
  )
})

test('only reviews and the end of a match lower anybody', () => {
  fc.assert(
    fc.property(told, ({ life }) => {
      for (const { fromTier, toTier, why } of life.steps)
        if (why === 'earned')
          expect(stepOf(life.ladder, toTier)).toBeGreaterThan(stepOf(life.ladder, fromTier))
    }),
  )
})
