import { counted, take } from '../counted.ts'

/**
 * Of every `of` units in scope, dearest first, the cheapest one is free: the groups are made so that the member saves
 * the most that such groups can.
 */
export const cheapestFree = counted<'cheapestFree'>({
  kind: 'cheapestFree',
  parts: ({ scope, of }) => [{ scope, quantity: of }],
  cut({ of, mostTimes = Number.POSITIVE_INFINITY }, runs) {
    const cut = new Map<number, number>()
    const groupsIn = (units: number) => Math.min(mostTimes, Math.floor(units / of))
    let units = 0
    for (const run of runs) {
      const before = groupsIn(units)
      units += run.units
      take(cut, run.line, (groupsIn(units) - before) * run.priceMinor)
    }
    return cut
  },
  guess: ({ of }, scopeMinor) => Math.floor(scopeMinor / of / 2),
})
