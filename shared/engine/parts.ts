import type { PartCondition } from './compile-offer.ts'
import { heldIn, inScope, type ScopeIndex, type Tally, WHOLE } from './scope.ts'
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

/** For each thing that a scope names, the parts that such goods are in; of goods that nothing names, none. */
function partsAdded(parts: readonly PartCondition[], scope: number, { scopes }: ScopeIndex): Set<number> {
  if (scope === WHOLE) return new Set([0])
  const masks = new Set<number>()
  for (const kind of ['categories', 'brands', 'skus'] as const)
    for (const name of scopes[scope]![kind]) {
      let mask = 0
      for (const [part, own] of parts.entries())
        if (scopes[own.scope]![kind].includes(name)) mask |= 1 << part
      masks.add(mask)
    }
  return masks
}

/**
 * How many units of a scope, whichever of the goods that it names, would have to be added for the basket to hold all
 * parts; `null`: no number of them would do.
 */
export function partsShort(
  parts: readonly PartCondition[],
  scope: number,
  tally: Tally,
  index: ScopeIndex,
): number | null {
  if (tally.lines.length === 0) return 0
  const touching = unitsBySet(parts, tally, index, MAYBE)
  const added = [...partsAdded(parts, scope, index)]
  let short = 0
  for (let set = 1; set < touching.length; set += 1) {
    const missing = asked(parts, set) - touching[set]!
    if (missing <= 0) continue
    if (added.some((mask) => (mask & set) === 0)) return null
    short = Math.max(short, missing)
  }
  return short
}
