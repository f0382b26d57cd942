import type { KnownOffers } from '../facts.ts'
import { onMessage } from '../messages.ts'
import type { Background } from './background.ts'
import { inputs } from './inputs.ts'
import { memberLocale, toShown } from './page-info.ts'
import type { Sender } from './senders.ts'

/** Answers what the popup asks of shops that are not open, and what a shop makes of the member. `check` throws at strangers. */
export function listenForOffers(background: Background, check: (sender: Sender) => void): void {
  const { items, partners, decisions, memberships } = background

  onMessage('knownOffers', async ({ sender }): Promise<KnownOffers[]> => {
    check(sender)
    const [decided, balances] = await Promise.all([items.decisions.read(), items.balances.read()])
    return [...new Set([...Object.keys(balances), ...Object.keys(decided)])].map((storeId) => ({
      storeId,
      shown: decided[storeId] ? toShown(decided[storeId].decision) : null,
      asOf: decided[storeId]?.fetchedAt ?? null,
    }))
  })

  onMessage('offersAt', async ({ data, sender }) => {
    check(sender)
    const { storeId } = inputs.offersAt.parse(data)
    const partner = await partners.byStore(storeId)
    if (!partner) return { ok: false, trouble: 'notPartner' }
    const question = { locale: await memberLocale(items), totalMinor: null }
    const { decision, fetchedAt, failure } = await decisions.decide(partner, question)
    // Without an answer the last one is shown already: only why there is no newer one is new.
    if (failure || !decision || fetchedAt === null) return { ok: false, trouble: failure?.code ?? 'internal' }
    return { ok: true, value: { storeId, shown: toShown(decision), asOf: fetchedAt } }
  })

  onMessage('mirror', async ({ data, sender }) => {
    check(sender)
    const { tone } = await items.settings.read()
    const reader = { locale: await memberLocale(items), tone }
    const reply = await memberships.mirror(inputs.mirror.parse(data).storeId, reader)
    return reply.ok ? { ok: true, value: reply.value } : { ok: false, trouble: reply.code }
  })

  onMessage('setCardCode', async ({ data, sender }) => {
    check(sender)
    const { cardCode } = inputs.setCardCode.parse(data)
    await items.settings.change((all) => ({ ...all, cardCode }))
  })
}
