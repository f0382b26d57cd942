import type { ApplyResult } from '../checkout/types.ts'
import { sendMessage } from '../messages.ts'
import { togetherWith } from '../ui/offer-words.ts'
import type { PanelActions, PanelModel, PanelView } from '../ui/panel-view.ts'
import { isRestarted } from './alive.ts'
import { isOffline, type PanelState } from './panel-state.ts'
import { conclude, type Parts, type Running, startRun, undoRun } from './run.ts'

/** Milliseconds that "Copied" stands. */
const COPIED_MS = 2_000

/** What the member's clicks work with. */
interface Means {
  state: PanelState
  root: HTMLElement
  signal: AbortSignal
  draw(change?: Partial<PanelModel>): void
  refresh(): Promise<void>
  gone(): void
}

/** What the member's clicks do. */
export function createPanelActs({ state, root, signal, draw, refresh, gone }: Means) {
  const { model } = state
  let abort = new AbortController()

  const toView = (view: PanelView) => draw({ view })

  /** A click that fails says so; the page goes on. */
  function safely(work: () => Promise<unknown>): void {
    const fail = (error: unknown) => {
      const trouble = isRestarted() ? 'restarted' : 'internal'
      if (trouble === 'internal') console.error(error)
      toView({ kind: 'trouble', trouble, typed: state.typed })
    }
    // A panel that outlived its extension throws before it promises anything.
    new Promise((resolve) => resolve(work())).catch(fail)
  }

  /** Runs one thing on the page and shows its steps and its end. `undoing`: it takes out what had saved. */
  async function drive(
    run: Running,
    work: (parts: Parts) => Promise<ApplyResult>,
    undoing: boolean,
  ): Promise<void> {
    const codes = run.claims.map(({ code }) => code)
    draw({ view: { kind: 'applying', codes, steps: [], stopping: false }, open: true, result: null })
    const result = await work({
      checkout: await state.look(),
      currency: model.partner.currency,
      signal: AbortSignal.any([abort.signal, signal]),
      onStep(step) {
        state.typed ||= step.kind === 'typed'
        if (model.view.kind !== 'applying') return
        toView({ ...model.view, steps: [...model.view.steps, step] })
      },
    })
    const end = await conclude(run, result, Date.now(), undoing)
    state.saved = end.saved
    if (!end.saved) return toView(end.view)
    state.stands = true
    draw({ result: end.saved, view: { kind: 'saved', result: end.saved, stands: true } })
  }

  async function claim(offerIds: string[]): Promise<Running | null> {
    abort = new AbortController()
    state.typed = false
    toView({ kind: 'applying', codes: [], steps: [], stopping: false })
    // What an offer costs is worked out on the basket that stands here now.
    const reply = await sendMessage('claim', { offerIds, totalMinor: state.totalNow() })
    if (reply.ok) return state.running(reply.claims)
    if (isOffline(reply.trouble) && model.shown) {
      // What is known stands, and says from when it is.
      Object.assign(model, { offline: true, trouble: reply.trouble })
      toView(state.restingView())
      return null
    }
    toView({ kind: 'trouble', trouble: reply.trouble, typed: state.typed })
    return null
  }

  /** To where the panel is opened and folded. */
  const focusFirst = () => root.querySelector<HTMLElement>('[data-first]')?.focus({ preventScroll: true })

  const actions: PanelActions = {
    open() {
      draw({ open: true, quiet: true, view: state.isBusy() ? model.view : state.restingView() })
      focusFirst()
      if (!state.joined) return
      safely(async () => {
        await state.look()
        draw(state.isBusy() ? {} : { view: state.restingView() })
        await refresh()
      })
    },
    fold() {
      draw({ open: false, view: model.view.kind === 'applying' ? model.view : state.restingView() })
      focusFirst()
    },
    setInterest(interest) {
      if (model.view.kind === 'join') toView({ ...model.view, interest })
    },
    join: () =>
      safely(async () => {
        if (model.view.kind !== 'join' || model.view.busy) return
        const { interest } = model.view
        toView({ kind: 'join', busy: true, interest })
        const reply = await sendMessage('joinHere', { interest })
        if (!reply.ok) return toView({ kind: 'trouble', trouble: reply.trouble, typed: false })
        state.joined = true
        toView({ kind: 'loading' })
        await refresh()
      }),
    openWelcome: () => safely(() => sendMessage('openWelcome')),
    apply: (offerId) =>
      safely(async () => {
        const run = await claim(togetherWith(offerId, model.shown))
        // A stop while the code was fetched is seen by the run itself, which ends at once and reports it.
        if (run) await drive(run, (parts) => startRun(run, parts), false)
      }),
    stop() {
      if (model.view.kind !== 'applying') return
      abort.abort()
      toView({ ...model.view, stopping: true })
    },
    undo: () =>
      safely(async () => {
        const before = state.saved
        if (!before) return
        abort = new AbortController()
        state.typed = true
        const run = state.running(before.claims)
        await drive(run, (parts) => undoRun(before, run, parts), true)
      }),
    copyCode: (offerId) =>
      safely(async () => {
        const run = await claim([offerId])
        if (run) toView({ kind: 'copy', claims: run.claims, headline: run.headline, asked: true })
      }),
    copyText: (code) =>
      safely(async () => {
        try {
          await navigator.clipboard.writeText(code)
        } catch {
          // Not on http, nor where the shop's policy forbids it: then by the member's own hand.
          draw({ copied: { code, byHand: true } })
          const shown = [...root.querySelectorAll('.c')].find((one) => one.textContent === code)
          // Only Chromium's shadow roots have a selection of their own; elsewhere the document's reaches into them.
          const at = (root.getRootNode() as unknown as Document).getSelection?.() ?? getSelection()
          if (shown) at?.setBaseAndExtent(shown, 0, shown, shown.childNodes.length)
          return
        }
        draw({ copied: { code, byHand: false } })
        setTimeout(() => draw({ copied: null }), COPIED_MS)
      }),
    seeOffers: () => draw({ view: state.restingView(), whyOpen: false }),
    retry: () =>
      safely(async () => {
        toView({ kind: 'loading' })
        await refresh()
      }),
    reload: () => location.reload(),
    toggleWhy: () => draw({ whyOpen: !model.whyOpen }),
    askHide: () => toView({ kind: 'hide' }),
    hide: (scope) =>
      safely(async () => {
        await sendMessage('hide', { scope })
        gone()
      }),
  }
  return { actions, drive, safely, focusFirst }
}
