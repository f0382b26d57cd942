import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { forecastAt, goalStatus, type Measured } from '../../shared/analytics/index.ts'
import { GoalCreate, GoalStatus } from '../../shared/contracts/index.ts'
import { seeded } from '../data/random.ts'

const DAY = 86_400_000
const START = Date.UTC(2026, 0, 1)
const on = (day: number) => START + day * DAY
const GOAL = { metric: 'retention', baseline: 0.4, target: 0.5, deadlineAt: on(100) } as const

/** A value a day: from 0.4 up by `slope` a day, with noise of this deviation or so. */
function growing(days: number, slope: number, noise = 0, seed = 1): Measured[] {
  const random = seeded(seed)
  return Array.from({ length: days }, (_, day) => ({
    at: on(day),
    value: 0.4 + slope * day + noise * (random() + random() + random() - 1.5) * 2,
  }))
}

describe('a goal', () => {
  test.each([
    ['grows fast enough', growing(50, 0.0012), 'onTrack'],
    ['grows half as fast as it must', growing(50, 0.0005), 'offTrack'],
    ['stands still', growing(50, 0), 'offTrack'],
    ['falls', growing(50, -0.001), 'offTrack'],
    ['grows nearly fast enough, as far as the noise lets see', growing(50, 0.0009, 0.02), 'unsure'],
    ['has stood at the target already', growing(50, 0.0021), 'reached'],
    ['has four points', growing(4, 0.01), 'cantSayYet'],
    ['has none', [], 'cantSayYet'],
    ['could never be measured', [{ at: on(1), value: null }], 'cantSayYet'],
  ])('that %s', (_, history, state) => {
    const status = goalStatus(GOAL, history, on(49))
    expect(GoalStatus.parse(status)).toEqual(status)
    expect(status.state).toBe(state)
  })

  test('to come down is met from above', () => {
    const down = { ...GOAL, baseline: 0.6, target: 0.5 }
    const falling = growing(50, 0.001).map(({ at, value }) => ({ at, value: 1 - value! }))
    expect(goalStatus(down, falling, on(40)).state).toBe('onTrack')
    expect(
      goalStatus(
        down,
        growing(50, 0.001).map((m) => ({ ...m, value: m.value! + 0.2 })),
        on(40),
      ).state,
    ).toBe('offTrack')
  })

  test('whose day has come is reached or missed, by what stood then', () => {
    expect(goalStatus(GOAL, growing(101, 0.0011), on(100)).state).toBe('reached')
    expect(goalStatus(GOAL, growing(140, 0.0009), on(139)).state).toBe('missed')
  })

  test('tells how far it has come', () => {
    const status = goalStatus(GOAL, growing(51, 0.001), on(50))
    expect(status.progress).toBeCloseTo(0.5, 9)
    expect(status.current).toBeCloseTo(0.45, 9)
    expect(status.points).toBe(51)
  })

  test('knows nothing of what is measured after now', () => {
    const whole = growing(90, 0.0012)
    expect(goalStatus(GOAL, whole, on(30))).toEqual(goalStatus(GOAL, whole.slice(0, 31), on(30)))
  })

  test('of a share is forecast to be no more than all', () => {
    const status = goalStatus({ ...GOAL, target: 0.99, deadlineAt: on(1000) }, growing(50, 0.005), on(49))
    expect(status.forecast).toMatchObject({ value: 1, high: 1 })
  })

  test('that is where it stands already is none', () => {
    expect(GoalCreate.safeParse({ ...GOAL, owner: 'Ada' }).success).toBe(true)
    expect(GoalCreate.safeParse({ ...GOAL, target: GOAL.baseline, owner: 'Ada' }).success).toBe(false)
  })
})

describe('a forecast', () => {
  const known = (history: Measured[]) => history.map(({ at, value }) => ({ at, value: value! }))

  test('is moved by no outlier', () => {
    const history = known(growing(50, 0.001))
    const spoiled = history.map((point, at) => (at % 10 === 3 ? { ...point, value: 9 } : point))
    const far = forecastAt(spoiled, on(100))!
    expect(far.value).toBeCloseTo(0.5, 2)
    expect(far.high - far.low).toBeLessThan(0.05)
  })

  test('is the less sure the farther ahead it looks', () => {
    const history = known(growing(50, 0.001, 0.01))
    const [near, far] = [forecastAt(history, on(55))!, forecastAt(history, on(500))!]
    expect(far.value - far.low).toBeGreaterThan(2 * (near.value - near.low))
    expect(far.high - far.value).toBeGreaterThan(2 * (near.high - near.value))
  })

  test('holds what comes, about eight times of ten', () => {
    let held = 0
    for (let seed = 0; seed < 300; seed += 1) {
      const history = known(growing(61, 0.001, 0.02, seed))
      const { low, high } = forecastAt(history.slice(0, 45), on(60))!
      const came = history[60]!.value
      if (came >= low && came <= high) held += 1
    }
    expect(held / 300).toBeGreaterThan(0.7)
    expect(held / 300).toBeLessThan(0.9)
  })

  test.each([6, 8, 13])('of %i months apart holds what comes, about eight times of ten', (months) => {
    const [random, runs] = [seeded(months), 2000]
    const noise = () => Array.from({ length: 12 }, random).reduce((sum, one) => sum + one, -6)
    for (const ahead of [1, 3]) {
      let held = 0
      for (let run = 0; run < runs; run += 1) {
        const history = Array.from({ length: months }, (_, at) => ({ at: on(at * 30), value: noise() }))
        const { low, high } = forecastAt(history, on((months - 1 + ahead) * 30))!
        const came = noise()
        if (came >= low && came <= high) held += 1
      }
      expect(held / runs).toBeGreaterThan(0.73)
      expect(held / runs).toBeLessThan(0.86)
    }
  })

  test('is the same in whatever order points come, and moves with them', () => {
    const value = fc.double({ min: -1, max: 1, noNaN: true })
    fc.assert(
      fc.property(fc.array(value, { minLength: 5, maxLength: 30 }), value, (values, shift) => {
        const history = values.map((given, day) => ({ at: on(day), value: given }))
        const goal = { metric: 'codeEffectiveness', baseline: 5, target: 9, deadlineAt: on(60) } as const
        const { forecast } = goalStatus(goal, history, on(40))
        expect(goalStatus(goal, [...history].reverse(), on(40)).forecast).toEqual(forecast)
        const moved = forecastAt(
          history.map((p) => ({ ...p, value: p.value + shift })),
          on(60),
        )!
        expect(moved.value).toBeCloseTo(forecast!.value + shift, 6)
        expect(forecast!.low).toBeLessThanOrEqual(forecast!.value)
        expect(forecast!.high).toBeGreaterThanOrEqual(forecast!.value)
      }),
    )
  })
})
