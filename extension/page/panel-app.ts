import { h, render } from 'preact'
import type { RunState } from '../checkout/types.ts'
import { type PageInfo, sendMessage } from '../messages.ts'
import { Panel } from '../ui/panel.tsx'
import type { PanelModel } from '../ui/panel-view.ts'
import { mayBeBasket } from './checkout-part.ts'
import type { Place } from './dock.ts'
import { createPanelActs } from './panel-acts.ts'
import { createPanelState } from './panel-state.ts'
import { continueRun } from './run.ts'

/** The folded mark says its words this long, then is only a mark. Milliseconds. */
const QUIET_MS = 6_000

/** What the panel tells of itself: what it was drawn as, and that the member wants it gone. */
interface PanelLife {
  signal: AbortSignal
  gone(): void
  drawn(open: boolean): void
}

/** The panel's life in one page: what it shows, and when it looks at the page again. */
export function createPanelApp(root: HTMLElement, info: PageInfo, life: PanelLife) {
  const { signal, gone } = life
  const state = createPanelState(info, document)
  const { model } = state
  const seen = new Set<string>()
  let failed = false

  function draw(change: Partial<PanelModel> = {}): void {
    if (signal.aborted) return
    Object.assign(model, { movedTo: null }, change)
    model.codeReady = state.isCodeReady()
    try {
      render(h(Panel, { model, actions }), root)
    } catch (error) {
      console.error(error)
      // Something in it can't be drawn: said once, and if that can't be drawn either, the page is left alone.
      const again = !failed
      failed = true
      if (!again) gone()
      else draw({ shown: null, view: { kind: 'trouble', trouble: 'internal', typed: state.typed } })
      return
    }
    life.drawn(model.open)
    reportShown()
  }

  /** An offer counts as shown when it stood in an open panel that was on screen; once a decision. */
  function reportShown(): void {
    const { open, view, shown } = model
    if (!open || !shown || document.hidden || (view.kind !== 'offers' && view.kind !== 'checkout')) return
    const fresh = shown.offers.map((offer) => offer.offerId).filter((id) => !seen.has(shown.decisionId + id))
    if (fresh.length === 0) return
    for (const id of fresh) seen.add(shown.decisionId + id)
    safelyQuiet(() => sendMessage('exposure', { decisionId: shown.decisionId, offerIds: fresh }))
  }

  /** Tells the background something that nobody waits for. */
  function safelyQuiet(tell: () => Promise<unknown>): void {
    new Promise((resolve) => resolve(tell())).catch(() => undefined)
  }

  /** Asks the background again. The basket's total goes along only once the member has opened the panel at a checkout. */
  async function refresh(): Promise<void> {
    const totalMinor = model.open ? state.totalNow() : null
    const next = await sendMessage('pageInfo', { totalMinor })
    if (!next || next.hidden) return gone()
    state.take(next, totalMinor)
    if (!state.isBusy() || (model.view.kind === 'join' && state.joined)) draw({ view: state.restingView() })
  }

  /** Shows what the page now asks for, unless the member is in the middle of something. */
  const redraw = () => draw(state.isBusy() ? {} : { view: state.restingView() })

  const acts = createPanelActs({ state, root, signal, draw, refresh, gone })
  const { actions, safely } = acts

  /** Brings the checkout's code where a basket may be. */
  const lookIfBasket = () => {
    if (state.joined && mayBeBasket(location)) safely(() => state.look().then(redraw))
  }

  return {
    /** First picture: folded, unless a run goes on here. */
    start(): void {
      draw({ view: state.restingView() })
      setTimeout(() => draw({ quiet: true }), QUIET_MS)
      const { run } = info
      if (!run) {
        lookIfBasket()
        return
      }
      state.typed = true
      const going = state.running(run.claims)
      const cut = run.state as RunState
      safely(() => acts.drive(going, (parts) => continueRun(going, cut, parts), cut.goal === 'undo'))
    },

    /** The page became another one, or has been drawn anew. */
    pageChanged(moved: boolean): void {
      if (model.view.kind === 'applying') return
      if (!state.hasCheckout()) lookIfBasket()
      const now = state.atCheckout()
      if (!moved && now === model.atCheckout) {
        // Another total than the offers were decided for: the folded panel must not promise a code for it.
        if (model.codeReady) draw()
        return
      }
      model.atCheckout = now
      state.reviewSaving()
      if (moved && (model.view.kind === 'ended' || model.view.kind === 'copy'))
        model.view = { kind: 'offers' }
      redraw()
      if (state.joined) safely(refresh)
    },

    /** Alt+S: opens, comes into a panel that is open, and folds it from inside. Answers whether the focus is in the panel now. */
    toggle(inside: boolean): boolean {
      if (!model.open) actions.open()
      else if (inside) actions.fold()
      else acts.focusFirst()
      return model.open
    },

    /** The member put the panel somewhere: said, and remembered on this device. */
    moved(place: Place, upPercent: number): void {
      draw({ movedTo: { side: place.side, upPercent } })
      safelyQuiet(() => sendMessage('place', place))
    },

    /** The extension has gone from under this page. */
    outlived(): void {
      draw({ view: { kind: 'trouble', trouble: 'restarted', typed: state.typed } })
    },

    /** Whether what this page is about may be counted. */
    mayCount: () => state.mayCount,
    /** Something changed outside this page. */
    lookAgain: () => safely(refresh),
    isOpen: () => model.open,
    fold: actions.fold,
  }
}
export type PanelApp = ReturnType<typeof createPanelApp>
