import { type Chooser, chance, expectedOf, hazard } from './chance.ts'
import { posterior } from './redemption.ts'
import { drawSeed, thompson } from './thompson.ts'
import { topOf } from './top.ts'
import { expectedValue } from './value.ts'
import { type VarietyFloor, varied } from './variety.ts'

/** An offer that may be shown, by its place in the chooser's index. */
export type Candidate = {
  place: number
  marginMinor: number
  priority: number
  /** From `fatigue`. */
  fatigue: number
  /** How the offer draws beside an ordinary one, by its size and by what the member looks at now; 1 is as well. */
  appeal: number
  /** The category that variety is kept in; `null`: none. */
  category: string | null
}

/** A candidate with what it was ranked by. */
export type Ranked<C extends Candidate> = C & {
  /** That the member redeems it, as far as is known. */
  probability: number
  /** The seed of its draw; `null`: none was made. */
  seed: number | null
  /** What that chance was drawn as; equal to it past the shortlist, and where nothing is explored. */
  drawn: number
  /** Expected value by `drawn`, minor units. */
  value: number
}

/** Offers that are ranked at all, and for which a chance is drawn: a few more than anyone is shown. */
export const SHORTLIST = 24

/**
 * The best `SHORTLIST` candidates by expected value, best first: their chances are drawn (Thompson sampling), those put in
 * order anew, then the floor of variety. `drawState: null` explores nothing. The same arguments give the same list, to
 * the bit.
 */
export function rank<C extends Candidate>(
  candidates: readonly C[],
  chooser: Chooser,
  options: { drawState: number | null; variety?: VarietyFloor },
): Ranked<C>[] {
  const { offers } = chooser.index
  const idOf = ({ place }: Candidate): string => offers[place]!.id
  const undrawn = (candidate: C): number => valueUndrawn(candidate, chooser)

  // A chance is never above the redemptions to expect, which take no exponential to know. The margin is for rounding.
  const atMost = (candidate: C): number => {
    const expected = hazard(chooser, candidate.place) * candidate.appeal
    return expectedValue(expected * 1.000_001, candidate)
  }

  const shortlist = topOf(candidates, SHORTLIST, undrawn, (a, b) => idOf(a) < idOf(b), atMost).map(
    (candidate): Ranked<C> => {
      const { place, appeal } = candidate
      const probability = chance(chooser, place, appeal)
      const seed = options.drawState === null ? null : drawSeed(options.drawState, idOf(candidate))
      const drawn = seed === null ? probability : drawnOf(probability, offers[place]!.evidence, seed)
      const value = expectedValue(drawn, candidate)
      return { ...candidate, probability, seed, drawn, value }
    },
  )
  shortlist.sort((a, b) => b.value - a.value || (idOf(a) < idOf(b) ? -1 : 1))
  return varied(shortlist, ({ category }) => category, options.variety)
}

const drawnOf = (probability: number, evidence: number, seed: number): number => {
  const { alpha, beta } = posterior(probability, evidence)
  return thompson(alpha, beta, seed)
}

/**
 * What an offer was ranked by, whole: from it alone its value can be worked out again to the bit. `expected` is what showing
 * it adds to what is learned (`LearnedRate.expected`).
 */
export type RankRecord = Pick<Candidate, 'marginMinor' | 'priority' | 'fatigue'> & {
  probability: number
  evidence: number
  seed: number | null
  expected: number
  /** The group that the member answered like when it was shown. */
  segment: string | null
}

/** The record of a ranked offer. */
export const rankRecord = (
  { place, probability, seed, marginMinor, priority, fatigue, appeal }: Ranked<Candidate>,
  chooser: Chooser,
): RankRecord => ({
  probability,
  evidence: chooser.index.offers[place]!.evidence,
  seed,
  marginMinor,
  priority,
  fatigue,
  expected: Math.round(expectedOf(chooser, place) * appeal * 1e9) / 1e9,
  segment: chooser.segment,
})

/** The value that an offer was ranked by, from its record. */
export const replayed = ({ probability, evidence, seed, ...rest }: Omit<RankRecord, 'segment'>): number =>
  expectedValue(seed === null ? probability : drawnOf(probability, evidence, seed), rest)

/** Expected value by the chance as it is known: what the shortlist is made by, and what an offer out of reach is worth. */
export const valueUndrawn = (candidate: Candidate, chooser: Chooser): number =>
  expectedValue(chance(chooser, candidate.place, candidate.appeal), candidate)
