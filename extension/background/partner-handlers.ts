import { browser } from 'wxt/browser'
import type { Partner } from '../../shared/contracts/index.ts'
import type { Shop } from '../facts.ts'
import { onMessage } from '../messages.ts'
import {
  allowedOrigins,
  bringPanel,
  isAllowed,
  MOST_ORIGINS,
  originsWithAccess,
  withAccess,
} from './access.ts'
import type { Background } from './background.ts'
import { inputs } from './inputs.ts'
import type { Items } from './items.ts'
import { memberLocale } from './page-info.ts'
import { originsOf } from './partner-match.ts'
import type { PageSender, Sender } from './senders.ts'

/** Shops that a search shows at most. */
const MOST_FOUND = 20

/** Whether the panel may stand in a partner's page: it is allowed, or was asked for in this tab. */
export const mayShow = async (items: Items, { origin, tabId }: PageSender): Promise<boolean> =>
  (await isAllowed(origin)) || (await items.shownHere.read())[tabId] === origin

/** Stores whose panel the member has put aside, for good or until the browser closes. */
export async function hiddenStoreIds(items: Items): Promise<Set<string>> {
  const { hiddenStoreIds } = await items.settings.read()
  return new Set([...hiddenStoreIds, ...(await items.hiddenVisits.read())])
}

/** Hidden nowhere any more, neither for this visit nor for good. */
export async function showAgain(items: Items, storeId: string): Promise<void> {
  const others = (ids: string[]) => ids.filter((id) => id !== storeId)
  await items.hiddenVisits.change(others)
  await items.settings.change((all) => ({ ...all, hiddenStoreIds: others(all.hiddenStoreIds) }))
}

const toShop = ({ partner, allowed }: { partner: Partner; allowed: boolean }): Shop => ({
  name: partner.name,
  origins: originsOf(partner),
  allowed,
})

const toUnnamed = ({ origin, allowed }: { origin: string; allowed: boolean }): Shop => ({
  name: new URL(origin).host,
  origins: [origin],
  allowed,
})

/** Answers what the welcome page asks of shops, and the popup's wish to see the panel here. `check` throws at strangers. */
export function listenForPartners(background: Background, check: (sender: Sender) => void): void {
  const { items, partners, members } = background

  onMessage('welcome', async ({ sender }) => {
    check(sender)
    const total = await partners.count()
    const known = (await withAccess(await partners.known())).map(toShop)
    const many = total > MOST_ORIGINS
    return {
      locale: await memberLocale(items),
      member: await members.current(),
      interest: (await items.settings.read()).interest,
      total,
      shops: many ? await allowedShops(known) : known,
      many,
    }
  })

  /** The first of those that are allowed, by their names where they are known. */
  async function allowedShops(known: Shop[]): Promise<Shop[]> {
    const origins = (await allowedOrigins(partners)).slice(0, MOST_FOUND)
    const shops = origins.map(
      (origin) => known.find((shop) => shop.origins.includes(origin)) ?? toUnnamed({ origin, allowed: true }),
    )
    return [...new Set(shops)]
  }

  onMessage('findShops', async ({ data, sender }) => {
    check(sender)
    const text = inputs.findShops.parse(data).text.trim().toLowerCase()
    if (text === '') return []
    const named = (await withAccess(await partners.known()))
      .map(toShop)
      .filter((shop) => shop.name.toLowerCase().includes(text))
    const hosts = await originsWithAccess(await partners.origins({ text, limit: MOST_FOUND }))
    const others = hosts
      .filter(({ origin }) => !named.some((shop) => shop.origins.includes(origin)))
      .map(toUnnamed)
    return [...named, ...others].slice(0, MOST_FOUND)
  })

  onMessage('showHere', async ({ data, sender }) => {
    check(sender)
    const { tabId } = inputs.showHere.parse(data)
    // The address is told of this tab alone, by the click on our button.
    const { url } = await browser.tabs.get(tabId)
    const partner = await partners.find(url)
    if (!partner || !url) return { ok: false, trouble: 'notPartner' }
    const { storeId } = partner
    await items.shownHere.change((all) => ({ ...all, [tabId]: new URL(url).origin }))
    // Whoever hid the panel and asks for it now wants it back.
    await showAgain(items, storeId)
    await bringPanel(tabId)
    return { ok: true, value: null }
  })
}
