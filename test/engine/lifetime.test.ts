import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  aliveProbability,
  type Buying,
  buyingOf,
  expectedPurchases,
  expectedValueMinor,
  lifetimeValueMinor,
} from '../../shared/engine/index.ts'

/** Published for CDNOW. */
const CDNOW = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }
/** Published for CDNOW, in cents here. */
const SPEND = { p: 6.25, q: 3.74, gamma: 1544 }
const PARAMS = { ...CDNOW, ...SPEND, fittedAt: 0, members: 2357, logLikelihood: -9582.4 }
const buying = (repeats: number, latestWeeks: number, watchedWeeks: number): Buying => ({
  repeats,
  latestWeeks,
  watchedWeeks,
})
const within = (expected: number) => ({ from: expected * (1 - 1e-9), to: expected * (1 + 1e-9) })

test('the published example: x = 2, t_x = 30.43, T = 38.86 brings 1.226 purchases in 39 weeks', () => {
  expect(expectedPurchases(CDNOW, buying(2, 30.43, 38.86), 39)).toBeCloseTo(1.226, 3)
})

/** Worked out by the published formula with 40 digits. */
describe('P(alive)', () => {
  test.each([
    ['two lately', 2, 30.43, 38.86, 0.726578570081],
    ['one, long ago', 1, 1.71, 38.86, 0.212100985377],
    ['none since the first: nobody leaves before a second', 0, 0, 38.86, 1],
    ['often, lately', 29, 38, 38.86, 0.955221721242],
    ['two, long ago', 2, 2, 38.86, 0.0563211345838],
    ['a thousand, then silence', 1000, 10, 52, 0],
  ])('%s', (_, repeats, latestWeeks, watchedWeeks, expected) => {
    expect(aliveProbability(CDNOW, buying(repeats, latestWeeks, watchedWeeks))).toBeCloseTo(expected, 10)
  })
})

