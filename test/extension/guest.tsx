import { render } from 'preact'
import type { Place } from '../../extension/page/dock.ts'
import { mountHost, type PanelHost } from '../../extension/page/host.ts'
import { listenToMoves } from '../../extension/page/moves.ts'
import { Panel } from '../../extension/ui/panel.tsx'
import type { PanelActions } from '../../extension/ui/panel-view.ts'
import { panels } from './states.ts'

/** The panel as a guest in any page: one state of it, opened, folded and moved by its own controls. */
export interface Guest extends PanelHost {
  /** Every place that the member has put it to. */
  placed: Place[]
  moved: { side: 'left' | 'right'; upPercent: number } | null
}

/** Puts a state of the panel into this page. Read by tests and pictures as `guest.mount(...)`. */
export function mount(name: string, wanted: Place | null = null, theme?: 'light' | 'dark'): Guest {
  const model = { ...panels[name]! }
  const panel = mountHost(document, { open: true, signal: new AbortController().signal, wanted })
  if (theme) panel.root.dataset.theme = theme
  const guest: Guest = { ...panel, placed: [], moved: null }
  const idle: Partial<PanelActions> = {
    open: () => draw(true),
    fold: () => draw(false),
  }
  const actions = new Proxy(idle, {
    get: (own, key) => own[key as keyof PanelActions] ?? (() => undefined),
  }) as PanelActions
  function draw(open: boolean): void {
    model.open = open
    model.movedTo = guest.moved
    render(<Panel model={model} actions={actions} />, panel.root)
    panel.drawn(open)
  }
  listenToMoves(
    panel,
    (place, upPercent) => {
      guest.placed.push(place)
      guest.moved = { side: place.side, upPercent }
      draw(model.open)
    },
    new AbortController().signal,
  )
  draw(model.open)
  return guest
}
