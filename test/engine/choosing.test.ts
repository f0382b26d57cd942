import { array, assert, constantFrom, integer, property, record, shuffledSubarray, tuple } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DAY_MS, Learned } from '../../shared/contracts/index.ts'
import {
  applyDelta,
  type ChoosableOffer,
  type ChoosingMember,
  type ChoosingProfile,
  chance,
  chanceOfAny,
  countExposure,
  countPurchase,
  countRedemption,
  expectedOf,
  indexOffers,
  type LearnedCounts,
  type LearnedDelta,
  learnedFrom,
  likelyNext,
  openChooser,
  redemptionRate,
  spreadRates,
  tasteAt,
} from '../../shared/engine/choosing/index.ts'
import { learnedStrength, shrunken } from '../../shared/engine/choosing/shrink.ts'
import { choosingProfile } from '../../shared/engine/choosing-profile.ts'
import { addPurchase, emptyProfile } from '../../shared/engine/profile.ts'
import { seeded } from '../data/random.ts'

/** Noon UTC on 15 June 2026. */
const NOW = Date.UTC(2026, 5, 15, 12)

const DAY = Math.floor(NOW / DAY_MS)

/** A member with so many purchases of each category, all made now. */
function memberOf(categories: Record<string, number>, more: Partial<ChoosingMember> = {}): ChoosingMember {
  const counters = Object.entries(categories).map(([key, slow]) => [key, { slow, lastAt: NOW }] as const)
  const slow = counters.reduce((sum, [, counter]) => sum + counter.slow, 0)
  const profile = { asOf: NOW, slow, categories: Object.fromEntries(counters) }
  return { profile, sent: 0, redemptions: 0, couponed: 0, segment: null, ...more }
}

const nobody = memberOf({})

const offerOf = (id: string, category: string, brands: string[] = []): ChoosableOffer => ({
  id,
  categories: [{ key: category, share: 1 }],
  brands,
  target: { categories: [category], products: [], brands: [] },
})

/** Counters of a shop in which coffee is half of what is bought. */
function shop(): LearnedCounts {
  const counts: LearnedCounts = new Map()
  for (const category of ['coffee', 'coffee', 'tea', 'cat food'])
    applyDelta(
      counts,
      countPurchase(memberOf({ [category]: 3, coffee: 2 }), {
        purchasedAt: NOW,
        categories: [category],
        products: [],
        brands: [],
      }),
    )
  return counts
}

const exposed = (times: number, redeemed: number, offer: ChoosableOffer): LearnedCounts => {
  const counts = shop()
  const member = memberOf({ coffee: 2 })
  for (let at = 0; at < times; at += 1) {
    const chooser = openChooser(member, indexOffers([offer], learnedFrom(shop(), NOW)), NOW)
    applyDelta(counts, countExposure(member, chooser, [offer], [0]))
    if (at < redeemed) applyDelta(counts, countRedemption(member, offer, { redeemedAt: NOW, first: true }))
  }
  return counts
}

test('a profile is what choosing reads of a member', () => {
  const bought = {
    purchasedAt: NOW,
    spendMinor: 0,
    lines: [{ category: 'Coffee', sku: 'C1', amountMinor: 0 }],
  }
  const read: ChoosingProfile = choosingProfile(addPurchase(emptyProfile(), bought, 'UTC'))
  expect(tasteAt(read, NOW).total).toBe(1)
  expect(read.categories.coffee).toMatchObject({ slow: 1, lastAt: NOW })
  expect(read.products?.C1).toEqual({ slow: 1, lastAt: NOW })
})

