import { render } from 'preact'
import { mountHost } from '../../extension/page/host.ts'
import { panelSheet } from '../../extension/page/sheet.ts'
import { Panel } from '../../extension/ui/panel.tsx'
import type { PanelActions } from '../../extension/ui/panel-view.ts'
import popupCss from '../../extension/ui/popup/popup.css?inline'
import { Popup } from '../../extension/ui/popup/popup.tsx'
import type { PopupActions } from '../../extension/ui/popup/popup-model.ts'
import programmeCss from '../../extension/ui/popup/programme.css?inline'
import sharedCss from '../../extension/ui/styles.css?inline'
import tokensCss from '../../extension/ui/tokens.css?inline'
import welcomeCss from '../../extension/ui/welcome/welcome.css?inline'
import { Welcome, type WelcomeActions } from '../../extension/ui/welcome/welcome.tsx'
import { panels, popups, welcomes } from './states.ts'

/** Draws one state, named by the address: `?kind=panel&name=offers&theme=dark`. Without a name, lists them all. */
const query = new URLSearchParams(location.search)
const kind = query.get('kind') ?? ''
const name = query.get('name') ?? ''
const theme = query.get('theme') ?? 'light'
const idle = new Proxy({}, { get: () => () => undefined })
const root = document.getElementById('root') as HTMLElement

const addStyle = (to: Node, css: string) => {
  const style = document.createElement('style')
  style.textContent = css
  to.appendChild(style)
}

document.documentElement.dataset.theme = theme
document.documentElement.lang = 'en'
if (kind === 'panel') {
  const model = panels[name]
  const shadow = root.attachShadow({ mode: 'open' })
  addStyle(shadow, panelSheet())
  const inner = document.createElement('div')
  inner.className = 'root'
  inner.dataset.theme = theme
  shadow.append(inner)
  if (model) render(<Panel model={model} actions={idle as PanelActions} />, inner)
} else if (kind === 'host') {
  const model = panels[name]
  const { root: guest, drawn } = mountHost(document, {
    open: true,
    signal: new AbortController().signal,
  })
  if (model) render(<Panel model={model} actions={idle as PanelActions} />, guest)
  drawn(model?.open ?? false)
} else {
  addStyle(document.head, [tokensCss, sharedCss, popupCss, programmeCss, welcomeCss].join('\n'))
  const popup = popups[name]
  const welcome = welcomes[name]
  if (kind === 'popup' && popup) render(<Popup model={popup} actions={idle as PopupActions} />, root)
  if (kind === 'welcome' && welcome)
    render(<Welcome model={welcome} actions={idle as WelcomeActions} />, root)
}

/** What there is to picture. */
Object.assign(window, {
  gallery: { panel: Object.keys(panels), popup: Object.keys(popups), welcome: Object.keys(welcomes) },
})