describe('E[Y(t)], also where the published form overflows, cancels or divides by nothing', () => {
  test.each([
    ['one purchase', CDNOW, buying(0, 0, 38.86), 39, 0.195098052011],
    ['a member of this minute', CDNOW, buying(0, 0, 0), 52, 1.4460505954],
    ['500 purchases', CDNOW, buying(500, 38, 38.86), 52, 11.5045404987],
    ['two thousand years', CDNOW, buying(2, 30.43, 38.86), 100_000, 48.6168440736],
    ['a = 1', { ...CDNOW, a: 1 }, buying(2, 30.43, 38.86), 39, 1.10213678604],
    ['c < 0', { r: 0.5, alpha: 2, a: 0.3, b: 0.5 }, buying(0, 0, 10), 20, 0.626694373429],
    ['c = 0', { r: 0.5, alpha: 2, a: 0.3, b: 0.7 }, buying(0, 0, 10), 20, 0.658804960826],
    ['large r', { r: 50, alpha: 10, a: 0.5, b: 1 }, buying(3, 8, 12), 150, 0.00964179206074],
    ['larger r', { r: 300, alpha: 60, a: 0.5, b: 1 }, buying(0, 0, 12), 300, 61.6396016056],
    [
      'a horizon that is nearly all',
      { r: 0.1, alpha: 0.05, a: 15, b: 2 },
      buying(0, 0, 0.1),
      1000,
      0.662447434557,
    ],
    ['large a and b', { r: 2, alpha: 10, a: 80, b: 400 }, buying(3, 8, 12), 200, 3.91102166791],
    ['all small', { r: 0.02, alpha: 0.01, a: 0.02, b: 0.03 }, buying(1, 0.5, 100), 5000, 0.322636185927],
  ])('%s', (_, params, member, weeks, expected) => {
    const { from, to } = within(expected)
    const found = expectedPurchases(params, member, weeks)
    expect(found).toBeGreaterThan(from)
    expect(found).toBeLessThan(to)
  })

  const size = (smallest: number, largest: number) =>
    fc.double({ min: Math.log(smallest), max: Math.log(largest), noNaN: true }).map(Math.exp)
  const params = fc.record({
    r: size(0.02, 100),
    alpha: size(0.01, 300),
    a: size(0.02, 100),
    b: size(0.02, 1000),
  })
  const member = fc
    .record({
      repeats: fc.nat(3000),
      watchedWeeks: size(0.01, 520),
      part: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    .map(({ repeats, watchedWeeks, part }) =>
      buying(repeats, repeats === 0 ? 0 : part * watchedWeeks, watchedWeeks),
    )

  test('is a number, never falls with the horizon, and stays under what nobody leaving would buy', () => {
    fc.assert(
      fc.property(params, member, size(0.1, 1000), (given, who, weeks) => {
        const sooner = expectedPurchases(given, who, weeks / 2)
        const later = expectedPurchases(given, who, weeks)
        const rate = (given.r + who.repeats) / (given.alpha + who.watchedWeeks)
        expect(sooner).toBeGreaterThanOrEqual(0)
        expect(later).toBeGreaterThanOrEqual(sooner * (1 - 1e-9))
        expect(later).toBeLessThanOrEqual(rate * weeks * (1 + 1e-9))
      }),
      { numRuns: 300 },
    )
  })

  test('goes on without a step where the series hands over to the quadrature', () => {
    const who = buying(2, 30.43, 38.86)
    for (const edge of [
      (shift: number) => expectedPurchases({ ...CDNOW, a: 1.001 + shift }, who, 39),
      (shift: number) => expectedPurchases({ ...CDNOW, a: 20 + shift }, who, 39),
      // z = 0.9
      (shift: number) => expectedPurchases(CDNOW, who, (9 + shift * 100) * (CDNOW.alpha + 38.86)),
      (shift: number) => expectedPurchases({ ...CDNOW, r: 3 + 0.793 + 2.426 - 1 + shift }, who, 39),
    ]) {
      const [before, at, after] = [edge(-1e-6), edge(0), edge(1e-6)] as const
      expect(Math.abs(after - 2 * at + before) / at).toBeLessThan(1e-8)
    }
  })
})

describe('expected worth of a purchase', () => {
  test('without one it is the mean of all members', () => {
    expect(expectedValueMinor(SPEND, 0, 0)).toBeCloseTo((6.25 * 1544) / 2.74, 6)
  })
  test("with many it is the member's own average", () => {
    expect(expectedValueMinor(SPEND, 100_000, 9900)).toBeCloseTo(9900, 0)
  })
  test('cannot be said where amounts were not fitted, or have no mean', () => {
    expect(expectedValueMinor({ p: null, q: null, gamma: null }, 3, 500)).toBeNull()
    expect(expectedValueMinor({ p: 2, q: 0.5, gamma: 100 }, 0, 0)).toBeNull()
  })
})

describe('lifetime value', () => {
  const who = buying(2, 30.43, 38.86)
  const spent = { purchases: 3, spendMinor: 9000 }
  const horizon = { weeks: 52, discountRate: 0, marginShare: 1 }
  const value = (change: Partial<typeof horizon>) =>
    lifetimeValueMinor(PARAMS, who, spent, { ...horizon, ...change })!

  test('undiscounted it is expected purchases times what each is worth, rounded down', () => {
    const expected = expectedPurchases(PARAMS, who, 52) * expectedValueMinor(PARAMS, 3, 3000)!
    expect(value({})).toBe(Math.floor(expected))
  })
  test('a discount takes less than a year of itself, margin its share, no time all', () => {
    expect(value({ discountRate: 0.1 })).toBeLessThan(value({}))
    expect(value({ discountRate: 0.1 })).toBeGreaterThan(value({}) / 1.1)
    expect(value({ marginShare: 0.25 })).toBe(Math.floor(value({}) / 4))
    expect(value({ weeks: 0 })).toBe(0)
  })
  test('is discounted as if it came in the middle of each four weeks', () => {
    const once = { ...SPEND, p: 100_000, q: 2, gamma: 1 }
    const expected = expectedPurchases(PARAMS, who, 4) * expectedValueMinor(once, 3, 3_000_000)!
    const found = lifetimeValueMinor(
      { ...PARAMS, ...once },
      who,
      { purchases: 3, spendMinor: 9_000_000 },
      { weeks: 4, discountRate: 0.5, marginShare: 1 },
    )
    expect(found).toBe(Math.floor(expected / 1.5 ** (2 / 52.1775)))
  })
  test('cannot be said of who has not bought, or without amounts', () => {
    expect(lifetimeValueMinor(PARAMS, who, { purchases: 0, spendMinor: 0 }, horizon)).toBeNull()
    const unknown = { ...PARAMS, p: null, q: null, gamma: null }
    expect(lifetimeValueMinor(unknown, who, spent, horizon)).toBeNull()
  })
})

describe('what a profile says of buying', () => {
  const WEEK = 604_800_000
  test('weeks are counted from the first purchase', () => {
    expect(buyingOf({ purchases: 3, firstAt: 0, lastAt: 2 * WEEK }, 5 * WEEK)).toEqual(buying(2, 2, 5))
  })
  test('nobody, or nothing bought, cannot say', () => {
    expect(buyingOf(null, 5)).toBeNull()
    expect(buyingOf({ purchases: 0, firstAt: null, lastAt: null }, 5)).toBeNull()
  })
  test("a shop's clock that runs ahead is now", () => {
    expect(buyingOf({ purchases: 2, firstAt: 0, lastAt: 4 * WEEK }, 3 * WEEK)).toEqual(buying(1, 4, 4))
  })
})
