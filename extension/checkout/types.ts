import type { Money } from '../../shared/contracts/primitives.ts'
import type { Platform } from '../../shared/contracts/store.ts'

export type { Money }

/**
 * What became of a code. `applied`: the grand total fell, as measured. `rejected`: the shop said no. `noSaving`: taken, and
 * the total did not fall. `unconfirmed`: it can't be said. `unsupported`: nothing here may be pressed; offer "copy code".
 */
export type ApplyOutcome = 'applied' | 'rejected' | 'noSaving' | 'unconfirmed' | 'unsupported' | 'cancelled'

/** What became of one code. Where it stands in the basket, `before` and `after` are the totals on both sides of it alone. */
export interface CodeResult {
  code: string
  outcome: ApplyOutcome
  before: Money | null
  after: Money | null
}

/**
 * What a run came to. Grand totals before and after, both read from the page; `savedMinor` is their difference and only
 * stands with `applied`.
 */
export interface ApplyResult {
  outcome: ApplyOutcome
  before: Money | null
  after: Money | null
  savedMinor: number | null
  /** Whether our codes were taken out again and the total came back. `null`: there was nothing to take out. */
  removed: boolean | null
  /** Each code that was to be tried, in that order; those that are `applied` are in the basket now. */
  codes: CodeResult[]
  /** Codes of before that ours drove out: they go back in when ours are taken out. */
  earlier?: string[]
}

/** What is happening, for the member to see. */
export type ApplyStep =
  | { kind: 'notedTotal'; amountMinor: number; currency: string }
  | { kind: 'typed'; code: string }
  | { kind: 'waiting' }
  | { kind: 'compared'; before: Money; after: Money }
  | { kind: 'removing' }
  /** One code of several, `index` from 0. */
  | { kind: 'trying'; code: string; index: number; of: number }
  /** The best state is put back: these codes will stand. */
  | { kind: 'restoring'; codes: string[] }

/**
 * Where a run is. `together`: the codes go in one after another. `alone`: each without the others. `restoring`: the best
 * measured basket is put back. `showing`: the page is loaded anew to show what the cart API did.
 */
export type RunPhase = 'together' | 'alone' | 'restoring' | 'showing'

/** A basket with these codes in use, ours and earlier ones, and the grand total that was measured with them. */
export interface Measured {
  codes: string[]
  total: Money
}

/** One press of ours, from before it is made until its answer is judged. */
export interface Press {
  kind: 'put' | 'take'
  code: string
  before: Money
  /** What the page showed then. */
  evidence: PageEvidence
  /** Codes that the page showed then as in use. */
  shown: string[]
  /** Whether the member's own hand was at the shop's controls shortly before or since. */
  meddled: boolean
  /** Page loads since. */
  hops: number
  pressedAt: number
  url: string
}

/**
 * A run that the shop's own page load may interrupt. Plain JSON. It holds what the member had typed, so keep it in
 * `storage.session` (memory) and nowhere else.
 */
export interface RunState {
  runId: string
  offerId: string
  platform: Platform
  /** The platform's cart API: not there, asked and told, or only asked. */
  route: 'none' | 'changes' | 'checks'
  /** What the member asked for: codes in, or codes out. */
  goal: 'apply' | 'undo'
  phase: RunPhase
  /** Ours, in the order in which they are tried. */
  codes: string[]
  /** Grand total before our codes, and the label that it stood beside. */
  baseline: Money
  label: string
  evidence: PageEvidence
  /** Codes that were in use before ours: they are put back if ours drove them out and nothing was gained. */
  earlierCodes: string[]
  /** Codes in use now, as far as it is known. */
  standing: string[]
  measured: Measured[]
  results: CodeResult[]
  /** Codes of ours that were tried with no other of ours. */
  alone: string[]
  /** Codes of ours that were in the basket at some time. */
  entered: string[]
  /** Codes of ours whose press was never answered: they may be in the basket, or come into it yet. */
  unanswered: string[]
  /** How many things the cart API says the basket holds, where it says so. */
  quantity: number | null
  /** Presses that came to nothing, as "put CODE": they are not tried again. */
  blocked: string[]
  /** Whether in this shop one code drives another out. */
  replaces: boolean
  /** `undo`: the total that is wanted back, where it is known. */
  wanted: Money | null
  /** Why nothing more is tried. */
  halted: 'unconfirmed' | 'unsupported' | 'cancelled' | null
  press: Press | null
  presses: number
  typed: TypedField[]
  /** What stood in the code field before; of a secret nothing is kept over a page load. */
  fieldText: string
  hops: number
  startedAt: number
  url: string
}

