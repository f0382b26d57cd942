import { counted } from '../counted.ts'
import type { Of } from '../reward.ts'
import { spread } from '../spread.ts'
import type { UnitRun } from '../units.ts'

/** The units of so many bundles, by run, and what they cost; `null`: there are not so many. */
type Chosen = { units: number[]; costMinor: number } | null

/**
 * The dearest units that make up so many bundles, none counted twice. Parts may name the same goods: a set of units fits
 * as long as, for any parts, those that are in no others are no more than these parts ask for (Hall's theorem). Sets
 * that fit form a matroid, so taking the dearest unit that still fits, again and again, finds the dearest set of all.
 */
function choose({ parts }: Of<'bundlePrice'>, runs: readonly UnitRun[], times: number): Chosen {
  const all = (1 << parts.length) - 1
  const room = new Array<number>(all + 1).fill(0)
  for (let set = 1; set <= all; set += 1)
    for (const [part, { quantity }] of parts.entries()) if (set & (1 << part)) room[set]! += quantity * times
  const wanted = room[all]!

  let chosen = 0
  let costMinor = 0
  const units = runs.map((run) => {
    let most = run.units
    for (let set = 1; set <= all; set += 1) if ((run.parts & ~set) === 0) most = Math.min(most, room[set]!)
    for (let set = 1; set <= all; set += 1) if ((run.parts & ~set) === 0) room[set]! -= most
    chosen += most
    costMinor += most * run.priceMinor
    return most
  })
  return chosen === wanted ? { units, costMinor } : null
}

/**
 * One of each part together for a price, the dearest units first, for as many bundles as make it cheaper. What the whole
 * of them saves falls on their units in proportion to their prices.
 */
export const bundlePrice = counted<'bundlePrice'>({
  kind: 'bundlePrice',
  parts: ({ parts }) => parts,
  cut(reward, runs) {
    const { parts, priceMinor, mostTimes = Number.POSITIVE_INFINITY } = reward
    const asked = parts.reduce((sum, { quantity }) => sum + quantity, 0)
    const there = runs.reduce((sum, { units }) => sum + units, 0)
    const saved = (times: number) => {
      const chosen = times === 0 ? { costMinor: 0 } : choose(reward, runs, times)
      return chosen === null ? Number.NEGATIVE_INFINITY : chosen.costMinor - times * priceMinor
    }
    // Each further bundle is of cheaper units, so it saves less than the one before: the last that saves is looked for.
    let least = 0
    let most = Math.min(mostTimes, Math.floor(there / asked))
    while (least < most) {
      const middle = Math.ceil((least + most) / 2)
      const here = saved(middle)
      if (here > Number.NEGATIVE_INFINITY && here > saved(middle - 1)) least = middle
      else most = middle - 1
    }
    const cut = new Map<number, number>()
    const best = least === 0 ? null : choose(reward, runs, least)
    if (best === null) return cut
    const costs = runs.map(({ priceMinor: price }, at) => price * best.units[at]!)
    spread(best.costMinor - least * priceMinor, costs).forEach((part, at) => {
      const { line } = runs[at]!
      if (part > 0) cut.set(line, (cut.get(line) ?? 0) + part)
    })
    return cut
  },
  guess: ({ priceMinor }, scopeMinor) => Math.max(0, scopeMinor - priceMinor),
})
