import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Basket,
  DAY_MS,
  DecidedOffer,
  type Effect,
  type Offer,
  type Reward,
  type Rule,
} from '../../shared/contracts/index.ts'
import {
  type DecisionInput,
  decide,
  explainOffer,
  isHeldOut,
  MAX_NEARLY,
  MAX_OFFERS,
} from '../../shared/engine/index.ts'
import {
  basketOf,
  bought,
  idOf,
  inputOf,
  line,
  NOW,
  offerOf,
  profileOf,
  purchaseOf,
  STORE,
  segmentOf,
} from './make.ts'

const profile = profileOf(
  ...bought('coffee', 30, 21, 12),
  purchaseOf(5, [{ category: 'tea', amountMinor: 4_000 }], 'SE'),
)

const sizeOf = (effect: Effect): number | null | undefined =>
  effect.kind === 'points' ? effect.points : 'amountMinor' in effect ? effect.amountMinor : undefined
const keys = (input: DecisionInput) => decide(input).offers.map(({ key }) => key)

describe('gates', () => {
  const cases: { title: string; offer: Partial<Offer>; input?: Partial<DecisionInput>; no: string | null }[] =
    [
      { title: 'an offer for everyone', offer: {}, no: null },
      { title: "another merchant's", offer: { merchantId: idOf('mer', 2) }, no: 'notInStore' },
      { title: 'for another store', offer: { storeIds: [idOf('sto', 9)] }, no: 'notInStore' },
      { title: 'for this store among others', offer: { storeIds: [idOf('sto', 9), STORE.id] }, no: null },
      { title: 'a draft', offer: { state: 'draft' }, no: 'notLive' },
      { title: 'paused', offer: { state: 'paused' }, no: 'notLive' },
      { title: 'not yet', offer: { schedule: { startsAt: NOW + 1, endsAt: null } }, no: 'notStarted' },
      { title: 'from this very instant', offer: { schedule: { startsAt: NOW, endsAt: null } }, no: null },
      {
        title: 'until this very instant',
        offer: { schedule: { startsAt: NOW - DAY_MS, endsAt: NOW } },
        no: 'ended',
      },
      {
        title: 'used up',
        offer: {},
        input: { usage: { exhausted: new Set([idOf('off', 1)]), perMember: new Map() } },
        no: 'exhausted',
      },
      {
        title: 'as often as one member may',
        offer: { limits: { perMember: 2 } },
        input: { usage: { exhausted: new Set(), perMember: new Map([[idOf('off', 1), 2]]) } },
        no: 'limitReached',
      },
      {
        title: 'once less than one member may',
        offer: { limits: { perMember: 2 } },
        input: { usage: { exhausted: new Set(), perMember: new Map([[idOf('off', 1), 1]]) } },
        no: null,
      },
      { title: 'in a segment', offer: { audience: { segments: ['tea', 'coffee'] } }, no: null },
      { title: 'in no segment', offer: { audience: { segments: ['tea'] } }, no: 'notInAudience' },
      {
        title: 'in a segment but against the rule',
        offer: {
          audience: { segments: ['coffee'], rule: { signal: 'memberRegion', op: 'eq', value: 'NO' } },
        },
        no: 'notInAudience',
      },
      { title: 'a large enough basket', offer: { conditions: { minBasketMinor: 3_000 } }, no: null },
      { title: 'a basket one öre short', offer: { conditions: { minBasketMinor: 3_001 } }, no: 'spendMore' },
      {
        title: 'lines that are there',
        offer: { conditions: { lines: { categories: ['Coffee'], quantity: 2, minAmountMinor: 2_000 } } },
        no: null,
      },
      {
        title: 'too few units',
        offer: { conditions: { lines: { categories: ['coffee'], quantity: 3 } } },
        no: 'addLines',
      },
      {
        title: 'too cheap lines',
        offer: { conditions: { lines: { categories: ['coffee'], quantity: 1, minAmountMinor: 2_001 } } },
        no: 'addLines',
      },
      {
        title: 'a reward on lines that are not there',
        offer: { reward: { kind: 'percentOff', percent: 10, scope: { categories: ['wine'] } } },
        no: 'addLines',
      },
      {
        title: 'a reward on a SKU that is there',
        offer: { reward: { kind: 'percentOff', percent: 10, scope: { skus: ['T-1'] } } },
        no: null,
      },
    ]
  const segments = [
    segmentOf('coffee', { signal: 'categoryShare', args: { category: 'coffee' }, op: 'gt', value: 0.5 }),
    segmentOf('tea', { signal: 'categoryShare', args: { category: 'tea' }, op: 'gt', value: 0.5 }),
  ]
  const basket = basketOf([line('coffee', 2_000, { quantity: 2 }), line('tea', 1_000, { sku: 'T-1' })])

  test.each(cases)('$title', ({ offer, input, no }) => {
    const given = inputOf([offerOf(1, offer)], { profile, basket, ...input }, { segments })
    const explained = explainOffer(given, idOf('off', 1))!
    const refusals = explained.gates.flatMap(({ answer, reason }) => (answer === 'no' ? [reason?.code] : []))
    expect(refusals).toEqual(no === null ? [] : [no])
    expect(explained.eligible).toBe(no === null)
    expect(keys(given)).toEqual(no === null ? ['offer-1'] : [])
  })

  test('an offer nobody knows has no explanation, a store nobody knows no offers', () => {
    expect(explainOffer(inputOf([]), idOf('off', 7))).toBeNull()
    expect(decide(inputOf([offerOf(1)], { storeId: idOf('sto', 9) }))).toMatchObject({
      offers: [],
      nearly: [],
    })
  })

  test('the holdout takes its share, and the same members every time', () => {
    const input = inputOf([offerOf(1, { holdoutPercent: 20 })])
    const shown = Array.from({ length: 2_000 }, (_, i) => idOf('enr', i)).filter((enrolmentId) => {
      const given = { ...input, enrolmentId }
      const isShown = decide(given).offers.length === 1
      expect(isShown).toBe(!isHeldOut(idOf('off', 1), enrolmentId, 20))
      expect(explainOffer(given, idOf('off', 1))!.eligible).toBe(isShown)
      return isShown
    })
    expect(shown.length).toBeGreaterThan(1_520)
    expect(shown.length).toBeLessThan(1_680)
  })
})

