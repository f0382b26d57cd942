import type { Amount, ClaimOutcome } from '../../shared/contracts/index.ts'
import type { ApplyOptions, ApplyResult, RunState } from '../checkout/types.ts'
import type { Saving } from '../facts.ts'
import { sendMessage } from '../messages.ts'
import type { PanelView } from '../ui/panel-view.ts'
import type { Checkout } from './checkout-part.ts'

/** A code on its way into this page. */
export interface Running {
  claimId: string
  offerId: string
  code: string
  headline: string
  /** What the offer takes of the member's own. */
  takes: Amount | undefined
}

/** What a run works with. */
export interface Parts {
  checkout: Checkout
  currency: string
  signal: AbortSignal
  onStep: NonNullable<ApplyOptions['onStep']>
}

/** Keeps the run's state where a reload of the shop's finds it again. */
const options = (
  { claimId, offerId, takes }: Running,
  { currency, signal, onStep }: Parts,
): ApplyOptions => ({
  currency,
  signal,
  onStep,
  runId: claimId,
  offerId,
  save: (state) => sendMessage('saveRun', state && { claimId, offerId, state, ...(takes && { takes }) }),
})

/** Puts the code in and measures. */
export const startRun = (running: Running, parts: Parts): Promise<ApplyResult> =>
  parts.checkout.applyCode(document, running.code, options(running, parts))

/** Goes on where the shop's page load cut a run off. */
export const continueRun = (running: Running, state: RunState, parts: Parts): Promise<ApplyResult> =>
  parts.checkout.resumeRun(document, state, options(running, parts))

/** Takes out a code that had saved. */
export async function undoRun(saved: Saving, running: Running, parts: Parts): Promise<ApplyResult> {
  const result = await parts.checkout.removeCode(document, saved.code, {
    ...options(running, parts),
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
 * What a run came to: the view that says it, and the measured saving if there is one. The outcome is reported, except
 * where the member is given the code to type: their claim must go on holding it.
 */
export async function conclude(
  { claimId, offerId, code, headline, takes }: Running,
  { outcome, before, after, removed }: ApplyResult,
  now: number,
): Promise<{ view: PanelView; saved: Saving | null }> {
  if (outcome === 'unsupported') return { view: { kind: 'copy', code, headline, asked: false }, saved: null }
  const report: ClaimOutcome = {
    result: outcome,
    currency: before?.currency ?? null,
    totalBeforeMinor: before?.amountMinor ?? null,
    totalAfterMinor: after?.amountMinor ?? null,
    measuredAt: now,
  }
  if (outcome === 'applied' && before && after) {
    const saved: Saving = {
      claimId,
      offerId,
      code,
      currency: after.currency,
      beforeMinor: before.amountMinor,
      afterMinor: after.amountMinor,
      measuredAt: now,
      ...(takes && { takes }),
    }
    // The saving is kept before it is reported: a shop that loads anew now still finds it.
    await sendMessage('saveResult', saved)
    reportOutcome(claimId, report)
    return { view: { kind: 'loading' }, saved }
  }
  await sendMessage('saveResult', null)
  reportOutcome(claimId, report)
  const how = outcome === 'applied' ? 'unconfirmed' : outcome
  return { view: { kind: 'ended', how, code, offerId, before, after, removed }, saved: null }
}
