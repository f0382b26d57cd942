import { translatorOf } from '../../shared/i18n/translate.ts'
import type { ClaimedCode, Saving, Trouble } from '../facts.ts'
import { type PageInfo, sendMessage } from '../messages.ts'
import { bestOf, offerHead } from '../ui/offer-words.ts'
import type { PanelModel, PanelView } from '../ui/panel-view.ts'
import { type Checkout, loadCheckout } from './checkout-part.ts'
import type { Running } from './run.ts'

/** Views that the member is in the middle of: news from outside does not take them away. */
const BUSY: PanelView['kind'][] = ['applying', 'hide', 'copy', 'ended', 'join']

/** What is said instead of offers, even where some are known: with them nothing could be done. */
const OUTRANKS: (Trouble | null)[] = ['signedOut', 'unauthenticated', 'clock', 'restarted']

/** The shop works, and nobody answers us. */
export const isOffline = (trouble: Trouble | null) => trouble === 'offline' || trouble === 'timeout'

/** What the panel knows of its page: the model it is drawn from, and what that is worked out of. */
export function createPanelState(info: PageInfo, page: Document) {
  const model: PanelModel = {
    speech: { t: translatorOf(info.words, info.locale), locale: info.locale },
    partner: info.partner,
    shown: info.shown,
    asOf: info.asOf,
    offline: isOffline(info.trouble),
    trouble: info.trouble,
    view: { kind: 'loading' },
    open: false,
    quiet: false,
    result: info.result,
    atCheckout: false,
    whyOpen: false,
    copied: null,
    codeReady: false,
    movedTo: null,
    asksApart: info.asksApart,
  }
  let checkout: Checkout | null = null
  /** The basket's total that the shown decision was asked for, in minor units. */
  let decidedForMinor: number | null = null

  const state = {
    model,
    joined: info.joined,
    mayCount: info.mayCount,
    saved: info.result as Saving | null,
    /** The saving's codes are in the basket that this page shows, as far as the page tells. */
    stands: false,
    /** A code has been typed into this page by the run that goes on or went last. */
    typed: false,

    isBusy: () => BUSY.includes(model.view.kind),
    hasCheckout: () => checkout !== null,

    /** Whether this is a basket or a checkout; `false` while nobody has looked. */
    atCheckout: () => checkout !== null && checkout.classifyPage(page).kind !== 'other',

    /** Brings the checkout's code and looks at the page with it. */
    async look(): Promise<Checkout> {
      checkout ??= await loadCheckout()
      model.atCheckout = state.atCheckout()
      state.reviewSaving()
      return checkout
    },

    /** The basket's grand total on this page in the shop's currency, in minor units; `null` where none can be read. */
    totalNow(): number | null {
      const { currency } = model.partner
      const total = model.atCheckout ? checkout?.readTotal(page, { currency }) : null
      return total?.currency === currency ? total.amountMinor : null
    },

    /** A saving belongs to the basket it was measured on: a later basket has neither its total nor its code. */
    reviewSaving(): void {
      const { saved } = state
      state.stands = false
      if (!saved || !checkout || !model.atCheckout) return
      const totalMinor = state.totalNow()
      state.stands =
        totalMinor === saved.afterMinor || saved.claims.every(({ code }) => checkout?.holdsCode(page, code))
      if (state.stands || totalMinor === null) return
      state.saved = null
      model.result = null
      sendMessage('saveResult', null).catch(console.error)
    },

    /** What the panel shows while the member does nothing with it. */
    restingView(): PanelView {
      const { trouble, shown, result } = model
      if (trouble && OUTRANKS.includes(trouble)) return { kind: 'trouble', trouble, typed: false }
      if (!state.joined) return { kind: 'join', busy: false, interest: false }
      if (!shown) return trouble ? { kind: 'trouble', trouble, typed: false } : { kind: 'loading' }
      if (result) return { kind: 'saved', result, stands: state.stands }
      const best = bestOf(shown)
      return model.atCheckout && best && !model.offline ? { kind: 'checkout', best } : { kind: 'offers' }
    },

    /** Takes what the background answered; `askedMinor`: the total it was asked for. */
    take(next: PageInfo, askedMinor: number | null): void {
      const { shown, asOf, trouble } = next
      state.joined = next.joined
      state.mayCount = next.mayCount
      decidedForMinor = trouble ? null : askedMinor
      model.speech = { t: translatorOf(next.words, next.locale), locale: next.locale }
      Object.assign(model, { shown, asOf, trouble, asksApart: next.asksApart, offline: isOffline(trouble) })
    },

    /** Whether the offers were decided for the total that the folded panel stands beside now. */
    isCodeReady: () =>
      !model.open && !model.offline && decidedForMinor !== null && decidedForMinor === state.totalNow(),

    /** Claims as a run that has a name. */
    running(claims: ClaimedCode[]): Running {
      const offer = model.shown?.offers.find((one) => one.offerId === claims[0]?.offerId)
      return { claims, headline: offer ? offerHead(offer, model.speech) : (claims[0]?.code ?? '') }
    },
  }
  return state
}
export type PanelState = ReturnType<typeof createPanelState>
