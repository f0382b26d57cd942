import { describe, expect, test } from 'vitest'
import { cohorts } from '../../shared/analytics/index.ts'
import { Cohort } from '../../shared/contracts/index.ts'

const row = (firstMonth: string, month: string, members: number) => ({ firstMonth, month, members })

describe('the cohort matrix', () => {
  const rows = [
    row('2026-01', '2026-02', 3),
    row('2025-12', '2025-12', 10),
    row('2025-12', '2026-02', 4),
    row('2026-01', '2026-01', 6),
    row('2026-01', '2026-03', 6),
  ]
  test('is a line a month, filled to the last, over a turn of the year', () => {
    const found = cohorts(rows, '2026-02')
    expect(found).toEqual([
      {
        month: '2025-12',
        members: 10,
        active: [
          { members: 10, share: 1 },
          { members: 0, share: 0 },
          { members: 4, share: 0.4 },
        ],
      },
      {
        month: '2026-01',
        members: 6,
        active: [
          { members: 6, share: 1 },
          { members: 3, share: 0.5 },
        ],
      },
    ])
    for (const cohort of found) expect(Cohort.parse(cohort)).toEqual(cohort)
  })
  test('has no line for a month without newcomers, and none at all of nobody', () => {
    expect(cohorts([row('2026-01', '2026-02', 3)], '2026-02')).toEqual([])
    expect(cohorts([], '2026-02')).toEqual([])
  })
  test('leaves out cohorts that began after the last month', () => {
    expect(cohorts([row('2026-03', '2026-03', 1)], '2026-02')).toEqual([])
  })
})
