import type { PartCondition } from './compile-offer.ts'
import { heldIn, inScope, type ScopeIndex, type Tally } from './scope.ts'
import { MAYBE, SURE } from './units.ts'

/** For each set of parts (a bit for each), how many units its scopes hold together. */
function unitsBySet(
  parts: readonly PartCondition[],
  tally: Tally,
  index: ScopeIndex,
  least: number,
): number[] {
  const held = parts.map(({ scope }) => heldIn(tally, scope, index))
  const touching = new Array<number>(1 << parts.length).fill(0)
  tally.lines.forEach(({ quantity }, line) => {
    let mask = 0
    for (let part = 0; part < parts.length; part += 1) if (held[part]![line]! >= least) mask |= 1 << part
    if (mask !== 0)
      for (let set = 1; set < touching.length; set += 1) if (set & mask) touching[set]! += quantity
  })
  return touching
}

const asked = (parts: readonly PartCondition[], set: number): number =>
  parts.reduce((sum, { quantity }, part) => sum + (set & (1 << part) ? quantity : 0), 0)

/**
 * Whether the basket holds all parts, no unit being counted twice: so it is exactly if any of the parts together are no
 * more than the units that any of them names (Hall's theorem).
 */
export function holdsParts(
  parts: readonly PartCondition[],
  tally: Tally,
  index: ScopeIndex,
): 'yes' | 'no' | 'unknown' {
  // Most baskets lack one of the parts altogether, and that is known without looking at a line.
  for (const { scope, quantity } of parts) if (inScope(tally, scope).mostUnits < quantity) return 'no'
  if (tally.lines.length === 0) return 'unknown'
  const holds = (least: number) =>
    unitsBySet(parts, tally, index, least).every((units, set) => units >= asked(parts, set))
  if (!holds(MAYBE)) return 'no'
  return holds(SURE) ? 'yes' : 'unknown'
}

/** The sets of parts that the basket holds too few units for, and how many the one that lacks most is short of. */
export function partsShort(
  parts: readonly PartCondition[],
  tally: Tally,
  index: ScopeIndex,
): { sets: number[]; units: number } {
  const touching = unitsBySet(parts, tally, index, MAYBE)
  const sets: number[] = []
  let units = 0
  for (let set = 1; set < touching.length; set += 1) {
    const missing = asked(parts, set) - touching[set]!
    if (missing <= 0) continue
    sets.push(set)
    units = Math.max(units, missing)
  }
  return { sets, units }
}
