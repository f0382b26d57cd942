import { freerPlace, INSET_PX, type Place, TAB_HEIGHT_PX } from './dock.ts'
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
/** How high an open panel is taken to be before it has been seen open: with a few offers. CSS pixels. */
const USUAL_HEIGHT_PX = 480
/** Below this the window has no room to give away: a phone on its side, or 400 % zoom. CSS pixels. */
const LOW_PX = 400
const LOW_INSET_PX = 8

export interface PanelHost {
  host: HTMLElement
  root: HTMLElement
  /** Where it was put, or stands of its own accord: at least this far up, as far as the window reaches. */
  place(): Place
  /** Where it is seen now: the highest place is as far up as the window lets it be. */
  stands(): Place & { highestPx: number }
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
  let openPx = USUAL_HEIGHT_PX
  const freer = (side: Place['side']) => freerPlace(page, host, side, wanted, openPx)
  let place = freer('right')
  let isOpen = false
  let put = false
  let written = ''
  const stands = () => {
    const isLow = isOpen && innerHeight < LOW_PX
    const heightPx = isOpen ? Math.min(root.offsetHeight, OPEN_HEIGHT_PX) : TAB_HEIGHT_PX
    const highestPx = isLow ? LOW_INSET_PX : Math.max(0, innerHeight - TOP_PX - heightPx)
    return {
      side: place.side,
      bottomPx: isLow ? LOW_INSET_PX : Math.min(place.bottomPx, highestPx),
      highestPx,
    }
  }
  const write = () => {
    // The shop's own zoom of its root is undone: the browser's, which the member chose, is not in this figure.
    const zoom = page.documentElement.currentCSSZoom ?? 1
    const css = standing(place.side, stands().bottomPx, zoom)
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
    stands,
    dock() {
      raise(page, host)
      if (!put) place = freer(place.side)
      write()
    },
    put(next) {
      put = true
      place = { ...next, bottomPx: Math.round(Math.max(0, Math.min(next.bottomPx, innerHeight))) }
      write()
    },
    drawn(nowOpen) {
      isOpen = nowOpen
      if (isOpen) openPx = root.offsetHeight
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
