import * as adapters from './adapters/index.ts'
import { isEnabled, press, typeInto, type Watch, waitFor, watchPage } from './dom.ts'
import { mentionsCode, noteEvidence, type Verdict, weigh } from './evidence.ts'
import { codesInUse } from './field.ts'
import { guardForms, mayPress } from './safety.ts'
import { STILL_MS, settle, settledTotal } from './settle.ts'
import type { Reading } from './total.ts'
import { noteTyped, restoreTyped } from './typed-fields.ts'
import type { ApplyOptions, ApplyOutcome, ApplyResult, CheckoutAdapter, Money, RunState } from './types.ts'

/** A run that has crossed this many page loads, or lasted this long, is over. */
export const MAX_HOPS = 4
export const MAX_RUN_MS = 60_000

/** How long the shop's answer is awaited, unless told. */
const TIMEOUT_MS = 10_000
/** A total that fell with nothing said of the code must stand longer than one that fell with it. */
const UNEXPLAINED_MS = 1200
/** A shop may show the code first and the new total later. */
const PATIENCE_MS = 4000
/** After a refusal, the time in which a total may still fall. */
const REFUSED_MS = 1200
/** How long an apply button may take to wake after typing. */
const WAKING_MS = 3000

interface Run {
  page: Document
  adapter: CheckoutAdapter
  state: RunState
  options: ApplyOptions
  watch: Watch
  /** Whether this page was loaded after the press. */
  reloaded: boolean
}

const money = (reading: Reading | Money | null): Money | null =>
  reading && { amountMinor: reading.amountMinor, currency: reading.currency }

const finish = (
  outcome: ApplyOutcome,
  before: Money | null,
  after: Money | null,
  removed: boolean | null = null,
  code = '',
): ApplyResult => ({
  codes: code === '' ? [] : [{ code, outcome, before, after }],
  outcome,
  before,
  after,
  savedMinor: outcome === 'applied' && before && after ? before.amountMinor - after.amountMinor : null,
  removed,
})

/** The platform's own hands first, then the detector's. */
const ladder = (page: Document): CheckoutAdapter[] =>
  Object.values(adapters)
    .filter((adapter) => adapter.detect(page))
    .sort((a, b) => Number(a.platform === 'other') - Number(b.platform === 'other'))

/** Whether the page shows this code as in use, or names it otherwise than in a refusal. Reads only. */
export const holdsCode = (page: Document, code: string): boolean =>
  ladder(page).some((adapter) => adapter.removeControl(page, code) !== null) || mentionsCode(page, code)

/** Presses a control that has just been looked up, if it is one that may be pressed, with the guard up. */
function pressSafely(page: Document, control: HTMLElement | null): boolean {
  if (!control || !mayPress(control) || !isEnabled(control)) return false
  const release = guardForms(page)
  press(control)
  // Scripts that answer later than this are the shop's own doing, not this press's.
  setTimeout(release, 3000)
  return true
}

/** Types the code and waits for the button to wake. Looks both up anew each time: typing may re-render them. */
async function typeCode(
  page: Document,
  adapter: CheckoutAdapter,
  code: string,
  signal: AbortSignal,
): Promise<boolean> {
  for (let attempt = 0; attempt < 2; attempt++) {
    const field = adapter.field(page)
    if (!field || (field.maxLength > 0 && field.maxLength < code.length)) return false
    field.focus({ preventScroll: true })
    typeInto(field, code)
    const awake = () => {
      const control = adapter.applyControl(page)
      return holds(adapter.field(page), code) && control !== null && isEnabled(control)
    }
    if (await waitFor(awake, { signal, timeoutMs: attempt === 0 ? WAKING_MS / 2 : WAKING_MS })) return true
    if (signal.aborted) return false
    adapter.field(page)?.blur()
  }
  return false
}

const holds = (field: HTMLInputElement | null, code: string): boolean =>
  field !== null && field.value.trim().toLowerCase() === code.toLowerCase()

/** Leaves the code field as it was found, so that a leftover code does not stop the purchase. */
function clearCode(page: Document, adapter: CheckoutAdapter, code: string, earlier = ''): void {
  const field = adapter.field(page)
  if (field && holds(field, code)) typeInto(field, earlier)
}

/** Puts the codes in and says what became of them, in place or, through `options.save` and `resumeRun`, across page loads. */
export async function startRun(page: Document, codes: string[], options: ApplyOptions): Promise<ApplyResult> {
  const [code = ''] = codes
  const result = await tryCode(page, code, options)
  const { outcome, before, after } = result
  return { ...result, codes: [{ code, outcome, before, after }] }
}

