import '../../ui/tokens.css'
import '../../ui/styles.css'
import '../../ui/popup/popup.css'
import './style.css'
import { render } from 'preact'
import { browser } from 'wxt/browser'
import { t } from '../../../shared/i18n/index.ts'
import { askAccess } from '../../background/access.ts'
import { sendMessage } from '../../messages.ts'
import { Popup } from '../../ui/popup/popup.tsx'
import type { PopupActions, PopupModel } from '../../ui/popup/popup-model.ts'
import { followTheme } from '../../ui/theme.ts'

const COPIED_MS = 2_000

followTheme(document.documentElement)

/** The address of the tab the popup was opened on; `?url=` names another one, for a popup that is opened as a page. */
async function currentUrl(): Promise<string | null> {
  const named = new URLSearchParams(location.search).get('url')
  if (named) return named
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true })
  return tab?.url ?? null
}

const url = await currentUrl()
const info = await sendMessage('popup', { url })
const model: PopupModel = {
  speech: { t: t(info.locale), locale: info.locale },
  info,
  tab: 'card',
  settings: null,
  entries: null,
  codes: {},
  copied: null,
  pairing: null,
  joining: false,
}

function draw(change: Partial<PopupModel> = {}): void {
  Object.assign(model, change)
  document.documentElement.lang = model.speech.locale
  render(<Popup model={model} actions={actions} />, document.getElementById('root') as HTMLElement)
}

async function refresh(): Promise<void> {
  const next = await sendMessage('popup', { url })
  draw({ info: next, speech: { t: t(next.locale), locale: next.locale } })
  if (model.settings) draw({ settings: await sendMessage('settings') })
}

const actions: PopupActions = {
  async show(tab) {
    draw({ tab })
    const { partner, member } = model.info
    if (tab === 'activity' && partner && member && !model.entries)
      draw({ entries: await sendMessage('entries', { storeId: partner.storeId }) })
  },
  openSettings: async () => draw({ settings: await sendMessage('settings') }),
  closeSettings: () => draw({ settings: null, pairing: null }),
  async join() {
    if (model.joining) return
    draw({ joining: true })
    const reply = await sendMessage('join')
    await refresh()
    draw({ joining: false, info: reply.ok ? model.info : { ...model.info, trouble: reply.trouble } })
  },
  openWelcome: async () => {
    await browser.tabs.create({ url: browser.runtime.getURL('/welcome.html') })
  },
  async allow(partners) {
    if (await askAccess(partners)) await refresh()
  },
  async getCode(offerId) {
    const { partner } = model.info
    if (!partner || model.codes[offerId] === 'fetching') return
    draw({ codes: { ...model.codes, [offerId]: 'fetching' } })
    const reply = await sendMessage('popupClaim', { storeId: partner.storeId, offerId })
    const state = reply.ok ? { code: reply.code } : { trouble: reply.trouble }
    draw({ codes: { ...model.codes, [offerId]: state } })
  },
  async copy(text) {
    await navigator.clipboard.writeText(text)
    draw({ copied: text })
    setTimeout(() => draw({ copied: null }), COPIED_MS)
  },
  async setLocale(locale) {
    await sendMessage('setLocale', { locale })
    await refresh()
  },
  async showAgain(storeId) {
    await sendMessage('showAgain', { storeId })
    await refresh()
  },
  showPairing: async () => draw({ pairing: await sendMessage('pairingCode') }),
}

draw()