describe('effects', () => {
  const lines = [line('coffee', 1_999), line('tea', 3_000, { sku: 'T-1' })]
  const basket = basketOf(lines, { shippingMinor: 4_900 })
  const total: Basket = { currency: 'SEK', totalMinor: 9_900, shippingMinor: 4_900, lines: [] }
  const nameless = basketOf([line(undefined, 1_000), line('tea', 3_000)])
  const coffee = { categories: ['coffee'] }

  const cases: { title: string; reward: Reward; basket: Basket | null; expected: number | null }[] = [
    {
      title: 'percent of everything, rounded down',
      reward: { kind: 'percentOff', percent: 15 },
      basket,
      expected: 749,
    },
    {
      title: 'percent of what is in scope',
      reward: { kind: 'percentOff', percent: 15, scope: coffee },
      basket,
      expected: 299,
    },
    {
      title: 'percent with a ceiling',
      reward: { kind: 'percentOff', percent: 50, maxMinor: 1_000 },
      basket,
      expected: 1_000,
    },
    {
      title: 'percent of a total, without delivery',
      reward: { kind: 'percentOff', percent: 10 },
      basket: total,
      expected: 500,
    },
    {
      title: 'percent of a scope in a mere total',
      reward: { kind: 'percentOff', percent: 10, scope: coffee },
      basket: total,
      expected: null,
    },
    {
      title: 'percent of a scope where a category is missing',
      reward: { kind: 'percentOff', percent: 10, scope: coffee },
      basket: nameless,
      expected: null,
    },
    {
      title: 'percent of SKUs, whatever the categories',
      reward: { kind: 'percentOff', percent: 10, scope: { skus: ['SKU-0'] } },
      basket: nameless,
      expected: 400,
    },
    {
      title: 'percent of a nameless line that its SKU puts in scope',
      reward: { kind: 'percentOff', percent: 10, scope: { categories: ['coffee'], skus: ['N-1'] } },
      basket: basketOf([line(undefined, 1_000, { sku: 'N-1' }), line('coffee', 2_000, { sku: 'N-1' })]),
      expected: 300,
    },
    {
      title: 'percent without a basket',
      reward: { kind: 'percentOff', percent: 10 },
      basket: null,
      expected: null,
    },
    { title: 'amount', reward: { kind: 'amountOff', amountMinor: 1_000 }, basket, expected: 1_000 },
    {
      title: 'amount never above what is in scope',
      reward: { kind: 'amountOff', amountMinor: 5_000, scope: coffee },
      basket,
      expected: 1_999,
    },
    {
      title: 'amount without a basket',
      reward: { kind: 'amountOff', amountMinor: 1_000 },
      basket: null,
      expected: 1_000,
    },
    { title: 'delivery', reward: { kind: 'freeShipping' }, basket, expected: 4_900 },
    { title: 'delivery nobody read', reward: { kind: 'freeShipping' }, basket: nameless, expected: null },
    { title: 'points on top', reward: { kind: 'pointsMultiplier', factor: 3 }, basket, expected: 98 },
    {
      title: 'a fifth on top of five points is one, though 1.2 - 1 is less than a fifth in binary',
      reward: { kind: 'pointsMultiplier', factor: 1.2 },
      basket: basketOf([line('tea', 500)]),
      expected: 1,
    },
    {
      title: 'points on top in tenths',
      reward: { kind: 'pointsMultiplier', factor: 1.1 },
      basket: basketOf([line('tea', 10_000)]),
      expected: 10,
    },
    { title: 'bonus', reward: { kind: 'bonusPoints', points: 50, scope: coffee }, basket, expected: 50 },
    {
      title: 'bonus on a scope in a mere total',
      reward: { kind: 'bonusPoints', points: 50, scope: coffee },
      basket: total,
      expected: null,
    },
    {
      title: 'bonus without a basket',
      reward: { kind: 'bonusPoints', points: 50 },
      basket: null,
      expected: 50,
    },
  ]

  test.each(cases)('$title', ({ reward, basket: given, expected }) => {
    const [offer] = decide(inputOf([offerOf(1, { reward })], { basket: given })).offers
    expect(sizeOf(offer!.effect)).toBe(expected)
    expect(DecidedOffer.parse(offer)).toEqual(offer)
  })

  test('conditions that a mere total cannot answer leave the offer in, without a figure', () => {
    const offer = offerOf(1, { conditions: { lines: { categories: ['coffee'], quantity: 2 } } })
    const given = inputOf([offer], { basket: total })
    expect(decide(given).offers[0]!.effect).toEqual({ kind: 'discount', amountMinor: null, currency: 'SEK' })
    expect(explainOffer(given, offer.id)!.gates.at(-1)).toMatchObject({
      answer: 'unknown',
      reason: { code: 'basketUnread' },
    })
  })

  test('a basket in another currency is not read', () => {
    const offer = offerOf(1, {
      reward: { kind: 'percentOff', percent: 10 },
      conditions: { minBasketMinor: 1 },
    })
    expect(
      decide(inputOf([offer], { basket: { ...basket, currency: 'EUR' } })).offers[0]!.effect,
    ).toMatchObject({ amountMinor: null })
  })
})

