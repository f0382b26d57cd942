import type { CartState, Money } from '../types.ts'
import { has, without } from './codes.ts'
import type { Answer } from './record.ts'
import { shrank } from './route.ts'
import { keep, type Run, sameMoney } from './run.ts'

const UNKNOWN: Answer = {
  outcome: 'unconfirmed',
  after: null,
  present: false,
  gone: [],
  steady: false,
  answered: false,
}

/** Has the platform's own cart API put a code in or take it out. Its totals are the evidence until the page shows them. */
export async function byRoute(run: Run, kind: 'put' | 'take', code: string, before: Money): Promise<Answer> {
  const { page, route, options } = run
  if (!route) return UNKNOWN
  await keep(run, {
    press: {
      kind,
      code,
      before,
      evidence: run.state.evidence,
      shown: run.state.standing,
      meddled: false,
      hops: 0,
      pressedAt: Date.now(),
      url: page.location.href,
    },
  })
  if (options.signal.aborted) return { ...UNKNOWN, outcome: 'cancelled', answered: true }
  options.onStep?.(kind === 'put' ? { kind: 'waiting' } : { kind: 'removing' })
  const cart = await (kind === 'put' ? route.apply : route.remove)(page, code, options.signal)
  // An answer that can't be read leaves open what was done: the basket itself is asked.
  return routeAnswer(run, cart ?? (await route.read(page, AbortSignal.timeout(5000))))
}

/** What the basket says of the press that the state is at. */
export function routeAnswer({ state, options }: Run, cart: CartState | null): Answer {
  const press = state.press
  if (!press || !cart || cart.total.currency !== press.before.currency) return UNKNOWN
  const { kind, code, before } = press
  // Somebody else is at this basket: in another tab things left it, or a code came in.
  if (shrank(state, cart) || without(cart.codes, [...press.shown, ...state.earlierCodes, code]).length > 0)
    return { ...UNKNOWN, present: has(cart.codes, code), answered: true }
  const present = has(cart.codes, code)
  const gone = without(press.shown, [...cart.codes, code])
  const after = cart.total
  const steady = sameMoney(after, before)
  if (kind === 'take') return { outcome: 'noSaving', after, present, gone, steady, answered: true }
  options.onStep?.({ kind: 'compared', before, after })
  // Refused, and the total moved all the same: something else is at work.
  if (!present) {
    const outcome = steady || gone.length > 0 ? 'rejected' : 'unconfirmed'
    return { outcome, after, present, gone, steady, answered: true }
  }
  return {
    outcome: after.amountMinor < before.amountMinor ? 'applied' : 'noSaving',
    after,
    present,
    gone,
    steady,
    answered: true,
  }
}
