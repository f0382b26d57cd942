import type { DecidedOffer, Money, Partner } from '../../shared/contracts/index.ts'
import type { Saving, Shown, Trouble } from '../facts.ts'
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

/** How a run ended without a saving. */
export type Ending = 'noSaving' | 'rejected' | 'unconfirmed' | 'cancelled'

/** What the body of the open panel shows. */
export type PanelView =
  | { kind: 'loading' }
  | { kind: 'join'; busy: boolean }
  | { kind: 'offers' }
  | { kind: 'checkout'; best: DecidedOffer }
  | { kind: 'applying'; code: string | null; steps: RunStep[]; stopping: boolean }
  /** `stands`: the code is in the basket that this page shows. */
  | { kind: 'saved'; result: Saving; stands: boolean }
  | {
      kind: 'ended'
      how: Ending
      code: string
      offerId: string
      before: Money | null
      after: Money | null
      removed: boolean | null
    }
  | { kind: 'copy'; code: string; headline: string; asked: boolean }
  /** `typed`: a code went into the page before it failed. */
  | { kind: 'trouble'; trouble: Trouble; typed: boolean }
  | { kind: 'hide' }

/** All that the panel is drawn from. */
export interface PanelModel {
  speech: Speech
  partner: Partner
  shown: Shown | null
  asOf: number | null
  offline: boolean
  view: PanelView
  open: boolean
  /** The folded mark has said its piece and is only a mark again. */
  quiet: boolean
  /** A measured saving in this visit. */
  result: Saving | null
  atCheckout: boolean
  whyOpen: boolean
  copied: boolean
  /** The offers were decided for the total that this basket shows now. */
  codeReady: boolean
}

/** What the member can do. */
export interface PanelActions {
  open(): void
  fold(): void
  join(): void
  openWelcome(): void
  apply(offerId: string): void
  stop(): void
  undo(): void
  copyCode(offerId: string): void
  copyText(code: string): void
  seeOffers(): void
  retry(): void
  toggleWhy(): void
  askHide(): void
  hide(scope: 'visit' | 'shop'): void
}
