import { browser } from 'wxt/browser'
import type { PopupInfo } from '../facts.ts'
import { onMessage } from '../messages.ts'
import { bringPanels, isAllowed, tellOpenPanels, withAccess } from './access.ts'
import type { Failure, Reply } from './api.ts'
import type { Background } from './background.ts'
import { claimEach } from './claims.ts'
import { listenForData } from './data-handlers.ts'
import { inputs } from './inputs.ts'
import { listenForOffers } from './offer-handlers.ts'
import { memberLocale, toShown } from './page-info.ts'
import { hiddenStoreIds, listenForPartners, showAgain } from './partner-handlers.ts'
import { isOwnPage, type Sender } from './senders.ts'

/** A popup that is opened shows what is true now, but a double click asks once. Milliseconds. */
const POPUP_FRESH_MS = 2_000

/** Answers what the popup and the welcome page ask. No other sender is heard. */
export function listenToOwnPages(background: Background): void {
  const { items, partners, members, decisions, memberships, leaving } = background

  const check = (sender: Sender) => {
    if (!isOwnPage(sender, browser.runtime.id, browser.runtime.getURL('/')))
      throw new Error('Not from our own pages')
  }
  listenForOffers(background, check)
  listenForPartners(background, check)
  const changed = tellOpenPanels
  listenForData(background, { check, changed })
  const refusal = (failure: Failure) => ({ ok: false as const, trouble: failure.code })
  const result = <T>(reply: Reply<T>) =>
    reply.ok ? { ok: true as const, value: reply.value } : refusal(reply)

  onMessage('popup', async ({ data, sender }): Promise<PopupInfo> => {
    check(sender)
    const url = inputs.popup.parse(data).url ?? undefined
    const partner = await partners.find(url)
    const locale = await memberLocale(items)
    const info: PopupInfo = {
      locale,
      tone: (await items.settings.read()).tone,
      member: await members.current(),
      partner,
      allowed: partner && url ? await isAllowed(new URL(url).origin) : false,
      shown: null,
      balance: partner ? ((await items.balances.read())[partner.storeId] ?? null) : null,
      asOf: null,
      // The list knows the page, but nobody could be asked whose it is.
      trouble: !partner && (await partners.isListed(url)) ? 'offline' : null,
      partners: await withAccess(await partners.known()),
    }
    if (!info.member && (await members.isSignedOut())) return { ...info, trouble: 'signedOut' }
    if (!info.member || !partner) return info
    const question = { locale, totalMinor: null, freshMs: POPUP_FRESH_MS }
    const { decision, fetchedAt, failure } = await decisions.decide(partner, question)
    return {
      ...info,
      // The answer may have been that this device was ended.
      member: await members.current(),
      shown: decision && toShown(decision),
      balance: (await items.balances.read())[partner.storeId] ?? null,
      asOf: fetchedAt ?? info.balance?.at ?? null,
      trouble: failure?.code ?? null,
    }
  })

  onMessage('popupClaim', async ({ data, sender }) => {
    check(sender)
    const { storeId, offerId } = inputs.popupClaim.parse(data)
    const partner = await partners.byStore(storeId)
    if (!partner) return { ok: false, trouble: 'notPartner' }
    return claimEach(decisions, partner, [offerId], { locale: await memberLocale(items), totalMinor: null })
  })

  onMessage('entries', async ({ data, sender }) => {
    check(sender)
    const { storeId, units, before } = inputs.entries.parse(data)
    return result(await memberships.entries(storeId, units, before))
  })

  onMessage('membership', async ({ data, sender }) => {
    check(sender)
    return result(await memberships.membership(inputs.membership.parse(data).storeId))
  })

  onMessage('catalogue', async ({ data, sender }) => {
    check(sender)
    return result(await memberships.catalogue(inputs.catalogue.parse(data).storeId))
  })

  onMessage('pickups', async ({ data, sender }) => {
    check(sender)
    return result(await memberships.pickups(inputs.pickups.parse(data).storeId))
  })

  onMessage('receipt', async ({ data, sender }) => {
    check(sender)
    const { storeId, ...entry } = inputs.receipt.parse(data)
    return result(await memberships.receipt(storeId, entry))
  })

  onMessage('act', async ({ data, sender }) => {
    check(sender)
    const { storeId, act } = inputs.act.parse(data)
    const reply = await memberships.act(storeId, act)
    // What was spent or earned back changes what an open panel shows.
    if (reply.ok) {
      await decisions.forget(storeId)
      await changed()
    }
    return result(reply)
  })

  onMessage('settings', async ({ sender }) => {
    check(sender)
    const settings = await items.settings.read()
    const list = await withAccess(await partners.known())
    const hidden = await hiddenStoreIds(items)
    return {
      sent: await items.sent.read(),
      interest: settings.interest,
      erasing: await leaving.isWaiting(),
      locale: settings.locale,
      tone: settings.tone,
      hidden: list.map((one) => one.partner).filter((one) => hidden.has(one.storeId)),
      partners: list,
    }
  })

  onMessage('setLocale', async ({ data, sender }) => {
    check(sender)
    const { locale } = inputs.setLocale.parse(data)
    await items.settings.change((all) => ({ ...all, locale }))
    await changed()
  })

  onMessage('setTone', async ({ data, sender }) => {
    check(sender)
    const { tone } = inputs.setTone.parse(data)
    await items.settings.change((all) => ({ ...all, tone }))
    await changed()
  })

  onMessage('showAgain', async ({ data, sender }) => {
    check(sender)
    const { storeId } = inputs.showAgain.parse(data)
    await showAgain(items, storeId)
    const partner = await partners.byStore(storeId)
    if (partner) await bringPanels(partner)
  })

  onMessage('join', async ({ sender }) => {
    check(sender)
    const reply = await members.join(await memberLocale(items))
    await changed()
    return result(reply)
  })

  onMessage('pair', async ({ data, sender }) => {
    check(sender)
    const reply = await members.pair(inputs.pair.parse(data).code)
    await changed()
    return result(reply)
  })

  onMessage('pairingCode', async ({ sender }) => {
    check(sender)
    return result(await members.pairingCode())
  })
}