describe('reasons', () => {
  test('a rule that matched is told by the facts behind it, each once', () => {
    const segments = [
      segmentOf('wine', { signal: 'daysSinceCategory', args: { category: 'wine' }, op: 'lt', value: 9 }),
      segmentOf('coffee', { signal: 'categoryShare', args: { category: 'coffee' }, op: 'gt', value: 0.5 }),
    ]
    const rule = {
      all: [
        { signal: 'daysSinceCategory', args: { category: 'coffee' }, op: 'gte' as const, value: 9 },
        {
          any: [
            { signal: 'purchaseCount', op: 'gt' as const, value: 99 },
            { signal: 'recencyDays', op: 'lt' as const, value: 9 },
          ],
        },
        { not: { signal: 'memberRegion', op: 'eq' as const, value: 'NO' } },
      ],
    }
    const offer = offerOf(1, { audience: { segments: ['wine', 'coffee'], rule } })
    expect(decide(inputOf([offer], { profile }, { segments })).offers[0]).toMatchObject({
      personal: true,
      reasons: [
        { code: 'categoryRhythm', params: { category: 'coffee', everyDays: 9, daysAgo: 12 } },
        { code: 'recency', params: { days: 5 } },
        { code: 'region', params: { region: 'SE' } },
      ],
    })
    const explained = explainOffer(inputOf([offer], { profile }, { segments }), offer.id)!
    expect(explained.segments).toEqual([
      { key: 'wine', matched: false },
      { key: 'coffee', matched: true },
    ])
    expect(explained.lines.map(({ value, matched }) => [value, matched])).toEqual([
      [12, true],
      [4, false],
      [5, true],
      ['SE', false],
    ])
  })

  test('one fact is told once, two of a kind are told both', () => {
    const rule: Rule = {
      all: [
        { signal: 'categoryShare', args: { category: 'coffee' }, op: 'gt' as const, value: 0.1 },
        { signal: 'daysSinceCategory', args: { category: 'coffee' }, op: 'gt' as const, value: 1 },
        { signal: 'daysSinceCategory', args: { category: 'tea' }, op: 'gt' as const, value: 1 },
        { signal: 'spendInWindow', args: { days: 10 }, op: 'gt' as const, value: 1 },
        { signal: 'spendInWindow', args: { days: 20 }, op: 'gt' as const, value: 1 },
      ],
    }
    const [offer] = decide(inputOf([offerOf(1, { audience: { segments: [], rule } })], { profile })).offers
    expect(offer!.reasons.map(({ code, params }) => [code, params.category ?? params.days])).toEqual([
      ['categoryRhythm', 'coffee'],
      ['categoryBought', 'tea'],
      ['spendInWindow', 10],
      ['spendInWindow', 20],
    ])
  })

  test('what has never been bought is told as new, and a first visit as that', () => {
    const rule = {
      all: [
        { not: { signal: 'daysSinceCategory', args: { category: 'wine' }, op: 'lt' as const, value: 90 } },
        { signal: 'purchaseCount', op: 'eq' as const, value: 0 },
      ],
    }
    const [offer] = decide(inputOf([offerOf(1, { audience: { segments: [], rule } })])).offers
    expect(offer!.reasons).toEqual([
      { code: 'categoryNew', params: { category: 'wine' } },
      { code: 'firstVisit', params: {} },
    ])
  })

  test('an offer for everyone is not personal; its words follow the member, then the store, then what is there', () => {
    const words = (content: Offer['content'], locale: 'en' | 'ru') =>
      decide(inputOf([offerOf(1, { content })], { locale })).offers[0]
    expect(words({ en: { headline: 'Hi' }, sv: { headline: 'Hej' } }, 'en')).toMatchObject({
      headline: 'Hi',
      personal: false,
      reasons: [],
    })
    expect(words({ en: { headline: 'Hi' }, sv: { headline: 'Hej', terms: 'Villkor' } }, 'ru')).toMatchObject({
      headline: 'Hej',
      terms: 'Villkor',
    })
    expect(words({ da: { headline: 'Hejsa' } }, 'ru')).toMatchObject({ headline: 'Hejsa' })
  })

  test('its words come in the tone that the member chose, and plainly where that was not written', () => {
    const content: Offer['content'] = {
      sv: { headline: 'Kaffe', terms: 'Villkor', tones: { warm: { headline: 'Fika med oss' }, formal: {} } },
      en: { headline: 'Coffee', tones: { warm: { headline: 'Coffee together' } } },
    }
    const words = (locale: 'en' | 'ru' | 'sv', tone?: 'plain' | 'warm' | 'formal') =>
      decide(inputOf([offerOf(1, { content })], { locale, tone })).offers[0]
    expect(words('sv', 'warm')).toMatchObject({ headline: 'Fika med oss', terms: 'Villkor' })
    expect(words('sv', 'formal')).toMatchObject({ headline: 'Kaffe', terms: 'Villkor' })
    expect(words('sv')).toMatchObject({ headline: 'Kaffe' })
    // The language comes first: warm words that can't be read are no words.
    expect(words('ru', 'warm')).toMatchObject({ headline: 'Fika med oss' })
    expect(words('en', 'warm')).toMatchObject({ headline: 'Coffee together', terms: null })
  })
})