describe('counters', () => {
  const sums = record({
    scope: constantFrom('all', 'category', 'product', 'offer', 'segment', 'brand'),
    key: constantFrom('', 'a', 'b', '__proto__', 'constructor'),
    purchases: integer({ min: 0, max: 5 }),
    held: integer({ min: 0, max: 5 }),
    together: integer({ min: 0, max: 5 }),
    expected: integer({ min: 0, max: 5 }),
    exposures: integer({ min: 0, max: 5 }),
    redemptions: integer({ min: 0, max: 5 }),
    sent: integer({ min: 0, max: 5 }),
  })
  const deltas = array(
    tuple(integer({ min: DAY - 100, max: DAY }), array(sums, { maxLength: 4 })).map(
      ([day, counts]) => ({ day, counts }) as LearnedDelta,
    ),
    { maxLength: 12 },
  )

  const near = (a: unknown, b: unknown): void =>
    expect(JSON.parse(JSON.stringify(a), rounded)).toEqual(JSON.parse(JSON.stringify(b), rounded))
  const rounded = (_: string, value: unknown) =>
    typeof value === 'number' ? Math.round(value * 1e6) / 1e6 : value

  test('teach the same in whatever order and grouping they come', () => {
    assert(
      property(
        deltas.chain((all) =>
          tuple(constantFrom(all), shuffledSubarray(all, { minLength: all.length, maxLength: all.length })),
        ),
        ([all, mixed]) => {
          const one: LearnedCounts = new Map()
          for (const delta of all) applyDelta(one, delta)
          const other: LearnedCounts = new Map()
          for (const { day, counts } of mixed)
            for (const count of counts) applyDelta(other, { day, counts: [count] })
          near(learnedFrom(one, NOW), learnedFrom(other, NOW))
          Learned.parse(learnedFrom(one, NOW))
        },
      ),
    )
  })

  test('a purchase counts half as much for what is recent after 28 days, and the same for ever', () => {
    const counts = shop()
    const now = learnedFrom(counts, NOW)
    const later = learnedFrom(counts, NOW + 28 * DAY_MS)
    expect(later.recent / now.recent).toBeCloseTo(0.5, 9)
    expect(later.categories.coffee!.purchases).toBe(2)
  })

  test('asking for what was learned changes nothing', () => {
    const counts = shop()
    const before = JSON.stringify(learnedFrom(counts, NOW))
    learnedFrom(counts, NOW + DAY_MS)
    expect(JSON.stringify(learnedFrom(counts, NOW))).toBe(before)
  })

  test('asked for a day that is far ahead, an earlier one is told alike', () => {
    const counts = shop()
    const before = JSON.stringify(learnedFrom(counts, NOW))
    expect(learnedFrom(counts, NOW + 100_000 * DAY_MS).recent).toBe(0)
    expect(JSON.stringify(learnedFrom(counts, NOW))).toBe(before)
  })

  test('a second redemption of one occasion is a redemption, but no second answer', () => {
    const offer = offerOf('latte', 'coffee')
    const keen = { ...nobody, segment: 'keen' }
    const counts = shop()
    for (const first of [true, false, false])
      applyDelta(counts, countRedemption(keen, offer, { redeemedAt: NOW, first }))
    const { redeemed, segments, rates } = learnedFrom(counts, NOW)
    expect([redeemed, segments.keen!.redeemed, rates.all.redemptions]).toEqual([1, 1, 3])
  })

  test('of a group no more occasions are answered than there were, and none are owed', () => {
    const counts: LearnedCounts = new Map()
    for (const [key, sent, redeemed] of [
      ['f1', 2, 5],
      ['f2', 2, -1],
    ] as const)
      applyDelta(counts, { day: DAY, counts: [{ scope: 'segment', key, sent, redeemed }] })
    applyDelta(counts, { day: DAY, counts: [{ scope: 'offer', key: 'o', exposures: 1 }] })
    const { segments } = learnedFrom(spreadRates(counts, new Map()), NOW)
    expect([segments.f1!.redeemed, segments.f2!.redeemed]).toEqual([2, 0])
  })

  test('a category named as what every object inherits is a category', () => {
    const counts = shop()
    const odd = { purchasedAt: NOW, categories: ['__proto__', 'constructor'], products: [], brands: [] }
    applyDelta(counts, countPurchase({ ...nobody, segment: '__proto__' }, odd))
    const learned = learnedFrom(counts, NOW)
    expect(Object.hasOwn(learned.categories, '__proto__')).toBe(true)
    expect(Object.getPrototypeOf(learned.categories)).toBe(Object.prototype)
    expect(likelyNext('constructor', learned, '__proto__', tasteAt(null, NOW))).toBeGreaterThan(0)
    expect(likelyNext('toString', learned, 'valueOf', tasteAt(null, NOW))).toBeCloseTo(0, 3)
  })
})

