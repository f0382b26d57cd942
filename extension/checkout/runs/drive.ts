import { settledTotal } from '../settle.ts'
import { type Reading, readLabelledTotal } from '../total.ts'
import type { ApplyResult, Money, RunState } from '../types.ts'
import { applyOne } from './apply-one.ts'
import { byRoute } from './by-route.ts'
import { bestOf, measuredWith } from './choose.ts'
import { has } from './codes.ts'
import { conclude } from './conclude.ts'
import { type Move, plan } from './plan.ts'
import { type Answer, record } from './record.ts'
import { MAX_RUN_HOPS, MAX_RUN_MS, money, type Run, sameMoney } from './run.ts'
import { takeOut } from './take-out.ts'

/** How long clearing up may take after the member has said stop. */
const CLEARING_MS = 8000
/** How long a total may take to come back to what it was between two presses. */
const BETWEEN_MS = 3000

/** Takes one step after another until there is nothing left to do, and says what it came to. */
export async function drive(run: Run): Promise<ApplyResult> {
  let told = ''
  for (;;) {
    heedStop(run)
    const { phase, move } = plan(run.state)
    run.state = { ...run.state, phase }
    if (move.kind === 'end') return conclude(run)
    const lasted = Date.now() - run.state.startedAt
    if (run.state.hops > MAX_RUN_HOPS || lasted > MAX_RUN_MS || lasted < 0) {
      halt(run, 'unconfirmed')
      return conclude(run)
    }
    const telling = phase === 'restoring' ? phase : move.code
    if (telling !== told && move.kind === 'put') announce(run, move.code)
    if (move.kind === 'put') told = telling
    const before = await unmoved(run)
    if (!before) {
      if (run.state.halted !== null && (run.clearing || !run.options.signal.aborted)) return conclude(run)
      // Something else has moved the total: nothing that is measured from here could be compared.
      if (!run.options.signal.aborted) halt(run, 'unconfirmed')
      else if (run.state.goal === 'undo') return conclude(run)
      continue
    }
    const answer = await make(run, move, before)
    run.state = record(run.state, { ...move, before }, answer)
  }
}

const make = (run: Run, { kind, code }: Exclude<Move, { kind: 'end' }>, before: Money): Promise<Answer> => {
  if (run.state.route === 'changes') return byRoute(run, kind, code, before)
  return kind === 'put' ? applyOne(run, code, before) : takeOut(run, code, before)
}

const halt = (run: Run, why: NonNullable<RunState['halted']>): void => {
  run.state = { ...run.state, halted: run.state.halted ?? why }
}

/** After a stop only clearing up is left, and it has its own time: the member's signal would end it at once. */
function heedStop(run: Run): void {
  if (!run.options.signal.aborted || run.clearing || run.state.goal === 'undo') return
  run.clearing = true
  run.state = { ...run.state, halted: 'cancelled' }
  run.options = { ...run.options, signal: AbortSignal.timeout(CLEARING_MS) }
}

/** The total as it was last measured; `null` if it is another one now. */
async function unmoved(run: Run): Promise<Money | null> {
  const { page, state, options, watch } = run
  const last = measuredWith(state, state.standing)?.total ?? null
  const now = readLabelledTotal(page, options, state.label)
  // The cart API changes what the page does not show yet.
  if (state.route === 'changes' && last) return last
  if (now && (sameMoney(now, last) || (!last && state.halted !== null))) return money(now)
  const reading: Reading | null = await settledTotal(page, watch, {
    ...options,
    label: state.label,
    timeoutMs: BETWEEN_MS,
  })
  if (!reading) return null
  return last === null || sameMoney(reading, last) || state.halted !== null || state.goal === 'undo'
    ? money(reading)
    : null
}

/** Tells the member of several codes which one it is; a single one needs no telling. */
function announce({ state, options }: Run, code: string): void {
  if (state.codes.length < 2 || state.halted !== null) return
  const ours = bestOf(state).codes.filter((one) => has(state.codes, one))
  if (state.phase === 'restoring') options.onStep?.({ kind: 'restoring', codes: ours })
  else options.onStep?.({ kind: 'trying', code, index: state.codes.indexOf(code), of: state.codes.length })
}
