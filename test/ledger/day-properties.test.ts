import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DAY_MS, Expiry, type Standing, Unit } from '../../shared/contracts/index.ts'
import type { Book, LotState } from '../../shared/ledger/book.ts'
import { advance, comingOf, type DayDone, nextDueAt } from '../../shared/ledger/day.ts'
import { expiresAtFirst } from '../../shared/ledger/expiry.ts'
import { count, emptyStanding } from '../../shared/ledger/standing.ts'
import { bookAfter, bookOf, ids, rulesOf } from './day-make.ts'
import { at, STOCKHOLM } from './time.ts'

/** Printed with every run: `SEED=... npx vitest run --project pure test/ledger/day-properties.test.ts` runs it again. */
const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31))
console.log(`day-properties: SEED=${seed}`)
const RUNS = { seed, numRuns: 400 }

/** When the books were last written: everything below is around it. */
const START = at('2026-02-15T09:30')
const PLANS = [{ key: 'plus', startedAt: at('2026-05-01') }]

const aTerm = fc.constantFrom(
  null,
  ...[
    { kind: 'rolling', months: 1 },
    { kind: 'rolling', months: 3, roundUpTo: 'month', unlessActiveInMonth: true, exceptTiers: ['gold'] },
    { kind: 'rolling', months: 2, roundUpTo: 'quarter' },
    { kind: 'rolling', months: 1, unlessActiveInMonth: true },
    { kind: 'date', on: { month: 2, day: 29 }, afterMonths: 2, exceptTiers: ['gold', 'silver'] },
    { kind: 'inactivity', months: 4, resetBy: ['purchase', 'spend'], exceptTiers: ['gold'] },
    { kind: 'fixed', at: at('2026-06-01T08:00') },
  ].map((term) => Expiry.parse(term)),
)

/** Whole days around the start, now and then an odd hour, so that many things fall on one instant. */
const anInstant = (fromDays: number, toDays: number) =>
  fc
    .tuple(fc.integer({ min: fromDays, max: toDays }), fc.constantFrom(0, 0, 0, 7 * 3_600_000 + 1))
    .map(([days, odd]) => at('2026-02-15') + days * DAY_MS + odd)

const aLot = fc.record({
  unit: fc.constantFrom(...Unit.options),
  remaining: fc.integer({ min: 1, max: 60 }),
  held: fc.integer({ min: 0, max: 15 }),
  holdEndsAt: anInstant(1, 500),
  activatesAt: anInstant(-300, 400),
  waits: fc.constantFrom(false, false, false, true),
  endKnown: fc.boolean(),
  expiry: aTerm,
})

const aBook: fc.Arbitrary<Book> = fc
  .record({
    lots: fc.array(aLot, { maxLength: 14 }),
    owed: fc.constantFrom(0, 0, 25, 400),
    tier: fc.constantFrom(null, 'silver', 'gold'),
    tierEndsAt: fc.constantFrom(at('2026-03-01'), at('2026-07-15'), at('2027-01-01')),
    counted: fc.array(fc.tuple(fc.integer({ min: 20_000, max: 20_499 }), fc.integer({ min: -30, max: 90 })), {
      maxLength: 5,
    }),
    acts: fc.dictionary(fc.constantFrom('purchase', 'earn', 'spend', 'event'), anInstant(-120, -1)),
    birthMonth: fc.constantFrom(null, 2, 3, 9),
  })
  .map(({ lots: drawn, owed, tier, tierEndsAt, counted, acts, birthMonth }) => {
    const holds: Book['holds'] = []
    const lots = drawn.map(
      ({ unit, remaining, held, holdEndsAt, activatesAt, waits, endKnown, expiry }, n): LotState => {
        const pending = waits || activatesAt > START
        const id = `lot_${String(n).padStart(2, '0')}`
        if (!pending && held > 0)
          holds.push({ id: `hld_${n}`, unit, expiresAt: holdEndsAt, parts: [{ lotId: id, amount: held }] })
        const known = expiry !== null && !waits && (endKnown || !pending)
        return {
          id,
          unit,
          // Some are held whole.
          remaining: !pending && held > 12 ? 0 : remaining,
          state: pending ? 'pending' : 'active',
          earnedAt: Math.min(activatesAt, START),
          activatesAt: waits ? null : activatesAt,
          activatesOn: waits ? 'check-out' : null,
          expiresAt: known ? expiresAtFirst(expiry, activatesAt, STOCKHOLM) : null,
          expiry,
        }
      },
    )
    const standing = counted.reduce<Standing>((all, [day, amount]) => count(all, day, amount), {
      ...emptyStanding(),
      tier,
      tierSinceAt: tier && at('2026-01-01'),
      tierEndsAt: tier && tierEndsAt,
      acts,
      birthMonth,
      // February's is past at the start.
      birthdayGivenIn: birthMonth === 2 ? 2026 : 2025,
    })
    return bookOf(lots, { owed, holds, standing })
  })

