import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Offer, OfferPolicy, type Reward, type Stacking } from '../../shared/contracts/index.ts'
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

describe('offers that do not go together', () => {
  const bonus = (n: number, amount: number, stacking: Partial<Stacking> = {}, more: Partial<Offer> = {}) =>
    points(
      n,
      { kind: 'bonusPoints', points: amount },
      { stacking: { groups: [], alone: false, excludes: [], ...stacking }, ...more },
    )
  const rules = {
    ...RULES,
    offers: OfferPolicy.parse({
      groups: [
        { key: 'best', name: 'Best', mode: 'best' },
        { key: 'order', name: 'Order', mode: 'inOrder' },
        { key: 'stack', name: 'Stack', mode: 'stack' },
      ],
    }),
  }
  const had = (offers: Offer[], bounds: Parameters<typeof automaticOffers>[2] = {}) =>
    automaticOffers({ ...inputOf(offers, {}, { rules }), basket: purchase }, base, bounds).map(
      ({ offer }) => offer.key,
    )

  test('one that is alone is had where it is worth more than all others, and not with them', () => {
    const others = [bonus(1, 10), bonus(2, 20)]
    expect(had([...others, bonus(3, 31, { alone: true })])).toEqual(['offer-3'])
    expect(had([...others, bonus(3, 29, { alone: true })])).toEqual(['offer-1', 'offer-2'])
  })

  test('an exclusion holds whichever side says it', () => {
    expect(had([bonus(1, 10), bonus(2, 20, { excludes: ['offer-1'] }), bonus(3, 1)])).toEqual([
      'offer-2',
      'offer-3',
    ])
    expect(had([bonus(1, 30), bonus(2, 20, { excludes: ['offer-1'] })])).toEqual(['offer-1'])
  })

  test('groups let one through: the best, or the first that gives anything', () => {
    const both = (group: string) => [
      bonus(1, 20, { groups: [group] }, { priority: 1 }),
      bonus(2, 10, { groups: [group] }, { priority: 9 }),
    ]
    expect(had(both('best'))).toEqual(['offer-1'])
    expect(had(both('order'))).toEqual(['offer-2'])
    expect(had(both('stack'))).toEqual(['offer-1', 'offer-2'])
  })

  test('a gift to a cause is weighed against points at their worth', () => {
    const match = (maxMinor: number) =>
      points(
        1,
        { kind: 'donationMatch', cause: 'woods', percent: 100, maxMinor, scope: { categories: ['tea'] } },
        { stacking: { groups: [], alone: true, excludes: [] } },
      )
    // A point is worth five minor units.
    expect(had([match(501), bonus(2, 100)])).toEqual(['offer-1'])
    expect(had([match(499), bonus(2, 100)])).toEqual(['offer-2'])
  })

  test('what does not go with a code that was used is not had', () => {
    const typed = offerOf(5)
    const offers = [
      typed,
      bonus(1, 10, { excludes: ['offer-5'] }),
      bonus(2, 5),
      bonus(3, 500, { alone: true }),
    ]
    expect(had(offers)).toEqual(['offer-3'])
    expect(had(offers, { usedIds: [typed.id] })).toEqual(['offer-2'])
  })

  test('one without room leaves its place to the next', () => {
    const offers = [bonus(1, 20, { groups: ['order'] }, { priority: 9 }), bonus(2, 10, { groups: ['order'] })]
    expect(had(offers, { hasRoom: ({ offer }) => offer.key !== 'offer-1' })).toEqual(['offer-2'])
    expect(had(offers, { hasRoom: ({ points: given }) => given > 10 })).toEqual(['offer-1'])
  })

  const someOffers = fc
    .array(
      fc.record({
        amount: fc.integer({ min: 1, max: 30 }),
        groups: fc.constantFrom<string[]>([], [], ['best'], ['stack']),
        alone: fc.integer({ min: 0, max: 14 }).map((n) => n === 0),
        excludes: fc.array(fc.integer({ min: 1, max: 11 }), { maxLength: 3 }),
      }),
      { minLength: 1, maxLength: 11 },
    )
    .map((given) =>
      given.map(({ amount, groups, alone, excludes }, at) =>
        bonus(at + 1, amount, { groups, alone, excludes: excludes.map((n) => `offer-${n}`) }),
      ),
    )
  const isAgainst = (a: Offer, b: Offer) =>
    a.stacking.alone ||
    b.stacking.alone ||
    a.stacking.excludes.includes(b.key) ||
    b.stacking.excludes.includes(a.key) ||
    (a.stacking.groups.includes('best') && b.stacking.groups.includes('best'))
  const pointsOf = ({ reward }: Offer) => (reward as { points: number }).points
  const sumOf = (offers: readonly Offer[]) => offers.reduce((sum, offer) => sum + pointsOf(offer), 0)
  const isAllowed = (offers: readonly Offer[]) =>
    offers.every((a, at) => offers.slice(0, at).every((b) => !isAgainst(a, b)))

  test('no allowed set earns more, whatever the order of asking', () => {
    fc.assert(
      fc.property(someOffers, (offers) => {
        const keys = had(offers)
        const chosen = offers.filter(({ key }) => keys.includes(key))
        expect(isAllowed(chosen)).toBe(true)
        let most = 0
        for (let set = 1; set < 2 ** offers.length; set += 1) {
          const some = offers.filter((_, at) => set & (1 << at))
          if (sumOf(some) > most && isAllowed(some)) most = sumOf(some)
        }
        expect(sumOf(chosen)).toBe(most)
        expect(had(offers.toReversed())).toEqual(keys)
      }),
      { numRuns: 150 },
    )
  })

  test('forty in pairs that exclude each other are twenty, each the better of its pair', () => {
    const pairs = Array.from({ length: 40 }, (_, at) =>
      bonus(at + 1, 1 + ((at * 7) % 40), { excludes: [`offer-${at % 2 ? at : at + 2}`] }),
    )
    const best = Array.from({ length: 20 }, (_, pair) => {
      const [a, b] = [pairs[pair * 2]!, pairs[pair * 2 + 1]!]
      return pointsOf(a) > pointsOf(b) ? a.key : b.key
    })
    expect(had(pairs)).toEqual(best)
  })

  test('of more than can be searched, what is had goes together', () => {
    const ring = Array.from({ length: 45 }, (_, at) =>
      bonus(at + 1, 1 + ((at * 17) % 45), { excludes: [`offer-${((at + 1) % 45) + 1}`] }),
    )
    const keys = had(ring)
    const chosen = ring.filter(({ key }) => keys.includes(key))
    expect(isAllowed(chosen)).toBe(true)
    expect(chosen.length).toBeGreaterThan(14)
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
