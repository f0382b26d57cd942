import { describe, expect, test } from 'vitest'
import type { ProgramRules } from '../../shared/contracts/index.ts'
import { sayBirthMonth } from '../../shared/ledger/birthday.ts'
import type { Book } from '../../shared/ledger/book.ts'
import { advance, comingOf, nextDueAt, standingDueAt } from '../../shared/ledger/day.ts'
import { emptyStanding } from '../../shared/ledger/standing.ts'
import { bookAfter, bookOf, ids, lotOf, rulesOf } from './day-make.ts'
import { at, STOCKHOLM, said } from './time.ts'

const SIX_MONTHS = { kind: 'rolling', months: 6 } as const
const PLAIN = rulesOf()

/** What happened, one line an entry: when, why, from where to where, how much of what. */
const story = (book: Book, rules: ProgramRules, now: string) =>
  advance(book, rules, at(now), { newId: ids() }).postings.map(
    (posting) =>
      `${said(posting.at)} ${posting.reason} ${posting.amount} ${posting.unit} ${posting.fromAccount}>${posting.toAccount} ${posting.lotId}`,
  )

describe('by itself', () => {
  test('what is pending is released, and runs out, each at its time', () => {
    const pending = lotOf('a', { state: 'pending', activatesAt: at('2026-01-15T12:00'), terms: SIX_MONTHS })
    const book = bookOf([pending])
    expect(story(book, PLAIN, '2026-01-15T11:59')).toEqual([])
    expect(story(book, PLAIN, '2026-01-15T12:00')).toEqual([
      '2026-01-15T12:00 release 100 points pending>available a',
    ])
    expect(story(book, PLAIN, '2026-07-16T00:00')).toEqual([
      '2026-01-15T12:00 release 100 points pending>available a',
      '2026-07-16T00:00 expire 100 points available>expired a',
    ])
  })

  test('an end that was not known before activation is worked out then', () => {
    const lot = lotOf('a', {
      state: 'pending',
      activatesAt: at('2026-01-15T12:00'),
      terms: SIX_MONTHS,
      expiresAt: null,
    })
    const { moved } = advance(bookOf([lot]), PLAIN, at('2026-02-01'))
    expect(moved).toEqual([{ lotId: 'a', expiresAt: at('2026-07-16') }])
  })

  test('what waits for an event goes on waiting', () => {
    const lot = lotOf('a', {
      state: 'pending',
      activatesAt: null,
      activatesOn: 'check-out',
      terms: SIX_MONTHS,
    })
    expect(story(bookOf([lot]), PLAIN, '2040-01-01')).toEqual([])
  })

  test('a debt is repaid by what is released, before anything else', () => {
    const lots = ['a', 'b'].map((id) => lotOf(id, { state: 'pending', activatesAt: at('2026-02-01') }))
    const done = advance(bookOf(lots, { owed: 130 }), PLAIN, at('2026-02-01'))
    expect(done.postings.map(({ reason, amount, lotId }) => [reason, amount, lotId])).toEqual([
      ['release', 100, 'a'],
      ['repay', 100, 'a'],
      ['release', 100, 'b'],
      ['repay', 30, 'b'],
    ])
    expect(done.accounts.points).toEqual({ seq: 14, available: 70, pending: 0, held: 0, owed: 0 })
  })

  test('a debt that was left beside something to repay it with is repaid first', () => {
    const done = advance(bookOf([lotOf('a')], { owed: 40 }), PLAIN, at('2026-02-01'))
    expect(done.accounts.points).toEqual({ seq: 11, available: 60, pending: 0, held: 0, owed: 0 })
  })

  test('a hold whose time is up goes back to its lots, which may run out at once', () => {
    const lots = [
      lotOf('short', { remaining: 0, terms: SIX_MONTHS }),
      lotOf('long', { remaining: 5, terms: { kind: 'rolling', months: 24 } }),
    ]
    const hold = {
      id: 'hld_1',
      unit: 'points' as const,
      expiresAt: at('2026-08-01T10:00'),
      parts: [
        { lotId: 'short', amount: 30 },
        { lotId: 'long', amount: 20 },
      ],
    }
    const book = bookOf(lots, { holds: [hold] })
    expect(story(book, PLAIN, '2026-08-01T10:00')).toEqual([
      '2026-08-01T10:00 unhold 30 points held>available short',
      '2026-08-01T10:00 unhold 20 points held>available long',
      '2026-08-01T10:00 expire 30 points available>expired short',
    ])
    const unread = advance(bookOf([], { holds: [hold] }), PLAIN, at('2026-09-01'))
    expect(unread.accounts.points?.available).toBe(50)
    expect(unread.lots).toEqual([])
  })

  test('a lot that comes back after its end runs out again, under another reference', () => {
    const lot = lotOf('a', { terms: SIX_MONTHS })
    const first = advance(bookOf([lot]), PLAIN, at('2026-08-01'))
    const after = bookAfter(bookOf([lot]), first)
    const points = { ...after.accounts.points!, seq: 12, available: 10 }
    const restored: Book = { ...after, accounts: { points }, lots: [{ ...lot, remaining: 10 }] }
    const second = advance(restored, PLAIN, at('2026-08-02'))
    expect(second.postings.map(({ reason, amount }) => [reason, amount])).toEqual([['expire', 10]])
    expect(second.postings[0]?.reference).not.toBe(first.postings[0]?.reference)
  })

  test('the books that are given are not touched', () => {
    const book = bookOf([lotOf('a', { terms: SIX_MONTHS })], { owed: 3 })
    const before = structuredClone(book)
    advance(book, PLAIN, at('2030-01-01'))
    expect(book).toEqual(before)
  })
})