async function tryCode(page: Document, code: string, options: ApplyOptions): Promise<ApplyResult> {
  const { signal, currency } = options
  const watch = watchPage(page)
  try {
    const before = await settledTotal(page, watch, { currency, signal, timeoutMs: 4000 })
    if (signal.aborted) return finish('cancelled', null, null)
    // Without a total to compare nothing could be said, nor a useless code be taken out again.
    if (!before) return finish('unsupported', null, null)
    options.onStep?.({ kind: 'notedTotal', ...money(before)! })

    for (const adapter of ladder(page)) {
      // In use already: what it saves can't be measured without taking away what the member has.
      if (adapter.removeControl(page, code)) return finish('unconfirmed', money(before), money(before))
      if (!(await adapter.reveal(page, signal))) continue
      const earlierText = adapter.field(page)?.value ?? ''
      const typed = noteTyped(page, adapter.field(page))
      const evidence = noteEvidence(page, code, currency)
      const earlierCodes = codesInUse(page).filter((other) => other.toLowerCase() !== code.toLowerCase())
      if (!(await typeCode(page, adapter, code, signal))) {
        clearCode(page, adapter, code, earlierText)
        if (signal.aborted) return finish('cancelled', money(before), null)
        continue
      }
      options.onStep?.({ kind: 'typed', code })
      const state: RunState = {
        runId: options.runId ?? '',
        code,
        offerId: options.offerId ?? '',
        platform: adapter.platform,
        phase: 'applying',
        before: money(before)!,
        label: before.label,
        earlierCodes,
        evidence,
        typed,
        hops: 0,
        startedAt: Date.now(),
        url: page.location.href,
      }
      const run: Run = { page, adapter, state, options, watch, reloaded: false }
      await options.save?.(state)
      watch.touched.clear()
      const pressed =
        !signal.aborted && holds(adapter.field(page), code) && pressSafely(page, adapter.applyControl(page))
      if (!pressed) {
        clearCode(page, adapter, code, earlierText)
        await options.save?.(null)
        if (signal.aborted) return finish('cancelled', money(before), null)
        continue
      }
      options.onStep?.({ kind: 'waiting' })
      return await over(run, await judge(run, earlierText))
    }
    return signal.aborted
      ? finish('cancelled', money(before), null)
      : finish('unsupported', money(before), null)
  } finally {
    watch.stop()
  }
}

/** Ends a run: what was typed is put back, and nothing is left to resume. */
async function over({ page, state, options }: Run, result: ApplyResult): Promise<ApplyResult> {
  restoreTyped(page, state.typed)
  await options.save?.(null)
  const { outcome, before, after } = result
  return { ...result, codes: [{ code: state.code, outcome, before, after }] }
}

/** Goes on with a run after the shop loaded a page anew. Call it at every page load while a state is kept. */
export async function resumeRun(page: Document, kept: RunState, options: ApplyOptions): Promise<ApplyResult> {
  const state = { ...kept, hops: kept.hops + 1 }
  const adapter = ladder(page).find(({ platform }) => platform === state.platform) ?? adapters.generic
  const watch = watchPage(page)
  const run: Run = { page, adapter, state, options, watch, reloaded: true }
  try {
    if (options.signal.aborted) return await over(run, finish('cancelled', state.before, null))
    const lasted = Date.now() - state.startedAt
    const elsewhere = new URL(state.url).origin !== page.location.origin
    if (state.hops > MAX_HOPS || lasted > MAX_RUN_MS || lasted < 0 || elsewhere) {
      return await over(run, finish('unconfirmed', state.before, null))
    }
    await options.save?.(state)
    options.onStep?.({ kind: 'waiting' })
    if (page.readyState === 'loading') {
      await waitFor(() => page.readyState !== 'loading', { signal: options.signal, timeoutMs: 10_000 })
    }
    if (state.phase === 'applying') return await over(run, await judge(run, ''))
    if (state.phase === 'undoing') return await over(run, await undone(run))
    return await over(run, await takenOut(run))
  } finally {
    watch.stop()
  }
}

