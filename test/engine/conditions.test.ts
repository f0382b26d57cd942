import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Basket, Line, LineScope, Missing, Offer, Reward } from '../../shared/contracts/index.ts'
import { decide, effect, explainOffer, judgeBasket } from '../../shared/engine/index.ts'
import { basketOf, bought, idOf, inputOf, line, NOW, offerOf, profileOf, RULES } from './make.ts'

const shows = (offer: Offer, more: Parameters<typeof inputOf>[1]) =>
  decide(inputOf([offer], more)).offers.length === 1
const refusalOf = (offer: Offer, more: Parameters<typeof inputOf>[1]) =>
  explainOffer(inputOf([offer], more), idOf('off', 1))!.gates.flatMap(({ answer, reason }) =>
    answer === 'no' ? [reason?.code] : [],
  )

describe('who and when', () => {
  const first = offerOf(1, { conditions: { firstPurchase: true } })
  test('a first purchase is one of a member who has bought nothing yet', () => {
    expect(shows(first, { profile: null })).toBe(true)
    expect(shows(first, { profile: profileOf() })).toBe(true)
    expect(shows(first, { profile: profileOf(...bought('coffee', 3)) })).toBe(false)
    expect(refusalOf(first, { profile: profileOf(...bought('coffee', 3)) })).toEqual(['notFirstPurchase'])
  })

  // 15 June 2026 is a Monday; Stockholm is two hours ahead of UTC then.
  const lunch = offerOf(1, { conditions: { hours: [{ days: [1, 2], opens: '11:30', closes: '14:00' }] } })
  test.each([
    ['as it opens', Date.UTC(2026, 5, 15, 9, 30), true],
    ['a moment before', Date.UTC(2026, 5, 15, 9, 30) - 1, false],
    ['the last minute', Date.UTC(2026, 5, 15, 12) - 1, true],
    ['as it closes', Date.UTC(2026, 5, 15, 12), false],
    ['the next day', Date.UTC(2026, 5, 16, 10), true],
    ['on Wednesday', Date.UTC(2026, 5, 17, 10), false],
  ])('hours are those of the programme’s own clock: %s', (_title, now, expected) => {
    const schedule = { startsAt: 0, endsAt: null }
    expect(shows({ ...lunch, schedule }, { now })).toBe(expected)
    expect(refusalOf({ ...lunch, schedule }, { now })).toEqual(expected ? [] : ['outsideHours'])
  })

  test('early access is over when everybody may buy, and asks for nothing in the basket', () => {
    const early = offerOf(1, {
      reward: { kind: 'earlyAccess', opensAt: NOW - 5, everybodyAt: NOW + 5, scope: { skus: ['NEW'] } },
      code: null,
    })
    const [offer] = decide(inputOf([early], { basket: basketOf([line('coffee', 100)]) })).offers
    expect(offer).toMatchObject({
      use: 'automatic',
      effect: { kind: 'access', opensAt: NOW - 5, everybodyAt: NOW + 5 },
    })
    expect(shows(early, { now: NOW + 5 })).toBe(false)
  })

  test('a gift and a match of a donation say what they are', () => {
    const gift = offerOf(1, { reward: { kind: 'gift', sku: 'CUP', name: 'Cup', worthMinor: 4_900 } })
    const match = offerOf(2, {
      reward: {
        kind: 'donationMatch',
        cause: 'woods',
        percent: 150,
        maxMinor: 1_000,
        scope: { skus: ['GIFT'] },
      },
      code: null,
    })
    const basket = basketOf([line('x', 333, { sku: 'GIFT' })])
    expect(decide(inputOf([gift, match], { basket })).offers.map(({ effect }) => effect)).toEqual(
      expect.arrayContaining([
        { kind: 'gift', sku: 'CUP', name: 'Cup', worthMinor: 4_900, currency: 'SEK' },
        { kind: 'donation', cause: 'woods', amountMinor: 499, currency: 'SEK' },
      ]),
    )
  })
})