describe('standing orders', () => {
  const stampCard = rulesOf({
    units: { stamps: {}, storedValue: { expiry: { kind: 'rolling', months: 12 } }, points: {} },
    conversions: [
      { key: 'tenth', from: { unit: 'stamps', amount: 9 }, to: { unit: 'storedValue', amount: 4000 } },
    ],
  })
  const stamps = (id: string, remaining: number, more: Parameters<typeof lotOf>[1] = {}) =>
    lotOf(id, { unit: 'stamps', remaining, ...more })

  test('turn stamps into money as often as they are there, soonest-expiring first', () => {
    const lots = [
      stamps('never', 12),
      stamps('soon', 5, { terms: { kind: 'rolling', months: 12 } }),
      stamps('new', 2, { state: 'pending', activatesAt: at('2026-03-01') }),
    ]
    const book = bookOf(lots)
    expect(story(book, stampCard, '2026-03-01')).toEqual([
      '2026-01-01T12:00 convert 5 stamps available>converted soon',
      '2026-01-01T12:00 convert 4 stamps available>converted never',
      '2026-01-01T12:00 convert 4000 storedValue converted>available lot_new_000001',
      '2026-03-01T00:00 release 2 stamps pending>available new',
      '2026-03-01T00:00 convert 8 stamps available>converted never',
      '2026-03-01T00:00 convert 1 stamps available>converted new',
      '2026-03-01T00:00 convert 4000 storedValue converted>available lot_new_000002',
    ])
    const done = advance(book, stampCard, at('2026-03-01'), { newId: ids(), asOf: at('2026-02-01') })
    expect(done.opened.map(({ expiresAt }) => said(expiresAt))).toEqual([
      '2027-02-02T00:00',
      '2027-03-02T00:00',
    ])
    expect(done.writable).toBe(true)
  })

  test('come before the end of what they spend, at the same instant', () => {
    const ends = at('2026-07-02')
    const lots = [
      stamps('ending', 5, { terms: SIX_MONTHS }),
      stamps('coming', 4, { state: 'pending', activatesAt: ends }),
    ]
    expect(story(bookOf(lots), stampCard, '2026-07-02')).toEqual([
      '2026-07-02T00:00 release 4 stamps pending>available coming',
      '2026-07-02T00:00 convert 5 stamps available>converted ending',
      '2026-07-02T00:00 convert 4 stamps available>converted coming',
      '2026-07-02T00:00 convert 4000 storedValue converted>available lot_new_000001',
    ])
  })

  test('give the right totals where lots were not read, and say that it can’t be written', () => {
    const book = { ...bookOf([stamps('one', 20)]), lots: [] }
    const done = advance(book, stampCard, at('2026-03-01'), { newId: ids() })
    expect([done.accounts.stamps?.available, done.accounts.storedValue?.available]).toEqual([2, 8000])
    expect(done.writable).toBe(false)
  })

  test('without a maker of ids, say so too', () => {
    const done = advance(bookOf([stamps('one', 9)]), stampCard, at('2026-03-01'))
    expect([done.accounts.storedValue?.available, done.writable]).toEqual([4000, false])
  })

  test('feed each other, in no ring', () => {
    const chain = rulesOf({
      conversions: [
        { key: 'b', from: { unit: 'points', amount: 50 }, to: { unit: 'storedValue', amount: 500 } },
        { key: 'a', from: { unit: 'stamps', amount: 9 }, to: { unit: 'points', amount: 50 } },
      ],
    })
    const done = advance(bookOf([stamps('one', 18)]), chain, at('2026-03-01'), { newId: ids() })
    expect(done.accounts.storedValue?.available).toBe(1000)
    const ring = [
      { key: 'a', from: { unit: 'stamps', amount: 9 }, to: { unit: 'points', amount: 9 } },
      { key: 'b', from: { unit: 'points', amount: 9 }, to: { unit: 'stamps', amount: 9 } },
    ] as const
    // The schema refuses a ring; books that met one all the same would still come to an end.
    expect(() => rulesOf({ conversions: [...ring] })).toThrow('comes back to')
    const met = { ...chain, conversions: [...ring] }
    expect(advance(bookOf([stamps('one', 9)]), met, at('2026-03-01')).postings.length).toBeLessThan(20)
  })

  test('repay a debt with what they bring', () => {
    const toPoints = rulesOf({
      conversions: [{ key: 'a', from: { unit: 'stamps', amount: 9 }, to: { unit: 'points', amount: 50 } }],
    })
    const done = advance(bookOf([stamps('one', 9)], { owed: 20 }), toPoints, at('2026-03-01'), {
      newId: ids(),
    })
    expect([done.accounts.points?.available, done.accounts.points?.owed]).toEqual([30, 0])
  })
})