describe('affinity', () => {
  const learned = learnedFrom(shop(), NOW)

  test('of a member nobody knows is what everyone likes', () => {
    expect(likelyNext('coffee', learned, null, tasteAt(null, NOW))).toBeCloseTo(0.5, 9)
  })

  test('lies between what everyone likes and what the member bought, nearer to that the more they bought', () => {
    assert(
      property(integer({ min: 1, max: 500 }), (bought) => {
        const later = NOW + 100 * DAY_MS
        const share = (times: number) =>
          likelyNext('tea', learned, null, tasteAt(memberOf({ tea: times }).profile, later))
        expect(share(bought)).toBeGreaterThan(0.25)
        expect(share(bought)).toBeLessThan(1)
        expect(share(bought + 1)).toBeGreaterThan(share(bought))
      }),
    )
  })

  test('what was just bought is needed less than a month later', () => {
    const { profile } = memberOf({ tea: 5, coffee: 5 })
    const today = likelyNext('tea', learned, null, tasteAt(profile, NOW))
    expect(today).toBeLessThan(likelyNext('tea', learned, null, tasteAt(profile, NOW + 28 * DAY_MS)))
  })

  test('the strength of a prior is found again from purchases drawn with it', () => {
    // A Polya urn: each purchase is of the category as often as the prior and those before it say.
    const strength = 8
    const prior = 0.3
    const random = seeded(7)
    const sums = { together: 0, held: 0 }
    let weighed = 0
    for (let member = 0; member < 4000; member += 1) {
      let held = 0
      for (let total = 0; total < 20; total += 1) {
        const bought = random() < shrunken(held, total, prior, strength)
        if (bought) sums.together += held
        sums.held += held
        weighed += total
        if (bought) held += 1
      }
    }
    expect(learnedStrength(sums, weighed)).toBeGreaterThan(strength * 0.85)
    expect(learnedStrength(sums, weighed)).toBeLessThan(strength * 1.15)
  })

  test('a programme without history divides by nothing', () => {
    const empty = learnedFrom(new Map(), NOW)
    const chooser = openChooser(nobody, indexOffers([offerOf('o', 'coffee')], empty), NOW)
    expect(chance(chooser, 0)).toBeLessThan(1e-3)
    expect(likelyNext('coffee', empty, 'any', tasteAt(null, NOW))).toBeLessThan(1e-3)
    expect(redemptionRate(empty, offerOf('o', 'coffee')).perExpected).toBeGreaterThan(0)
  })
})

describe('a redemption rate', () => {
  const latte = offerOf('latte', 'coffee', ['bean'])

  test('rises with redemptions and falls with exposures that led to none', () => {
    const rate = (times: number, redeemed: number) =>
      redemptionRate(learnedFrom(exposed(times, redeemed, latte), NOW), latte).perExpected
    expect(rate(50, 10)).toBeGreaterThan(rate(50, 2))
    expect(rate(50, 2)).toBeGreaterThan(rate(200, 2))
  })

  test('of a new offer is that of its brand, of a new brand that of its category', () => {
    const learned = learnedFrom(exposed(50, 30, latte), NOW)
    const rate = (offer: ChoosableOffer) => redemptionRate(learned, offer).perExpected
    expect(rate(offerOf('new', 'coffee', ['bean']))).toBeGreaterThan(
      rate(offerOf('new', 'coffee', ['other'])),
    )
    expect(rate(offerOf('new', 'coffee'))).toBeGreaterThan(rate(offerOf('new', 'tea')))
    expect(rate(latte)).toBeGreaterThan(rate(offerOf('new', 'coffee', ['bean'])))
  })

  test('is better known with every redemption of the offer, and with no other', () => {
    const evidence = (redeemed: number, of = latte) =>
      redemptionRate(learnedFrom(exposed(50, redeemed, latte), NOW), of).evidence
    expect([evidence(0), evidence(1), evidence(10)]).toEqual([2, 3, 12])
    expect(evidence(10, offerOf('new', 'coffee', ['bean']))).toBe(2)
  })

  test('of an offer of many brands says nothing about any one of them', () => {
    const wide = offerOf('wide', 'coffee', ['bean', 'leaf', 'nut', 'oat'])
    const learned = learnedFrom(exposed(50, 30, wide), NOW)
    const rate = (brands: string[]) => redemptionRate(learned, offerOf('new', 'tea', brands)).perExpected
    expect(redemptionRate(learned, { ...wide, id: 'new' }).perExpected).toBe(
      redemptionRate(learned, offerOf('new', 'coffee')).perExpected,
    )
    expect(rate(['bean'])).toBeGreaterThan(0)
  })
})

