import type { PanelHost } from './host.ts'
import type { PanelApp } from './panel-app.ts'

/** Alt+S goes into the panel, and from inside folds it and goes back to where the member was; Esc folds it from inside. */
export function listenToKeys(app: PanelApp, { host, root }: PanelHost, signal: AbortSignal): void {
  let cameFrom: Element | null = null
  const back = () => {
    if (cameFrom instanceof HTMLElement && cameFrom.isConnected) cameFrom.focus({ preventScroll: true })
    cameFrom = null
  }
  addEventListener(
    'keydown',
    (event) => {
      // The code, not the character: Alt+S writes "ß" on a Mac.
      // The shop's scripts can write such an event too: the panel is opened by the member alone.
      if (!event.isTrusted) return
      if (!event.altKey || event.ctrlKey || event.metaKey || event.code !== 'KeyS') return
      event.preventDefault()
      event.stopImmediatePropagation()
      const inside = document.activeElement === host
      if (!inside) cameFrom = document.activeElement
      if (!app.toggle(inside)) back()
    },
    { capture: true, signal },
  )
  root.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape' || !app.isOpen()) return
      app.fold()
      if (cameFrom && cameFrom !== document.body) back()
    },
    { signal },
  )
}