/** Waits for the shop's answer and compares grand totals. The only place that may say "applied". */
async function judge(run: Run, earlierText: string): Promise<ApplyResult> {
  const { page, adapter, state, options, watch } = run
  const { before, code } = state
  const startedAt = performance.now()
  const endsAt = startedAt + (options.timeoutMs ?? TIMEOUT_MS)
  const look = (now: number): Verdict =>
    weigh(page, adapter, code, state.evidence, {
      watch,
      reloaded: run.reloaded,
      currency: before.currency,
      totals: [before.amountMinor, now],
    })
  let verdict: Verdict | null = null
  let answeredAt: number | null = null
  let lookedAt = 0

  const { reading, since } = await settle(
    page,
    watch,
    { currency: options.currency, label: state.label, signal: options.signal, endsAt },
    (standing, now) => {
      if (!standing.reading || now - standing.since < STILL_MS) return false
      if (now - lookedAt > 250 || verdict === null) {
        verdict = look(standing.reading.amountMinor)
        lookedAt = now
      }
      const spoke = verdict.accepted || verdict.refused || verdict.corroborated
      if (spoke && answeredAt === null) answeredAt = now
      if (!spoke) answeredAt = null
      const answered = answeredAt === null ? 0 : now - answeredAt
      if (standing.reading.amountMinor !== before.amountMinor) {
        // A page may lower the total before its server has agreed, and raise it again: only an answered one is believed soon.
        const answeredAt = run.reloaded ? 0 : watch.answeredAt
        const agreed = run.reloaded || answeredAt > startedAt
        const explained =
          (verdict.accepted || verdict.corroborated) && standing.reading.amountMinor > 0 && agreed
        if (now - answeredAt < STILL_MS) return false
        return now - standing.since >= (explained ? STILL_MS : UNEXPLAINED_MS)
      }
      if (verdict.accepted || verdict.corroborated) return answered >= PATIENCE_MS
      return verdict.refused && answered >= REFUSED_MS
    },
  )
  restoreTyped(page, state.typed)

  if (!reading || watch.leaving || performance.now() - since < STILL_MS) {
    if (options.signal.aborted) return cancelled(run)
    return finish('unconfirmed', before, null)
  }
  if (options.signal.aborted) return cancelled(run)
  const after = money(reading)!
  options.onStep?.({ kind: 'compared', before, after })
  const seen = look(after.amountMinor)

  if (after.currency !== before.currency) return finish('unconfirmed', before, after)
  // A basket and a checkout don't add up the same things: across two addresses every other amount must have stayed.
  const moved = page.location.pathname !== new URL(state.url).pathname
  if (moved && !seen.rowsKept) return finish('unconfirmed', before, after)
  if (after.amountMinor < before.amountMinor)
    return finish(isOurs(run, reading, seen) ? 'applied' : 'unconfirmed', before, after)
  if (seen.accepted && adapter.removeControl(page, code)) return takeOut(run)
  if (seen.accepted && !seen.refused)
    return finish(after.amountMinor === before.amountMinor ? 'noSaving' : 'unconfirmed', before, after, false)
  clearCode(page, adapter, code, earlierText)
  if (seen.refused && after.amountMinor === before.amountMinor) return finish('rejected', before, after)
  const silent = !run.reloaded && after.amountMinor === before.amountMinor && !watchedNear(run)
  return finish(silent ? 'unsupported' : 'unconfirmed', before, after)
}

/** Whether a fall is the code's. In doubt it is not: a refusal, another row, a smaller basket, a change that has its own cause. */
function isOurs({ state }: Run, reading: Reading, seen: Verdict): boolean {
  if (reading.label !== state.label || seen.basketShrank) return false
  if (seen.refused && !seen.accepted) return false
  return seen.accepted || seen.corroborated || seen.onlyTotalChanged
}

/** Whether anything stirred around the code field after the press. Where nothing did, the shop wants a person's own click. */
function watchedNear({ page, adapter, watch }: Run): boolean {
  const field = adapter.field(page)
  if (!field) return true
  const around =
    field.closest('form, section, fieldset, [class*="coupon" i], [class*="promo" i]') ?? field.parentElement
  for (const element of watch.touched) {
    if (element === field || !element.isConnected) continue
    if (around?.contains(element) || element.matches('[role="alert"], [role="status"], [aria-live]'))
      return true
  }
  return false
}

/** Cancelled after the press: if the code is seen to be in use it is taken out again. */
async function cancelled(run: Run): Promise<ApplyResult> {
  const { page, adapter, state } = run
  if (!adapter.removeControl(page, state.code)) {
    clearCode(page, adapter, state.code)
    return finish('cancelled', state.before, null)
  }
  const signal = AbortSignal.timeout(5000)
  const { removed, after } = await takeOut({ ...run, options: { ...run.options, signal } })
  return finish('cancelled', state.before, after, removed)
}

