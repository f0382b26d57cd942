import panelCss from '../ui/panel.css?inline'
import sharedCss from '../ui/styles.css?inline'
import tokensCss from '../ui/tokens.css?inline'
import { freerSide, type Side } from './dock.ts'

/** Nothing of the shop's styles may reach the host, however loud they are. */
const HOST_STYLE =
  'all:initial!important;position:fixed!important;bottom:20px!important;z-index:2147483000!important;'

/** Events that a shop's shortcuts would take for its own. */
const KEPT_INSIDE = ['keydown', 'keyup', 'keypress'] as const

/**
 * The sheet for a shadow root. Tokens hang on our own element inside it, where no rule of the shop's can be found; and
 * `rem` would follow the shop's root, which many set to 62.5 %.
 */
export const panelSheet = (): string =>
  [tokensCss.replaceAll(':root', '.root'), sharedCss, panelCss]
    .join('\n')
    .replace(/(\d*\.?\d+)rem/g, (_, size) => `${Number(size) * 16}px`)

export interface PanelHost {
  host: HTMLElement
  root: HTMLElement
  shadow: ShadowRoot
  /** Puts the panel into the lower corner where it hides less of the page. */
  dock(): void
  remove(): void
}

/** Puts an empty panel into the page: a shadow root that only the local build leaves open. */
export function mountHost(
  document: Document,
  { open, signal }: { open: boolean; signal: AbortSignal },
): PanelHost {
  const host = document.createElement('stamkund-panel')
  host.style.cssText = HOST_STYLE
  const shadow = host.attachShadow({ mode: open ? 'open' : 'closed' })
  const style = document.createElement('style')
  style.textContent = panelSheet()
  const root = document.createElement('div')
  root.className = 'root'
  shadow.append(style, root)

  // The member's own preference, never the shop's page.
  const dark = matchMedia('(prefers-color-scheme: dark)')
  const paint = () => {
    const theme = dark.matches ? 'dark' : 'light'
    host.dataset.theme = theme
    root.dataset.theme = theme
  }
  paint()
  dark.addEventListener('change', paint, { signal })
  for (const type of KEPT_INSIDE) root.addEventListener(type, (event) => event.stopPropagation(), { signal })

  let side: Side = 'right'
  const dock = () => {
    side = freerSide(document, host, side)
    host.style.setProperty('right', side === 'right' ? '20px' : 'auto', 'important')
    host.style.setProperty('left', side === 'left' ? '20px' : 'auto', 'important')
  }
  document.documentElement.append(host)
  dock()
  return { host, root, shadow, dock, remove: () => host.remove() }
}
