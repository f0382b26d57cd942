import { describe, expect, test } from 'vitest'
import {
  definitionOf,
  KPIS,
  type Kpi,
  type KpiExample,
  type KpiInputs,
  kpis,
  measure,
} from '../../shared/analytics/index.ts'
import { KpiDefinition, KpiKey, KpiValue } from '../../shared/contracts/index.ts'

type KpiFile = { examples: KpiExample[] } & Record<string, Kpi | KpiExample[]>

const files = import.meta.glob<KpiFile>(
  ['../../shared/analytics/kpis/*.ts', '!**/index.ts', '!**/kpi.ts', '!**/incremental.ts'],
  { eager: true },
)
const isKpi = (exported: unknown): exported is Kpi =>
  typeof exported === 'object' && exported !== null && 'compute' in exported

test('each key has its figure, and each figure its file', () => {
  expect(Object.keys(kpis).sort()).toEqual([...KpiKey.options].sort())
  expect(Object.keys(files)).toHaveLength(KpiKey.options.length)
})

for (const [path, { examples, ...exported }] of Object.entries(files)) {
  const kpi = Object.values(exported).find(isKpi)!

  describe(path.split('/').at(-1)!, () => {
    test('is registered under its own key, with a definition, a unit and a formula', () => {
      expect(KPIS[kpi.key]).toBe(kpi)
      const definition = definitionOf(kpi)
      expect(KpiDefinition.parse(definition)).toEqual(definition)
      expect(kpi.definition).toMatch(/^[A-Z].{30,}\.$/)
      expect(kpi.formula.length).toBeGreaterThan(10)
      expect(kpi.needs.length).toBeGreaterThan(0)
    })

    test('has examples, and among them one that cannot say', () => {
      expect(examples.length).toBeGreaterThan(1)
      expect(examples.some(({ expected }) => expected.value === null && expected.why)).toBe(true)
    })

    test.each(examples)('$title', ({ inputs, expected }) => {
      const found = measure(kpi, inputs)
      expect(KpiValue.parse(found)).toEqual(found)
      expect(found.why).toBe(expected.why ?? null)
      near(found.value, expected.value)
      near(found.estimate, expected.estimate ?? null)
      near(found.interval?.low ?? null, expected.interval?.low ?? null)
      near(found.interval?.high ?? null, expected.interval?.high ?? null)
    })

    test('reads no more than it says it needs', () => {
      for (const { inputs } of examples) expect(Object.keys(inputs).sort()).toEqual([...kpi.needs].sort())
    })

    test.each(examples)('stays within its bounds: $title', ({ inputs }) => {
      const { value } = measure(kpi, inputs)
      if (value === null) return
      if (kpi.least !== null) expect(value).toBeGreaterThanOrEqual(kpi.least)
      if (kpi.most !== null) expect(value).toBeLessThanOrEqual(kpi.most)
    })
  })
}

/** Money is whole and must be met; shares come to six digits, a score to two. */
function near(found: number | null, expected: number | null): void {
  if (expected === null || found === null) expect(found).toBe(expected)
  else if (Math.abs(expected) > 10) expect(found).toBeCloseTo(expected, 2)
  else expect(found).toBeCloseTo(expected, 6)
}

test('a programme in which nothing has happened gives every figure a reason, and none a number that is none', () => {
  const nothing: KpiInputs = {
    members: { enrolled: 0, active: 0, bought: 0, boughtTwice: 0, boughtBefore: 0, stayed: 0 },
    purchases: { count: 0, spendMinor: 0 },
    points: {
      issued: 0,
      redeemed: 0,
      expired: 0,
      outstanding: 0,
      endedIssued: 0,
      endedExpired: 0,
      pointValueCentiMinor: null,
    },
    codes: [],
    lifetime: null,
    answers: Array.from({ length: 11 }, () => 0),
  }
  const values = KpiKey.options.map((key) => measure(KPIS[key], nothing))
  expect(values.map(({ key }) => key)).toEqual(KpiKey.options)
  for (const { value, why } of values) {
    expect(value).toBeNull()
    expect(why).not.toBeNull()
  }
})
