import { waitFor } from '../dom.ts'
import { type Verdict, weigh } from '../evidence.ts'
import { STILL_MS, type Standing, settle } from '../settle.ts'
import type { Reading } from '../total.ts'
import { keepTyped } from '../typed-fields.ts'
import type { ApplyOutcome, Press } from '../types.ts'
import { isByCode, stirred } from './by-code.ts'
import { has } from './codes.ts'
import { clearCode } from './hands.ts'
import { expectedAfter } from './plan.ts'
import type { Answer } from './record.ts'
import { money, type Run, sameMoney, TIMEOUT_MS } from './run.ts'
import { showsCode } from './shown.ts'

/** A total that fell with nothing said of the code must stand longer than one that fell with it. */
const UNEXPLAINED_MS = 1200
/** What changed before the shop answered any request may be the page's own hope: it must stand as long as a slow server takes. */
export const UNANSWERED_MS = 4000
/** A shop may show the code first and the new total later. */
const PATIENCE_MS = 4000
/** After a refusal, the time in which a total may still fall. */
const REFUSED_MS = 1200
/** How often the page's words are weighed while the answer is awaited. */
const LOOK_MS = 200
/** How long a shop may still take up a code after the member said stop. */
const LATE_MS = 2500

/** Waits for the shop's answer to a code that was put in, and compares grand totals. The only place that may say "applied". */
export async function judge(run: Run): Promise<Answer> {
  const { page, adapter, state, options } = run
  const press = state.press!
  const { before, code } = press
  const { standing, seen, reading, believed } = await answered(run, press)
  await keepTyped(page, state.typed, options.signal)
  const meddled = press.meddled || run.member.touched
  const gone = press.shown.filter(
    (other) => other !== code && !showsCode(page, adapter, other, before.currency),
  )
  const answer = (outcome: ApplyOutcome, present: boolean): Answer => {
    if (!present) clearCode(page, adapter, code, state.fieldText)
    const steady = sameMoney(money(reading), before)
    const heard = present || seen.refused || run.reloaded || (reading !== null && !steady)
    return { outcome, after: money(reading), present, gone, steady, answered: heard }
  }
  if (options.signal.aborted) {
    const taken = await takenUpLate(run, code)
    return answer('cancelled', taken || (seen.accepted && !seen.refused))
  }
  const held = adapter.removeControl(page, code) !== null
  const unsettled = !reading || run.watch.leaving || performance.now() - standing.since < STILL_MS
  if (unsettled) return { ...answer('unconfirmed', held), steady: false }
  const after = money(reading)!
  options.onStep?.({ kind: 'compared', before, after })

  const present = held || (seen.accepted && !seen.refused)
  if (after.currency !== before.currency) return answer('unconfirmed', present)
  // A basket and a checkout don't add up the same things: across two addresses every other amount must have stayed.
  const moved = placeOf(page.location.href) !== placeOf(press.url)
  if (moved && !seen.rowsKept) return { ...answer('unconfirmed', present), steady: false }
  if (after.amountMinor < before.amountMinor) {
    // Putting a measured basket back is borne out by its total, whatever else the page says.
    const known = sameMoney(expectedAfter(state, press)?.total ?? null, after)
    const ours = believed && isByCode(state, reading, seen, meddled, known)
    return answer(ours ? 'applied' : 'unconfirmed', ours || present)
  }
  if (present) return answer('noSaving', true)
  const ousted = gone.some((other) => has(state.standing, other))
  if (seen.refused && (after.amountMinor === before.amountMinor || ousted)) return answer('rejected', false)
  const silent = !run.reloaded && after.amountMinor === before.amountMinor && !stirred(run)
  return answer(silent ? 'unsupported' : 'unconfirmed', false)
}

/**
 * Whether the shop takes up a code after the member's stop. A page that is being left is waited for: what is kept tells the
 * next one of the stop, and ending here would make it forgotten while the code is on its way in.
 */
async function takenUpLate({ page, adapter, options, watch }: Run, code: string): Promise<boolean> {
  const isTaken = () => adapter.removeControl(page, code) !== null
  const lateAt = performance.now() + LATE_MS
  const isEnough = () => isTaken() || (!watch.leaving && performance.now() >= lateAt)
  // The member's signal has gone off: this wait has an end of its own.
  const signal = new AbortController().signal
  await waitFor(isEnough, { signal, timeoutMs: options.timeoutMs ?? TIMEOUT_MS })
  return isTaken()
}

/** Parts of a query by which a shop says which of its pages this is. */
const WHICH_PAGE =
  /^(?:route|page|page_id|p|step|controller|view|section|task|option|mod|module|main_page|fc|rt|path|dispatch|tab)$/i

/** What of an address says which page it is. */
function placeOf(address: string): string {
  const { pathname, searchParams } = new URL(address)
  return [pathname, ...[...searchParams].filter(([name]) => WHICH_PAGE.test(name)).flat()].join(' ')
}

/**
 * Waits until the total stands still and the shop has had its say, or the time is out. `believed`: a total that changed
 * has stood as long as one must.
 */
async function answered(
  run: Run,
  press: Press,
): Promise<{ standing: Standing; seen: Verdict; reading: Reading | null; believed: boolean }> {
  const { page, adapter, options, watch, reloaded, state } = run
  const { before, code } = press
  const startedAt = performance.now()
  const look = (now: number): Verdict =>
    weigh(page, adapter, code, press.evidence, {
      watch,
      reloaded,
      currency: before.currency,
      totals: [before.amountMinor, now],
    })
  let verdict: Verdict | null = null
  let refused = false
  let believed = false
  let spokeAt: number | null = null
  let lookedAt = 0
  const latestAt = startedAt + (options.timeoutMs ?? TIMEOUT_MS)
  const until = { currency: options.currency, label: state.label, signal: options.signal, endsAt: latestAt }
  const standing = await settle(page, watch, until, ({ reading, since }, now) => {
    believed = false
    if (!reading) return false
    if (now - lookedAt > LOOK_MS || verdict === null) {
      verdict = look(reading.amountMinor)
      lookedAt = now
      // A message may be gone before the total has come to rest; what it said stands.
      refused ||= verdict.refused
    }
    if (now - since < STILL_MS) return false
    const taken = verdict.accepted || verdict.corroborated
    const spoke = taken || refused
    spokeAt = spoke ? (spokeAt ?? now) : null
    const spokenFor = spokeAt === null ? 0 : now - spokeAt
    if (reading.amountMinor !== before.amountMinor) {
      // A page may lower the total before its server has agreed, and raise it again: only an answered one is believed soon.
      const answeredAt = reloaded ? 0 : watch.answeredAt
      const heard = reloaded || watch.heardAt >= run.pressedAt
      const explained = taken && !verdict.unclear && reading.amountMinor > 0 && heard
      const standMs = explained ? STILL_MS : heard ? UNEXPLAINED_MS : UNANSWERED_MS
      // One that fell late has its time all the same.
      until.endsAt = Math.max(until.endsAt, Math.min(since + standMs, latestAt + UNANSWERED_MS))
      believed = now - answeredAt >= STILL_MS && now - since >= standMs
      // What is still looked at may yet be refused.
      return believed && (!verdict.unclear || taken)
    }
    if (taken) return spokenFor >= PATIENCE_MS
    return refused && spokenFor >= REFUSED_MS
  })
  const seen = look(standing.reading?.amountMinor ?? before.amountMinor)
  return {
    standing,
    believed,
    reading: standing.reading,
    seen: { ...seen, refused: refused || seen.refused },
  }
}
