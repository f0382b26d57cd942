import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DAY_MS, type Reward } from '../../shared/contracts/index.ts'
import {
  applyDelta,
  drawSeed,
  drawState,
  type LearnedCounts,
  learnedFrom,
  replayed,
} from '../../shared/engine/choosing/index.ts'
import { type DecisionInput, decide, MAX_OFFERS } from '../../shared/engine/index.ts'
import { basketOf, bought, idOf, inputOf, line, NOW, offerOf, profileOf, RULES } from './make.ts'

const SURE = { ...RULES, offers: { ...RULES.offers, explores: false } }
const profile = profileOf(...bought('coffee', 70, 50, 30, 10), ...bought('tea', 60))

const keys = (input: DecisionInput) => decide(input).offers.map(({ key }) => key)

const off = (category: string): Reward => ({
  kind: 'amountOff',
  amountMinor: 1_000,
  scope: { categories: [category] },
})

/** A programme that has shown and redeemed some offers so often. */
function learnedOf(rates: Record<string, { expected: number; redemptions: number }>) {
  const counts: LearnedCounts = new Map()
  for (const [key, { expected, redemptions }] of Object.entries(rates))
    for (const scope of ['offer', 'all'] as const)
      applyDelta(counts, {
        day: Math.floor(NOW / DAY_MS),
        counts: [{ scope, key: scope === 'all' ? '' : key, exposures: 1_000, expected, redemptions }],
      })
  return {
    version: 1,
    madeAt: NOW,
    rfm: null,
    lifetime: null,
    complements: null,
    learned: learnedFrom(counts, NOW),
  }
}

describe('what comes first', () => {
  test('of equal offers, the one the member buys; then what the merchant weighs; then the first by id', () => {
    const offers = [
      offerOf(1, { reward: off('wine') }),
      offerOf(2, { reward: off('coffee') }),
      offerOf(3, { reward: off('wine'), priority: 60 }),
      offerOf(4, { reward: off('wine') }),
    ]
    expect(keys(inputOf(offers, { profile }, { rules: SURE }))).toEqual([
      'offer-2',
      'offer-3',
      'offer-1',
      'offer-4',
    ])
  })

  test('what the member looks at on their device, before what is like it', () => {
    const offers = [offerOf(1, { reward: off('wine') }), offerOf(2, { reward: off('cheese') })]
    const interest = [{ category: 'Cheese', weight: 3 }]
    expect(keys(inputOf(offers, { profile }, { rules: SURE }))).toEqual(['offer-1', 'offer-2'])
    expect(keys(inputOf(offers, { profile, interest }, { rules: SURE }))).toEqual(['offer-2', 'offer-1'])
  })

  test('a discount that draws and leaves something, before one that is hardly seen or eats the margin', () => {
    const offers = [1, 10, 60].map((percent, i) =>
      offerOf(i + 1, { reward: { kind: 'percentOff', percent } }),
    )
    const basket = basketOf([line('coffee', 100_000)])
    expect(keys(inputOf(offers, { basket }, { rules: SURE }))[0]).toBe('offer-2')
    // What the shop sells at a loss it has published all the same: it is behind the others, not gone.
    expect(keys(inputOf(offers, { basket }, { rules: SURE }))).toHaveLength(3)
  })

  test('an offer that was taken more often than foretold, before one that was not', () => {
    const offers = [offerOf(1), offerOf(2)]
    const facts = learnedOf({
      [idOf('off', 1)]: { expected: 100, redemptions: 20 },
      [idOf('off', 2)]: { expected: 100, redemptions: 200 },
    })
    expect(keys(inputOf(offers, {}, { rules: SURE, facts }))).toEqual(['offer-2', 'offer-1'])
  })

  test('an offer that is new to the member, before one they have seen in vain; one they take is not tired of', () => {
    const offers = [offerOf(1), offerOf(2)]
    const seen = (shown: number, taken: number) => ({
      usage: {
        exhausted: new Set<string>(),
        perMember: new Map([[idOf('off', 1), taken]]),
        shown: new Map([[idOf('off', 1), shown]]),
      },
    })
    expect(keys(inputOf(offers, seen(0, 0), { rules: SURE }))).toEqual(['offer-1', 'offer-2'])
    expect(keys(inputOf(offers, seen(30, 0), { rules: SURE }))).toEqual(['offer-2', 'offer-1'])
    expect(keys(inputOf(offers, seen(30, 30), { rules: SURE }))).toEqual(['offer-1', 'offer-2'])
  })

  test('what is paid with the member’s own comes last, and is there however many others are', () => {
    const own = offerOf(99, { reward: { kind: 'payWithPoints', unit: 'points', maxPercent: 50 } })
    const offers = [own, ...Array.from({ length: 60 }, (_, n) => offerOf(n))]
    const shown = keys(inputOf(offers, { payWith: { available: { points: 5_000 } } }, { rules: SURE }))
    expect(shown).toHaveLength(MAX_OFFERS)
    expect(shown.at(-1)).toBe('offer-99')
  })

  test('of one category no more than three among the first ten, where there are others', () => {
    const offers = [
      ...Array.from({ length: 8 }, (_, n) => offerOf(n, { reward: off('coffee') })),
      ...Array.from({ length: 8 }, (_, n) => offerOf(10 + n, { reward: off(`other-${n}`) })),
    ]
    const first = decide(inputOf(offers, { profile }, { rules: SURE })).offers.slice(0, 10)
    const coffee = first.filter(({ reward }) => JSON.stringify(reward).includes('coffee'))
    expect(coffee).toHaveLength(3)
  })
})

