import { fnv1a32 } from '../holdout.ts'
import { gamma, sfc32 } from './random.ts'

/** Decimals that a draw is rounded to, so that a record replays to the bit where the last bit of a logarithm differs. */
const DRAW_DECIMALS = 1e9

/** What makes a member's draws of one day: the same for every decision of that day, so that a list does not flicker. */
export const drawState = (programId: string, enrolmentId: string, day: number): number =>
  fnv1a32(`${programId}/${enrolmentId}/${day}`)

/** The seed of one offer's draw: independent of which other offers there are and of their order. */
export const drawSeed = (state: number, offerId: string): number => fnv1a32(`/${offerId}`, state)

/**
 * A draw from Beta(alpha, beta): what a chance may turn out to be. The one with the highest draw is shown as often as it
 * is the best (Thompson, 1933), so what is little known is tried. From 0 to 1, nine decimals; `alpha` and `beta` above 0.
 */
export function thompson(alpha: number, beta: number, seed: number): number {
  const random = sfc32(seed)
  const taken = gamma(random, alpha)
  const left = gamma(random, beta)
  return taken + left > 0 ? Math.round((taken / (taken + left)) * DRAW_DECIMALS) / DRAW_DECIMALS : 0
}
