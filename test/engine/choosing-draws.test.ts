import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  drawSeed,
  drawState,
  expectedValue,
  fatigue,
  posterior,
  thompson,
  topOf,
  varied,
} from '../../shared/engine/choosing/index.ts'
import { gamma, normal, sfc32 } from '../../shared/engine/choosing/random.ts'

const DRAWS = 20_000

/** Mean and variance of many draws, each from its own seed. */
function moments(draw: (seed: number) => number): { mean: number; variance: number } {
  const draws = Array.from({ length: DRAWS }, (_, seed) => draw(seed))
  const mean = draws.reduce((a, b) => a + b) / DRAWS
  return { mean, variance: draws.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (DRAWS - 1) }
}

/** Four standard errors: a right generator passes all but one in 16,000 times, and always with the same seeds. */
const errors = (variance: number) => 4 * Math.sqrt(variance / DRAWS)

describe('sfc32', () => {
  test('gives the bits of its published definition', () => {
    // Doty-Humphrey's sfc32 with 64-bit arithmetic instead of the engine's 32-bit one.
    const reference = (seed: number, take: number) => {
      const mask = 0xffff_ffffn
      let [a, b, c, counter] = [0n, BigInt(seed), 0n, 1n]
      return Array.from({ length: 12 + take }, () => {
        const sum = (a + b + counter) & mask
        counter = (counter + 1n) & mask
        a = b ^ (b >> 9n)
        b = (c + (c << 3n)) & mask
        c = (((c << 21n) | (c >> 11n)) + sum) & mask
        return Number(sum) / 2 ** 32
      }).slice(12)
    }
    for (const seed of [0, 1, 2_166_136_261, 4_294_967_295]) {
      const random = sfc32(seed)
      expect(Array.from({ length: 50 }, random)).toEqual(reference(seed, 50))
    }
  })
})

describe('variates', () => {
  test('normal ones have mean 0 and variance 1', () => {
    const { mean, variance } = moments((seed) => normal(sfc32(seed)))
    expect(Math.abs(mean)).toBeLessThan(errors(1))
    expect(Math.abs(variance - 1)).toBeLessThan(errors(2))
  })

  test.each([0.3, 1, 2.5, 40])('gamma ones of shape %d have it as mean and variance', (shape) => {
    const { mean, variance } = moments((seed) => gamma(sfc32(seed), shape))
    expect(Math.abs(mean - shape)).toBeLessThan(errors(shape))
    expect(Math.abs(variance / shape - 1)).toBeLessThan(errors(2 + 6 / shape))
  })

  test.each([
    [2, 98],
    [0.5, 0.5],
    [40, 60],
    [1, 1],
  ])('of Beta(%d, %d) have its moments', (alpha, beta) => {
    const { mean, variance } = moments((seed) => thompson(alpha, beta, seed))
    const sum = alpha + beta
    const expected = (alpha * beta) / (sum * sum * (sum + 1))
    expect(Math.abs(mean - alpha / sum)).toBeLessThan(errors(expected))
    expect(Math.abs(variance / expected - 1)).toBeLessThan(0.06)
  })
})

describe('what is no number', () => {
  const odd = [Number.NaN, Number.NEGATIVE_INFINITY, -1, 0, Number.POSITIVE_INFINITY, 1e300, 5e-324]

  test('is drawn from all the same, and the drawing ends', () => {
    for (const shape of odd) expect(Number.isNaN(gamma(sfc32(1), shape))).toBe(false)
    for (const alpha of odd)
      for (const beta of odd) {
        const drawn = thompson(alpha, beta, 7)
        expect(drawn).toBeGreaterThanOrEqual(0)
        expect(drawn).toBeLessThanOrEqual(1)
      }
  })

  test('is no chance and no evidence', () => {
    for (const probability of odd)
      for (const evidence of odd) {
        const { alpha, beta } = posterior(probability, evidence)
        expect(alpha).toBeGreaterThan(0)
        expect(beta).toBeGreaterThan(0)
        expect(Number.isFinite(alpha + beta)).toBe(true)
      }
    expect(posterior(Number.NaN, 2)).toEqual(posterior(0, 2))
    expect(posterior(0.1, Number.NaN)).toEqual(posterior(0.1, 2))
  })
})