describe('whether a member takes what they are shown', () => {
  const offers = [offerOf(1)]
  const usage = (more: object) => ({ usage: { exhausted: new Set<string>(), perMember: new Map(), ...more } })
  const chanceOf = (more: Partial<DecisionInput>, data = {}) =>
    decide(inputOf(offers, { profile, ...more }, { rules: SURE, ...data })).ranks[0]!.probability

  test('is likelier for who took others, and less likely for who was shown many', () => {
    const plain = chanceOf(usage({ occasions: 20 }))
    expect(chanceOf(usage({ occasions: 20, redemptions: 5 }))).toBeGreaterThan(plain)
    expect(chanceOf(usage({ occasions: 40 }))).toBeLessThan(plain)
  })

  test('is likelier for who uses codes', () => {
    expect(chanceOf({ profile: { ...profile, coded: 4 } })).toBeGreaterThan(chanceOf({}))
  })

  test('is likelier in a fifth that answers more, and its record names the fifth', () => {
    const counts: LearnedCounts = new Map()
    const answered = [
      ['f1', 1],
      ['f5', 60],
    ] as const
    for (const [key, redeemed] of answered)
      applyDelta(counts, {
        day: 0,
        counts: [
          { scope: 'segment', key, sent: 100, redeemed },
          { scope: 'all', key: '', sent: 100, redeemed },
        ],
      })
    const fifth = (cuts: [number, number, number, number]) => {
      const rfm = { members: 100, cutAt: NOW, recencyDays: cuts, purchases: cuts, spendMinor: cuts }
      const facts = { ...learnedOf({}), rfm, learned: learnedFrom(counts, NOW) }
      return decide(inputOf(offers, { profile }, { rules: SURE, facts })).ranks[0]!
    }
    // Five purchases: more than the cuts of one programme, fewer than those of another.
    const [often, seldom] = [fifth([1, 2, 3, 4]), fifth([10, 20, 30, 40])]
    expect([often.segment, seldom.segment]).toEqual(['f5', 'f1'])
    expect(often.probability).toBeGreaterThan(seldom.probability)
    const nobody = { ...learnedOf({}), learned: learnedFrom(counts, NOW) }
    expect(decide(inputOf(offers, { profile }, { facts: nobody })).ranks[0]!.segment).toBeNull()
  })
})

describe('exploring', () => {
  const offers = Array.from({ length: 6 }, (_, n) => offerOf(n))

  test('a member sees the same order all day, and others another', () => {
    const morning = Math.floor(NOW / DAY_MS) * DAY_MS
    const at = (enrolmentId: string, now: number) => keys(inputOf(offers, { enrolmentId, now })).join()
    const member = idOf('enr', 1)
    expect(at(member, morning + DAY_MS - 1)).toBe(at(member, morning))
    const orders = Array.from({ length: 40 }, (_, n) => at(idOf('enr', n), morning))
    expect(new Set(orders).size).toBeGreaterThan(10)
    expect(
      new Set(Array.from({ length: 20 }, (_, day) => at(member, morning + day * DAY_MS))).size,
    ).toBeGreaterThan(5)
  })

  test('an offer that is known to be taken is first for most, one that is little known for some', () => {
    const facts = learnedOf({ [idOf('off', 1)]: { expected: 1_000, redemptions: 60 } })
    const first = Array.from(
      { length: 300 },
      (_, n) => keys(inputOf(offers.slice(1, 3), { enrolmentId: idOf('enr', n) }, { facts }))[0],
    )
    const known = first.filter((key) => key === 'offer-1').length
    expect(known).toBeGreaterThan(100)
    expect(known).toBeLessThan(300)
  })

  test('draws are of one programme, member and day', () => {
    const seedOf = (programId: string, member: number, now: number) =>
      decide(inputOf([offerOf(1)], { enrolmentId: idOf('enr', member), now }, { programId })).ranks[0]!.seed
    const day = Math.floor(NOW / DAY_MS)
    const drawn = (programId: string, member: number, on: number) =>
      drawSeed(drawState(programId, idOf('enr', member), on), idOf('off', 1))
    expect(seedOf('prg_a', 1, NOW)).toBe(drawn('prg_a', 1, day))
    expect(seedOf('prg_b', 1, NOW)).toBe(drawn('prg_b', 1, day))
    expect(seedOf('prg_a', 2, NOW)).toBe(drawn('prg_a', 2, day))
    expect(seedOf('prg_a', 1, NOW + DAY_MS)).toBe(drawn('prg_a', 1, day + 1))
    expect(drawn('prg_a', 1, day)).not.toBe(drawn('prg_b', 1, day))
  })

  test('each score can be worked out again from its record, to the bit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 0, max: 1_000_000 }),
        fc.boolean(),
        (count, member, explores) => {
          const many = Array.from({ length: count }, (_, n) =>
            offerOf(n, {
              priority: n % 101,
              reward: n % 2 ? off('coffee') : { kind: 'percentOff', percent: 1 + n },
            }),
          )
          const rules = { ...RULES, offers: { ...RULES.offers, explores } }
          const decided = decide(inputOf(many, { profile, enrolmentId: idOf('enr', member) }, { rules }))
          // A record goes through JSON on its way to the books.
          const records = JSON.parse(JSON.stringify(decided.ranks)) as typeof decided.ranks
          expect(records.map(replayed)).toEqual(decided.offers.map(({ score }) => score))
        },
      ),
      { numRuns: 200 },
    )
  })
})
