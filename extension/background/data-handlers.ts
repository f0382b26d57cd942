import { onMessage, sendMessage } from '../messages.ts'
import { dropAccess } from './access.ts'
import type { Background } from './background.ts'
import { inputs } from './inputs.ts'
import type { Sender } from './senders.ts'
import { storedOf } from './stored.ts'

/**
 * Answers what the settings ask of the member's own data: what is counted, agreed to, kept, taken out and erased. `check`
 * throws at strangers; `changed` tells the panels that are open.
 */
export function listenForData(
  background: Background,
  { check, changed }: { check: (sender: Sender) => void; changed: () => Promise<void> },
): void {
  const { items, partners, interests, memberships, leaving, exportData, flush } = background
  const nameOf = async (storeId: string) => (await partners.byStore(storeId))?.name ?? ''

  onMessage('interest', async ({ sender }) => {
    check(sender)
    return interests.info(nameOf)
  })

  onMessage('setInterest', async ({ data, sender }) => {
    check(sender)
    const { on } = inputs.setInterest.parse(data)
    await interests.turn(on)
    await changed()
    return interests.info(nameOf)
  })

  onMessage('consents', async ({ data, sender }) => {
    check(sender)
    const reply = await memberships.consents(inputs.consents.parse(data).storeId)
    return reply.ok ? { ok: true, value: reply.value } : { ok: false, trouble: reply.code }
  })

  onMessage('exportData', async ({ sender }) => {
    check(sender)
    const reply = await exportData((progress) => {
      // The page that asked may be gone: then nobody hears how far it is.
      void sendMessage('exportProgress', progress).catch(() => undefined)
    })
    return reply.ok ? { ok: true, value: reply.value } : { ok: false, trouble: reply.code }
  })

  onMessage('erase', async ({ sender }) => {
    check(sender)
    const outcome = await leaving.erase()
    // Which shops were allowed tells where the member buys.
    await dropAccess()
    await changed()
    if ('ok' in outcome) return { ok: false, trouble: outcome.code }
    // What waits is asked for again by the alarm.
    if (outcome.pending) void flush().catch(console.error)
    return { ok: true, value: outcome }
  })

  onMessage('stored', async ({ sender }) => {
    check(sender)
    await interests.forgetOld()
    return storedOf(items)
  })
}