/** Presses the remove control that belongs to our code, and sees whether the total came back. */
async function takeOut(run: Run): Promise<ApplyResult> {
  const { page, adapter, options, watch } = run
  const state: RunState = { ...run.state, phase: 'removing' }
  options.onStep?.({ kind: 'removing' })
  await options.save?.(state)
  watch.touched.clear()
  if (!pressSafely(page, adapter.removeControl(page, state.code))) {
    return finish(
      'noSaving',
      state.before,
      money(await settledTotal(page, watch, { ...options, label: state.label, timeoutMs: 1000 })),
      false,
    )
  }
  return takenOut({ ...run, state })
}

/** Waits until our code is gone and the total is what it was; puts back a code of before that ours drove out. */
async function takenOut(run: Run): Promise<ApplyResult> {
  const { page, adapter, state, options, watch } = run
  const endsAt = performance.now() + (options.timeoutMs ?? TIMEOUT_MS) / 2
  const gone = (): boolean => adapter.removeControl(page, state.code) === null
  const back = (reading: Reading | null): boolean =>
    reading !== null &&
    reading.amountMinor === state.before.amountMinor &&
    reading.currency === state.before.currency
  const { reading } = await settle(
    page,
    watch,
    { ...options, label: state.label, endsAt },
    (standing, now) => {
      const still = now - standing.since
      return gone() && still >= (back(standing.reading) ? STILL_MS : UNEXPLAINED_MS * 2)
    },
  )
  const missing =
    gone() && state.phase === 'removing' && !back(reading)
      ? state.earlierCodes.find((code) => !adapter.removeControl(page, code))
      : undefined
  if (missing !== undefined && (await putBack(run, missing))) {
    return takenOut({ ...run, state: { ...state, phase: 'restoring' } })
  }
  if (gone()) clearCode(page, adapter, state.code)
  return finish('noSaving', state.before, money(reading), gone() && back(reading))
}

/** Types a code of before again, after ours had replaced it. */
async function putBack({ page, adapter, state, options }: Run, code: string): Promise<boolean> {
  if (!(await adapter.reveal(page, options.signal)) || !(await typeCode(page, adapter, code, options.signal)))
    return false
  await options.save?.({ ...state, phase: 'restoring' })
  return holds(adapter.field(page), code) && pressSafely(page, adapter.applyControl(page))
}

/**
 * Takes a code out again at the member's wish. `cancelled` with `removed` saying whether it is gone and the total answered:
 * it came back to `options.expected`, or, where that is not known, rose.
 */
export async function removeCodes(
  page: Document,
  codes: string[],
  options: ApplyOptions,
): Promise<ApplyResult> {
  const [code = ''] = codes
  const watch = watchPage(page)
  try {
    const before = await settledTotal(page, watch, { ...options, timeoutMs: 4000 })
    if (!before || options.signal.aborted) return finish('unconfirmed', money(before), null)
    const adapter = ladder(page).find((candidate) => candidate.removeControl(page, code))
    if (!adapter) return finish('unsupported', money(before), null)
    const state: RunState = {
      runId: options.runId ?? '',
      code,
      offerId: options.offerId ?? '',
      platform: adapter.platform,
      phase: 'undoing',
      before: options.expected ?? money(before)!,
      label: before.label,
      earlierCodes: options.expected ? ['expected'] : [],
      evidence: { mentions: 0, discountRows: 0, amounts: [], quantity: 0 },
      typed: noteTyped(page, adapter.field(page)),
      hops: 0,
      startedAt: Date.now(),
      url: page.location.href,
    }
    const run: Run = { page, adapter, state, options, watch, reloaded: false }
    await options.save?.(state)
    if (!pressSafely(page, adapter.removeControl(page, code)))
      return await over(run, finish('unsupported', money(before), null))
    options.onStep?.({ kind: 'removing' })
    return await over(run, await undone(run))
  } finally {
    watch.stop()
  }
}

async function undone({ page, adapter, state, options, watch }: Run): Promise<ApplyResult> {
  const endsAt = performance.now() + (options.timeoutMs ?? TIMEOUT_MS)
  // `before` is the total that is wanted back where it is known, and else the one that should rise.
  const known = state.earlierCodes.includes('expected')
  const answers = (amountMinor: number): boolean =>
    known ? amountMinor === state.before.amountMinor : amountMinor > state.before.amountMinor
  const { reading } = await settle(
    page,
    watch,
    { ...options, label: state.label, endsAt },
    (standing, now) => {
      if (!standing.reading || adapter.removeControl(page, state.code)) return false
      return now - standing.since >= (answers(standing.reading.amountMinor) ? STILL_MS : PATIENCE_MS)
    },
  )
  const gone = adapter.removeControl(page, state.code) === null
  const removed = gone && reading !== null && answers(reading.amountMinor)
  return finish(removed ? 'cancelled' : 'unconfirmed', state.before, money(reading), removed)
}
