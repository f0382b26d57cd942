import type { Receipt } from '../../../shared/contracts/index.ts'
import { sendMessage } from '../../messages.ts'
import { oldestOf } from '../../ui/popup/movements.ts'
import type { Page, PopupActions } from '../../ui/popup/popup-model.ts'
import { focusOpener, noteOpener } from './focus.ts'
import type { ProgrammeLoads } from './programme-loads.ts'
import { saveFile } from './save-file.ts'
import type { Stage } from './stage.tsx'

/** Where an act leads once it is done: back to what it changed. */
const AFTER: Partial<Record<string, Page>> = { placePickup: 'pickups' }

/** What a member does in the programme of the shop that is open, and the papers of what they did. */
export function programmeActions(
  { model, draw, storeId }: Stage,
  loads: ProgrammeLoads,
): Pick<PopupActions, 'ask' | 'act' | 'showOlder' | 'saveReceipts'> {
  return {
    ask(asking) {
      if (asking) noteOpener()
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
        page: AFTER[act.kind] ?? model.page,
      })
      focusOpener()
      await Promise.all([loads.membership(), ...(model.catalogue ? [loads.catalogue()] : [])])
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
  }
}