const RULES = rulesOf({
  units: {
    points: { expiry: { kind: 'rolling', months: 2 } },
    stamps: {},
    storedValue: {},
    statusCredits: {},
  },
  conversions: [
    { key: 'tenth', from: { unit: 'stamps', amount: 9 }, to: { unit: 'points', amount: 30 } },
    { key: 'cash', from: { unit: 'points', amount: 70 }, to: { unit: 'storedValue', amount: 700 } },
  ],
  tiers: {
    basis: { kind: 'earned', unit: 'points' },
    window: { kind: 'rolling', months: 3 },
    graceDays: 5,
    downgrade: 'oneStep',
    levels: [
      { key: 'green', name: 'Green', threshold: 0 },
      { key: 'silver', name: 'Silver', threshold: 20 },
      { key: 'gold', name: 'Gold', threshold: 60 },
    ],
  },
  plans: [
    { key: 'plus', name: 'Plus', price: { amountMinor: 1, currency: 'SEK' }, term: 'year', entitlements: {} },
  ],
  earn: [
    {
      key: 'birthday',
      on: { kind: 'birthdayMonth' },
      give: { kind: 'fixed', amount: 40 },
      pending: { kind: 'delay', days: 3 },
      caps: { perMember: 100 },
    },
    {
      key: 'birthday-plus',
      on: { kind: 'birthdayMonth' },
      give: { kind: 'fixed', amount: 9 },
      unit: 'stamps',
      plans: ['plus'],
    },
  ],
})
const WITHOUT_ORDERS = { ...RULES, conversions: [] }
const aRuleSet = fc.constantFrom(RULES, WITHOUT_ORDERS)
/** Some three years, so that a February without a 29th is among them. */
const aWhile = fc
  .array(anInstant(1, 1100), { minLength: 2, maxLength: 5 })
  .map((all) => all.sort((a, b) => a - b))

const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1)

