import * as adapters from '../adapters/index.ts'
import type { Watch } from '../dom.ts'
import type { MemberHands } from '../member-hands.ts'
import { isSecretText } from '../secrets.ts'
import type { Reading } from '../total.ts'
import { noteTyped } from '../typed-fields.ts'
import type { ApplyOptions, CartRoute, CheckoutAdapter, Money, RunState, TypedField } from '../types.ts'
import { has } from './codes.ts'

/** One code may cross this many page loads, and a whole run this many. */
export const MAX_HOPS = 4
export const MAX_RUN_HOPS = 24

/** One press is answered within this, or never; a whole run of several codes lasts no longer than that. Milliseconds. */
export const MAX_PRESS_MS = 60_000
export const MAX_RUN_MS = 180_000

/** How long the shop's answer is awaited, unless told. */
export const TIMEOUT_MS = 10_000

/** A run at work in one page. `state` is replaced, never altered: what was kept stays as it was. */
export interface Run {
  page: Document
  adapter: CheckoutAdapter
  route: CartRoute | null
  state: RunState
  options: ApplyOptions
  watch: Watch
  member: MemberHands
  /** Whether this page was loaded after the press. */
  reloaded: boolean
  /** When the latest press on this page was made, in `performance.now()` time. */
  pressedAt: number
  /** Whether what is left is clearing up after the member's stop. */
  clearing: boolean
  /** Whether the result is being told: nothing is kept any more. */
  over: boolean
}

/** What a run knows of its own doing on a page before it has done anything there. */
export const UNTOUCHED = { reloaded: false, pressedAt: 0, clearing: false, over: false }

/** Remembers the member's stop as soon as it comes: a page load of the shop's must not make it forgotten. Returns what ends that. */
export function rememberStop(run: Run): () => void {
  const { signal } = run.options
  const stop = (): void => {
    if (run.over || run.state.goal === 'undo') return
    keep(run, { halted: 'cancelled' }).catch(console.error)
  }
  signal.addEventListener('abort', stop)
  return () => signal.removeEventListener('abort', stop)
}

/** A reading without its label. */
export const money = (reading: Reading | Money | null): Money | null =>
  reading && { amountMinor: reading.amountMinor, currency: reading.currency }

export const sameMoney = (one: Money | null, other: Money | null): boolean =>
  one !== null && other !== null && one.amountMinor === other.amountMinor && one.currency === other.currency

/** The platform's own hands first, then the detector's. */
export const ladder = (page: Document): CheckoutAdapter[] =>
  Object.values(adapters)
    .filter((adapter) => adapter.detect(page))
    .sort((a, b) => Number(a.platform === 'other') - Number(b.platform === 'other'))

/** The hands that this run has used so far, or the detector's. */
export const adapterOf = (page: Document, { platform }: Pick<RunState, 'platform'>): CheckoutAdapter =>
  ladder(page).find((adapter) => adapter.platform === platform) ?? adapters.generic

/** Changes the state and keeps it where the shop's page load can't reach. Nothing may be pressed before this has come back. */
export async function keep(run: Run, change: Partial<RunState>): Promise<void> {
  run.state = { ...run.state, ...change }
  const { fieldText } = run.state
  // On this page it comes back all the same; kept, a card or a person would be given away.
  await run.options.save?.(isSecretText(fieldText) ? { ...run.state, fieldText: '' } : run.state)
}

/** What the member has typed, apart from the code field, which may also be one that keeps a code in use. */
export const typedNow = ({ page, state }: Run, adapter: CheckoutAdapter): TypedField[] =>
  noteTyped(page, adapter.field(page)).filter(
    ({ value }) => !has([...state.codes, ...state.standing, ...state.earlierCodes], value),
  )

/** Remembers over a page load that the member's own hand was at work while a press was being answered. */
export function rememberTouch(run: Run): void {
  const { press } = run.state
  // Judging looks at the hands themselves; a store that can't be reached loses only what the next page would have known.
  if (press && !press.meddled) keep(run, { press: { ...press, meddled: true } }).catch(console.error)
}
