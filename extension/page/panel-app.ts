import { h, render } from 'preact'
import { translatorOf } from '../../shared/i18n/translate.ts'
import type { ApplyResult, RunState } from '../checkout/types.ts'
import type { ClaimedCode, Saving, Trouble } from '../facts.ts'
import { type PageInfo, sendMessage } from '../messages.ts'
import { bestOf, offerHead, togetherWith } from '../ui/offer-words.ts'
import { Panel } from '../ui/panel.tsx'
import type { PanelActions, PanelModel, PanelView } from '../ui/panel-view.ts'
import { type Checkout, loadCheckout, mayBeBasket } from './checkout-part.ts'
import { conclude, continueRun, type Parts, type Running, startRun, undoRun } from './run.ts'

/** The folded mark says its words this long, then is only a mark. Milliseconds. */
const QUIET_MS = 6_000
/** Milliseconds that "Copied" stands. */
const COPIED_MS = 2_000

const BUSY: PanelView['kind'][] = ['applying', 'hide', 'copy', 'ended', 'join']

const isOffline = (trouble: Trouble | null) => trouble === 'offline' || trouble === 'timeout'

/** The panel's life in one page: what it shows, and what the member's clicks do. */
export function createPanelApp(
  root: HTMLElement,
  info: PageInfo,
  life: { signal: AbortSignal; gone(): void },
) {
  let abort = new AbortController()
  let checkout: Checkout | null = null
  let saved: Saving | null = info.result
  const seen = new Set<string>()
  const model: PanelModel = {
    speech: { t: translatorOf(info.words, info.locale), locale: info.locale },
    partner: info.partner,
    shown: info.shown,
    asOf: info.asOf,
    offline: isOffline(info.trouble),
    view: { kind: 'loading' },
    open: false,
    quiet: false,
    result: info.result,
    atCheckout: false,
    whyOpen: false,
    copied: false,
    codeReady: false,
  }
  let { joined, trouble } = info
  /** The saving's code is in the basket that this page shows, as far as the page tells. */
  let stands = false
  /** The basket's total that the shown decision was asked for, in minor units. */
  let decidedForMinor: number | null = null
  /** A code has been typed into this page by the run that goes on or went last. */
  let typed = false

  /** Whether this is a basket or a checkout; `false` while nobody has looked. */
  const atCheckout = () => checkout !== null && checkout.classifyPage(document).kind !== 'other'

  /** Brings the checkout's code and looks at the page with it. */
  async function look(): Promise<Checkout> {
    checkout ??= await loadCheckout()
    model.atCheckout = atCheckout()
    reviewSaving()
    return checkout
  }

  /** The basket's grand total on this page in the shop's currency, in minor units; `null` where none can be read. */
  function totalNow(): number | null {
    const { currency } = model.partner
    const total = model.atCheckout ? checkout?.readTotal(document, { currency }) : null
    return total?.currency === currency ? total.amountMinor : null
  }

  /** A saving belongs to the basket it was measured on: a later basket has neither its total nor its code. */
  function reviewSaving(): void {
    stands = false
    if (!saved || !checkout || !model.atCheckout) return
    const totalMinor = totalNow()
    stands =
      totalMinor === saved.afterMinor || saved.claims.every(({ code }) => checkout?.holdsCode(document, code))
    if (stands || totalMinor === null) return
    saved = null
    model.result = null
    sendMessage('saveResult', null).catch(console.error)
  }

  function restingView(): PanelView {
    if (!joined) return { kind: 'join', busy: false }
    if (!model.shown) return trouble ? { kind: 'trouble', trouble, typed: false } : { kind: 'loading' }
    if (model.result) return { kind: 'saved', result: model.result, stands }
    const best = bestOf(model.shown)
    return model.atCheckout && best && !model.offline ? { kind: 'checkout', best } : { kind: 'offers' }
  }

  function draw(change: Partial<PanelModel> = {}): void {
    if (life.signal.aborted) return
    Object.assign(model, change)
    model.codeReady =
      !model.open && !model.offline && decidedForMinor !== null && decidedForMinor === totalNow()
    render(h(Panel, { model, actions }), root)
    reportShown()
  }

  /** An offer counts as shown when it stood in an open panel that was on screen; once a decision. */
  function reportShown(): void {
    const { open, view, shown } = model
    if (!open || !shown || document.hidden || (view.kind !== 'offers' && view.kind !== 'checkout')) return
    const fresh = shown.offers.map((offer) => offer.offerId).filter((id) => !seen.has(shown.decisionId + id))
    if (fresh.length === 0) return
    for (const id of fresh) seen.add(shown.decisionId + id)
    void sendMessage('exposure', { decisionId: shown.decisionId, offerIds: fresh }).catch(() => undefined)
  }

  function take(next: PageInfo): void {
    joined = next.joined
    model.speech = { t: translatorOf(next.words, next.locale), locale: next.locale }
    trouble = next.trouble
    Object.assign(model, { shown: next.shown, asOf: next.asOf, offline: isOffline(next.trouble) })
  }

  /** Asks the background again. The basket's total goes along only once the member has opened the panel at a checkout. */
  async function refresh(): Promise<void> {
    const totalMinor = model.open ? totalNow() : null
    const next = await sendMessage('pageInfo', { totalMinor })
    if (!next || next.hidden) return life.gone()
    take(next)
    decidedForMinor = next.trouble ? null : totalMinor
    if (!BUSY.includes(model.view.kind) || (model.view.kind === 'join' && joined))
      draw({ view: restingView() })
  }

  /** Shows what the page now asks for, unless the member is in the middle of something. */
  const redraw = () => draw(BUSY.includes(model.view.kind) ? {} : { view: restingView() })

  const running = (claims: ClaimedCode[]): Running => {
    const offer = model.shown?.offers.find((one) => one.offerId === claims[0]?.offerId)
    return { claims, headline: offer ? offerHead(offer, model.speech) : (claims[0]?.code ?? '') }
  }

  /** Runs one thing on the page and shows its steps and its end. */
  async function drive(run: Running, work: (parts: Parts) => Promise<ApplyResult>): Promise<void> {
    const code = run.claims[0]?.code ?? null
    draw({ view: { kind: 'applying', code, steps: [], stopping: false }, open: true, result: null })
    const result = await work({
      checkout: await look(),
      currency: model.partner.currency,
      signal: AbortSignal.any([abort.signal, life.signal]),
      onStep(step) {
        typed ||= step.kind === 'typed'
        if (model.view.kind !== 'applying') return
        draw({ view: { ...model.view, steps: [...model.view.steps, step] } })
      },
    })
    const end = await conclude(run, result, Date.now())
    saved = end.saved
    if (!saved) return draw({ view: end.view })
    stands = true
    draw({ result: saved, view: { kind: 'saved', result: saved, stands } })
  }

  async function claim(offerIds: string[]): Promise<Running | null> {
    abort = new AbortController()
    typed = false
    draw({ view: { kind: 'applying', code: null, steps: [], stopping: false } })
    const reply = await sendMessage('claim', { offerIds })
    if (reply.ok) return running(reply.claims)
    draw({ view: { kind: 'trouble', trouble: reply.trouble, typed } })
    return null
  }

  const focusFirst = () => root.querySelector<HTMLElement>('[data-first]')?.focus({ preventScroll: true })

  const actions: PanelActions = {
    open() {
      draw({ open: true, quiet: true, view: BUSY.includes(model.view.kind) ? model.view : restingView() })
      focusFirst()
      if (!joined) return
      safely(async () => {
        await look()
        redraw()
        await refresh()
      })
    },
    fold() {
      draw({ open: false, view: model.view.kind === 'applying' ? model.view : restingView() })
      focusFirst()
    },
    join: () =>
      safely(async () => {
        if (model.view.kind === 'join' && model.view.busy) return
        draw({ view: { kind: 'join', busy: true } })
        const reply = await sendMessage('joinHere', { interest: false })
        if (!reply.ok) return draw({ view: { kind: 'trouble', trouble: reply.trouble, typed: false } })
        joined = true
        draw({ view: { kind: 'loading' } })
        await refresh()
      }),
    openWelcome: () => safely(() => sendMessage('openWelcome')),
    apply: (offerId) =>
      safely(async () => {
        const run = await claim(togetherWith(offerId, model.shown))
        // A stop while the code was fetched is seen by the run itself, which ends at once and reports it.
        if (run) await drive(run, (parts) => startRun(run, parts))
      }),
    stop() {
      if (model.view.kind !== 'applying') return
      abort.abort()
      draw({ view: { ...model.view, stopping: true } })
    },
    undo: () =>
      safely(async () => {
        const before = saved
        if (!before) return
        abort = new AbortController()
        typed = true
        const run = running(before.claims)
        await drive(run, (parts) => undoRun(before, run, parts))
      }),
    copyCode: (offerId) =>
      safely(async () => {
        const run = await claim([offerId])
        const code = run?.claims[0]?.code
        if (run && code) draw({ view: { kind: 'copy', code, headline: run.headline, asked: true } })
      }),
    copyText: (code) =>
      safely(async () => {
        await navigator.clipboard.writeText(code)
        draw({ copied: true })
        setTimeout(() => draw({ copied: false }), COPIED_MS)
      }),
    seeOffers: () => draw({ view: restingView(), whyOpen: false }),
    retry: () =>
      safely(async () => {
        draw({ view: { kind: 'loading' } })
        await refresh()
      }),
    toggleWhy: () => draw({ whyOpen: !model.whyOpen }),
    askHide: () => draw({ view: { kind: 'hide' } }),
    hide: (scope) =>
      safely(async () => {
        await sendMessage('hide', { scope })
        life.gone()
      }),
  }

  /** A click that fails says so; the page goes on. */
  function safely(work: () => Promise<unknown>): void {
    work().catch((error: unknown) => {
      console.error(error)
      draw({ view: { kind: 'trouble', trouble: 'internal', typed } })
    })
  }

  return {
    /** First picture: folded, unless a run goes on here. */
    start(): void {
      draw({ view: restingView() })
      setTimeout(() => draw({ quiet: true }), QUIET_MS)
      const { run } = info
      if (run) {
        typed = true
        const going = running(run.claims)
        safely(() => drive(going, (parts) => continueRun(going, run.state as RunState, parts)))
      } else if (joined && mayBeBasket(location)) safely(() => look().then(redraw))
    },

    /** The page became another one, or has been drawn anew. */
    pageChanged(moved: boolean): void {
      if (model.view.kind === 'applying') return
      if (!checkout && joined && mayBeBasket(location)) safely(() => look().then(redraw))
      const now = atCheckout()
      if (!moved && now === model.atCheckout) {
        // Another total than the offers were decided for: the folded panel must not promise a code for it.
        if (model.codeReady) draw()
        return
      }
      model.atCheckout = now
      reviewSaving()
      if (moved && (model.view.kind === 'ended' || model.view.kind === 'copy'))
        model.view = { kind: 'offers' }
      redraw()
      if (joined) safely(refresh)
    },

    /** Alt+S: opens, comes into a panel that is open, and folds it from inside. Answers whether the focus is in the panel now. */
    toggle(inside: boolean): boolean {
      if (!model.open) actions.open()
      else if (inside) actions.fold()
      else focusFirst()
      return model.open
    },

    /** Something changed outside this page. */
    lookAgain: () => safely(refresh),
    isOpen: () => model.open,
    fold: actions.fold,
  }
}
export type PanelApp = ReturnType<typeof createPanelApp>
