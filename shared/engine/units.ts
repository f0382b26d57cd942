import type { RewardBasket } from './reward.ts'

/** Units of one line that cost the same: a line's price falls on its units to the minor unit, so it is two runs at most. */
export type UnitRun = {
  line: number
  priceMinor: number
  units: number
  /** A bit for each of the reward's parts that the line is in. */
  parts: number
}

/** How sure it has to be that a line is in scope: `SURE`, or at least not ruled out. */
export const SURE = 2
/** See `SURE`: nobody said what the line is. */
export const MAYBE = 1

/** The units that any part of a reward names, dearest first and, among equals, in the basket's order. */
export function unitRuns({ lines, held }: RewardBasket, parts: number, least: number): UnitRun[] {
  const masks = new Array<number>(lines.length).fill(0)
  for (let part = 0; part < parts; part += 1) {
    const inPart = held(part)
    for (let i = 0; i < masks.length; i += 1) if (inPart[i]! >= least) masks[i]! |= 1 << part
  }
  const runs: UnitRun[] = []
  lines.forEach(({ quantity, amountMinor }, line) => {
    const mask = masks[line]!
    if (mask === 0) return
    const priceMinor = Math.floor(amountMinor / quantity)
    const dearer = amountMinor % quantity
    if (dearer > 0) runs.push({ line, priceMinor: priceMinor + 1, units: dearer, parts: mask })
    runs.push({ line, priceMinor, units: quantity - dearer, parts: mask })
  })
  return runs.sort((a, b) => b.priceMinor - a.priceMinor || a.line - b.line)
}

/** Whether any part may hold a line of which nobody said what it is. */
export function isAnyMaybe({ held }: RewardBasket, parts: number): boolean {
  for (let part = 0; part < parts; part += 1) if (held(part).includes(MAYBE)) return true
  return false
}
