import { closest, parentOf, spacedText, texts, visibleText } from './dom.ts'
import { matches } from './natives.ts'
import { findPrices, type PriceInText } from './price.ts'
import type { SummaryRow } from './types.ts'
import { CREDIT_ROW, DISCOUNT_ROW, SHIPPING_ROW, TAX_ROW } from './words.ts'

/** Words of another row: a price behind them is that row's. */
const OTHER_ROW = /total|sum(?!\p{L})|итог|всего|yhteensä|razem|合計|总|합계/iu
const MINUS = /[-\u2010-\u2015\u2212]/
const MAX_ROWS = 80

const kindOf = (label: string): SummaryRow['kind'] | null => {
  if (CREDIT_ROW.test(label)) return 'credit'
  if (DISCOUNT_ROW.test(label)) return 'discount'
  // "Total (incl. VAT)" and "Subtotal without shipping" are neither.
  if (OTHER_ROW.test(label)) return null
  if (TAX_ROW.test(label)) return 'tax'
  return SHIPPING_ROW.test(label) ? 'shipping' : null
}

const priceIn = (text: string, currency: string): PriceInText | undefined => {
  const prices = findPrices(text, { currency })
  return prices.find((price) => price.marked)
}

/** A row's words with its parts apart: a code drawn close to its amount is still a word of its own. */
const named = (row: Element): string => spacedText(row).slice(0, 160)

/** What stands beside a row's name. `null`: no amount; what a row of a table says in words ("Free") is none. */
function amountBeside(
  element: Element,
  text: string,
  currency: string,
): { whole: string; minor: number } | null {
  let at: Element | null = element
  for (let up = 0; at && up < 4; up++, at = parentOf(at)) {
    const whole = visibleText(at)
    if (whole.length > 160) return null
    const start = whole.indexOf(text.replace(/\s+/g, ' '))
    const after = start < 0 ? whole : whole.slice(start + (up === 0 ? 0 : text.length))
    // Several rows at once are no row.
    if (findPrices(whole, { currency }).length > 3) return null
    const price = priceIn(after, currency) ?? (OTHER_ROW.test(whole) ? undefined : priceIn(whole, currency))
    if (price) {
      const between = after.slice(0, price.index)
      if (up > 0 && (OTHER_ROW.test(between) || kindOf(between) !== null)) return null
      return { whole: named(at), minor: price.amountMinor }
    }
    if (matches(at, 'tr, li')) return { whole: named(at), minor: 0 }
  }
  return null
}

/** The visible rows that name a discount, points or a gift card, a tax or a delivery, each with its amount in minor units. */
export function summaryRows(page: Document, currency: string): SummaryRow[] {
  const found: SummaryRow[] = []
  const seen = new Set<Element>()
  const wanted = (text: string): boolean =>
    text.length < 80 && (kindOf(text) !== null || (MINUS.test(text) && /\d/.test(text)))
  for (const [element, text] of texts(page, wanted)) {
    const row = closest(element, 'tr, li, dt, p, div') ?? element
    const kind = kindOf(text)
    if (kind === null) {
      // An amount with a sign before it is taken off, whatever its row is called.
      const [price] = findPrices(visibleText(element), { currency })
      const whole = visibleText(row)
      if (
        price &&
        price.amountMinor < 0 &&
        whole.length < 160 &&
        !OTHER_ROW.test(whole) &&
        !seen.has(row) &&
        kindOf(whole) === null
      )
        found.push({ kind: 'discount', text: named(row), amountMinor: price.amountMinor })
      continue
    }
    if (seen.has(row) && matches(row, 'tr, li, dt')) continue
    const beside = amountBeside(element, text, currency)
    if (!beside || (beside.minor === 0 && kind === 'discount')) continue
    seen.add(row)
    found.push({ kind, text: beside.whole, amountMinor: beside.minor })
    if (found.length >= MAX_ROWS) break
  }
  return found
}
