import { describe, expect, test } from 'vitest'
import { experiments } from '../../../shared/analytics/index.ts'
import { ExperimentResult } from '../../../shared/contracts/index.ts'
import { seeded } from '../../data/random.ts'
import { HALVES, makeArm, sumsOf } from './make-arms.ts'

const { alwaysValid, analyse, noSums, onceOnly, sampleRatioP, worthIt } = experiments
const BUYS = { share: 0.3, meanMinor: 10_000, foretold: 0 }

/** Two arms of so many members, the treated with more to spend. */
function twoArms(seed: number, members: number, lift = 0, foretold = 0) {
  const random = seeded(seed)
  return [
    makeArm(random, 'holdout', members, { ...BUYS, foretold }),
    makeArm(random, 'treated', members, { ...BUYS, foretold, meanMinor: BUYS.meanMinor * (1 + lift) }),
  ]
}

describe('a result', () => {
  test('fits its contract, and finds a lift that is there', () => {
    const result = analyse(HALVES, twoArms(1, 4000, 0.4))
    expect(ExperimentResult.parse(result)).toEqual(result)
    expect(result.verdict).toBe('better')
    const { absolute, relative, once } = result.arms[1]!
    expect(absolute!.low).toBeLessThan(1200)
    expect(absolute!.high).toBeGreaterThan(1200)
    expect(relative!.low).toBeLessThan(0.4)
    expect(relative!.high).toBeGreaterThan(0.4)
    expect(once!.low).toBeGreaterThan(absolute!.low)
  })
  test('worked out by hand: means 2 and 3, both variances 1.0101', () => {
    const around = (arm: string, mean: number) =>
      sumsOf(
        arm,
        Array.from({ length: 100 }, (_, at) => ({ y: mean + (at % 2 === 0 ? 1 : -1), x: 0 })),
      )
    const { arms, detectable } = analyse(HALVES, [around('treated', 3), around('holdout', 2)])
    const error = Math.sqrt((2 * (100 / 99)) / 100)
    expect(arms.map(({ arm, mean }) => [arm, mean])).toEqual([
      ['holdout', 2],
      ['treated', 3],
    ])
    expect(arms[1]!.once!.high).toBeCloseTo(1 + 1.959964 * error, 6)
    expect(arms[1]!.absolute!.high).toBeCloseTo(1 + alwaysValid(200, 0.05) * error, 9)
    const relativeError = Math.sqrt(100 / 99 / 100) * Math.sqrt(1 + 9 / 4) * 0.5
    expect(arms[1]!.relative!.value).toBeCloseTo(0.5, 12)
    expect(arms[1]!.relative!.low).toBeCloseTo(0.5 - alwaysValid(200, 0.05) * relativeError, 9)
    expect(detectable).toBeCloseTo((alwaysValid(200, 0.05) + 0.841621) * error, 6)
  })
  test('says nothing of an arm with 99 members, or where nobody has bought', () => {
    const few = analyse(HALVES, twoArms(1, 99))
    expect(few.verdict).toBe('tooFew')
    expect(few.arms[1]).toMatchObject({ members: 99, absolute: null, relative: null, once: null })
    const idle = Array.from({ length: 500 }, () => ({ y: 0, x: 0 }))
    expect(analyse(HALVES, [sumsOf('holdout', idle), sumsOf('treated', idle)]).verdict).toBe('tooFew')
    expect(analyse(HALVES, []).arms).toEqual([
      { arm: 'holdout', members: 0, mean: null, absolute: null, relative: null, once: null },
      { arm: 'treated', members: 0, mean: null, absolute: null, relative: null, once: null },
    ])
  })
  test('gives no share of a control that may be nothing', () => {
    const [holdout, treated] = twoArms(5, 400)
    const nothing = { ...holdout!, y: 0, yy: 4e10, xy: 0 }
    const result = analyse(HALVES, [nothing, treated!])
    expect(result.arms[1]!.absolute).not.toBeNull()
    expect(result.arms[1]!.relative).toBeNull()
  })
  test('of three arms shares alpha among the two comparisons', () => {
    const [holdout, treated] = twoArms(7, 1000, 0.1)
    const third = { ...treated!, arm: 'third' }
    const arms = ['holdout', 'treated', 'third'].map((key) => ({ key, weight: 1 / 3 }))
    const { absolute, once } = analyse({ alpha: 0.05, arms }, [holdout!, treated!, third]).arms[1]!
    const error = (once!.high - once!.value) / onceOnly(0.025)
    expect(absolute!.high - absolute!.value).toBeCloseTo(alwaysValid(2000, 0.025) * error, 6)
  })
})

describe('CUPED', () => {
  const width = (foretold: number, blind: boolean): number => {
    const sums = twoArms(11, 3000, 0, foretold).map((arm) => (blind ? { ...arm, x: 0, xx: 0, xy: 0 } : arm))
    const { low, high } = analyse(HALVES, sums).arms[1]!.absolute!
    return high - low
  }
  test('narrows the interval by the part of the spread that the time before foretells', () => {
    // A correlation of 0.7 takes 49 of 100 of the variance, and so 29 of 100 of the width.
    expect(width(0.7, false) / width(0.7, true)).toBeCloseTo(Math.sqrt(1 - 0.49), 1)
  })
  test('leaves it as it is where the time before says nothing', () => {
    expect(width(0, false) / width(0, true)).toBeCloseTo(1, 2)
    expect(
      analyse(
        HALVES,
        twoArms(12, 500).map((arm) => ({ ...arm, x: 0, xx: 0, xy: 0 })),
      ).varianceExplained,
    ).toBe(0)
  })
  test('takes out a head start that chance gave to one arm', () => {
    const random = seeded(13)
    const head = (more: number) =>
      Array.from({ length: 2000 }, () => {
        const x = 1000 + more + random() * 1000
        return { x, y: x + random() * 10 }
      })
    const sums = [sumsOf('holdout', head(0)), sumsOf('treated', head(100))]
    expect(Math.abs(analyse(HALVES, sums).arms[1]!.absolute!.value)).toBeLessThan(5)
  })
})

