import { foldCategory, type Offer } from '../contracts/index.ts'
import type { PastPurchase } from './backtest.ts'
import { partsOf } from './effect.ts'
import { dayOf } from './profile-parts.ts'

/** Gaps that it takes to speak of a rhythm: three days of purchase, as for a category's. */
const MIN_GAPS = 2

/** What an offer is about: its reward's goods, or else its condition's; `null`: everything. */
export type AboutScope = { categories: Set<string>; brands: Set<string>; skus: Set<string> } | null

/** What a member has bought so far of what an offer is about. */
export type Bought = {
  /** When, of those without any discount. */
  fullPriceAt: number[]
  /** UTC days, each once. */
  days: number[]
}

/** Signs that a purchase would have happened without the offer. */
export type Anyway = { fullPriceBefore: boolean; dueByRhythm: boolean }

/** What an offer is about. */
export function aboutOf({ reward, conditions }: Offer): AboutScope {
  const rewarded = partsOf(reward).map(({ scope }) => scope)
  const scopes = rewarded.length > 0 ? rewarded : conditions.lines ? [conditions.lines] : []
  const all = (kind: 'categories' | 'brands' | 'skus') => scopes.flatMap((scope) => scope[kind] ?? [])
  const about = {
    categories: new Set(all('categories').map(foldCategory)),
    brands: new Set(all('brands').map(foldCategory)),
    skus: new Set(all('skus')),
  }
  return about.categories.size + about.brands.size + about.skus.size === 0 ? null : about
}

/** Notes a purchase that is over, if it held what the offer is about. */
export function noteBought(
  bought: Bought,
  { lines, purchasedAt, discounted }: PastPurchase,
  about: AboutScope,
): void {
  const holds =
    about === null ||
    lines.some(
      ({ category, brand, sku }) =>
        about.skus.has(sku) ||
        (category !== undefined && about.categories.has(foldCategory(category))) ||
        (brand !== undefined && about.brands.has(foldCategory(brand))),
    )
  if (!holds) return
  if (!discounted) bought.fullPriceAt.push(purchasedAt)
  const day = dayOf(purchasedAt)
  if (bought.days.at(-1) !== day) bought.days.push(day)
}

/**
 * Whether a member would likely have bought at an instant without the offer, by what they had bought before it: at full
 * price within `lookBackMs`; or that their usual gap (the median one) ends before an offer that began then would end.
 */
export function anywayAt(
  { fullPriceAt, days }: Bought,
  at: number,
  { lookBackMs, lastsMs }: { lookBackMs: number; lastsMs: number },
): Anyway {
  const latest = fullPriceAt.at(-1)
  const gap = medianGap(days)
  const endsOn = dayOf(at + lastsMs)
  return {
    fullPriceBefore: latest !== undefined && latest >= at - lookBackMs,
    dueByRhythm: gap !== null && (days.at(-1) as number) + gap <= endsOn,
  }
}

function medianGap(days: readonly number[]): number | null {
  if (days.length <= MIN_GAPS) return null
  const gaps = days.slice(1).map((day, i) => day - (days[i] as number))
  gaps.sort((a, b) => a - b)
  const middle = gaps.length >> 1
  if (gaps.length % 2 === 1) return gaps[middle] as number
  return Math.round(((gaps[middle - 1] as number) + (gaps[middle] as number)) / 2)
}
