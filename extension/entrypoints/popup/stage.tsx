import { render } from 'preact'
import { browser } from 'wxt/browser'
import { pickLocale, t } from '../../../shared/i18n/index.ts'
import { openItems } from '../../background/items.ts'
import { area } from '../../background/store.ts'
import type { PopupInfo } from '../../facts.ts'
import { sendMessage } from '../../messages.ts'
import { Popup } from '../../ui/popup/popup.tsx'
import type { OwnModel, PopupActions, PopupModel } from '../../ui/popup/popup-model.ts'

/** What the popup shows now, and how it changes: what every action works with. */
export interface Stage {
  readonly model: PopupModel
  draw(change?: Partial<PopupModel>): void
  drawOwn(change: Partial<OwnModel>): void
  /** The store whose programme is shown, for those who are in it. */
  storeId(): string | null
  /** Asks the background anew for what the shop that is open and the settings show. */
  refresh(): Promise<void>
}

/** The settings' pages before anything is asked for. */
const NOTHING_ASKED: OwnModel = {
  page: null,
  interest: null,
  consents: {},
  consentsAt: null,
  consenting: null,
  stored: null,
  find: '',
  found: null,
  kept: null,
  pairing: null,
  export: null,
  erase: null,
}

/** The tab the popup was opened on; `?url=` names another address, for a popup that is opened as a page. */
async function currentTab(): Promise<{ url: string | null; tabId: number | null }> {
  const named = new URLSearchParams(location.search).get('url')
  if (named) return { url: named, tabId: null }
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true })
  return { url: tab?.url ?? null, tabId: tab?.id ?? null }
}

/** What this device knows by itself, read without the background: the card is shown whatever else sleeps. */
async function knownHere(): Promise<{ info: PopupInfo; cardCode: PopupModel['cardCode'] }> {
  const items = openItems(area('local'), area('session'))
  const [card, settings] = await Promise.all([items.card.read(), items.settings.read()])
  return {
    cardCode: settings.cardCode,
    info: {
      locale: settings.locale ?? pickLocale(navigator.languages),
      tone: settings.tone,
      member: card?.member ?? null,
      partner: null,
      allowed: false,
      shown: null,
      balance: null,
      asOf: null,
      trouble: null,
      partners: [],
    },
  }
}

/** Sets the popup up with what the device knows. `actionsOf` makes what the member can do with it. */
export async function openStage(actionsOf: (stage: Stage) => PopupActions): Promise<Stage> {
  const [{ info, cardCode }, { url, tabId }] = await Promise.all([knownHere(), currentTab()])
  const model: PopupModel = {
    speech: { t: t(info.locale), locale: info.locale },
    info,
    now: Date.now(),
    loading: true,
    tabId,
    cardCode,
    elsewhere: null,
    opened: null,
    looking: {},
    whyOpen: null,
    mirror: null,
    showing: null,
    own: NOTHING_ASKED,
    tab: 'card',
    page: null,
    settings: null,
    membership: null,
    catalogue: null,
    pickups: null,
    entries: null,
    older: null,
    begun: { pickup: {}, transfer: { number: '', amount: '' } },
    asking: null,
    acting: null,
    ordered: null,
    receipt: null,
    codes: {},
    copied: null,
    pairing: null,
    joining: false,
  }
  const stage: Stage = {
    model,
    draw(change = {}) {
      Object.assign(model, change)
      document.documentElement.lang = model.speech.locale
      render(<Popup model={model} actions={actions} />, document.getElementById('root') as HTMLElement)
    },
    drawOwn: (change) => stage.draw({ own: { ...model.own, ...change } }),
    storeId: () => (model.info.member && model.info.partner?.storeId) || null,
    async refresh() {
      // Whoever does not answer takes nothing away from what stands here.
      const next = await sendMessage('popup', { url }).catch(
        (): PopupInfo => ({ ...model.info, trouble: 'internal' }),
      )
      const elsewhere = await sendMessage('knownOffers').catch(() => [])
      const speech = { t: t(next.locale), locale: next.locale }
      stage.draw({ info: next, speech, elsewhere, loading: false })
      if (model.settings) stage.draw({ settings: await sendMessage('settings') })
    },
  }
  const actions = actionsOf(stage)
  stage.draw()
  return stage
}
