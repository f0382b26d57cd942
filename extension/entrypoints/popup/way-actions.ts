import { browser } from 'wxt/browser'
import { sendMessage } from '../../messages.ts'
import type { PopupActions } from '../../ui/popup/popup-model.ts'
import { focusOpener, focusPage, noteOpener } from './focus.ts'
import type { ProgrammeLoads } from './programme-loads.ts'
import type { Stage } from './stage.tsx'

const COPIED_MS = 2_000

/** Going about in the popup: tabs, pages, other tabs of the browser, and the card's own buttons. */
export function wayActions(
  { model, draw, refresh }: Stage,
  loads: ProgrammeLoads,
): Pick<
  PopupActions,
  | 'show'
  | 'open'
  | 'back'
  | 'openTab'
  | 'openWelcome'
  | 'openPrivacy'
  | 'copy'
  | 'setCardCode'
  | 'join'
  | 'retry'
> {
  const openOwn = async (path: string) => {
    await browser.tabs.create({ url: browser.runtime.getURL(path as '/welcome.html') })
  }
  return {
    async show(tab) {
      draw({ tab, page: null, settings: null, asking: null })
      // What failed is asked for again: the member came back to it.
      if (tab === 'activity' && !model.entries?.ok) await loads.entries()
      if (tab === 'rewards' && !model.membership?.ok) await loads.membership()
      if (tab === 'rewards' && !(model.catalogue?.ok && model.pickups?.ok)) await loads.catalogue()
    },
    open(page) {
      noteOpener()
      draw({ page, asking: null })
      focusPage()
    },
    back() {
      draw({ page: model.page === 'pickup' ? 'pickups' : null, asking: null })
      focusOpener()
    },
    openTab: async (address) => {
      await browser.tabs.create({ url: address })
    },
    openWelcome: () => openOwn('/welcome.html'),
    openPrivacy: () => openOwn('/privacy.html'),
    async copy(text) {
      await navigator.clipboard.writeText(text)
      draw({ copied: text })
      setTimeout(() => draw({ copied: null }), COPIED_MS)
    },
    async setCardCode(cardCode) {
      draw({ cardCode })
      await sendMessage('setCardCode', { cardCode })
    },
    async join() {
      if (model.joining) return
      draw({ joining: true })
      const reply = await sendMessage('join')
      await refresh()
      draw({ joining: false, info: reply.ok ? model.info : { ...model.info, trouble: reply.trouble } })
      await loads.membership()
    },
    async retry() {
      const { membership, catalogue, pickups, entries, mirror } = model
      draw({
        membership: membership?.ok ? membership : null,
        catalogue: catalogue?.ok ? catalogue : null,
        pickups: pickups?.ok ? pickups : null,
        entries: entries?.ok ? entries : null,
      })
      if (model.page === 'mirror' && mirror) {
        draw({ mirror: { ...mirror, result: null } })
        const result = await sendMessage('mirror', { storeId: mirror.storeId })
        draw({ mirror: { ...mirror, result } })
      }
      if (!membership?.ok) await loads.membership()
      if (model.tab === 'rewards' && !(catalogue?.ok && pickups?.ok)) await loads.catalogue()
      if (model.tab === 'activity' && !entries?.ok) await loads.entries()
    },
  }
}