describe('the sample ratio', () => {
  test.each([
    [[500, 500], [0.5, 0.5], 1],
    [[520, 480], [0.5, 0.5], 0.205903],
    [[1000, 1100, 900], [1, 1, 1], 0.0000454],
  ])('of %j to %j comes out so with chance %d', (counts, weights, p) => {
    expect(sampleRatioP(counts, weights)).toBeCloseTo(p, 6)
  })
  test('alarms, and takes the verdict away', () => {
    const [holdout] = twoArms(1, 4000)
    const [, treated] = twoArms(2, 4400, 0.5)
    const result = analyse(HALVES, [holdout!, treated!])
    expect(result).toMatchObject({ sampleRatioAlarm: true, verdict: 'broken' })
  })
  test('lets pass what chance does', () => {
    let alarms = 0
    const random = seeded(17)
    for (let run = 0; run < 2000; run += 1) {
      let treated = 0
      for (let member = 0; member < 400; member += 1) if (random() < 0.9) treated += 1
      if (sampleRatioP([400 - treated, treated], [0.1, 0.9])! < experiments.SAMPLE_RATIO_ALARM) alarms += 1
    }
    expect(alarms).toBeLessThanOrEqual(8)
  })
  test('knows members of an arm that has no weight, and nobody at all', () => {
    expect(sampleRatioP([1, 100], [0, 1])).toBe(0)
    expect(sampleRatioP([0, 100], [0, 1])).toBe(1)
    expect(sampleRatioP([0, 0], [0.5, 0.5])).toBeNull()
  })
})

describe('intervals', () => {
  test('that are always valid reach farther than those for one look, tightest about where they are tuned', () => {
    expect(onceOnly(0.05)).toBeCloseTo(1.959963984540054, 9)
    for (const members of [200, 5000, 100_000, 10_000_000])
      expect(alwaysValid(members, 0.05)).toBeGreaterThan(onceOnly(0.05))
    // Worked out by the published formula.
    expect(alwaysValid(5000, 0.05)).toBeCloseTo(3.035, 3)
    const beside = (tuned: number) => alwaysValid(2000, 0.05, tuned)
    expect(beside(2000)).toBeLessThan(beside(200))
    expect(beside(2000)).toBeLessThan(beside(20_000))
  })
})

describe('what can be found', () => {
  test('a detectable lift is, about eight times of ten', () => {
    const members = 2000
    const lift = analyse(HALVES, twoArms(99, members / 2)).detectable!
    let found = 0
    for (let run = 0; run < 200; run += 1) {
      const [holdout, treated] = twoArms(100 + run, members / 2)
      const n = members / 2
      const moved = {
        ...treated!,
        y: treated!.y + n * lift,
        yy: treated!.yy + 2 * lift * treated!.y + n * lift ** 2,
      }
      const blind = { x: 0, xx: 0, xy: 0 }
      if (
        analyse(HALVES, [
          { ...holdout!, ...blind },
          { ...moved, ...blind },
        ]).verdict === 'better'
      )
        found += 1
    }
    expect(found / 200).toBeGreaterThan(0.72)
    expect(found / 200).toBeLessThan(0.88)
  })
})

describe('whether an offer is worth it', () => {
  const offer = (lift: number, members = 5000) => {
    const random = seeded(23)
    const shifted = (arm: string, count: number, more: number) => {
      const sums = makeArm(random, arm, count, BUYS)
      return {
        ...sums,
        y: sums.y + count * more,
        yy: sums.yy + 2 * more * sums.y + count * more ** 2,
        x: 0,
        xx: 0,
        xy: 0,
      }
    }
    return worthIt({
      holdout: shifted('holdout', Math.round(members * 0.2), 0),
      treated: shifted('treated', Math.round(members * 0.8), lift),
      holdoutPercent: 20,
    })
  }
  test('may pause one whose lift cannot cover its cost', () => {
    expect(offer(-2000)).toMatchObject({ answer: 'loses', mayPause: true })
    expect(offer(-2000).marginMinor!.high).toBeLessThan(0)
  })
  test('keeps one that pays, and one of which nothing can be said yet', () => {
    expect(offer(2000)).toMatchObject({ answer: 'pays', mayPause: false })
    expect(offer(0)).toMatchObject({ answer: 'cantSayYet', mayPause: false })
    expect(offer(-2000, 300)).toEqual({ answer: 'cantSayYet', mayPause: false, marginMinor: null })
  })
  test('pauses nothing on a split that is broken', () => {
    const sums = { ...noSums('holdout'), members: 4000, yy: 4000 }
    const treated = { ...noSums('treated'), members: 4000, y: -40_000, yy: 500_000 }
    expect(worthIt({ holdout: sums, treated, holdoutPercent: 20 })).toMatchObject({
      answer: 'broken',
      mayPause: false,
    })
  })
})
