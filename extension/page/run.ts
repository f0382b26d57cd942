import type { ClaimOutcome } from '../../shared/contracts/index.ts'
import type { ApplyOptions, ApplyResult, RunState } from '../checkout/types.ts'
import type { ClaimedCode, Saving } from '../facts.ts'
import { sendMessage } from '../messages.ts'
import type { PanelView } from '../ui/panel-view.ts'
import type { Checkout } from './checkout-part.ts'
import { savingOf } from './saving.ts'

/** Claimed codes on their way into this page, in the order in which they are tried. */
export interface Running {
  claims: ClaimedCode[]
  headline: string
}

/** What a run works with. */
export interface Parts {
  checkout: Checkout
  currency: string
  signal: AbortSignal
  onStep: NonNullable<ApplyOptions['onStep']>
}

/** Keeps the run's state where a reload of the shop's finds it again. */
const options = ({ claims }: Running, { currency, signal, onStep }: Parts): ApplyOptions => ({
  currency,
  signal,
  onStep,
  runId: claims[0]?.claimId ?? '',
  save: (state) => sendMessage('saveRun', state && { claims, state }),
})

const codesOf = ({ claims }: Running): string[] => claims.map(({ code }) => code)

/** Puts the codes in and measures. */
export const startRun = (running: Running, parts: Parts): Promise<ApplyResult> =>
  parts.checkout.startRun(document, codesOf(running), options(running, parts))

/** Goes on where the shop's page load cut a run off. */
export const continueRun = (running: Running, state: RunState, parts: Parts): Promise<ApplyResult> =>
  parts.checkout.resumeRun(document, state, options(running, parts))

/** Takes out codes that had saved. */
export async function undoRun(saved: Saving, running: Running, parts: Parts): Promise<ApplyResult> {
  const result = await parts.checkout.removeCodes(document, codesOf(running), {
    ...options(running, parts),
    earlier: saved.earlier ?? [],
    expected: { amountMinor: saved.beforeMinor, currency: saved.currency },
  })
  // No control takes it out: the code is still in, and the member is told to look.
  return result.outcome === 'unsupported' ? { ...result, outcome: 'unconfirmed', removed: false } : result
}

/** The member sees what was measured at once; the background keeps the report and sends it when it can. */
function reportOutcome(claimId: string, outcome: ClaimOutcome): void {
  sendMessage('outcome', { claimId, outcome }).catch(console.error)
}

/**
 * What a run came to: the view that says it, and the measured saving if there is one. Each claim's own outcome is reported,
 * except where the member is given the codes to type: their claims must go on holding them. `undoing`: it took out what had
 * saved.
 */
export async function conclude(
  { claims, headline }: Running,
  result: ApplyResult,
  now: number,
  undoing: boolean,
): Promise<{ view: PanelView; saved: Saving | null }> {
  const { outcome, before, after, removed, codes } = result
  const [first] = claims
  if (!first) throw new Error('A run without codes')
  if (outcome === 'unsupported')
    return { view: { kind: 'copy', claims, headline, asked: false }, saved: null }
  const reports = claims.map(({ claimId, code }): [string, ClaimOutcome] => {
    const own = codes.find((one) => one.code === code)
    return [
      claimId,
      {
        result: own?.outcome ?? outcome,
        currency: (own?.before ?? before)?.currency ?? null,
        totalBeforeMinor: (own?.before ?? before)?.amountMinor ?? null,
        totalAfterMinor: (own?.after ?? after)?.amountMinor ?? null,
        measuredAt: now,
      },
    ]
  })
  const report = () => {
    for (const [claimId, own] of reports) reportOutcome(claimId, own)
  }
  const saved = savingOf(claims, result, now)
  if (saved) {
    // The saving is kept before it is reported: a shop that loads anew now still finds it.
    await sendMessage('saveResult', saved)
    report()
    return { view: { kind: 'loading' }, saved }
  }
  await sendMessage('saveResult', null)
  report()
  const undone = undoing && outcome === 'cancelled' && removed
  const how = undone ? 'undone' : outcome === 'applied' ? 'unconfirmed' : outcome
  const { offerId } = first
  return {
    view: { kind: 'ended', how, codes: claims.map(({ code }) => code), offerId, before, after, removed },
    saved: null,
  }
}