describe('the day’s work', () => {
  test('is the same whether it was done on the way or left until the end', () => {
    fc.assert(
      fc.property(aBook, aRuleSet, aWhile, (book, rules, instants) => {
        const end = instants.at(-1) as number
        const atOnce = advance(book, rules, end, { newId: ids(), plans: PLANS })

        const newId = ids()
        let now = book
        const done: DayDone[] = []
        for (const instant of instants) {
          done.push(advance(now, rules, instant, { newId, plans: PLANS }))
          now = bookAfter(now, done.at(-1) as DayDone)
          expect(advance(now, rules, instant, { newId, plans: PLANS }).postings).toEqual([])
        }
        expect(done.flatMap(({ postings }) => postings)).toEqual(atOnce.postings)
        expect(done.flatMap(({ opened }) => opened)).toEqual(atOnce.opened)
        expect(done.flatMap(({ tierChanges }) => tierChanges)).toEqual(atOnce.tierChanges)
        expect(new Map(done.flatMap(({ moved }) => moved).map((one) => [one.lotId, one.expiresAt]))).toEqual(
          new Map(atOnce.moved.map((one) => [one.lotId, one.expiresAt])),
        )
        expect(now.accounts).toEqual(atOnce.accounts)
        expect(now.standing).toEqual(atOnce.standing)
        expect(now.holds).toEqual(atOnce.holds)
        expect(now.lots.toSorted(byId)).toEqual(atOnce.lots.toSorted(byId))
      }),
      RUNS,
    )
  })

  test('keeps the books: balances are their lots, nothing falls below zero, no reference twice, time goes on', () => {
    fc.assert(
      fc.property(aBook, aRuleSet, anInstant(1, 1100), (book, rules, now) => {
        const done = advance(book, rules, now, { newId: ids(), plans: PLANS, asOf: START })
        expect(done.writable).toBe(true)
        for (const unit of Unit.options) {
          const account = done.accounts[unit]!
          const sum = (state: LotState['state']) =>
            done.lots.reduce(
              (all, lot) => all + (lot.unit === unit && lot.state === state ? lot.remaining : 0),
              0,
            )
          const held = done.holds
            .filter((hold) => hold.unit === unit)
            .flatMap(({ parts }) => parts)
            .reduce((all, { amount }) => all + amount, 0)
          expect(account).toMatchObject({ available: sum('active'), pending: sum('pending'), held })
          expect(account.owed >= 0 && (account.owed === 0 || account.available === 0)).toBe(true)
          expect(account.seq).toBe(10 + done.postings.filter((posting) => posting.unit === unit).length)
        }
        expect(done.lots.every(({ remaining }) => remaining >= 0)).toBe(true)
        expect(done.postings.every(({ amount, lotId }) => amount > 0 && lotId !== null)).toBe(true)
        expect(new Set(done.postings.map(({ reference }) => reference)).size).toBe(done.postings.length)
        const times = done.postings.map((posting) => posting.at)
        expect(times).toEqual(times.toSorted((a, b) => a - b))
        expect(times.every((time) => time <= now)).toBe(true)

        const after = bookAfter(book, done)
        const next = nextDueAt(after, rules, now)
        if (next !== null) {
          expect(next).toBeGreaterThan(now)
          expect(advance(after, rules, next - 1, { plans: PLANS }).postings).toEqual([])
        }
      }),
      RUNS,
    )
  })

  test('comes to the same balances where only what is due was read', () => {
    fc.assert(
      fc.property(aBook, aRuleSet, anInstant(1, 1100), (book, rules, now) => {
        const options = { plans: PLANS, asOf: START }
        const ended = new Set(
          book.holds
            .filter(({ expiresAt }) => expiresAt <= now)
            .flatMap(({ parts }) => parts.map(({ lotId }) => lotId)),
        )
        const due = ({ id, state, activatesAt, expiresAt }: LotState) =>
          ended.has(id) ||
          ((state === 'pending' ? activatesAt : expiresAt) ?? Number.POSITIVE_INFINITY) <= now
        const part = {
          ...book,
          lots: book.lots.filter(due),
          holds: book.holds.filter(({ expiresAt }) => expiresAt <= now),
        }
        const totals = (of: Book) =>
          Object.values(advance(of, rules, now, options).accounts).map(
            ({ available, pending, held, owed }) => [available, pending, held, owed],
          )
        expect(totals(part)).toEqual(totals(book))
      }),
      RUNS,
    )
  })

  test('foretells what then happens', () => {
    fc.assert(
      fc.property(aBook, anInstant(1, 300), (drawn, now) => {
        const book = { ...drawn, standing: { ...drawn.standing, birthMonth: null } }
        for (const unit of Unit.options) {
          const { releases, expiries } = comingOf(book, RULES, now, unit)
          const later = advance(book, RULES, now + 4000 * DAY_MS).postings.filter(
            (posting) => posting.unit === unit && posting.at > now,
          )
          const told = (reason: string) =>
            [
              ...Map.groupBy(
                later.filter((one) => one.reason === reason),
                (one) => one.at,
              ),
            ].map(([when, parts]) => ({
              amount: parts.reduce((all, { amount }) => all + amount, 0),
              at: when,
            }))
          expect(releases).toEqual(told('release'))
          expect(expiries).toEqual(told('expire'))
        }
      }),
      { ...RUNS, numRuns: 150 },
    )
  })
})
