import { Quintiles, type RfmCuts } from '../contracts/index.ts'

/** How many members have a value: one row of a query grouped by it, in any order. */
export type Tally = { value: number; members: number }

/** Counts values that were not counted by a query. */
export function tally(values: Iterable<number>): Tally[] {
  const counts = new Map<number, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return Array.from(counts, ([value, members]) => ({ value, members }))
}

/**
 * Where members are cut into fifths: the k-th cut is the smallest value that k fifths of them are at or below. Members with one
 * value are never cut apart, so that fifths may be unequal, and with fewer than five values cuts coincide: what stands at
 * several of them is scored by the engine as the middle of the fifths it fills. `null`: nobody to cut.
 */
export function quintilesOf(tallies: readonly Tally[]): Quintiles | null {
  const sorted = tallies.filter(({ members }) => members > 0).sort((one, other) => one.value - other.value)
  const all = sorted.reduce((sum, { members }) => sum + members, 0)
  if (all === 0) return null
  const cuts: number[] = []
  let seen = 0
  for (const { value, members } of sorted) {
    seen += members
    // Whole numbers: a fifth of all is no double.
    while (cuts.length < 4 && seen * 5 >= all * (cuts.length + 1)) cuts.push(value)
  }
  return Quintiles.parse(cuts)
}

/** The same of all three, over members who have bought; `null` where there are none. `cutAt` is epoch ms. */
export function rfmCuts(
  tallies: { recencyDays: readonly Tally[]; purchases: readonly Tally[]; spendMinor: readonly Tally[] },
  cutAt: number,
): RfmCuts | null {
  const recencyDays = quintilesOf(tallies.recencyDays)
  const purchases = quintilesOf(tallies.purchases)
  const spendMinor = quintilesOf(tallies.spendMinor)
  if (recencyDays === null || purchases === null || spendMinor === null) return null
  const members = tallies.recencyDays.reduce((sum, row) => sum + row.members, 0)
  return { recencyDays, purchases, spendMinor, members, cutAt }
}