const LADDER: ProgramRules['tiers'] = rulesOf({
  tiers: {
    basis: { kind: 'spend' },
    window: { kind: 'calendarYear' },
    levels: [
      { key: 'green', name: 'Green', threshold: 0 },
      { key: 'gold', name: 'Gold', threshold: 500 },
    ],
  },
}).tiers

describe('tiers', () => {
  const rules = rulesOf({ tiers: LADDER })
  const gold = {
    ...emptyStanding(),
    tier: 'gold',
    tierSinceAt: at('2025-07-01'),
    tierEndsAt: at('2027-01-01'),
  }
  const starsUntil = (more: object) => ({
    ...SIX_MONTHS,
    roundUpTo: 'month' as const,
    exceptTiers: ['gold'],
    ...more,
  })

  test('a tier is worked out anew when it ends, and its step is told', () => {
    const { standing, tierChanges } = advance(bookOf([], { standing: gold }), rules, at('2027-01-01'))
    expect(standing.tier).toBeNull()
    expect(tierChanges).toEqual([{ fromTier: 'gold', toTier: 'green', why: 'review', at: at('2027-01-01') }])
  })

  test('nothing is lost while it is held, and all is counted anew from its end', () => {
    const lot = lotOf('a', { terms: starsUntil({}) })
    const book = bookOf([lot], { standing: gold })
    expect(story(book, rules, '2026-12-31T23:59')).toEqual([])
    expect(comingOf(book, rules, at('2026-02-01'), 'points').expiries).toEqual([
      { amount: 100, at: at('2027-08-01') },
    ])
    expect(story(book, rules, '2027-08-01')).toEqual([
      '2027-08-01T00:00 expire 100 points available>expired a',
    ])
  })

  test('a lot whose end falls on the tier’s end is counted anew: tiers come before what runs out', () => {
    const lot = lotOf('a', { terms: starsUntil({}), expiresAt: at('2027-01-01') })
    const done = advance(bookOf([lot], { standing: gold }), rules, at('2027-01-01'))
    expect(done.postings).toEqual([])
    expect(done.moved).toEqual([{ lotId: 'a', expiresAt: at('2027-08-01') }])
  })

  test('a tier that is come to at that instant holds it off as well', () => {
    const lot = lotOf('a', { terms: starsUntil({ exceptTiers: ['green'] }), expiresAt: at('2027-01-01') })
    expect(story(bookOf([lot], { standing: gold }), rules, '2027-01-01')).toEqual([])
  })

  test('a member without a ladder’s end never loses it', () => {
    const lot = lotOf('a', { terms: starsUntil({}) })
    const matched = { ...gold, tierEndsAt: null }
    expect(
      comingOf(bookOf([lot], { standing: matched }), rules, at('2026-02-01'), 'points').expiries,
    ).toEqual([])
  })
})

