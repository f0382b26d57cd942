import { freerPlace, INSET_PX, type Place } from './dock.ts'
import { addSheet, panelSheet } from './sheet.ts'

/** Events that the shop would take for its own: its shortcuts, its "a click outside closes this", its focus traps. */
const KEPT_INSIDE = [
  ...['keydown', 'keyup', 'keypress', 'input', 'change', 'focusin', 'focusout', 'wheel'],
  ...['pointerdown', 'pointerup', 'mousedown', 'mouseup', 'click', 'touchstart', 'touchend'],
] as const

/** How often a page may take the panel out before it is left out. */
const MAX_RETURNS = 5
/** An open panel keeps this far from the upper edge, and gets this much height before it keeps its place. CSS pixels. */
const TOP_PX = 12
const OPEN_HEIGHT_PX = 420
/** Below this the window has no room to give away: a phone on its side, or 400 % zoom. CSS pixels. */
const LOW_PX = 400
const LOW_INSET_PX = 8

export interface PanelHost {
  host: HTMLElement
  root: HTMLElement
  /** Where it stands now. */
  place(): Place
  /** Puts the panel where it hides less of the page, unless the member has put it somewhere on this page. */
  dock(): void
  /** The member puts it somewhere: there it stays, as far as the window reaches. */
  put(place: Place): void
  /** The panel was opened, folded or drawn with other things in it. */
  drawn(open: boolean): void
  /** Comes back where the page took it out, a bounded number of times; `false`: it is out for good. */
  standUp(): boolean
  /** The page became another one: what it took out before no longer counts. */
  forgive(): void
  remove(): void
}

/** Makes an empty panel and puts it into the page: a shadow root that only the local build leaves open. */
export function mountHost(
  page: Document,
  { open, signal, wanted = null }: { open: boolean; signal: AbortSignal; wanted?: Place | null },
): PanelHost {
  const host = page.createElement('stamkund-panel')
  const shadow = host.attachShadow({ mode: open ? 'open' : 'closed' })
  addSheet(shadow, panelSheet())
  const stand = addSheet(shadow, '')
  const root = page.createElement('div')
  root.className = 'root'
  shadow.append(root)

  // The member's own preference, never the shop's page.
  const dark = matchMedia('(prefers-color-scheme: dark)')
  const paint = () => {
    root.dataset.theme = dark.matches ? 'dark' : 'light'
  }
  paint()
  dark.addEventListener('change', paint, { signal })
  for (const type of KEPT_INSIDE)
    root.addEventListener(type, (event) => event.stopPropagation(), { signal, passive: true })

  // What the shop's scripts might write is no click of the member's.
  root.addEventListener('click', (event) => event.isTrusted || event.stopImmediatePropagation(), {
    signal,
    capture: true,
  })

  // Looked for before the panel is there: nothing of its own is in the way.
  let place = freerPlace(page, host, 'right', wanted)
  let isOpen = false
  let put = false
  let written = ''
  const write = () => {
    const low = innerHeight < LOW_PX
    const highestPx = isOpen
      ? innerHeight - TOP_PX - Math.min(root.offsetHeight, OPEN_HEIGHT_PX)
      : innerHeight - TOP_PX - 44
    const bottomPx = Math.max(low && isOpen ? LOW_INSET_PX : 0, Math.min(place.bottomPx, highestPx))
    // The shop's own zoom of its root is undone: the browser's, which the member chose, is not in this figure.
    const zoom = page.documentElement.currentCSSZoom ?? 1
    const css = standing(place.side, low && isOpen ? LOW_INSET_PX : bottomPx, zoom)
    root.dataset.side = place.side
    if (css === written) return
    written = css
    stand(css)
  }

  let returns = MAX_RETURNS
  const show = () => {
    page.documentElement.append(host)
    raise(page, host)
  }
  host.addEventListener(
    'toggle',
    () => {
      if (host.isConnected && !host.matches(':popover-open') && returns-- > 0) raise(page, host)
    },
    { signal },
  )
  addEventListener('resize', () => requestAnimationFrame(write), { signal })
  write()
  show()
  return {
    host,
    root,
    place: () => place,
    dock() {
      raise(page, host)
      if (!put) place = freerPlace(page, host, place.side, wanted)
      write()
    },
    put(next) {
      put = true
      place = { ...next, bottomPx: Math.round(Math.max(0, Math.min(next.bottomPx, innerHeight))) }
      write()
    },
    drawn(nowOpen) {
      isOpen = nowOpen
      write()
    },
    standUp() {
      if (host.isConnected) return true
      // A younger panel of ours stands already: this one's extension has been updated away.
      if (returns <= 0 || page.querySelector(host.localName)) return false
      returns -= 1
      show()
      return true
    },
    forgive() {
      returns = MAX_RETURNS
    },
    remove: () => host.remove(),
  }
}

/** Where the host stands, in words that outrank the shop's: an important rule of the inside wins over any of the outside. */
const standing = (side: Place['side'], bottomPx: number, zoom: number): string =>
  `:host{--bottom:${bottomPx}px!important;bottom:${bottomPx}px!important;zoom:${1 / zoom}!important;` +
  `left:${side === 'left' ? `${INSET_PX}px` : 'auto'}!important;right:${side === 'right' ? `${INSET_PX}px` : 'auto'}!important}` +
  '@media(max-width:384px){:host{left:12px!important;right:12px!important;pointer-events:none!important}}'

/**
 * Into the browser's top layer, where no z-index, filter or transform of the page's reaches. Not over the shop's own open
 * dialog: everything else is inert then, and a panel above it would only look as if it could be used.
 */
function raise(page: Document, host: HTMLElement): void {
  if (!('showPopover' in host) || !host.isConnected) return
  host.popover = 'manual'
  if (host.matches(':popover-open') || page.querySelector('dialog:modal')) return
  host.showPopover()
}
