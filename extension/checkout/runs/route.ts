import * as routes from '../cart-routes/index.ts'
import { classifyPage } from '../classify.ts'
import { pause } from '../dom.ts'
import { settledTotal } from '../settle.ts'
import type { Reading } from '../total.ts'
import { memberTyped } from '../typed-fields.ts'
import type { ApplyOptions, CartRoute, CartState, Money, RunState } from '../types.ts'
import { measuredWith } from './choose.ts'
import { keep, money, type Run, sameMoney } from './run.ts'

/** How long the shop's server may take to answer a question. */
const ASKING_MS = 5000
/** How long a page that is to be loaded anew may take to go, and how long it may then take to show the total. */
const LEAVING_MS = 15_000
const SHOWING_MS = 8000

/** The platform's own cart API, where this page has one. */
export const routeOf = (page: Document): CartRoute | null =>
  Object.values(routes as Record<string, CartRoute>).find((route) => route.detect(page)) ?? null

const ask = (page: Document, route: CartRoute, signal: AbortSignal): Promise<CartState | null> =>
  route.read(page, AbortSignal.any([signal, AbortSignal.timeout(ASKING_MS)]))

/**
 * What the cart API may be used for here. It is believed only where it and the page say the same total; and it may change
 * the basket only where a load anew loses nothing: a cart page on which the member has typed nothing, in a run that is kept.
 */
export async function useOfRoute(
  page: Document,
  route: CartRoute | null,
  shown: Reading,
  options: ApplyOptions,
): Promise<{ use: RunState['route']; cart: CartState | null }> {
  const cart = route && (await ask(page, route, options.signal))
  if (!cart || !sameMoney(cart.total, money(shown))) return { use: 'none', cart: null }
  const free =
    classifyPage(page).kind === 'cart' && memberTyped(page).length === 0 && options.save !== undefined
  return { use: free ? 'changes' : 'checks', cart }
}

/** Whether the server's total is the page's. Where there is no cart API to ask, nothing speaks against it. */
export async function agrees({ page, route, state }: Run, shown: Money): Promise<boolean> {
  if (state.route === 'none' || state.presses === 0) return true
  const cart = route && (await ask(page, route, AbortSignal.timeout(ASKING_MS)))
  return cart !== null && sameMoney(cart.total, shown) && !shrank(state, cart)
}

/** Whether the basket holds less than when the run began. */
export const shrank = ({ quantity }: RunState, cart: CartState): boolean =>
  quantity !== null && cart.quantity !== undefined && cart.quantity < quantity

/** Whether the cart API has changed what this page still shows as it was. */
export const pageMustBeShown = ({ state }: Run): boolean =>
  state.route === 'changes' && state.phase !== 'showing' && state.presses > 0 && changed(state)

const changed = (state: RunState): boolean => {
  const last = measuredWith(state, state.standing)
  return last === null || !sameMoney(last.total, state.baseline) || state.halted !== null
}

/** Loads the page anew at its own address, so that it shows what the server has. The run goes on there. */
export async function showPage(run: Run): Promise<void> {
  const { page } = run
  await keep(run, { phase: 'showing', press: null })
  const { origin, pathname, search } = page.location
  // Without its hash: an address with one is only scrolled to.
  page.location.assign(`${origin}${pathname}${search}`)
  await pause(LEAVING_MS, new AbortController().signal)
}

/** Waits until the page that was loaded anew shows the total that the server has. */
export async function shownAnew({ page, state, options, watch }: Run): Promise<void> {
  const wanted = measuredWith(state, state.standing)?.total ?? null
  const endsAt = performance.now() + SHOWING_MS
  while (performance.now() < endsAt && !options.signal.aborted) {
    const timeoutMs = endsAt - performance.now()
    const reading = await settledTotal(page, watch, { ...options, label: state.label, timeoutMs })
    if (sameMoney(money(reading), wanted)) return
    await pause(200, options.signal)
  }
}