describe('nearly', () => {
  const basket = basketOf([line('coffee', 10_000)])
  const nearly = (offers: Offer[], given: Basket | null = basket) =>
    decide(inputOf(offers, { basket: given })).nearly

  test('says the smallest change, and the effect after it', () => {
    const reward: Reward = { kind: 'percentOff', percent: 10 }
    expect(nearly([offerOf(1, { reward, conditions: { minBasketMinor: 15_000 } })])).toMatchObject([
      { missing: { kind: 'spendMore', amountMinor: 5_000, currency: 'SEK' }, effect: { amountMinor: 1_500 } },
    ])
    expect(
      nearly([
        offerOf(1, { conditions: { lines: { categories: ['Tea'], quantity: 2 }, minBasketMinor: 11_000 } }),
      ]),
    ).toMatchObject([
      { missing: { kind: 'addLines', quantity: 2, amountMinor: 1_000, categories: ['tea'], skus: [] } },
    ])
  })

  test('nearest first, none that is far, and only with a basket', () => {
    const offers = [18_000, 12_000, 20_001, 20_000].map((minBasketMinor, i) =>
      offerOf(i + 1, { conditions: { minBasketMinor } }),
    )
    expect(nearly(offers).map(({ key }) => key)).toEqual(['offer-2', 'offer-1', 'offer-4'])
    expect(nearly(offers, null)).toEqual([])
    const many = Array.from({ length: 9 }, (_, i) => offerOf(i, { conditions: { minBasketMinor: 11_000 } }))
    expect(nearly(many)).toHaveLength(MAX_NEARLY)
  })

  test('an offer that takes two changes is not near', () => {
    const reward: Reward = { kind: 'percentOff', percent: 10, scope: { categories: ['wine'] } }
    expect(
      nearly([offerOf(1, { reward, conditions: { lines: { categories: ['tea'], quantity: 1 } } })]),
    ).toEqual([])
  })

  test('nor does it take the place of one that is', () => {
    const reward: Reward = { kind: 'percentOff', percent: 10, scope: { categories: ['wine'] } }
    const conditions: Offer['conditions'] = { lines: { categories: ['tea'], quantity: 1 } }
    const far = Array.from({ length: MAX_NEARLY }, (_, i) => offerOf(i + 1, { reward, conditions }))
    const near = offerOf(9, { conditions: { minBasketMinor: 19_000 } })
    expect(nearly([...far, near]).map(({ key }) => key)).toEqual(['offer-9'])
  })

  test('a member whom the offer is not for is not told to buy more', () => {
    const rule = { signal: 'purchaseCount', op: 'gt' as const, value: 3 }
    expect(
      nearly([offerOf(1, { audience: { segments: [], rule }, conditions: { minBasketMinor: 11_000 } })]),
    ).toEqual([])
  })
})

