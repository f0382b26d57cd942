import { askAccess } from '../../background/access.ts'
import { sendMessage } from '../../messages.ts'
import type { PopupActions } from '../../ui/popup/popup-model.ts'
import { focusPage, noteOpener } from './focus.ts'
import type { Stage } from './stage.tsx'

/** Offers at the shop that is open and at others: codes, reasons, and where the panel may stand. */
export function offerActions({
  model,
  draw,
  refresh,
}: Stage): Pick<
  PopupActions,
  'allow' | 'getCode' | 'openShop' | 'look' | 'askWhy' | 'openMirror' | 'showHere'
> {
  return {
    async allow(partners) {
      if (await askAccess(partners)) await refresh()
    },
    async getCode(storeId, offerId) {
      if (model.codes[offerId] === 'fetching') return
      draw({ codes: { ...model.codes, [offerId]: 'fetching' } })
      const reply = await sendMessage('popupClaim', { storeId, offerId })
      const state = reply.ok ? { code: reply.claims[0]?.code ?? '' } : { trouble: reply.trouble }
      draw({ codes: { ...model.codes, [offerId]: state } })
    },
    openShop: (opened) => draw({ opened }),
    async look(storeId) {
      if (model.looking[storeId] === 'fetching') return
      draw({ looking: { ...model.looking, [storeId]: 'fetching' } })
      const reply = await sendMessage('offersAt', { storeId })
      const { [storeId]: _done, ...looking } = model.looking
      if (!reply.ok) return draw({ looking: { ...looking, [storeId]: { trouble: reply.trouble } } })
      const others = (model.elsewhere ?? []).filter((one) => one.storeId !== storeId)
      draw({ looking, elsewhere: [...others, reply.value], now: Date.now() })
    },
    askWhy: (whyOpen) => draw({ whyOpen }),
    async openMirror(storeId) {
      noteOpener()
      draw({ page: 'mirror', asking: null, mirror: { storeId, result: null } })
      focusPage()
      const result = await sendMessage('mirror', { storeId })
      if (model.mirror?.storeId === storeId) draw({ mirror: { storeId, result } })
    },
    async showHere() {
      const { tabId, showing } = model
      if (tabId === null || showing === 'busy') return
      draw({ showing: 'busy' })
      const reply = await sendMessage('showHere', { tabId })
      if (!reply.ok) return draw({ showing: { trouble: reply.trouble } })
      // The panel stands on the page under the popup.
      window.close()
    },
  }
}
