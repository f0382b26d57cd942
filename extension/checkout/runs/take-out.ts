import { waitFor } from '../dom.ts'
import { noteEvidence } from '../evidence.ts'
import { codesInUse } from '../field.ts'
import { STILL_MS, settle } from '../settle.ts'
import type { Reading } from '../total.ts'
import { keepTyped } from '../typed-fields.ts'
import type { Money } from '../types.ts'
import { clearCode, pressSafely } from './hands.ts'
import { UNANSWERED_MS } from './judge.ts'
import { expectedAfter } from './plan.ts'
import type { Answer } from './record.ts'
import { keep, ladder, money, type Run, sameMoney, TIMEOUT_MS, typedNow } from './run.ts'
import { showsCode } from './shown.ts'

/** A total that changed to something unforeseen must stand this long; one that did not change, twice that. */
const UNFORESEEN_MS = 1200
/** How long a shop that asks whether a removal is meant may take to ask. */
const ASKING_MS = 2500

/** Presses the remove control that belongs to this code and no other, and waits until it is gone. */
export async function takeOut(run: Run, code: string, before: Money): Promise<Answer> {
  const { page, options, watch, member } = run
  const adapter = ladder(page).find((candidate) => candidate.removeControl(page, code)) ?? run.adapter
  run.adapter = adapter
  run.reloaded = false
  await keep(run, {
    platform: adapter.platform,
    typed: typedNow(run, adapter),
    press: {
      kind: 'take',
      code,
      before,
      evidence: noteEvidence(page, code, options.currency),
      shown: [...new Set([...run.state.standing, ...codesInUse(page)])].filter((other) =>
        showsCode(page, adapter, other, options.currency),
      ),
      meddled: member.touched,
      hops: 0,
      pressedAt: Date.now(),
      url: page.location.href,
    },
  })
  watch.touched.clear()
  member.forget()
  run.pressedAt = performance.now()
  if (options.signal.aborted || !pressSafely(page, adapter.removeControl(page, code))) {
    await keep(run, { press: null })
    return { outcome: 'noSaving', after: null, present: true, gone: [], steady: true, answered: true }
  }
  options.onStep?.({ kind: 'removing' })
  const { confirmRemoval } = adapter
  if (confirmRemoval) {
    const { signal } = options
    pressSafely(page, await waitFor(() => confirmRemoval(page, code), { signal, timeoutMs: ASKING_MS }))
  }
  return takenOut(run)
}

/** Waits until the code is gone and the total has answered. */
export async function takenOut(run: Run): Promise<Answer> {
  const { page, adapter, state, options, watch } = run
  const { code, before, shown } = state.press!
  const last = state.goal === 'undo' && state.standing.length <= 1 && state.earlierCodes.length === 0
  const expected = expectedAfter(state, state.press!)?.total ?? (last ? state.wanted : null)
  const gone = (): boolean => adapter.removeControl(page, code) === null
  const endsAt = performance.now() + (options.timeoutMs ?? TIMEOUT_MS)
  // What the member's stop asks for is under way already: ending here would leave it unknown whether the code is out.
  const clears = run.clearing || state.goal === 'undo'
  const signal = clears ? options.signal : new AbortController().signal
  const patience = (reading: Reading): number => {
    // A page may take the code away before its server has agreed, and show it again.
    if (!run.reloaded && watch.heardAt < run.pressedAt) return UNANSWERED_MS
    if (sameMoney(money(reading), expected)) return STILL_MS
    return sameMoney(money(reading), before) ? 2 * UNFORESEEN_MS : UNFORESEEN_MS
  }
  let goneAt = performance.now()
  const { reading, since } = await settle(
    page,
    watch,
    { currency: options.currency, label: state.label, signal, endsAt },
    ({ reading, since }, now) => {
      if (!gone()) goneAt = now
      if (!reading || !gone()) return false
      // What was foreseen and has not come may still be on its way.
      const waits = expected !== null && !sameMoney(money(reading), expected) ? 2 : 1
      const goneFor = now - Math.max(since, goneAt)
      return goneFor >= (patience(reading) === UNANSWERED_MS ? 1 : waits) * patience(reading)
    },
  )
  await keepTyped(page, state.typed, options.signal)
  const still = performance.now() - since >= STILL_MS && !watch.leaving
  const present = !gone()
  if (!present) clearCode(page, adapter, code, state.fieldText)
  return {
    outcome: still && reading ? 'noSaving' : 'unconfirmed',
    after: still ? money(reading) : null,
    present,
    gone: shown.filter((other) => other !== code && !showsCode(page, adapter, other, before.currency)),
    steady: sameMoney(money(reading), before),
    answered: !present,
  }
}
