import { waitFor, watchPage } from '../dom.ts'
import { watchMember } from '../member-hands.ts'
import type { ApplyOptions, ApplyResult, RunState } from '../types.ts'
import { routeAnswer } from './by-route.ts'
import { conclude, finish } from './conclude.ts'
import { drive } from './drive.ts'
import { judge } from './judge.ts'
import { plan } from './plan.ts'
import { type Answer, record } from './record.ts'
import { routeOf, shownAnew } from './route.ts'
import {
  adapterOf,
  keep,
  MAX_HOPS,
  MAX_PRESS_MS,
  MAX_RUN_HOPS,
  MAX_RUN_MS,
  type Run,
  rememberStop,
  rememberTouch,
  UNTOUCHED,
} from './run.ts'
import { takenOut } from './take-out.ts'
import { undoResult } from './undo.ts'

/** How long a page may take to be read in. */
const LOADING_MS = 10_000

/** Goes on with a run after the shop loaded a page anew. Call it at every page load while a state is kept. */
export async function resumeRun(page: Document, kept: RunState, options: ApplyOptions): Promise<ApplyResult> {
  const press = kept.press && { ...kept.press, hops: kept.press.hops + 1 }
  const state: RunState = { ...kept, press, hops: kept.hops + 1 }
  const watch = watchPage(page)
  const member = watchMember(page)
  const route = state.route === 'none' ? null : routeOf(page)
  const adapter = adapterOf(page, state)
  const run: Run = { page, adapter, route, state, options, watch, member, ...UNTOUCHED, reloaded: true }
  member.onTouch = () => rememberTouch(run)
  const forgetStop = rememberStop(run)
  try {
    if (new URL(state.url).origin !== page.location.origin) {
      // Another shop's page: it is not read, and what the member typed is none of its business.
      await options.save?.(null)
      return finish('unconfirmed', state.codes, state.baseline)
    }
    if (isOver(state)) {
      run.state = { ...state, halted: state.halted ?? 'unconfirmed', press: null, route: 'none' }
      return await end(run)
    }
    await keep(run, {})
    options.onStep?.({ kind: 'waiting' })
    if (page.readyState === 'loading') {
      const ready = () => page.readyState !== 'loading'
      await waitFor(ready, { signal: options.signal, timeoutMs: LOADING_MS })
    }
    if (state.phase === 'showing') {
      await shownAnew(run)
      // Stopped while the page was on its way: what the cart API put in is still to be taken out.
      const clearing: RunState = { ...run.state, phase: 'restoring' }
      if (clearing.halted === 'cancelled' && plan(clearing).move.kind !== 'end') {
        run.state = clearing
        return await end(run)
      }
      return ended(run, await conclude(run))
    }
    if (press) run.state = record(run.state, press, await answerTo(run))
    return await end(run)
  } finally {
    forgetStop()
    watch.stop()
    member.stop()
  }
}

const ended = (run: Run, result: ApplyResult): ApplyResult =>
  run.state.goal === 'undo' ? undoResult(run, result) : result

const end = async (run: Run): Promise<ApplyResult> => ended(run, await drive(run))

/** Too many pages, or too long ago. */
function isOver({ press, hops, startedAt }: RunState): boolean {
  const now = Date.now()
  if (hops > MAX_RUN_HOPS || now - startedAt > MAX_RUN_MS || now < startedAt) return true
  return press !== null && (press.hops > MAX_HOPS || now - press.pressedAt > MAX_PRESS_MS)
}

async function answerTo(run: Run): Promise<Answer> {
  if (run.state.route === 'changes')
    return routeAnswer(run, (await run.route?.read(run.page, AbortSignal.timeout(5000))) ?? null)
  return run.state.press!.kind === 'put' ? judge(run) : takenOut(run)
}
