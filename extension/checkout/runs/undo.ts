import { watchPage } from '../dom.ts'
import { codesInUse } from '../field.ts'
import { watchMember } from '../member-hands.ts'
import { settledTotal } from '../settle.ts'
import type { ApplyOptions, ApplyResult, RunState } from '../types.ts'
import { has, sameCodes, without } from './codes.ts'
import { finish } from './conclude.ts'
import { drive } from './drive.ts'
import { routeOf, useOfRoute } from './route.ts'
import { ladder, money, type Run, rememberTouch, sameMoney, UNTOUCHED } from './run.ts'
import { freshState } from './start.ts'

/**
 * Takes codes out again at the member's wish. `cancelled` with `removed` saying whether they are gone and the total answered:
 * it came back to `options.expected`, or, where that is not known, rose.
 */
export async function removeCodes(
  page: Document,
  codes: string[],
  options: ApplyOptions,
): Promise<ApplyResult> {
  const watch = watchPage(page)
  const member = watchMember(page)
  try {
    const before = await settledTotal(page, watch, { ...options, timeoutMs: 4000 })
    if (!before || options.signal.aborted) return finish('unconfirmed', codes, money(before))
    const adapters = ladder(page)
    const hands = adapters.find((one) => codes.some((code) => one.removeControl(page, code)))
    const route = routeOf(page)
    // The page's own control is what the member would press; the cart API is for pages that have none.
    const { use, cart } = hands
      ? { use: 'none' as const, cart: null }
      : await useOfRoute(page, route, before, options)
    const byRoute = use === 'changes' && codes.some((code) => has(cart?.codes ?? [], code))
    if (!hands && !byRoute) return finish('unsupported', codes, money(before))
    const earlier = without(options.earlier ?? [], codes)
    const inUse = cart?.codes ?? codesInUse(page)
    const standing = [...earlier.filter((code) => has(inUse, code)), ...[...codes].reverse()]
    const state: RunState = {
      ...freshState(page, before, options),
      platform: hands?.platform ?? route!.platform,
      route: byRoute ? 'changes' : 'none',
      goal: 'undo',
      codes,
      earlierCodes: earlier,
      // The latest goes first, as a person would.
      standing,
      measured: [{ codes: standing, total: money(before)! }],
      wanted: options.expected ?? null,
    }
    const adapter = hands ?? adapters[0]!
    const run: Run = { page, adapter, route, state, options, watch, member, ...UNTOUCHED }
    member.onTouch = () => rememberTouch(run)
    return undoResult(run, await drive(run))
  } finally {
    watch.stop()
    member.stop()
  }
}

/** What an undoing came to, told of all codes at once. */
export function undoResult({ state }: Run, { after }: ApplyResult): ApplyResult {
  const { baseline, wanted, standing, earlierCodes, codes } = state
  const answered =
    after !== null &&
    (wanted
      ? sameMoney(after, wanted)
      : after.currency === baseline.currency && after.amountMinor > baseline.amountMinor)
  const removed = sameCodes(standing, earlierCodes) && answered
  const outcome = removed ? 'cancelled' : 'unconfirmed'
  return { ...finish(outcome, codes, wanted ?? baseline, after), removed }
}
