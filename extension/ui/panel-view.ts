import type { DecidedOffer, Money, Partner } from '../../shared/contracts/index.ts'
import type { ClaimedCode, Saving, Shown, Trouble } from '../facts.ts'
import type { Speech } from './offer-words.ts'

/** What a run is doing, as the checkout tells it. */
export type RunStep =
  | { kind: 'notedTotal'; amountMinor: number; currency: string }
  | { kind: 'typed'; code: string }
  | { kind: 'waiting' }
  | { kind: 'compared'; before: Money; after: Money }
  | { kind: 'removing' }
  | { kind: 'trying'; code: string; index: number; of: number }
  | { kind: 'restoring'; codes: string[] }

/** How a run ended without a saving. `undone`: what had saved was taken out at the member's wish, and the total came back. */
export type Ending = 'noSaving' | 'rejected' | 'unconfirmed' | 'cancelled' | 'undone'

/** What the body of the open panel shows. */
export type PanelView =
  | { kind: 'loading' }
  /** `interest`: the member has ticked that what they look at may count. */
  | { kind: 'join'; busy: boolean; interest: boolean }
  | { kind: 'offers' }
  | { kind: 'checkout'; best: DecidedOffer }
  /** `codes`: those of the run, in the order in which they are tried; none while they are fetched. */
  | { kind: 'applying'; codes: string[]; steps: RunStep[]; stopping: boolean }
  /** `stands`: the code is in the basket that this page shows. */
  | { kind: 'saved'; result: Saving; stands: boolean }
  | {
      kind: 'ended'
      how: Ending
      codes: string[]
      offerId: string
      before: Money | null
      after: Money | null
      removed: boolean | null
    }
  /** Codes for the member's own hand. `asked`: they wanted it so; otherwise no field was found. */
  | { kind: 'copy'; claims: Pick<ClaimedCode, 'code' | 'expiresAt'>[]; headline: string; asked: boolean }
  /** `typed`: a code went into the page before it failed. */
  | { kind: 'trouble'; trouble: Trouble; typed: boolean }
  | { kind: 'hide' }

/** All that the panel is drawn from. */
export interface PanelModel {
  speech: Speech
  partner: Partner
  shown: Shown | null
  asOf: number | null
  /** No connection, or no answer: `trouble` says which. */
  offline: boolean
  trouble: Trouble | null
  view: PanelView
  open: boolean
  /** The folded mark has said its piece and is only a mark again. */
  quiet: boolean
  /** A measured saving in this visit. */
  result: Saving | null
  atCheckout: boolean
  whyOpen: boolean
  /** The code that was to be copied last. `byHand`: the browser did not let us; it is selected. */
  copied: { code: string; byHand: boolean } | null
  /** The offers were decided for the total that this basket shows now. */
  codeReady: boolean
  /** Where the panel has just been moved to: said once. `upPercent`: of the way from the lowest place to the highest. */
  movedTo: { side: 'left' | 'right'; upPercent: number } | null
  /** The browser asks apart for what is looked at to count, and only where the toolbar button leads. */
  asksApart: boolean
}

/** What the member can do. */
export interface PanelActions {
  open(): void
  fold(): void
  join(): void
  setInterest(interest: boolean): void
  openWelcome(): void
  apply(offerId: string): void
  stop(): void
  undo(): void
  copyCode(offerId: string): void
  copyText(code: string): void
  seeOffers(): void
  retry(): void
  /** Loads the shop's page anew. */
  reload(): void
  toggleWhy(): void
  askHide(): void
  hide(scope: 'visit' | 'shop'): void
}
