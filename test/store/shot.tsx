import { render } from 'preact'
import { panelSheet } from '../../extension/page/sheet.ts'
import { Mark } from '../../extension/ui/marks.tsx'
import { Panel } from '../../extension/ui/panel.tsx'
import type { PanelActions } from '../../extension/ui/panel-view.ts'
import popupCss from '../../extension/ui/popup/popup.css?inline'
import { Popup } from '../../extension/ui/popup/popup.tsx'
import type { PopupActions } from '../../extension/ui/popup/popup-model.ts'
import programmeCss from '../../extension/ui/popup/programme.css?inline'
import sharedCss from '../../extension/ui/styles.css?inline'
import tokensCss from '../../extension/ui/tokens.css?inline'
import type { Locale } from '../../shared/contracts/index.ts'
import { t } from '../../shared/i18n/index.ts'
import * as listing from '../../shared/i18n/listing/index.ts'
import { panels, popups } from '../extension/states.ts'
import { inLanguage } from './goods.ts'
import shotCss from './shot.css?inline'
import { SHOTS } from './shots-list.ts'

/** One picture for the stores: `?kind=SHOT&name=LOCALE&theme=light`. */
const query = new URLSearchParams(location.search)
const shot = SHOTS.find(({ name }) => name === query.get('kind'))
const locale = (query.get('name') ?? 'en') as Locale
const theme = query.get('theme') ?? 'light'
const idle = new Proxy({}, { get: () => () => undefined })
const speech = { t: t(locale), locale }

const style = (css: string) => {
  const element = document.createElement('style')
  element.textContent = css
  return element
}

document.documentElement.lang = locale
document.documentElement.dataset.theme = theme
document.head.append(style([tokensCss, sharedCss, popupCss, programmeCss, shotCss].join('\n')))
const root = document.getElementById('root') as HTMLElement
if (!shot) throw new Error(`No picture ${query.get('kind')}`)
const words = new Map(Object.entries(listing)).get(locale)
if (!words) throw new Error(`No words in ${locale}`)
render(
  <main class="shot">
    <div class="said">
      <p class="brand">
        <Mark size={40} /> Stamkund
      </p>
      <h1>{words[shot.caption]}</h1>
      <p class="summary">{words.summary}</p>
    </div>
    <div class={`seen of-${shot.surface}`}>
      <div id="place" />
    </div>
  </main>,
  root,
)

const place = document.getElementById('place') as HTMLElement
if (shot.surface === 'panel') {
  const model = panels[shot.state]
  if (!model) throw new Error(`No state ${shot.state}`)
  const shadow = place.attachShadow({ mode: 'open' })
  const inner = document.createElement('div')
  inner.className = 'root'
  inner.dataset.theme = theme
  // In the picture it stands in the flow; on a page it floats over it.
  const still = ':host{position:static!important;display:block!important}'
  shadow.append(style(panelSheet() + still), inner)
  render(<Panel model={{ ...inLanguage(model, locale), speech }} actions={idle as PanelActions} />, inner)
} else {
  const model = popups[shot.state]
  if (!model) throw new Error(`No state ${shot.state}`)
  render(<Popup model={{ ...inLanguage(model, locale), speech }} actions={idle as PopupActions} />, place)
}
