import type { Decision, Locale } from '../../shared/contracts/index.ts'
import { pickLocale, wordsFor } from '../../shared/i18n/index.ts'
import type { Shown } from '../facts.ts'
import type { PageInfo } from '../messages.ts'
import type { Decisions } from './decisions.ts'
import type { Interests } from './interests.ts'
import type { Items } from './items.ts'
import type { PageSender } from './senders.ts'

/** The sentences that a page's panel may need. */
const PANEL_WORDS = ['panel.', 'offer.', 'reason.', 'problem.'] as const

/** The language the member chose, or the first of the browser's that we speak. */
export async function memberLocale(items: Items): Promise<Locale> {
  return (await items.settings.read()).locale ?? pickLocale(navigator.languages)
}

/** A decision without what only the worker may read. */
export const toShown = (decision: Decision): Shown => ({
  decisionId: decision.id,
  currency: decision.currency,
  balance: decision.balance,
  offers: decision.offers,
  nearly: decision.nearly,
  best: decision.best,
})

/** What the panel on a partner's page may know. Nothing is sent for someone who is no member, or has hidden it. */
export async function pageInfo(
  { tabId, partner }: PageSender,
  { totalMinor }: { totalMinor: number | null },
  { items, decisions, interests }: { items: Items; decisions: Decisions; interests: Interests },
): Promise<PageInfo> {
  const [locale, card, settings, visits, runs, results] = await Promise.all([
    memberLocale(items),
    items.card.read(),
    items.settings.read(),
    items.hiddenVisits.read(),
    items.runs.read(),
    items.results.read(),
  ])
  const { storeId } = partner
  const hidden = settings.hiddenStoreIds.includes(storeId) || visits.includes(storeId)
  const run = runs[tabId]
  const result = results[tabId]
  const info: PageInfo = {
    partner,
    locale,
    words: wordsFor(locale, PANEL_WORDS),
    joined: card !== null,
    hidden,
    mayCount: !hidden && (await interests.mayCount(storeId)),
    asksApart: !(await interests.mayCollect()),
    shown: null,
    asOf: null,
    trouble: card === null && (await items.aside.read()) ? 'signedOut' : null,
    run: run?.storeId === storeId ? run : null,
    result: result?.storeId === storeId ? result : null,
    place: settings.place,
  }
  if (!card || hidden) return info
  const { decision, fetchedAt, failure } = await decisions.decide(partner, { locale, totalMinor })
  return {
    ...info,
    joined: failure?.code !== 'signedOut',
    shown: decision && toShown(decision),
    asOf: fetchedAt,
    trouble: failure?.code ?? null,
  }
}