describe('nearly', () => {
  const coffee = { categories: ['coffee'] }
  const tea = { categories: ['tea'] }
  const missing = (reward: Reward, lines: Line[], conditions: Offer['conditions'] = {}) =>
    judgeBasket(offerOf(1, { reward, conditions }), basketOf(lines), RULES).missing

  test('one unit more, for the cheapest of three', () => {
    const reward: Reward = { kind: 'cheapestFree', of: 3, scope: coffee }
    expect(missing(reward, [line('coffee', 1_000, { quantity: 2 })])).toEqual({
      kind: 'addLines',
      quantity: 1,
      amountMinor: 0,
      currency: 'SEK',
      categories: ['coffee'],
      brands: [],
      skus: [],
    })
  })

  test('of a bundle, the part that is not there', () => {
    const parts = [
      { quantity: 1, scope: coffee },
      { quantity: 2, scope: tea },
    ]
    const reward: Reward = { kind: 'bundlePrice', parts, priceMinor: 100 }
    expect(missing(reward, [line('coffee', 1_000)])).toMatchObject({ quantity: 2, categories: ['tea'] })
    // Two parts that are missing are two changes.
    expect(missing(reward, [line('wine', 1_000)])).toBeNull()
  })

  test('what is bought, or what would be given for it', () => {
    const reward: Reward = {
      kind: 'buyXGetY',
      buy: { quantity: 2, scope: coffee },
      get: { quantity: 1, percent: 100, scope: tea },
    }
    expect(missing(reward, [line('coffee', 1_000), line('tea', 500)])).toMatchObject({
      quantity: 1,
      categories: ['coffee'],
    })
    expect(missing(reward, [line('coffee', 1_000, { quantity: 2 })])).toMatchObject({
      quantity: 1,
      categories: ['tea'],
    })
  })

  test('goods that are in two parts fill the one that is short', () => {
    const parts = [
      { quantity: 1, scope: coffee },
      { quantity: 2, scope: { categories: ['coffee', 'tea'] } },
    ]
    const reward: Reward = { kind: 'bundlePrice', parts, priceMinor: 100 }
    // Three coffees would do, and so would a tea with two of them.
    expect(missing(reward, [line('coffee', 1_000, { quantity: 2 })])).toMatchObject({ quantity: 1 })
    expect(missing(reward, [line('tea', 1_000)])).toMatchObject({ quantity: 2, categories: ['coffee'] })
  })

  test('goods that count for the condition and for the reward are one change', () => {
    const reward: Reward = { kind: 'percentOff', percent: 10, scope: { categories: ['a', 'c'] } }
    const lines = { categories: ['a', 'b'], brands: ['x'], quantity: 2 }
    expect(missing(reward, [line('milk', 1_000, { brand: 'y' })], { lines })).toEqual({
      kind: 'addLines',
      quantity: 2,
      amountMinor: 0,
      currency: 'SEK',
      categories: ['a'],
      brands: [],
      skus: [],
    })
    expect(missing(reward, [line('milk', 1_000)], { lines: { categories: ['b'], quantity: 1 } })).toBeNull()
  })

  test('of two scopes that would do, the wider one is told', () => {
    const conditions = { lines: { categories: ['coffee', 'tea'], quantity: 3 } }
    const reward: Reward = { kind: 'percentOff', percent: 10, scope: { categories: ['coffee'] } }
    const told = (lines: Line[]) => missing(reward, lines, conditions)
    expect(told([line('coffee', 1_000)])).toMatchObject({ quantity: 2, categories: ['coffee', 'tea'] })
    expect(told([line('tea', 1_000)])).toMatchObject({ quantity: 2, categories: ['coffee'] })
    const bundle: Reward = {
      kind: 'bundlePrice',
      parts: [
        { quantity: 3, scope: coffee },
        { quantity: 1, scope: { categories: ['coffee', 'tea'] } },
      ],
      priceMinor: 100,
    }
    expect(missing(bundle, [line('coffee', 1_000, { quantity: 3 })])).toMatchObject({
      quantity: 1,
      categories: ['coffee', 'tea'],
    })
  })

  test('parts of the same goods are not filled by the same units', () => {
    const reward: Reward = {
      kind: 'buyXGetY',
      buy: { quantity: 2, scope: coffee },
      get: { quantity: 1, percent: 100, scope: coffee },
    }
    expect(missing(reward, [line('coffee', 1_000, { quantity: 2 })])).toMatchObject({ quantity: 1 })
    expect(missing(reward, [line('coffee', 1_000, { quantity: 3 })])).toBeNull()
  })

  test('brands are told', () => {
    const reward: Reward = { kind: 'percentOff', percent: 10, scope: { brands: ['Löfbergs'] } }
    expect(missing(reward, [line('coffee', 1_000, { brand: 'other' })])).toMatchObject({
      quantity: 1,
      categories: [],
      brands: ['löfbergs'],
    })
  })
})

const aScope: fc.Arbitrary<LineScope> = fc
  .subarray(['coffee', 'tea', 'wine'], { minLength: 1 })
  .map((categories) => ({ categories }))
