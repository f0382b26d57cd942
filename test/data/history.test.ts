import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { textOf } from './csv.ts'
import { type History, loadHistory } from './history.ts'
import { figuresFromCompleteJourney, figuresFromCsv } from './independent.ts'
import { gamma, seeded } from './random.ts'
import { makeSyntheticHistory, STEADY_COFFEE_HOUSEHOLD } from './synthetic.ts'

const DAY_MS = 86_400_000
const NOW = Date.UTC(2026, 10, 23, 18)
const memberNumberOf = (household: string): string => `9${household.padStart(15, '0')}`

const synthetic = (): Promise<History> => loadHistory({ sharedDir: '/nowhere', now: NOW, memberNumberOf })

describe('a synthetic history', () => {
  test('says that it is synthetic', async () => {
    const history = await synthetic()
    expect(history).toMatchObject({ source: 'synthetic', shiftWeeks: 0, dir: null })
    expect(history.label).toMatch(/^synthetic, seed 7/)
    expect(await textOf(history.csv)).toContain('(SYNTHETIC)')
  })

  test('is the same for the same seed and another for another', async () => {
    const make = (seed: number) => textOf(makeSyntheticHistory({ seed, now: NOW, memberNumberOf }).csv)
    expect(await make(3)).toBe(await make(3))
    expect(await make(3)).not.toBe(await make(4))
  })

  test('stands in order, with the rows of one purchase together, and none after now', async () => {
    const rows: Record<string, string>[] = parse(await textOf((await synthetic()).csv), { columns: true })
    const times = rows.map((row) => row.time!)
    expect(times).toEqual(times.toSorted())
    expect(Date.parse(`${times.at(-1)}Z`)).toBeLessThanOrEqual(NOW)
    const starts = rows.filter((row, index) => row.order_ref !== rows[index - 1]?.order_ref)
    expect(starts).toHaveLength(new Set(rows.map((row) => row.order_ref)).size)
  })

  test('holds a household that buys coffee every nine days, last time twelve days ago', async () => {
    const history = await synthetic()
    const member = memberNumberOf(history.demoHousehold)
    expect(history.demoHousehold).toBe(STEADY_COFFEE_HOUSEHOLD)
    const figures = figuresFromCsv({ csv: await textOf(history.csv), member, now: NOW })
    expect(figures.coffeeEveryDays).toBeCloseTo(9, 0)
    expect(figures.daysSinceCoffee).toBe(12)
    expect(figures.purchases).toBeGreaterThan(figures.coffeePurchases)
  })

  test('follows the rates that it tells', async () => {
    const made = makeSyntheticHistory({ seed: 11, now: NOW, memberNumberOf, householdCount: 300 })
    const rows: Record<string, string>[] = parse(await textOf(made.csv), { columns: true })
    const seen = new Set(rows.filter((row) => row.category === 'CHEESE').map((row) => row.order_ref)).size
    const expected = made.households.reduce((sum, h) => sum + made.ratePerDay(h, 'CHEESE') * 243, 0)
    // Poisson: five standard deviations is far beyond a seed's luck.
    expect(Math.abs(seen - expected)).toBeLessThan(5 * Math.sqrt(expected))
  })
})

test('gamma variates have the mean and the spread that were asked for', () => {
  const random = seeded(1)
  const drawn = Array.from({ length: 20_000 }, () => gamma(random, 2, 3))
  const mean = drawn.reduce((sum, x) => sum + x, 0) / drawn.length
  const variance = drawn.reduce((sum, x) => sum + (x - mean) ** 2, 0) / drawn.length
  expect(mean).toBeCloseTo(3, 1)
  expect(Math.abs(variance - 4.5)).toBeLessThan(0.3)
})

// The sample is not part of the project; what is said of it is checked wherever it lies beside it.
describe.runIf((await loadHistory({ now: NOW, memberNumberOf, maxHouseholds: 1 })).dir !== null)(
  'the real history',
  () => {
    test('gives the demo’s household the same figures from the raw rows as from the converted file', async () => {
      const history = await loadHistory({ now: NOW, memberNumberOf, maxHouseholds: 50 })
      expect(history.households).toHaveLength(50)
      const household = history.demoHousehold
      const raw = figuresFromCompleteJourney({
        dir: history.dir!,
        household,
        shiftWeeks: history.shiftWeeks,
        now: NOW,
      })
      const csv = await textOf(history.csv)
      expect(figuresFromCsv({ csv, member: memberNumberOf(household), now: NOW })).toEqual(raw)
      expect(raw).toMatchObject({ purchases: 39, coffeeDays: 7, spendMinor: 24_311, points: 222 })
      expect(raw.daysSinceCoffee).toBeLessThan(13 + 7)
    })

    test('ends within the seven days before now', async () => {
      const history = await loadHistory({ now: NOW, memberNumberOf })
      const lastRow = (await textOf(history.csv)).trimEnd().split('\n').at(-1)!
      const age = NOW - Date.parse(`${lastRow.split(',')[1]}Z`)
      expect(age).toBeGreaterThanOrEqual(0)
      expect(age).toBeLessThan(7 * DAY_MS)
      expect(history.label).toMatch(/2,300 households, moved forward \d+ weeks/)
    })
  },
)
