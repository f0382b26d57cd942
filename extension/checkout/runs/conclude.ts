import { settledTotal } from '../settle.ts'
import { readLabelledTotal } from '../total.ts'
import { restoreTyped } from '../typed-fields.ts'
import type { ApplyOutcome, ApplyResult, CodeResult, Money, RunState } from '../types.ts'
import { measuredWith } from './choose.ts'
import { has, sameCode, sameCodes, without } from './codes.ts'
import { agrees, pageMustBeShown, showPage } from './route.ts'
import { money, type Run, sameMoney } from './run.ts'

/** How long the last reading may take to stand still. */
const LAST_LOOK_MS = 3000

/** A result for a run that ended before it could begin. */
export const finish = (
  outcome: ApplyOutcome,
  codes: string[],
  before: Money | null = null,
  after: Money | null = null,
): ApplyResult => ({
  outcome,
  before,
  after,
  savedMinor: null,
  removed: null,
  codes: codes.map((code) => ({ code, outcome, before, after })),
})

/** Ends a run: reads the total once more, says only what that reading bears out, and leaves nothing to resume. */
export async function conclude(run: Run): Promise<ApplyResult> {
  if (pageMustBeShown(run)) {
    await showPage(run)
    // The page did not go: what the server says can't be seen on it.
    run.state = { ...run.state, halted: run.state.halted ?? 'unconfirmed' }
  }
  const after = await lastLook(run)
  const verified = after !== null && (await agrees(run, after))
  run.over = true
  restoreTyped(run.page, run.state.typed)
  await run.options.save?.(null)
  return resultOf(run.state, after, verified)
}

/** The total as it stands at the end: at once if it is what was measured, otherwise when it stands still. */
async function lastLook({ page, state, options, watch }: Run): Promise<Money | null> {
  const measured = measuredWith(state, state.standing)?.total ?? null
  const now = money(readLabelledTotal(page, options, state.label))
  if (state.presses === 0 && state.halted === 'cancelled') return null
  if (sameMoney(now, measured)) return now
  const signal = AbortSignal.timeout(LAST_LOOK_MS)
  return money(
    await settledTotal(page, watch, { ...options, signal, label: state.label, timeoutMs: LAST_LOOK_MS }),
  )
}

/** What the run came to. Pure. `verified`: whatever else can be asked says the same as the page. */
function resultOf(state: RunState, after: Money | null, verified: boolean): ApplyResult {
  const { codes, baseline, standing, halted } = state
  const measured = measuredWith(state, standing)?.total ?? null
  const ours = standing.filter((code) => has(codes, code))
  const lower =
    after !== null && after.currency === baseline.currency && after.amountMinor < baseline.amountMinor
  const saved = halted !== 'cancelled' && ours.length > 0 && verified && lower && sameMoney(after, measured)
  const driven = without(state.earlierCodes, standing)
  const outcome = saved ? 'applied' : withoutSaving(state, after, verified && sameMoney(after, measured))
  const back =
    ours.length === 0 &&
    state.unanswered.length === 0 &&
    sameMoney(after, baseline) &&
    sameCodes(standing, state.earlierCodes)
  return {
    outcome,
    before: baseline,
    after,
    savedMinor: saved ? baseline.amountMinor - after!.amountMinor : null,
    removed: saved || state.entered.length + state.unanswered.length === 0 ? null : back,
    codes: codes.map((code) => ownResult(state, code, outcome, after)),
    ...(driven.length > 0 ? { earlier: driven } : {}),
  }
}

function withoutSaving(state: RunState, after: Money | null, asMeasured: boolean): ApplyOutcome {
  const { halted, results, standing, codes, baseline } = state
  // What was sent and never answered may come in yet: that must be looked at, not taken for undone.
  if (halted === 'cancelled') return state.unanswered.length > 0 ? 'unconfirmed' : 'cancelled'
  const ours = standing.some((code) => has(codes, code))
  const said = (outcome: ApplyOutcome): boolean => results.some((result) => result.outcome === outcome)
  if (halted === 'unconfirmed' || said('unconfirmed')) return 'unconfirmed'
  // Something of ours is still in, and the total is neither lower nor what it was, nor what was measured.
  if (ours && !(asMeasured && sameMoney(after, baseline))) return 'unconfirmed'
  if (said('noSaving') || said('applied'))
    return sameMoney(after, baseline) || !ours ? 'noSaving' : 'unconfirmed'
  return said('rejected') ? 'rejected' : 'unsupported'
}

/** A code's own outcome: `applied` only where it stands in a basket whose saving was verified. */
function ownResult(state: RunState, code: string, outcome: ApplyOutcome, after: Money | null): CodeResult {
  const own = state.results.find((result) => sameCode(result.code, code))
  if (!own) {
    // Its turn never came.
    const never = outcome === 'unsupported' || outcome === 'unconfirmed' ? outcome : 'cancelled'
    return { code, outcome: never, before: null, after: null }
  }
  const { baseline, standing, codes } = state
  const stands = has(standing, code)
  const ours = standing.filter((one) => has(codes, one))
  if (own.outcome === 'applied' && stands && outcome === 'applied')
    return {
      ...own,
      // The chain of totals begins with the run's first and ends with its last.
      before: sameCode(ours[0]!, code) ? baseline : own.before,
      after: sameCode(ours.at(-1)!, code) ? after : own.after,
    }
  if (outcome === 'cancelled') return { ...own, outcome: 'cancelled' }
  if (own.outcome !== 'applied') return own
  return { ...own, outcome: stands || outcome === 'unconfirmed' ? 'unconfirmed' : 'noSaving' }
}
