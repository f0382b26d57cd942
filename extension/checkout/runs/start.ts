import { watchPage } from '../dom.ts'
import { noteEvidence } from '../evidence.ts'
import { codesInUse } from '../field.ts'
import { watchMember } from '../member-hands.ts'
import { settledTotal } from '../settle.ts'
import type { Reading } from '../total.ts'
import type { ApplyOptions, ApplyResult, RunState } from '../types.ts'
import { has, without } from './codes.ts'
import { finish } from './conclude.ts'
import { drive } from './drive.ts'
import { routeOf, useOfRoute } from './route.ts'
import { ladder, money, type Run, rememberStop, rememberTouch, UNTOUCHED } from './run.ts'
import { fieldsStill, touchAnswered } from './still.ts'

/** How long the total of before may take to stand still. */
const BASELINE_MS = 4000

/** A run's state before anything has been done. */
export const freshState = (page: Document, baseline: Reading, options: ApplyOptions): RunState => ({
  runId: options.runId ?? '',
  offerId: options.offerId ?? '',
  platform: 'other',
  route: 'none',
  goal: 'apply',
  phase: 'together',
  codes: [],
  baseline: money(baseline)!,
  label: baseline.label,
  evidence: noteEvidence(page, '', options.currency),
  earlierCodes: [],
  standing: [],
  measured: [],
  results: [],
  alone: [],
  entered: [],
  unanswered: [],
  quantity: null,
  blocked: [],
  replaces: false,
  wanted: null,
  halted: null,
  press: null,
  presses: 0,
  typed: [],
  fieldText: '',
  hops: 0,
  startedAt: Date.now(),
  url: page.location.href,
})

/** Puts the codes in and says what became of them, in place or, through `options.save` and `resumeRun`, across page loads. */
export async function startRun(page: Document, given: string[], options: ApplyOptions): Promise<ApplyResult> {
  const codes = given.filter((code, at) => code !== '' && !has(given.slice(0, at), code))
  const watch = watchPage(page)
  const member = watchMember(page)
  try {
    await touchAnswered(watch, member, options.signal)
    const before = await settledTotal(page, watch, { ...options, timeoutMs: BASELINE_MS })
    member.forget()
    if (options.signal.aborted) return finish('cancelled', codes)
    // Without a total to compare nothing could be said, nor a useless code be taken out again.
    if (!before || codes.length === 0) return finish('unsupported', codes)
    options.onStep?.({ kind: 'notedTotal', ...money(before)! })

    const adapters = ladder(page)
    const route = routeOf(page)
    const { use, cart } = await useOfRoute(page, route, before, options)
    const noted = cart?.codes ?? codesInUse(page)
    // In use already: what it saves can't be measured without taking away what the member has.
    const inUse = codes.filter(
      (code) => has(noted, code) || adapters.some((hands) => hands.removeControl(page, code) !== null),
    )
    const earlierCodes = [...without(noted, codes), ...inUse]
    const ours = without(codes, inUse)
    const kept = inUse.map((code) => ({
      code,
      outcome: 'unconfirmed' as const,
      before: money(before),
      after: money(before),
    }))
    if (ours.length === 0)
      return { ...finish('unconfirmed', codes, money(before), money(before)), codes: kept }
    const state: RunState = {
      ...freshState(page, before, options),
      platform: use === 'changes' ? route!.platform : adapters[0]!.platform,
      route: use,
      codes: ours,
      earlierCodes,
      standing: earlierCodes,
      quantity: cart?.quantity ?? null,
      measured: [{ codes: earlierCodes, total: money(before)! }],
    }
    if (use !== 'changes') await fieldsStill(page, member, options.signal)
    const run: Run = { page, adapter: adapters[0]!, route, state, options, watch, member, ...UNTOUCHED }
    member.onTouch = () => rememberTouch(run)
    const forgetStop = rememberStop(run)
    const result = await drive(run).finally(forgetStop)
    const results = [...result.codes, ...kept]
    return { ...result, codes: codes.flatMap((code) => results.filter((one) => one.code === code)) }
  } finally {
    watch.stop()
    member.stop()
  }
}