describe('a birth month', () => {
  const rules = rulesOf({
    units: { points: { expiry: SIX_MONTHS } },
    tiers: { ...LADDER!, basis: { kind: 'earned', unit: 'points' } },
    plans: [
      {
        key: 'plus',
        name: 'Plus',
        price: { amountMinor: 9900, currency: 'SEK' },
        term: 'year',
        entitlements: {},
      },
    ],
    earn: [
      { key: 'birthday', on: { kind: 'birthdayMonth' }, give: { kind: 'fixed', amount: 300 } },
      {
        key: 'birthday-plus',
        on: { kind: 'birthdayMonth' },
        give: { kind: 'fixed', amount: 50 },
        plans: ['plus'],
        caps: { perMember: 70 },
      },
    ],
  })
  const born = (birthMonth: number) => bookOf([], { standing: { ...emptyStanding(), birthMonth } })

  test('is given for at its start, once a year, from the first one as a member', () => {
    expect(story(born(6), rules, '2027-07-01')).toEqual([
      '2026-06-01T00:00 earn 300 points issued>available lot_new_000001',
      '2026-12-02T00:00 expire 300 points available>expired lot_new_000001',
      '2027-06-01T00:00 earn 300 points issued>available lot_new_000002',
    ])
    expect(story(born(12), rules, '2026-01-01')).toEqual([
      '2025-12-01T00:00 earn 300 points issued>available lot_new_000001',
    ])
  })

  test('has references that a retry can’t double, and is noted for the year', () => {
    const done = advance(born(6), rules, at('2026-06-01'), { newId: ids() })
    expect(done.postings.map(({ reference }) => reference)).toEqual(['earn:birthday:enr_1:2026'])
    expect(done.standing.birthdayGivenIn).toBe(2026)
    expect(advance(bookAfter(born(6), done), rules, at('2026-06-30')).postings).toEqual([])
  })

  test('counts towards the tier', () => {
    const { tierChanges } = advance(
      born(6),
      { ...rules, earn: [{ ...rules.earn[0]!, give: { kind: 'fixed', amount: 500 } }] },
      at('2026-06-01'),
    )
    expect(tierChanges).toEqual([{ fromTier: 'green', toTier: 'gold', why: 'earned', at: at('2026-06-01') }])
  })

  test('obeys plans and caps, and says where the plans were not known', () => {
    const plans = [{ key: 'plus', startedAt: at('2026-01-01') }]
    const given = advance(born(6), rules, at('2027-06-01'), { newId: ids(), plans })
    expect(
      given.postings.filter(({ ruleKey }) => ruleKey === 'birthday-plus').map(({ amount }) => amount),
    ).toEqual([50, 20])
    expect(given.writable).toBe(true)
    expect(advance(born(6), rules, at('2027-06-01'), { newId: ids() }).writable).toBe(false)
    const none = advance(born(6), rules, at('2027-06-01'), { newId: ids(), plans: [] })
    expect(none.postings.some(({ ruleKey }) => ruleKey === 'birthday-plus')).toBe(false)
  })

  test('asks for the plans of its start, whenever it is looked at', () => {
    const told: number[] = []
    const plans = (when: number) => {
      told.push(when)
      return when < at('2026-06-20') ? [{ key: 'plus', startedAt: at('2026-01-01') }] : []
    }
    const amounts = (now: string, birthday = born(6)) =>
      advance(birthday, rules, at(now), { newId: ids(), plans })
        .postings.filter(({ reason }) => reason === 'earn')
        .map(({ ruleKey, amount }) => `${amount} ${ruleKey}`)
    expect(amounts('2026-06-01')).toEqual(['300 birthday', '50 birthday-plus'])
    expect(amounts('2026-07-01')).toEqual(['300 birthday', '50 birthday-plus'])
    expect(amounts('2026-07-01', born(7))).toEqual(['300 birthday', '300 birthday'])
    expect(new Set(told)).toEqual(new Set([at('2025-07-01'), at('2026-06-01'), at('2026-07-01')]))
  })

  test('that is said later gives nothing for what has begun', () => {
    const say = (month: number, when: string) => sayBirthMonth(emptyStanding(), month, at(when), STOCKHOLM)
    const firstAfter = (standing: ReturnType<typeof say>) =>
      said(standingDueAt({ standing, enrolledAt: at('2020-01-01') }, PLAIN, 0))
    expect(firstAfter(say(6, '2026-06-10'))).toBe('2027-06-01T00:00')
    expect(firstAfter(say(6, '2026-05-31T23:59'))).toBe('2026-06-01T00:00')
    const given = { ...say(3, '2026-02-01'), birthdayGivenIn: 2026 }
    expect(firstAfter(sayBirthMonth(given, 9, at('2026-05-01'), STOCKHOLM))).toBe('2027-09-01T00:00')
  })

  test('passes unseen where no rule gives for it, so that a later rule gives nothing for years gone by', () => {
    const done = advance(born(6), PLAIN, at('2028-01-01'))
    expect([done.postings, done.standing.birthdayGivenIn]).toEqual([[], 2027])
  })
})