describe('a draw', () => {
  const chances = fc.double({ min: 0, max: 1, noNaN: true })
  const evidence = fc.double({ min: 0.5, max: 5000, noNaN: true })

  test('is the same for the same seed, to the bit, and from 0 to 1', () => {
    fc.assert(
      fc.property(chances, evidence, fc.integer(), (probability, known, seed) => {
        const { alpha, beta } = posterior(probability, known)
        const drawn = thompson(alpha, beta, seed)
        expect(thompson(alpha, beta, seed)).toBe(drawn)
        expect(drawn).toBeGreaterThanOrEqual(0)
        expect(drawn).toBeLessThanOrEqual(1)
      }),
    )
  })

  test('is the one that records name', () => {
    const seed = drawSeed(drawState('prg_1', 'enr_1', 20_000), 'off_1')
    expect([seed, thompson(3, 97, seed)]).toMatchInlineSnapshot(`
      [
        3954388791,
        0.073410537,
      ]
    `)
  })

  test('is another for another programme, member, day or offer', () => {
    const seeds = [
      ['prg_1', 'enr_1', 1, 'off_1'],
      ['prg_2', 'enr_1', 1, 'off_1'],
      ['prg_1', 'enr_2', 1, 'off_1'],
      ['prg_1', 'enr_1', 2, 'off_1'],
      ['prg_1', 'enr_1', 1, 'off_2'],
    ] as const
    expect(new Set(seeds.map(([p, e, day, offer]) => drawSeed(drawState(p, e, day), offer))).size).toBe(5)
  })

  test('strays less from a chance the more is known of it', () => {
    const spread = (known: number) => {
      const { alpha, beta } = posterior(0.05, known)
      return moments((seed) => thompson(alpha, beta, seed))
    }
    expect(spread(2).mean).toBeCloseTo(0.05, 2)
    expect(spread(200).variance).toBeLessThan(spread(2).variance / 20)
  })
})

describe('worth', () => {
  const any = fc.oneof(fc.double(), fc.integer())

  test('is finite and never below 0, whatever it is made of', () => {
    fc.assert(
      fc.property(any, any, any, any, (probability, marginMinor, priority, tired) => {
        const value = expectedValue(probability, { marginMinor, priority, fatigue: tired })
        expect(Number.isFinite(value)).toBe(true)
        expect(value).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  test('is probability x margin x priority x fatigue', () => {
    expect(expectedValue(0.1, { marginMinor: 2000, priority: 50, fatigue: 0.5 })).toBe(100)
    expect(expectedValue(0.1, { marginMinor: 2000, priority: 100, fatigue: 1 })).toBe(300)
    expect(expectedValue(0.1, { marginMinor: -1, priority: 50, fatigue: 1 })).toBe(0)
  })

  test('falls with every time an offer is shown in vain, rises with every time it is taken, and is never gone', () => {
    expect(fatigue(0, 0)).toBe(1)
    expect(fatigue(10, 0)).toBe(0.5)
    expect(fatigue(12, 2)).toBe(0.75)
    expect(fatigue(3, 5)).toBe(1)
    fc.assert(
      fc.property(fc.nat(100_000), fc.nat(1000), (shown, taken) => {
        expect(fatigue(shown, taken)).toBeGreaterThan(0)
        expect(fatigue(shown + 1, taken)).toBeLessThanOrEqual(fatigue(shown, taken))
        expect(fatigue(shown, taken + 1)).toBeGreaterThanOrEqual(fatigue(shown, taken))
      }),
    )
  })
})

describe('the best of many', () => {
  const items = fc.array(fc.record({ id: fc.nat(500), value: fc.nat(20), slack: fc.nat(5) }), {
    maxLength: 60,
  })

  test('are those that a sort puts first, whatever bound is known of each', () => {
    fc.assert(
      fc.property(items, fc.integer({ min: 1, max: 12 }), (all, most) => {
        const before = (a: { id: number }, b: { id: number }) => a.id < b.id
        const sorted = [...all].sort((a, b) => b.value - a.value || a.id - b.id).slice(0, most)
        const told = (found: typeof all) => found.map(({ id, value }) => [id, value])
        const found = topOf(
          all,
          most,
          ({ value }) => value,
          before,
          ({ value, slack }) => value + slack,
        )
        expect(told(found)).toEqual(told(sorted))
      }),
    )
  })
})

describe('variety', () => {
  const list = fc.array(fc.option(fc.constantFrom('a', 'b', 'c'), { nil: null }), { maxLength: 30 })
  const floor = fc.record({ first: fc.nat(12), most: fc.integer({ min: 1, max: 4 }) })

  test('loses nothing and keeps the order of each category', () => {
    fc.assert(
      fc.property(list, floor, (categories, limits) => {
        const ranked = categories.map((category, place) => ({ category, place }))
        const shown = varied(ranked, ({ category }) => category, limits)
        for (const of of ['a', 'b', 'c', null])
          expect(shown.filter(({ category }) => category === of)).toEqual(
            ranked.filter(({ category }) => category === of),
          )
        expect(shown).toHaveLength(ranked.length)
      }),
    )
  })

  test('gives the places that are too many to the next best, and puts those right after', () => {
    const ranked = ['a1', 'a2', 'a3', 'b1', 'a4', 'c1', 'a5']
    const shown = varied(ranked, (item) => item[0]!, { first: 4, most: 2 })
    expect(shown).toEqual(['a1', 'a2', 'b1', 'c1', 'a3', 'a4', 'a5'])
  })

  test('lets no category have more of the first places, where there are enough others', () => {
    fc.assert(
      fc.property(list, floor, (categories, { first, most }) => {
        const shown = varied(categories, (category) => category, { first, most }).slice(0, first)
        const times = (of: string) => shown.filter((category) => category === of).length
        const room = ['a', 'b', 'c'].reduce(
          (sum, of) => sum + Math.min(most, categories.filter((category) => category === of).length),
          categories.filter((category) => category === null).length,
        )
        if (room >= first) for (const of of ['a', 'b', 'c']) expect(times(of)).toBeLessThanOrEqual(most)
      }),
    )
  })
})
