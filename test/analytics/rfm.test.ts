import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { quintilesOf, rfmCuts, tally } from '../../shared/analytics/index.ts'
import { RfmCuts } from '../../shared/contracts/index.ts'
import { fifthOf } from '../../shared/engine/index.ts'

describe('cut points', () => {
  test.each([
    ['a hundred that differ', Array.from({ length: 100 }, (_, at) => at + 1), [20, 40, 60, 80]],
    ['seven', [1, 2, 3, 4, 5, 6, 7], [2, 3, 5, 6]],
    ['three fifths alike', [1, 1, 1, 1, 1, 1, 2, 3, 4, 5], [1, 1, 1, 3]],
    ['two values', [1, 1, 1, 9], [1, 1, 1, 9]],
    ['all alike', [4, 4, 4], [4, 4, 4, 4]],
    ['one member', [7], [7, 7, 7, 7]],
  ])('of %s', (_, values, cuts) => expect(quintilesOf(tally(values))).toEqual(cuts))

  test('of nobody are none', () => {
    expect(quintilesOf([])).toBeNull()
    expect(quintilesOf([{ value: 3, members: 0 }])).toBeNull()
    expect(rfmCuts({ recencyDays: [], purchases: [], spendMinor: [] }, 0)).toBeNull()
  })

  test('fit their contract', () => {
    const at = Date.UTC(2026, 5, 15)
    const of = tally([5, 3, 9, 9])
    const cuts = rfmCuts({ recencyDays: of, purchases: of, spendMinor: of }, at)
    expect(RfmCuts.parse(cuts)).toEqual(cuts)
    expect(cuts).toMatchObject({ members: 4, cutAt: at })
  })

  const values = fc.array(fc.integer({ min: -5, max: 40 }), { minLength: 1, maxLength: 200 })
  test('leave no more than a fifth above each other, ties aside, and score the higher value never lower', () => {
    fc.assert(
      fc.property(values, (given) => {
        const cuts = quintilesOf(tally(given))!
        for (const [at, cut] of cuts.entries()) {
          expect(given.filter((value) => value <= cut).length * 5).toBeGreaterThanOrEqual(
            given.length * (at + 1),
          )
          expect(given.filter((value) => value < cut).length * 5).toBeLessThan(given.length * (at + 1))
        }
        const sorted = [...given].sort((one, other) => one - other).map((value) => fifthOf(cuts, value))
        expect(sorted).toEqual([...sorted].sort((one, other) => one - other))
        for (const fifth of sorted) expect([1, 2, 3, 4, 5]).toContain(fifth)
      }),
    )
  })
})
