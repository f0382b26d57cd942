import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Basket, Line, LineScope, Reward } from '../../shared/contracts/index.ts'
import {
  claimCostMinor,
  discountPerUnit,
  effect,
  ofUnit,
  ofUnits,
  spread,
} from '../../shared/engine/index.ts'
import { basketOf, line, RULES } from './make.ts'

const coffee = { categories: ['coffee'] }
const tea = { categories: ['tea'] }
const either = { categories: ['coffee', 'tea'] }

/** What a reward takes off a basket; `null` where that can't be said. */
function off(reward: Reward, basket: Basket): number | null {
  const worked = effect(reward, basket, RULES)
  return worked.kind === 'discount' ? worked.amountMinor : null
}

describe('rewards that are counted by the unit', () => {
  const basket = basketOf([
    line('coffee', 3_001, { quantity: 3, sku: 'A' }),
    line('coffee', 4_000, { sku: 'B' }),
    line('tea', 2_500, { sku: 'C' }),
    line('wine', 9_000, { sku: 'D' }),
  ])

  const cases: { title: string; reward: Reward; amount: number; perLine: number[] }[] = [
    {
      title: 'a fixed price, where it is lower',
      reward: { kind: 'fixedPrice', priceMinor: 1_000, scope: coffee },
      amount: 3_001,
      perLine: [1, 3_000, 0, 0],
    },
    {
      title: 'a fixed price for the dearest',
      reward: { kind: 'fixedPrice', priceMinor: 500, mostUnits: 2, scope: coffee },
      amount: 4_001,
      perLine: [501, 3_500, 0, 0],
    },
    {
      title: 'of every two the cheaper is free',
      reward: { kind: 'cheapestFree', of: 2, scope: coffee },
      amount: 2_001,
      perLine: [2_001, 0, 0, 0],
    },
    {
      title: 'once, of the dearest two',
      reward: { kind: 'cheapestFree', of: 2, mostTimes: 1, scope: coffee },
      amount: 1_001,
      perLine: [1_001, 0, 0, 0],
    },
    {
      title: 'buy three coffees, get a tea',
      reward: {
        kind: 'buyXGetY',
        buy: { quantity: 3, scope: coffee },
        get: { quantity: 1, percent: 100, scope: tea },
      },
      amount: 2_500,
      perLine: [0, 0, 2_500, 0],
    },
    {
      title: 'buy one, get one of the same at half price, rounded down by the unit',
      reward: {
        kind: 'buyXGetY',
        buy: { quantity: 1, scope: coffee },
        get: { quantity: 1, percent: 50, scope: coffee },
      },
      amount: 1_000,
      perLine: [1_000, 0, 0, 0],
    },
    {
      title: 'a coffee and a tea for a price, the dearest of each',
      reward: {
        kind: 'bundlePrice',
        parts: [
          { quantity: 1, scope: coffee },
          { quantity: 1, scope: tea },
        ],
        priceMinor: 5_000,
      },
      amount: 1_500,
      perLine: [0, 923, 577, 0],
    },
  ]
  test.each(cases)('$title', ({ reward, amount, perLine }) => {
    expect(off(reward, basket)).toBe(amount)
    expect(discountPerUnit(reward, basket.lines, amount)).toEqual(perLine)
    expect(claimCostMinor({ reward, conditions: {} }, basket, RULES)).toBe(amount)
  })

  test('a unit is not counted twice where parts name the same goods', () => {
    const bundle = (quantity: number): Reward => ({
      kind: 'bundlePrice',
      parts: [
        { quantity, scope: coffee },
        { quantity: 1, scope: either },
      ],
      priceMinor: 100,
    })
    expect(off(bundle(4), basket)).toBe(3_001 + 4_000 + 2_500 - 100)
    expect(off(bundle(5), basket)).toBe(0)
  })

  test('without lines, or with one that may be in it and would change it, nothing is said', () => {
    const reward: Reward = { kind: 'cheapestFree', of: 2, scope: coffee }
    expect(off(reward, { ...basket, lines: [] })).toBeNull()
    const nameless = (amountMinor: number) => basketOf([...basket.lines, line(undefined, amountMinor)])
    expect(off(reward, nameless(3_500))).toBeNull()
    expect(claimCostMinor({ reward, conditions: {} }, nameless(3_500), RULES)).toBe(3_500 + 1_000)
    // A fifth one that is cheaper than all changes no pair.
    expect(off(reward, nameless(10))).toBe(2_001)
  })

  test('what more goods could make smaller is not said while any are unknown', () => {
    const reward: Reward = {
      kind: 'buyXGetY',
      buy: { quantity: 1, scope: coffee },
      get: { quantity: 1, percent: 100, scope: tea },
    }
    const some = basketOf([line('coffee', 900), line('tea', 500), line(undefined, 100)])
    expect(off(reward, some)).toBeNull()
    expect(off({ ...reward, mostTimes: 1 }, some)).toBeNull()
    expect(claimCostMinor({ reward, conditions: {} }, some, RULES)).toBeGreaterThanOrEqual(500)
    expect(off(reward, basketOf([line('tea', 500), line('wine', 100)]))).toBe(0)
    expect(off(reward, basketOf([line('wine', 500), line(undefined, 0)]))).toBe(0)
  })

  test('brands are named as categories are, and a line that does not say may be of any', () => {
    const reward: Reward = { kind: 'percentOff', percent: 10, scope: { brands: ['Zoégas '.trim()] } }
    const branded = basketOf([line('x', 1_000, { brand: 'ZOÉGAS' }), line('x', 5_000, { brand: 'other' })])
    expect(off(reward, branded)).toBe(100)
    expect(off(reward, basketOf([...branded.lines, line('x', 100)]))).toBeNull()
    const nameless = basketOf([...branded.lines, line(undefined, 400)])
    expect(claimCostMinor({ reward, conditions: {} }, nameless, RULES)).toBe(140)
    const both: Reward = { kind: 'percentOff', percent: 10, scope: { brands: ['zoégas'], categories: ['x'] } }
    expect(off(both, basketOf([...branded.lines, line('x', 100)]))).toBe(610)
    // Of a line that says neither, both may be true: it counts once.
    expect(claimCostMinor({ reward: both, conditions: {} }, nameless, RULES)).toBe(640)
  })
})

