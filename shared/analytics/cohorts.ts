import type { Cohort } from '../contracts/index.ts'

/**
 * Members whose first purchase was in `firstMonth` and who bought in `month`, both `2026-03` in the programme's time zone: one
 * row of a query grouped by both.
 */
export type CohortRow = { firstMonth: string; month: string; members: number }

/** Months since the year 0. */
const numberOf = (month: string): number => {
  const [year, inYear] = month.split('-')
  return Number(year) * 12 + Number(inYear) - 1
}

/** `2026-03`. */
const nameOf = (number: number): string =>
  `${String(Math.floor(number / 12)).padStart(4, '0')}-${String((number % 12) + 1).padStart(2, '0')}`

/**
 * The cohort matrix, oldest cohort first: who came back in each month after their first, up to `lastMonth` (the running one is
 * better left out: it is not over). A month in which nobody of a cohort bought is a 0, a month without newcomers no cohort.
 */
export function cohorts(rows: readonly CohortRow[], lastMonth: string): Cohort[] {
  const last = numberOf(lastMonth)
  const bySize = new Map<number, Map<number, number>>()
  for (const { firstMonth, month, members } of rows) {
    const [first, since] = [numberOf(firstMonth), numberOf(month) - numberOf(firstMonth)]
    // It began after what is asked for.
    if (first > last) continue
    const months = bySize.get(first) ?? new Map<number, number>()
    months.set(since, (months.get(since) ?? 0) + members)
    bySize.set(first, months)
  }
  return [...bySize]
    .sort(([one], [other]) => one - other)
    .flatMap(([first, months]) => {
      const members = months.get(0) ?? 0
      if (members === 0) return []
      const active = Array.from({ length: last - first + 1 }, (_, since) => months.get(since) ?? 0)
      return [
        {
          month: nameOf(first),
          members,
          active: active.map((count) => ({ members: count, share: Math.min(1, count / members) })),
        },
      ]
    })
}