const quantity = fc.integer({ min: 1, max: 3 })
const aReward: fc.Arbitrary<Reward> = fc.oneof(
  fc.record({ kind: fc.constant('amountOff' as const), amountMinor: fc.constant(1) }),
  fc.record({ kind: fc.constant('percentOff' as const), percent: fc.constant(10), scope: aScope }),
  fc.record({ kind: fc.constant('fixedPrice' as const), priceMinor: fc.constant(1), scope: aScope }),
  fc.record({
    kind: fc.constant('cheapestFree' as const),
    of: fc.integer({ min: 2, max: 5 }),
    scope: aScope,
  }),
  fc.record({
    kind: fc.constant('buyXGetY' as const),
    buy: fc.record({ quantity, scope: aScope }),
    get: fc.record({ quantity, percent: fc.constant(100), scope: aScope }),
  }),
  fc.record({
    kind: fc.constant('bundlePrice' as const),
    parts: fc.array(fc.record({ quantity, scope: aScope }), { minLength: 1, maxLength: 3 }),
    priceMinor: fc.constant(0),
  }),
)
const conditions: fc.Arbitrary<Offer['conditions']> = fc.oneof(
  fc.constant({}),
  fc.record({ minBasketMinor: fc.integer({ min: 0, max: 20_000 }) }),
  fc.record({ lines: fc.record({ categories: aScope.map(({ categories }) => categories!), quantity }) }),
  fc.record({
    minBasketMinor: fc.integer({ min: 0, max: 20_000 }),
    lines: fc.record({
      categories: aScope.map(({ categories }) => categories!),
      quantity,
      minAmountMinor: fc.integer({ min: 0, max: 9_000 }),
    }),
  }),
)
const aBasket: fc.Arbitrary<Basket> = fc
  .array(
    fc.record({
      category: fc.constantFrom('coffee', 'tea', 'wine', 'milk'),
      amountMinor: fc.integer({ min: 0, max: 5_000 }),
      quantity,
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((lines) =>
    basketOf(
      lines.map(({ category, amountMinor, quantity: of }) => line(category, amountMinor, { quantity: of })),
    ),
  )

const holds = (offer: Offer, basket: Basket) => judgeBasket(offer, basket, RULES).answer === 'yes'

/** The basket with so many units of a category for so much. */
const withMore = (basket: Basket, category: string, units: number, amountMinor: number): Basket =>
  units === 0 && amountMinor === 0
    ? basket
    : basketOf([...basket.lines, line(category, amountMinor, { quantity: Math.max(1, units), sku: 'ADDED' })])

test('a basket earns a reward exactly where the reward comes to something', () => {
  const counts = aReward.filter(({ kind }) => ['cheapestFree', 'buyXGetY', 'bundlePrice'].includes(kind))
  fc.assert(
    fc.property(counts, aBasket, (reward, { lines }) => {
      // Nothing is so cheap that being free of it is nothing.
      const basket = basketOf(lines.map((own) => ({ ...own, amountMinor: own.amountMinor + 10 })))
      const worked = effect(reward, basket, RULES)
      const isWorth = worked.kind === 'discount' && worked.amountMinor! > 0
      expect(holds(offerOf(1, { reward }), basket)).toBe(isWorth)
    }),
    { numRuns: 1_000 },
  )
})

describe('the smallest change', () => {
  const offers = fc.record({ reward: aReward, conditions }).map((given) => offerOf(1, given))

  /** Whichever goods of it are taken, the change earns the offer. */
  const earns = (
    offer: Offer,
    basket: Basket,
    {
      missing,
      less = { units: 0, amountMinor: 0 },
    }: { missing: Missing; less?: { units: number; amountMinor: number } },
  ) => {
    const names =
      missing.kind === 'addLines' && missing.categories.length > 0 ? missing.categories : ['bread']
    const units = missing.kind === 'addLines' ? missing.quantity : 0
    return names.map((name) =>
      holds(offer, withMore(basket, name, units - less.units, missing.amountMinor - less.amountMinor)),
    )
  }

  test('that is told makes it qualify, and no smaller one of its kind does', () => {
    let told = 0
    fc.assert(
      fc.property(offers, aBasket, (offer, basket) => {
        const { answer, missing } = judgeBasket(offer, basket, RULES)
        expect(missing === null || answer === 'no').toBe(true)
        if (missing === null) return
        told += 1
        expect(earns(offer, basket, { missing })).not.toContain(false)
        if (missing.amountMinor > 0)
          expect(earns(offer, basket, { missing, less: { units: 0, amountMinor: 1 } })).toContain(false)
        if (missing.kind === 'addLines' && missing.quantity > 1)
          expect(earns(offer, basket, { missing, less: { units: 1, amountMinor: 0 } })).toContain(false)
      }),
      { numRuns: 1_500 },
    )
    expect(told).toBeGreaterThan(300)
  })

  test('is told wherever adding goods of one kind would earn it', () => {
    fc.assert(
      fc.property(offers, aBasket, (offer, basket) => {
        const { answer, missing } = judgeBasket(offer, basket, RULES)
        if (answer !== 'no' || missing !== null) return
        // A hundred units that cost a fortune: what that is not enough of is not enough by itself.
        for (const name of ['coffee', 'tea', 'wine', 'milk'])
          expect(holds(offer, withMore(basket, name, 100, 1_000_000))).toBe(false)
      }),
      { numRuns: 1_000 },
    )
  })

  test('has no smaller one, whatever the goods, and is told of every kind that would do as well', () => {
    fc.assert(
      fc.property(offers, aBasket, (offer, basket) => {
        const { missing } = judgeBasket(offer, basket, RULES)
        if (missing === null) return
        const asked = missing.kind === 'addLines' ? missing.quantity : 0
        const told = missing.kind === 'addLines' && missing.categories.length > 0 ? missing.categories : null
        for (const name of ['coffee', 'tea', 'wine', 'milk']) {
          for (let units = 1; units < asked; units += 1)
            expect(holds(offer, withMore(basket, name, units, missing.amountMinor))).toBe(false)
          const would = holds(offer, withMore(basket, name, Math.max(1, asked), missing.amountMinor))
          if (told !== null && would) expect(told).toContain(name)
        }
      }),
      { numRuns: 1_000 },
    )
  })
})
