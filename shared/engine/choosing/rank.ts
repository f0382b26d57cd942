import { type Chooser, chance } from './chance.ts'
import { posterior } from './redemption.ts'
import { drawSeed, thompson } from './thompson.ts'
import { expectedValue } from './value.ts'
import { type VarietyFloor, varied } from './variety.ts'

/** An offer that may be shown, by its place in the chooser's index. */
export type Candidate = {
  place: number
  marginMinor: number
  priority: number
  /** From `fatigue`. */
  fatigue: number
  /** The category that variety is kept in; `null`: none. */
  category: string | null
}

/** A candidate with what it was ranked by. */
export type Ranked<C extends Candidate> = C & {
  /** That the member redeems it, as far as is known. */
  probability: number
  /** What that chance was drawn as; equal to it past the shortlist, and where nothing is explored. */
  drawn: number
  /** Expected value by `drawn`, minor units. */
  value: number
}

/** Offers for which a chance is drawn: a draw costs a hundred times what a chance does, and nobody reads further. */
const SHORTLIST = 60

/**
 * Candidates by expected value, best first. The chances of the best `SHORTLIST` are then drawn (Thompson sampling) and
 * those put in order anew; then the floor of variety. `drawState: null` explores nothing. The same arguments give the same
 * list, to the bit.
 */
export function rank<C extends Candidate>(
  candidates: readonly C[],
  chooser: Chooser,
  options: { drawState: number | null; variety?: VarietyFloor },
): Ranked<C>[] {
  const { offers } = chooser.index
  const idOf = ({ place }: Candidate): string => offers[place]!.id
  const byValue = (a: Ranked<C>, b: Ranked<C>): number => b.value - a.value || (idOf(a) < idOf(b) ? -1 : 1)

  const ranked = candidates.map((candidate): Ranked<C> => {
    const probability = chance(chooser, candidate.place)
    return {
      ...candidate,
      probability,
      drawn: probability,
      value: expectedValue({ ...candidate, probability }),
    }
  })
  ranked.sort(byValue)

  if (options.drawState !== null) {
    const shortlist = ranked.slice(0, SHORTLIST)
    for (const item of shortlist) {
      const { alpha, beta } = posterior(item.probability, offers[item.place]!.evidence)
      item.drawn = thompson(alpha, beta, drawSeed(options.drawState, idOf(item)))
      item.value = expectedValue({ ...item, probability: item.drawn })
    }
    ranked.splice(0, shortlist.length, ...shortlist.sort(byValue))
  }
  return varied(ranked, ({ category }) => category, options.variety)
}
