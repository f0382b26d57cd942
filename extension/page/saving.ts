import type { ApplyResult, CodeResult } from '../checkout/types.ts'
import type { ClaimedCode, Saving } from '../facts.ts'

/** Codes found in the basket that are kept of one run, and how long each may be: as the background takes them. */
const MOST_EARLIER = 5
const LONGEST_CODE = 60

/**
 * The saving that a run was measured to make: which codes stand, what each did alone, and which did not help. `now`: epoch
 * ms. `null` where nothing was applied, or a total was not read.
 */
export function savingOf(
  claims: readonly ClaimedCode[],
  { outcome, before, after, codes, earlier }: ApplyResult,
  now: number,
): Saving | null {
  if (outcome !== 'applied' || !before || !after) return null
  const own = (wanted: string) => codes.find(({ code }) => code === wanted)
  const standing = claims.filter(({ code }) => own(code)?.outcome === 'applied')
  return {
    claims: standing,
    currency: after.currency,
    beforeMinor: before.amountMinor,
    afterMinor: after.amountMinor,
    earlier: earlier?.filter((code) => code.length <= LONGEST_CODE).slice(0, MOST_EARLIER),
    parts: partsOf(standing.flatMap(({ code }) => own(code) ?? [])),
    idle: claims
      .map(({ code }) => code)
      .filter((code) => ['rejected', 'noSaving'].includes(own(code)?.outcome ?? '')),
    measuredAt: now,
  }
}

/** What each standing code was measured to do; `undefined` where one of them was not measured by itself. */
function partsOf(standing: CodeResult[]): Saving['parts'] {
  const parts = standing.flatMap(({ code, before, after }) =>
    before && after && before.currency === after.currency
      ? [{ code, beforeMinor: before.amountMinor, afterMinor: after.amountMinor }]
      : [],
  )
  return parts.length === standing.length ? parts : undefined
}