/** What the page showed before the code, to tell afterwards what is new. */
export interface PageEvidence {
  /** Times the visible text shows the code as in use: as a chip, beside what it takes off, in words that say so. */
  mentions: number
  /** Times it stands in words that say neither yes nor no. */
  unclear: number
  /** Visible rows that may lower or raise a total by themselves. */
  rows: SummaryRow[]
  /** Codes that are shown as in use. */
  codes: string[]
  /** Visible amounts other than the grand total, in minor units, sorted. */
  amounts: number[]
  /** Sum of the quantities in the basket's own fields. */
  quantity: number
  /** The same of what is written as text, by the word beside it: "Qty: 2", "3 items". */
  counts: Record<string, number>
  /** Names of the basket's own lines. */
  lines: string[]
  /** Visible lines that say no of a code. */
  refusals: number
}

/** A row of a summary: what it says, and its amount in minor units, 0 where it has none. */
export interface SummaryRow {
  kind: 'discount' | 'credit' | 'tax' | 'shipping'
  text: string
  amountMinor: number
}

/**
 * A field that the member had filled. `key` and, where the shop gives its fields other names each time, `label` find it
 * again after a re-rendering or a reload.
 */
export interface TypedField {
  key: string
  label: string
  value: string
  /** What stood there before the member, where something did: a field that shows it again has been wiped. */
  before: string
}

/** How a run is to be made, and whom it tells. */
export interface ApplyOptions {
  signal: AbortSignal
  /** ISO 4217, the store's own; the page's marks (€, US$) outrank it. */
  currency: string
  onStep?(step: ApplyStep): void
  /** How long to wait for the shop's answer, milliseconds. 10 seconds unless told. */
  timeoutMs?: number
  /** Called before anything is pressed, and with `null` when the run is over. Without it a reload ends the run. */
  save?(state: RunState | null): Promise<void>
  runId?: string
  offerId?: string
  /** For `removeCodes`: the total that the page should come back to. */
  expected?: Money
  /** For `removeCodes`: codes of before that ours had driven out, to be put back. */
  earlier?: string[]
}

/** Our hands on one platform's checkout. Elements are looked up anew at each call: shops re-render after every change. */
export interface CheckoutAdapter {
  platform: Platform
  /** Recognises the platform by what an isolated world can see. Fast, never waits. */
  detect(page: Document): boolean
  /** Brings the code field into view if it is hidden. `false`: there is none. */
  reveal(page: Document, signal: AbortSignal): Promise<boolean>
  /** The visible, editable code field. */
  field(page: Document): HTMLInputElement | null
  applyControl(page: Document): HTMLElement | null
  /** The control that takes this code out, and no other. */
  removeControl(page: Document, code: string): HTMLElement | null
  /** Where a shop asks whether the removal is meant: the control that says yes, for this code and no other. */
  confirmRemoval?(page: Document, code: string): HTMLElement | null
}

/** A basket as the shop's own server has it. */
export interface CartState {
  /** The grand total, in the currency that the shop shows the member. */
  total: Money
  /** Codes that are in use and count, as the shop writes them. */
  codes: string[]
  /** How many things are in it, where the server says so. */
  quantity?: number
}

/**
 * A platform's own cart API, asked from the shop's page as the shop's own scripts ask it: same origin, the member's own
 * basket. It outranks every adapter: nothing is typed, and the total comes from the server itself. What is not as agreed
 * (a status, a shape, a time-out) is answered with `null`, and the next rung is tried.
 */
export interface CartRoute {
  platform: Platform
  /** Recognises platform and page by what an isolated world can see. Fast, asks no network. */
  detect(page: Document): boolean
  read(page: Document, signal: AbortSignal): Promise<CartState | null>
  /** Puts a code in beside those that are in use. The code is not among `codes` of the answer where the shop refuses it. */
  apply(page: Document, code: string, signal: AbortSignal): Promise<CartState | null>
  /** Takes this code out, and no other. */
  remove(page: Document, code: string, signal: AbortSignal): Promise<CartState | null>
}