describe('a chance', () => {
  const offers = [offerOf('a', 'coffee'), offerOf('b', 'tea'), offerOf('c', 'coffee')]
  const index = indexOffers(offers, learnedFrom(exposed(50, 5, offers[0]!), NOW))

  test('is from 0 to 1 and higher for who buys more of it, answers more, or has used coupons', () => {
    const counts = integer({ min: 0, max: 40 })
    assert(
      property(counts, counts, counts, (coffee, tea, redemptions) => {
        const of = (more: Partial<ChoosingMember>, extra = 0) =>
          chance(openChooser(memberOf({ coffee: coffee + extra, tea }, { sent: 40, ...more }), index, NOW), 0)
        const base = of({ redemptions })
        expect(base).toBeGreaterThanOrEqual(0)
        expect(base).toBeLessThanOrEqual(1)
        for (const higher of [
          of({ redemptions }, 1),
          of({ redemptions: redemptions + 1 }),
          of({ redemptions, couponed: 1 }),
        ])
          expect(higher).toBeGreaterThanOrEqual(base)
        expect(of({ redemptions, sent: 80 })).toBeLessThanOrEqual(base)
      }),
    )
  })

  test('is responsiveness x pull x rate, worked out by hand', () => {
    const member = memberOf({ coffee: 3, tea: 1 }, { sent: 4, redemptions: 1, couponed: 2 })
    const { learned } = index
    const responsive = ((1 + 2 + 0.3) / (4 + 5)) * (1 + 4) ** 0.4
    const { recent, ...sums } = learned.categories.coffee!
    const strength = learnedStrength(sums, learned.weighed)
    const share = (3 + (strength * recent) / learned.recent) / (4 + strength)
    const { perExpected } = redemptionRate(learned, offers[0]!)
    const expected = responsive * share ** 0.7 * (1 + 3) * perExpected
    expect(chance(openChooser(member, index, NOW), 0)).toBeCloseTo(1 - Math.exp(-expected), 8)
  })

  test('of any offer is at least that of the best, and at most their sum', () => {
    const chooser = openChooser(memberOf({ coffee: 3 }), index, NOW)
    const each = offers.map((_, place) => chance(chooser, place))
    expect(chanceOfAny(chooser)).toBeGreaterThan(Math.max(...each))
    expect(chanceOfAny(chooser)).toBeLessThan(each.reduce((a, b) => a + b))
  })

  test('of any of some offers is that of one where they are one, and 0 where they are none', () => {
    const chooser = openChooser(memberOf({ coffee: 3 }), index, NOW)
    expect(chanceOfAny(chooser, [{ place: 1, appeal: 1.5 }])).toBe(chance(chooser, 1, 1.5))
    expect(chanceOfAny(chooser, [])).toBe(0)
  })

  test('keeps apart what is small, and is no longer than twelve digits', () => {
    const { learned } = index
    const rare = Array.from({ length: 20 }, (_, n) => offerOf(`rare-${n}`, 'tea'))
    const among = indexOffers(rare, learned)
    const chooser = openChooser(nobody, among, NOW)
    const each = rare.map((_, place) => chance(chooser, place, 1e-9 * (1 + place / 1_000)))
    expect(new Set(each).size).toBe(rare.length)
    for (const one of each) expect(Math.abs(Number(one.toPrecision(12)) - one) / one).toBeLessThan(1e-11)
    // Twelve bits of each are left open, for what differs between machines.
    for (const one of each) {
      const bits = new DataView(new ArrayBuffer(8))
      bits.setFloat64(0, one)
      expect(bits.getUint32(4) & 0xfff).toBe(0)
    }
  })

  test('is worked out once for offers about the same, and does not depend on who asked before', () => {
    expect(index.targets).toHaveLength(2)
    const first = openChooser(memberOf({ coffee: 3 }), index, NOW)
    const second = openChooser(memberOf({ coffee: 3 }), index, NOW)
    chance(second, 1)
    chance(second, 2)
    expect(chance(second, 0)).toBe(chance(first, 0))
    expect(expectedOf(first, 2)).toBe(expectedOf(first, 0))
  })

  test('is higher in a segment that answers more', () => {
    const counts = exposed(10, 2, offers[0]!)
    for (const [segment, redeemed] of [
      ['keen', 30],
      ['cold', 2],
    ] as const)
      applyDelta(counts, { day: DAY, counts: [{ scope: 'segment', key: segment, sent: 100, redeemed }] })
    applyDelta(counts, { day: DAY, counts: [{ scope: 'all', key: '', sent: 200, redeemed: 32 }] })
    const known = indexOffers(offers, learnedFrom(counts, NOW))
    const of = (segment: string | null) => chance(openChooser({ ...nobody, segment }, known, NOW), 0)
    expect(of('keen')).toBeGreaterThan(of(null))
    expect(of(null)).toBeGreaterThan(of('cold'))
    expect(of('unheard of')).toBe(of(null))
  })
})