describe('what comes', () => {
  const lots = [
    lotOf('p1', { state: 'pending', activatesAt: at('2026-03-01'), terms: SIX_MONTHS }),
    lotOf('p2', { state: 'pending', activatesAt: at('2026-03-01'), remaining: 7 }),
    lotOf('p3', { state: 'pending', activatesAt: null, activatesOn: 'check-out', terms: SIX_MONTHS }),
    lotOf('p4', { state: 'pending', activatesAt: null, activatesOn: 'check-out', remaining: 5 }),
    lotOf('a1', { terms: SIX_MONTHS }),
    lotOf('a2', { terms: { kind: 'rolling', months: 8 } }),
    lotOf('s1', { unit: 'stamps', terms: SIX_MONTHS }),
  ]

  test('is told in full: each release, each end, and what waits', () => {
    expect(comingOf(bookOf(lots), PLAIN, at('2026-02-01'), 'points')).toEqual({
      releases: [{ amount: 107, at: at('2026-03-01') }],
      waiting: [{ amount: 105, event: 'check-out' }],
      expiries: [
        { amount: 100, at: at('2026-07-02') },
        { amount: 200, at: at('2026-09-02') },
      ],
    })
  })

  test('does not say again what is past', () => {
    const { releases, expiries } = comingOf(bookOf(lots), PLAIN, at('2026-07-02'), 'points')
    expect([releases, expiries]).toEqual([[], [{ amount: 200, at: at('2026-09-02') }]])
  })

  test('and the next instant of any of it', () => {
    const next = (now: string) => said(nextDueAt(bookOf(lots), PLAIN, at(now)))
    expect(next('2026-02-01')).toBe('2026-03-01T00:00')
    expect(next('2026-03-01')).toBe('2026-07-02T00:00')
    expect(next('2026-07-02')).toBe('2026-09-02T00:00')
    expect(next('2026-09-02')).toBeNull()
  })

  test('holds what acts are known for', () => {
    const stars = lotOf('a', {
      terms: { ...SIX_MONTHS, roundUpTo: 'month', unlessActiveInMonth: true },
    })
    const standing = { ...emptyStanding(), acts: { purchase: at('2026-07-20') } }
    expect(comingOf(bookOf([stars], { standing }), PLAIN, at('2026-07-21'), 'points').expiries).toEqual([
      { amount: 100, at: at('2026-09-01') },
    ])
  })
})
