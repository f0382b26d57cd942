import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Offer, Reward } from '../../shared/contracts/index.ts'
import { automaticOffers, claimCostMinor, judgeBasket } from '../../shared/engine/index.ts'
import { basketOf, inputOf, line, NOW, offerOf, RULES } from './make.ts'

const purchase = basketOf([line('coffee', 10_000), line('tea', 5_000), line('coffee', 2_500)])
const base = [100, 50, 25]

const points = (n: number, reward: Reward, more: Partial<Offer> = {}) =>
  offerOf(n, { reward, code: null, ...more })
const earned = (offers: Offer[], now = NOW) =>
  automaticOffers({ ...inputOf(offers, { now }), basket: purchase }, base).map(
    ({ offer, points, perLine }) => ({ key: offer.key, points, perLine }),
  )

describe('automaticOffers', () => {
  const coffee = { categories: ['Coffee'] }

  test.each<{ title: string; reward: Reward; points: number; perLine: number[] }>([
    {
      title: 'double points on everything',
      reward: { kind: 'pointsMultiplier', factor: 2 },
      points: 175,
      perLine: [100, 50, 25],
    },
    {
      title: 'one and a half, rounded down once',
      reward: { kind: 'pointsMultiplier', factor: 1.5 },
      points: 87,
      perLine: [50, 25, 12],
    },
    {
      title: 'on a category',
      reward: { kind: 'pointsMultiplier', factor: 3, scope: coffee },
      points: 250,
      perLine: [200, 0, 50],
    },
    {
      title: 'a bonus falls on lines by their amount',
      reward: { kind: 'bonusPoints', points: 100, scope: coffee },
      points: 100,
      perLine: [80, 0, 20],
    },
  ])('$title', ({ reward, points: expected, perLine }) => {
    expect(earned([points(1, reward)])).toEqual([{ key: 'offer-1', points: expected, perLine }])
  })

  test('several add up, each over the base points', () => {
    const offers = [
      points(2, { kind: 'pointsMultiplier', factor: 3 }),
      points(1, { kind: 'pointsMultiplier', factor: 2 }),
    ]
    expect(earned(offers).map(({ key, points: extra }) => [key, extra])).toEqual([
      ['offer-1', 175],
      ['offer-2', 350],
    ])
  })

  test('only what holds when the purchase was made, for this basket, and comes to something', () => {
    const bonus: Reward = { kind: 'bonusPoints', points: 10 }
    const offers = [
      points(1, bonus, { schedule: { startsAt: NOW, endsAt: NOW + 10 } }),
      points(2, bonus, { conditions: { minBasketMinor: 17_501 } }),
      points(3, { kind: 'bonusPoints', points: 10, scope: { categories: ['wine'] } }),
      offerOf(4),
    ]
    expect(earned(offers, NOW + 9).map(({ key }) => key)).toEqual(['offer-1'])
    expect(earned(offers, NOW + 10)).toEqual([])
  })

  test('a line whose category nobody sent is in no category', () => {
    const offer = points(1, { kind: 'bonusPoints', points: 10, scope: coffee })
    const input = { ...inputOf([offer]), basket: basketOf([line(undefined, 1_000)]) }
    expect(automaticOffers(input, [10])).toEqual([])
    const wanted = points(
      2,
      { kind: 'bonusPoints', points: 10 },
      { conditions: { lines: { ...coffee, quantity: 1 } } },
    )
    expect(automaticOffers({ ...inputOf([wanted]), basket: input.basket }, [10])).toEqual([])
  })

  test('the parts sum to the whole, none below zero', () => {
    const lines = fc.array(
      fc.record({
        amountMinor: fc.integer({ min: 0, max: 1_000_000_000_000 }),
        base: fc.integer({ min: 0, max: 1_000_000 }),
      }),
      { minLength: 1, maxLength: 20 },
    )
    const reward: fc.Arbitrary<Reward> = fc.oneof(
      fc.record({
        kind: fc.constant('bonusPoints' as const),
        points: fc.integer({ min: 1, max: 1_000_000 }),
      }),
      fc.record({
        kind: fc.constant('pointsMultiplier' as const),
        factor: fc.constantFrom(1.1, 1.3, 2.7, 20),
      }),
    )
    fc.assert(
      fc.property(lines, reward, (given, kind) => {
        const basket = basketOf(given.map(({ amountMinor }) => line('x', amountMinor)))
        const sum = given.reduce((all, { base: own }) => all + own, 0)
        const input = { ...inputOf([points(1, kind)]), basket }
        const [offer] = automaticOffers(
          input,
          given.map(({ base: own }) => own),
        )
        const expected =
          kind.kind === 'bonusPoints'
            ? kind.points
            : Math.floor(((Math.round((kind as { factor: number }).factor * 10) - 10) * sum) / 10)
        expect(offer?.points ?? 0).toBe(expected)
        for (const part of offer?.perLine ?? []) expect(Number.isInteger(part) && part >= 0).toBe(true)
      }),
    )
  })
})

describe('claimCostMinor', () => {
  const basket = basketOf([line('coffee', 10_000), line(undefined, 5_000)], { shippingMinor: 4_900 })
  test.each<{
    title: string
    reward: Reward
    conditions?: Offer['conditions']
    known: number
    unknown: number
  }>([
    { title: 'percent', reward: { kind: 'percentOff', percent: 10 }, known: 1_500, unknown: 0 },
    {
      title: 'percent of at most what may be in scope',
      reward: { kind: 'percentOff', percent: 10, scope: { categories: ['tea'] } },
      known: 500,
      unknown: 0,
    },
    {
      title: 'percent under a ceiling',
      reward: { kind: 'percentOff', percent: 50, maxMinor: 2_000 },
      known: 2_000,
      unknown: 2_000,
    },
    {
      title: 'percent of the smallest basket',
      reward: { kind: 'percentOff', percent: 10 },
      conditions: { minBasketMinor: 8_000 },
      known: 1_500,
      unknown: 800,
    },
    { title: 'amount', reward: { kind: 'amountOff', amountMinor: 99_000 }, known: 15_000, unknown: 99_000 },
    { title: 'delivery', reward: { kind: 'freeShipping' }, known: 4_900, unknown: 0 },
    { title: 'points, rounded up', reward: { kind: 'bonusPoints', points: 3 }, known: 15, unknown: 15 },
  ])('$title', ({ reward, conditions = {}, known, unknown }) => {
    expect(claimCostMinor({ reward, conditions }, basket, RULES)).toBe(known)
    expect(claimCostMinor({ reward, conditions }, null, RULES)).toBe(unknown)
  })
})

test('a shop may ask for one offer and one basket', () => {
  const offer = offerOf(1, { conditions: { minBasketMinor: 20_000 } })
  expect(judgeBasket(offer, purchase, RULES)).toEqual({
    answer: 'no',
    missing: { kind: 'spendMore', amountMinor: 2_500, currency: 'SEK' },
  })
  expect(judgeBasket(offerOf(1), purchase, RULES)).toEqual({ answer: 'yes', missing: null })
  expect(judgeBasket(offer, { ...purchase, currency: 'EUR' }, RULES).answer).toBe('unknown')
})
