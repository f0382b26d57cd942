import '../../ui/tokens.css'
import '../../ui/styles.css'
import '../../ui/popup/popup.css'
import '../../ui/popup/programme.css'
import './style.css'
import { render } from 'preact'
import { browser } from 'wxt/browser'
import type { Receipt } from '../../../shared/contracts/index.ts'
import { t } from '../../../shared/i18n/index.ts'
import { askAccess } from '../../background/access.ts'
import { sendMessage } from '../../messages.ts'
import { oldestOf } from '../../ui/popup/movements.ts'
import { Popup } from '../../ui/popup/popup.tsx'
import type { Page, PopupActions, PopupModel } from '../../ui/popup/popup-model.ts'
import { followTheme } from '../../ui/theme.ts'

const COPIED_MS = 2_000
const REVOKE_MS = 60_000

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
  now: Date.now(),
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

function draw(change: Partial<PopupModel> = {}): void {
  Object.assign(model, change)
  document.documentElement.lang = model.speech.locale
  render(<Popup model={model} actions={actions} />, document.getElementById('root') as HTMLElement)
}

async function refresh(): Promise<void> {
  const next = await sendMessage('popup', { url })
  draw({ info: next, speech: { t: t(next.locale), locale: next.locale } })
  if (model.settings) draw({ settings: await sendMessage('settings') })
  await loadMembership()
}

/** The store whose programme is shown, for those who are in it. */
const storeId = (): string | null => (model.info.member && model.info.partner?.storeId) || null

async function loadMembership(): Promise<void> {
  const at = storeId()
  if (at === null) return
  draw({ membership: await sendMessage('membership', { storeId: at }) })
  const { membership } = model
  // Stamps are shown against what a reward asks for.
  const hasStamps = membership?.ok && membership.value.balances.some(({ unit }) => unit === 'stamps')
  if (hasStamps && !model.catalogue) await loadCatalogue()
}

async function loadCatalogue(): Promise<void> {
  const at = storeId()
  if (at === null) return
  const [catalogue, pickups] = await Promise.all([
    sendMessage('catalogue', { storeId: at }),
    sendMessage('pickups', { storeId: at }),
  ])
  draw({ catalogue, pickups })
}

async function loadEntries(): Promise<void> {
  const at = storeId()
  if (at === null) return
  if (!model.membership?.ok) await loadMembership()
  const { membership } = model
  if (!membership?.ok) return draw({ entries: membership })
  const units = membership.value.balances.map(({ unit }) => unit)
  draw({
    entries: await sendMessage('entries', { storeId: at, units: units.length > 0 ? units : ['points'] }),
  })
}

/** Where an act leads once it is done: back to what it changed. */
const afterActs: Partial<Record<string, Page>> = { placePickup: 'pickups' }

/** Hands a file to the browser's own download. */
function saveFile(name: string, text: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  link.download = name
  link.click()
  // The download has begun by then, and reads from its own copy.
  setTimeout(() => URL.revokeObjectURL(link.href), REVOKE_MS)
}

/** What the button said that a question took the place of. */
let opener: string | null = null

/** Gives the keyboard back to the button that asked, which is drawn anew once its question is answered. */
function focusOpener(): void {
  const buttons = [...document.querySelectorAll('button')]
  if (opener !== null) buttons.find(({ textContent }) => textContent === opener)?.focus()
  opener = null
}

const actions: PopupActions = {
  async show(tab) {
    draw({ tab, page: null, asking: null })
    // What failed is asked for again: the member came back to it.
    if (tab === 'activity' && !model.entries?.ok) await loadEntries()
    if (tab === 'rewards' && !model.membership?.ok) await loadMembership()
    if (tab === 'rewards' && !(model.catalogue?.ok && model.pickups?.ok)) await loadCatalogue()
  },
  open: (page) => draw({ page, asking: null }),
  back: () => draw({ page: model.page === 'pickup' ? 'pickups' : null, asking: null }),
  openTab: async (address) => {
    await browser.tabs.create({ url: address })
  },
  ask(asking) {
    if (asking) opener = document.activeElement?.textContent || null
    draw({ asking, acting: null })
    if (!asking) focusOpener()
  },
  async act(act) {
    const at = storeId()
    if (at === null || model.acting?.state === 'busy') return
    draw({ acting: { act, state: 'busy' } })
    const reply = await sendMessage('act', { storeId: at, act })
    if (!reply.ok) return draw({ acting: { act, state: { trouble: reply.trouble } } })
    draw({
      acting: { act, state: 'done' },
      asking: null,
      ordered: reply.value ?? model.ordered,
      entries: null,
      page: afterActs[act.kind] ?? model.page,
    })
    focusOpener()
    await Promise.all([loadMembership(), ...(model.catalogue ? [loadCatalogue()] : [])])
  },
  async retry() {
    const { membership, catalogue, pickups, entries } = model
    draw({
      membership: membership?.ok ? membership : null,
      catalogue: catalogue?.ok ? catalogue : null,
      pickups: pickups?.ok ? pickups : null,
      entries: entries?.ok ? entries : null,
    })
    if (!membership?.ok) await loadMembership()
    if (model.tab === 'rewards' && !(catalogue?.ok && pickups?.ok)) await loadCatalogue()
    if (model.tab === 'activity' && !entries?.ok) await loadEntries()
  },
  async showOlder() {
    const at = storeId()
    const { entries } = model
    if (at === null || !entries?.ok || model.older === 'fetching') return
    draw({ older: 'fetching' })
    const replies = await Promise.all(
      [...oldestOf(entries.value)].map(([unit, before]) =>
        sendMessage('entries', { storeId: at, units: [unit], before }),
      ),
    )
    const failed = replies.find((reply) => !reply.ok)
    if (failed) return draw({ older: { trouble: failed.trouble } })
    const value = [...entries.value, ...replies.flatMap((reply) => (reply.ok ? reply.value : []))]
    // An act in between has made the list be asked for anew.
    draw({ older: null, ...(model.entries === entries && { entries: { ok: true, value } }) })
  },
  async saveReceipts(entries) {
    const at = storeId()
    const [first] = entries
    if (at === null || !first || model.receipt?.state === 'fetching') return
    const entryId = first.id
    draw({ receipt: { entryId, state: 'fetching' } })
    const receipts: Receipt[] = []
    for (const { unit, seq } of entries) {
      const reply = await sendMessage('receipt', { storeId: at, unit, seq })
      if (!reply.ok) return draw({ receipt: { entryId, state: { trouble: reply.trouble } } })
      receipts.push(reply.value)
    }
    const [only] = receipts
    const name = receipts.length === 1 ? 'receipt' : 'receipts'
    saveFile(
      `stamkund-${name}-${first.unit}-${first.seq}.json`,
      JSON.stringify(receipts.length === 1 ? only : receipts, null, 2),
    )
    draw({ receipt: { entryId, state: 'saved' } })
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
    const state = reply.ok ? { code: reply.claims[0]?.code ?? '' } : { trouble: reply.trouble }
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
await loadMembership()