test('no more offers than anyone reads', () => {
  expect(keys(inputOf(Array.from({ length: 50 }, (_, i) => offerOf(i))))).toHaveLength(MAX_OFFERS)
})

const scope = fc.option(
  fc.record({
    categories: fc.subarray(['coffee', 'tea', 'wine'], { minLength: 1 }),
    skus: fc.subarray(['A', 'B']),
  }),
  { nil: undefined },
)
const aReward: fc.Arbitrary<Reward> = fc
  .oneof(
    fc.record({ kind: fc.constant('percentOff' as const), percent: fc.integer({ min: 1, max: 100 }), scope }),
    fc.record({
      kind: fc.constant('amountOff' as const),
      amountMinor: fc.integer({ min: 1, max: 10_000_000 }),
      scope,
    }),
    fc.record({ kind: fc.constant('freeShipping' as const) }),
    fc.record({
      kind: fc.constant('pointsMultiplier' as const),
      factor: fc.constantFrom(1.1, 1.5, 2, 20),
      scope,
    }),
    fc.record({
      kind: fc.constant('bonusPoints' as const),
      points: fc.integer({ min: 1, max: 1_000_000 }),
      scope,
    }),
  )
  .map((reward) => JSON.parse(JSON.stringify(reward)) as Reward)

const aBasket: fc.Arbitrary<Basket> = fc
  .array(
    fc.record({
      category: fc.constantFrom('coffee', 'tea', 'wine', 'milk', undefined),
      sku: fc.constantFrom('A', 'B', 'C'),
      quantity: fc.integer({ min: 1, max: 4 }),
      amountMinor: fc.oneof(fc.integer({ min: 0, max: 50_000 }), fc.constant(1_000_000_000_000)),
    }),
    { maxLength: 6 },
  )
  .map((lines) =>
    basketOf(lines.map(({ category, amountMinor, ...more }) => line(category, amountMinor, more))),
  )

