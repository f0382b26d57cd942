import { holdsUnsentCount } from '../basket-lines.ts'
import { noteEvidence } from '../evidence.ts'
import { codesInUse } from '../field.ts'
import { submits } from '../safety.ts'
import { readLabelledTotal } from '../total.ts'
import type { CheckoutAdapter, Money } from '../types.ts'
import { clearCode, holdsText, sendCode, typeCode } from './hands.ts'
import { judge } from './judge.ts'
import type { Answer } from './record.ts'
import { keep, ladder, money, type Run, sameMoney, typedNow } from './run.ts'
import { showsCode } from './shown.ts'

/** Nothing was pressed: no hands of ours fit. */
const NOT_PRESSED: Answer = {
  outcome: 'unsupported',
  after: null,
  present: false,
  gone: [],
  steady: false,
  answered: true,
}
const CANCELLED: Answer = { ...NOT_PRESSED, outcome: 'cancelled' }

/** The hands that worked before come first. */
const handsFor = ({ page, adapter, state }: Run): CheckoutAdapter[] => {
  const all = ladder(page)
  return state.presses === 0 ? all : [adapter, ...all.filter(({ platform }) => platform !== adapter.platform)]
}

/** Types one code, presses what applies it, and judges the answer. */
export async function applyOne(run: Run, code: string, before: Money): Promise<Answer> {
  const { page, options } = run
  // Asked before we move: taking the focus makes the browser tell of what the member had typed.
  const meddled = run.member.touched
  for (const adapter of handsFor(run)) {
    if (!(await adapter.reveal(page, options.signal))) continue
    const answer = await applyWith({ ...run, adapter }, run, code, before, meddled)
    if (answer) return answer
  }
  return options.signal.aborted ? CANCELLED : { ...NOT_PRESSED, after: before, steady: true }
}

/** One adapter's try. `null`: it could not press anything. */
async function applyWith(
  { adapter }: Run,
  run: Run,
  code: string,
  before: Money,
  meddled: boolean,
): Promise<Answer | null> {
  const { page, options, watch, member } = run
  const { signal, currency } = options
  const form = submits(adapter.applyControl(page) ?? adapter.field(page)!)
  // Its press would send what the member has begun to change, and the total would fall for that.
  if (form && holdsUnsentCount(form)) return { ...NOT_PRESSED, after: before, steady: true }
  const fieldText = adapter.field(page)?.value ?? ''
  const typed = typedNow(run, adapter)
  const evidence = noteEvidence(page, code, currency)
  const shown = [...new Set([...run.state.standing, ...codesInUse(page)])].filter((other) =>
    showsCode(page, adapter, other, currency),
  )
  if (!(await typeCode(page, adapter, code, signal))) {
    clearCode(page, adapter, code, fieldText)
    return signal.aborted ? CANCELLED : null
  }
  options.onStep?.({ kind: 'typed', code })
  const now = money(readLabelledTotal(page, options, run.state.label))
  if (!sameMoney(now, before) && run.state.halted === null) {
    // Typing buys nothing: whatever has moved the total, no press could be measured against it.
    clearCode(page, adapter, code, fieldText)
    return { ...NOT_PRESSED, outcome: 'unconfirmed', after: now }
  }
  run.adapter = adapter
  run.reloaded = false
  await keep(run, {
    platform: adapter.platform,
    typed,
    fieldText,
    press: {
      kind: 'put',
      code,
      before: money(before)!,
      evidence,
      shown,
      meddled,
      hops: 0,
      pressedAt: Date.now(),
      url: page.location.href,
    },
  })
  watch.touched.clear()
  member.forget()
  run.pressedAt = performance.now()
  const pressed = !signal.aborted && holdsText(adapter.field(page), code) && sendCode(page, adapter)
  if (!pressed) {
    clearCode(page, adapter, code, fieldText)
    await keep(run, { press: null })
    return signal.aborted ? CANCELLED : null
  }
  options.onStep?.({ kind: 'waiting' })
  const answer = await judge(run)
  member.forget()
  return answer
}