const aScope: fc.Arbitrary<LineScope> = fc
  .subarray(['coffee', 'tea', 'wine'], { minLength: 1 })
  .map((categories) => ({ categories }))
const lines: fc.Arbitrary<Line[]> = fc
  .array(
    fc.record({
      category: fc.constantFrom('coffee', 'tea', 'wine', 'milk'),
      amountMinor: fc.integer({ min: 0, max: 60 }),
      quantity: fc.integer({ min: 1, max: 3 }),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .filter((some) => some.reduce((sum, { quantity }) => sum + quantity, 0) <= 7)
  .map((some) => some.map(({ category, amountMinor, quantity }) => line(category, amountMinor, { quantity })))

type Unit = { category: string; price: number }
const unitsOf = (given: readonly Line[]): Unit[] =>
  given.flatMap(({ category, quantity, amountMinor }) =>
    Array.from({ length: quantity }, (_, unit) => ({
      category: category!,
      price: ofUnit(amountMinor, quantity, unit),
    })),
  )
const isIn = (scope: LineScope, { category }: Unit) => scope.categories!.includes(category)

/** Every way to put each unit into one of some parts (0: none). */
function* ways(count: number, parts: number): Generator<number[]> {
  const total = (parts + 1) ** count
  for (let way = 0; way < total; way += 1) {
    const roles: number[] = []
    for (let rest = way, i = 0; i < count; i += 1, rest = Math.floor(rest / (parts + 1)))
      roles.push(rest % (parts + 1))
    yield roles
  }
}

describe('against every way to use the units', () => {
  test('cheapest free: dearest first, each last one of a group', () => {
    fc.assert(
      fc.property(lines, aScope, fc.integer({ min: 2, max: 4 }), (given, scope, of) => {
        const prices = unitsOf(given)
          .filter((unit) => isIn(scope, unit))
          .map(({ price }) => price)
          .sort((a, b) => b - a)
        const expected = prices.reduce((sum, price, at) => ((at + 1) % of === 0 ? sum + price : sum), 0)
        expect(off({ kind: 'cheapestFree', of, scope }, basketOf(given))).toBe(expected)
      }),
    )
  })

  test('buy and get: as many as can be, and of those the cheapest', () => {
    const quantity = fc.integer({ min: 1, max: 2 })
    fc.assert(
      fc.property(lines, aScope, aScope, quantity, quantity, (given, buyScope, getScope, buys, gets) => {
        const units = unitsOf(given)
        let most = 0
        let expected = 0
        for (const roles of ways(units.length, 2)) {
          if (roles.some((role, at) => role > 0 && !isIn(role === 1 ? buyScope : getScope, units[at]!)))
            continue
          const free = roles.filter((role) => role === 2).length
          if (roles.filter((role) => role === 1).length < Math.ceil(free / gets) * buys || free < most)
            continue
          const sum = roles.reduce((all, role, at) => (role === 2 ? all + units[at]!.price : all), 0)
          if (free > most || sum < expected) expected = sum
          most = free
        }
        const reward: Reward = {
          kind: 'buyXGetY',
          buy: { quantity: buys, scope: buyScope },
          get: { quantity: gets, percent: 100, scope: getScope },
        }
        expect(off(reward, basketOf(given))).toBe(expected)
      }),
      { numRuns: 400 },
    )
  })

  test('bundles: no other units, and no other number of bundles, would save more', () => {
    const part = fc.record({ quantity: fc.integer({ min: 1, max: 2 }), scope: aScope })
    fc.assert(
      fc.property(
        lines,
        fc.array(part, { minLength: 1, maxLength: 2 }),
        fc.integer({ min: 0, max: 60 }),
        (given, parts, priceMinor) => {
          const units = unitsOf(given)
          let expected = 0
          for (const roles of ways(units.length, parts.length)) {
            if (roles.some((role, at) => role > 0 && !isIn(parts[role - 1]!.scope, units[at]!))) continue
            const held = parts.map((_, at) => roles.filter((role) => role === at + 1).length)
            const times = held[0]! / parts[0]!.quantity
            if (!Number.isInteger(times) || parts.some((own, at) => held[at] !== times * own.quantity))
              continue
            const sum = roles.reduce((all, role, at) => (role > 0 ? all + units[at]!.price : all), 0)
            expected = Math.max(expected, sum - times * priceMinor)
          }
          expect(off({ kind: 'bundlePrice', parts, priceMinor }, basketOf(given))).toBe(expected)
        },
      ),
      { numRuns: 400 },
    )
  })
})

const aReward: fc.Arbitrary<Reward> = fc.oneof(
  fc.record({
    kind: fc.constant('percentOff' as const),
    percent: fc.integer({ min: 1, max: 100 }),
    scope: aScope,
  }),
  fc.record({ kind: fc.constant('amountOff' as const), amountMinor: fc.integer({ min: 1, max: 100 }) }),
  fc.record({
    kind: fc.constant('cheapestFree' as const),
    of: fc.integer({ min: 2, max: 3 }),
    scope: aScope,
  }),
  fc.record({
    kind: fc.constant('bundlePrice' as const),
    priceMinor: fc.integer({ min: 0, max: 50 }),
    parts: fc.array(fc.record({ quantity: fc.integer({ min: 1, max: 2 }), scope: aScope }), {
      minLength: 1,
      maxLength: 2,
    }),
  }),
  fc.record({ kind: fc.constant('freeShipping' as const) }),
)

describe('a discount that was given', () => {
  test('falls on the units of its lines to the minor unit, whatever the shop gave', () => {
    fc.assert(
      fc.property(
        aReward,
        lines,
        fc.integer({ min: 0, max: 1_000_000_000_000 }),
        (reward, given, discountMinor) => {
          const perLine = discountPerUnit(reward, given, discountMinor)
          expect(perLine.reduce((sum, part) => sum + part, 0)).toBe(discountMinor)
          perLine.forEach((part, at) => {
            const { quantity } = given[at]!
            const units = Array.from({ length: quantity }, (_, unit) => ofUnit(part, quantity, unit))
            expect(units.reduce((sum, own) => sum + own, 0)).toBe(part)
            expect(Math.min(...units)).toBeGreaterThanOrEqual(0)
          })
        },
      ),
    )
  })

  test('what was worked out is never more than its line costs', () => {
    fc.assert(
      fc.property(aReward, lines, (reward, given) => {
        const amount = off(reward, basketOf(given))
        if (amount === null) return
        discountPerUnit(reward, given, amount).forEach((part, at) => {
          expect(part).toBeLessThanOrEqual(given[at]!.amountMinor)
        })
      }),
    )
  })

  test('comes back with the units in any portions, and all of it with all of them', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1_000_000 }),
        fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 8 }),
        (amount, portions) => {
          const quantity = portions.reduce((sum, portion) => sum + portion, 0)
          let before = 0
          let back = 0
          for (const portion of portions) {
            back += ofUnits(amount, quantity, before, portion)
            before += portion
          }
          expect(back).toBe(amount)
        },
      ),
    )
  })

  test('is taken at what lines cost before it, and falls on all where none is known to be in scope', () => {
    const reward: Reward = { kind: 'cheapestFree', of: 2, scope: coffee }
    const free = [line('coffee', 500), line('coffee', 0, { beforeDiscountMinor: 400 })]
    expect(discountPerUnit(reward, free, 400)).toEqual([0, 400])
    expect(discountPerUnit(reward, [line(undefined, 300), line(undefined, 100)], 40)).toEqual([30, 10])
  })
})

test('an amount is shared by the largest remainder, exactly, above what a number can multiply', () => {
  expect(spread(10, [1, 1, 1])).toEqual([4, 3, 3])
  expect(spread(5, [0, 0])).toEqual([0, 0])
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 1_000_000_000_000 }), { minLength: 1, maxLength: 20 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (weights, share) => {
        const sum = weights.reduce((all, weight) => all + weight, 0)
        const amount = Math.floor(sum * share)
        const parts = spread(amount, weights)
        expect(parts.reduce((all, part) => all + part, 0)).toBe(amount)
        parts.forEach((part, at) => {
          const quota = (BigInt(amount) * BigInt(weights[at]!)) / BigInt(Math.max(1, sum))
          expect(BigInt(part) - quota === 0n || BigInt(part) - quota === 1n).toBe(true)
          expect(part).toBeLessThanOrEqual(weights[at]!)
        })
      },
    ),
  )
})