describe('always', () => {
  const inScopeOf = (reward: Reward, { lines }: Basket) => {
    const named = 'scope' in reward ? reward.scope : undefined
    if (!named) return lines
    return lines.filter(
      ({ sku, category }) => named.skus?.includes(sku) || (category && named.categories?.includes(category)),
    )
  }

  test('a discount is whole, not negative, and never above what is in scope', () => {
    fc.assert(
      fc.property(aReward, aBasket, (reward, basket) => {
        for (const { effect } of decide(inputOf([offerOf(1, { reward })], { basket })).offers) {
          if (effect.kind === 'points') {
            if (effect.points !== null)
              expect(Number.isSafeInteger(effect.points) && effect.points >= 0).toBe(true)
          } else if ('amountMinor' in effect && effect.amountMinor !== null) {
            const most = inScopeOf(reward, basket).reduce((sum, { amountMinor }) => sum + amountMinor, 0)
            expect(Number.isSafeInteger(effect.amountMinor)).toBe(true)
            expect(effect.amountMinor).toBeGreaterThanOrEqual(0)
            if (effect.kind === 'discount' && basket.lines.length > 0)
              expect(effect.amountMinor).toBeLessThanOrEqual(most)
          }
        }
      }),
      { numRuns: 500 },
    )
  })

  test('the same input gives the same answer, in finite scores, as the explanations say', () => {
    const offers = fc.array(
      fc.record({
        reward: aReward,
        min: fc.integer({ min: 0, max: 99_999 }),
        priority: fc.integer({ min: 0, max: 100 }),
      }),
      { maxLength: 12 },
    )
    fc.assert(
      fc.property(offers, aBasket, (given, basket) => {
        const input = inputOf(
          given.map(({ reward, min, priority }, i) =>
            offerOf(i, { reward, priority, conditions: { minBasketMinor: min } }),
          ),
          { profile, basket },
        )
        const copy = structuredClone({ profile, basket })
        const decided = decide(input)
        expect(decide(input)).toEqual(decided)
        expect({ profile: input.profile, basket: input.basket }).toEqual(copy)
        for (const { score } of [...decided.offers, ...decided.nearly])
          expect(Number.isFinite(score)).toBe(true)
        const eligible = given.map((_, i) => idOf('off', i)).filter((id) => explainOffer(input, id)!.eligible)
        expect(decided.offers.map(({ offerId }) => offerId).sort()).toEqual(eligible.sort())
        for (const { offerId, missing } of decided.nearly)
          expect(explainOffer(input, offerId)).toMatchObject({ eligible: false, missing })
      }),
    )
  })

  test('doing as the missing change says earns the offer', () => {
    fc.assert(
      fc.property(
        aReward,
        aBasket,
        fc.integer({ min: 0, max: 99_999 }),
        fc.integer({ min: 1, max: 3 }),
        (reward, basket, min, quantity) => {
          const offer = offerOf(1, {
            reward,
            conditions: { minBasketMinor: min, lines: { categories: ['tea'], quantity } },
          })
          for (const { missing } of decide(inputOf([offer], { basket })).nearly) {
            const added =
              missing.kind === 'spendMore'
                ? line('milk', missing.amountMinor, { sku: 'C' })
                : line(missing.categories[0], missing.amountMinor, {
                    sku: missing.skus[0] ?? 'C',
                    quantity: Math.max(1, missing.quantity),
                  })
            const after = basketOf([...basket.lines, added])
            expect(decide(inputOf([offer], { basket: after })).offers).toHaveLength(1)
          }
        },
      ),
      { numRuns: 500 },
    )
  })
})
