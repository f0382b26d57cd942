import type { ConsentPurpose } from '../../../shared/contracts/index.ts'
import { askOrigins, askToCollect, dropOrigins } from '../../background/access.ts'
import { onMessage, sendMessage } from '../../messages.ts'
import type { OwnModel, PopupActions, SettingsPage } from '../../ui/popup/popup-model.ts'
import { focusOpener, focusPage, noteOpener } from './focus.ts'
import type { ProgrammeLoads } from './programme-loads.ts'
import { saveFile } from './save-file.ts'
import type { Stage } from './stage.tsx'

/** The settings and the pages behind them. */
export function settingsActions(
  { model, draw, drawOwn, refresh }: Stage,
  loads: ProgrammeLoads,
): Pick<
  PopupActions,
  | 'openSettings'
  | 'closeSettings'
  | 'leaveSettings'
  | 'setLocale'
  | 'setTone'
  | 'showAgain'
  | 'showPairing'
  | 'setInterest'
  | 'openConsents'
  | 'setConsent'
  | 'find'
  | 'allowShop'
  | 'takeAway'
  | 'pair'
  | 'exportData'
  | 'erase'
> {
  onMessage('exportProgress', ({ data }) => {
    if (model.own.export?.state === 'busy') drawOwn({ export: { state: 'busy', progress: data } })
  })

  /** What a page shows is read when it is opened: it may have changed since. */
  async function load(page: SettingsPage | undefined): Promise<void> {
    if (page === 'interest') drawOwn({ interest: await sendMessage('interest') })
    if (page === 'stored') drawOwn({ stored: await sendMessage('stored') })
    if (page === 'consents') draw({ elsewhere: await sendMessage('knownOffers') })
  }

  async function find(text: string): Promise<void> {
    drawOwn({ find: text, found: null })
    const found = await sendMessage('findShops', { text })
    if (model.own.find === text) drawOwn({ found })
  }

  /** After access was given or taken: the shops as they are now. */
  async function shopsAgain(kept: string | null): Promise<void> {
    drawOwn({ kept })
    await refresh()
    if (model.own.find !== '') await find(model.own.find)
  }

  async function loadConsents(storeId: string): Promise<void> {
    const result = await sendMessage('consents', { storeId })
    drawOwn({ consents: { ...model.own.consents, [storeId]: result } })
  }

  /** What was agreed to just now is known, also where it can't be read again. */
  async function consentsNow(storeId: string, purpose: ConsentPurpose, granted: boolean): Promise<void> {
    const known = model.own.consents[storeId]
    const result = await sendMessage('consents', { storeId })
    const consents =
      result.ok || !known?.ok
        ? result
        : {
            ...known,
            value: {
              ...known.value,
              consents: known.value.consents.map((one) =>
                one.purpose === purpose ? { ...one, granted, changedAt: Date.now() } : one,
              ),
            },
          }
    drawOwn({ consents: { ...model.own.consents, [storeId]: consents } })
  }

  return {
    async openSettings(page) {
      noteOpener()
      const own: OwnModel = {
        ...model.own,
        page: page ?? null,
        erase: page === 'erase' ? null : model.own.erase,
        kept: null,
        consenting: null,
      }
      // What is known already stands at once; what is true now follows.
      const settings = model.settings ?? (await sendMessage('settings'))
      draw({ settings, own })
      focusPage()
      await load(page)
      const newest = await sendMessage('settings')
      if (model.settings) draw({ settings: newest })
    },
    closeSettings() {
      if (model.own.page === null) draw({ settings: null, pairing: null })
      else drawOwn({ page: null })
      focusOpener()
    },
    leaveSettings: () => draw({ settings: null, pairing: null }),
    async setLocale(locale) {
      await sendMessage('setLocale', { locale })
      await refresh()
    },
    async setTone(tone) {
      await sendMessage('setTone', { tone })
      await refresh()
    },
    async showAgain(storeId) {
      await sendMessage('showAgain', { storeId })
      await refresh()
    },
    showPairing: async () => draw({ pairing: await sendMessage('pairingCode') }),
    async setInterest(on) {
      // First: a browser asks only straight from the click.
      if (on && !(await askToCollect())) return
      const interest = await sendMessage('setInterest', { on })
      drawOwn({ interest })
      draw({ settings: await sendMessage('settings') })
    },
    async openConsents(storeId) {
      drawOwn({ consentsAt: storeId, consenting: null })
      if (storeId !== null && !model.own.consents[storeId]?.ok) await loadConsents(storeId)
    },
    async setConsent(storeId, purpose, granted) {
      drawOwn({ consenting: { storeId, purpose, state: 'busy' } })
      const act = { kind: 'setConsent' as const, purpose, granted }
      const reply = await sendMessage('act', { storeId, act })
      if (reply.ok) await consentsNow(storeId, purpose, granted)
      const state = reply.ok ? 'done' : { trouble: reply.trouble }
      drawOwn({ consenting: { storeId, purpose, state } })
    },
    find,
    async allowShop({ origins }) {
      if (await askOrigins(origins)) await shopsAgain(null)
    },
    async takeAway({ origins }) {
      const gone = await dropOrigins(origins)
      await shopsAgain(gone ? null : (origins[0] ?? null))
    },
    async pair(code) {
      drawOwn({ pairing: 'busy' })
      const reply = await sendMessage('pair', { code })
      if (!reply.ok) return drawOwn({ pairing: { trouble: reply.trouble } })
      draw({ membership: null, catalogue: null, pickups: null, entries: null, codes: {}, pairing: null })
      drawOwn({ pairing: 'done', consents: {} })
      await refresh()
      await loads.membership()
    },
    async exportData() {
      drawOwn({ export: { state: 'busy', progress: null } })
      const reply = await sendMessage('exportData')
      if (!reply.ok) return drawOwn({ export: { state: { trouble: reply.trouble }, progress: null } })
      saveFile(reply.value.name, reply.value.json)
      drawOwn({ export: { state: 'done', progress: null } })
    },
    async erase(step) {
      if (step !== 'now') return drawOwn({ erase: step === 'first' ? 'sure' : null })
      drawOwn({ erase: 'busy' })
      const reply = await sendMessage('erase')
      if (!reply.ok) return drawOwn({ erase: { trouble: reply.trouble } })
      draw({ membership: null, catalogue: null, pickups: null, entries: null, codes: {}, mirror: null })
      await refresh()
      drawOwn({ erase: { done: true, pending: reply.value.pending }, consents: {}, interest: null })
    },
  }
}
