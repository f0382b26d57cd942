import type { Measured, RunState } from '../types.ts'
import { has, sameCodes } from './codes.ts'

/** What was measured with just these codes in use. */
export const measuredWith = ({ measured }: RunState, codes: readonly string[]): Measured | null =>
  measured.find((one) => sameCodes(one.codes, codes)) ?? null

/**
 * The basket of the lowest measured total. Of equals the one of before us, then the one that stands: what gains nothing is
 * not worth a press, nor a code of the member's.
 */
export function bestOf(state: RunState): Measured {
  const before: Measured = { codes: state.earlierCodes, total: state.baseline }
  const standing = measuredWith(state, state.standing)
  let best = before
  for (const one of [...(standing ? [standing] : []), ...state.measured]) {
    const ours = one.codes.some((code) => has(state.codes, code))
    if (ours && one.total.amountMinor < best.total.amountMinor) best = one
  }
  return best
}
