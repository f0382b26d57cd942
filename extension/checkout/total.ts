import { closest, parentOf, ROLLING, visibleText } from './dom.ts'
import { isVisible, known, queryAll, texts } from './look.ts'
import {
  attribute,
  bodyOf,
  closestHere,
  contains,
  nameOf,
  queryOne,
  rootElementOf,
  textOf,
} from './natives.ts'
import { findPrices, LIKELIEST } from './price.ts'
import type { Money } from './types.ts'
import { MAYBE_TOTAL, NOT_TOTAL, TOTAL_FILLER, TOTAL_PLAIN, TOTAL_STRONG } from './words.ts'

/** A total, and the label beside which it stood: the same label is read again afterwards. */
export interface Reading extends Money {
  label: string
}

// A page that says "total" more often than this repeats itself; reading prices beside each would only cost time.
const MAX_CANDIDATES = 120

interface Candidate extends Reading {
  score: number
}

const MINI_CART =
  /mini.?(?:cart|basket|bag)|(?:cart|basket).?(?:dropdown|preview|flyout|popup|popover)|header.?cart|cart.?header|off.?canvas|flyout/i
/** "3 items" within a label: a count that a total is of. */
const COUNTED =
  /\d+\s?(?:items?|articles?|artiklar|artikler|varor|varer|artikel|produkte?r?|товар\p{L}*|art[ií]culos?|articoli|artikelen|produkt\p{L}*|tuotetta|点|件|개)(?!\p{L})/iu
const LINE_ITEM = /(?:cart|line|order|basket|product|checkout|bag).?(?:item|row|line|product|card)(?!s)/i
const CURRENCY_OF_LANGUAGE: Record<string, string> = {
  sv: 'SEK',
  da: 'DKK',
  nb: 'NOK',
  nn: 'NOK',
  no: 'NOK',
  is: 'ISK',
  ja: 'JPY',
  zh: 'CNY',
}

/** What the page says its currency is, or `LIKELIEST` where it does not say. */
export function pageCurrency(page: Document): string {
  const said =
    queryOne(page, 'head > meta[property$="price:currency"], head > meta[itemprop="priceCurrency"]') ??
    queryOne(page, '[itemprop="priceCurrency"]')
  const code = (said ? attribute(said, 'content') || textOf(said) : '').trim().toUpperCase()
  if (/^[A-Z]{3}$/.test(code)) return code
  const language = attribute(rootElementOf(page), 'lang').toLowerCase().split('-')
  if (language[1] === 'us') return 'USD'
  return CURRENCY_OF_LANGUAGE[language[0] ?? ''] ?? LIKELIEST
}

/** A label without counts, amounts and asides, for comparing. `null`: it names no grand total. */
function totalLabel(text: string): { label: string; strong: boolean } | null {
  const bare = text
    .replace(COUNTED, ' ')
    .replace(TOTAL_FILLER, ' ')
    .replace(/[\d.,:*()=|–—-]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase()
  if (bare.length === 0 || bare.length > 48 || bare.split(' ').length > 6) return null
  const strong = TOTAL_STRONG.test(bare)
  if (!strong && !TOTAL_PLAIN.test(bare)) return null
  // The strong phrases hold words that rule out a weaker label ("total price", "prix des articles").
  return NOT_TOTAL.test(strong ? bare.replace(TOTAL_STRONG, ' ') : bare) ? null : { label: bare, strong }
}

const isLabel = (text: string): boolean =>
  totalLabel(text) !== null || (NOT_TOTAL.test(text) && text.length < 40)

/** The price that belongs to a label: after it in its own element, or in the nearest surrounding that has one. */
function priceBeside(label: Element, text: string, currency: string): Money | null {
  const cell = closestHere(label, 'td, th, dt')
  const row = cell && closestHere(cell, 'tr')
  let at: Element | null = label
  for (let up = 0; at && up < 5; up++) {
    const inColumn = up > 0 ? priceInColumn(at, label, currency) : undefined
    if (inColumn !== undefined) return inColumn
    const whole = known('text', at, visibleText)
    if (whole.length > 400 || whole.includes(ROLLING)) return null
    const start = whole.indexOf(text.replace(/\s+/g, ' '))
    const after = start < 0 ? whole : whole.slice(start + text.length)
    const inLabel = findPrices(text, { currency }).filter((price) => price.marked)
    const prices = [...(up === 0 ? inLabel : []), ...findPrices(after, { currency })]
    const usable = prices.filter((price) => price.amountMinor >= 0 && !price.part)
    const best =
      usable.find((price) => price.marked && price.currency === currency) ??
      usable.find((p) => p.marked) ??
      usable[0]
    if (best) {
      // Another row's label between ours and the price: the price is that row's.
      const between = up === 0 ? '' : after.slice(0, best.index)
      if (isLabel(between) || (TOTAL_PLAIN.test(between) && up > 0 && start >= 0 && between.length > 40))
        return null
      return { amountMinor: best.amountMinor, currency: best.currency }
    }
    // A price that stands before its label is only believed in a row of two.
    if (up > 0 && start > 0) {
      const before = findPrices(whole.slice(0, start), { currency }).filter((price) => price.marked)
      if (before.length === 1 && !isLabel(whole.slice(0, start))) return before[0]!
      if (before.length > 1) return null
    }
    if (at === row && cell) return priceBelow(cell, row, currency)
    if (nameOf(at) === 'form' || nameOf(at) === 'body' || nameOf(at) === 'table') return null
    if (nameOf(at) === 'dt') {
      const definition = at.nextElementSibling
      const price =
        definition && nameOf(definition) === 'dd'
          ? findPrices(known('text', definition, visibleText), { currency })[0]
          : undefined
      return price ? { amountMinor: price.amountMinor, currency: price.currency } : null
    }
    at = parentOf(at)
  }
  return null
}

/**
 * Labels in one column and their sums in the next: the sum at the label's own place. `null`: the sums stand otherwise, and
 * none can be said to be the label's; `undefined`: these are no such columns.
 */
function priceInColumn(column: Element, label: Element, currency: string): Money | null | undefined {
  const rows = [...column.children]
  const sums = column.nextElementSibling
  if (rows.length < 2 || !sums || sums.children.length < 2) return undefined
  const names = rows.map((row) => known('text', row, visibleText))
  const isColumn = names.filter(isLabel).length > 1 && !names.some((name) => /\d[.,]\d\d/.test(name))
  if (!isColumn) return undefined
  const prices = [...sums.children].map((sum) => findPrices(known('text', sum, visibleText), { currency })[0])
  if (prices.filter(Boolean).length < 2) return undefined
  const price = prices.length === rows.length ? prices[rows.findIndex((row) => contains(row, label))] : null
  return price ? { amountMinor: price.amountMinor, currency: price.currency } : null
}

/** The price under a column's name, in a table of one row of amounts: "Subtotal | Shipping | Total" over what each is. */
function priceBelow(cell: Element, row: Element, currency: string): Money | null {
  const cells = [...row.children]
  const below = row.nextElementSibling
  const names = cells.map((one) => known('text', one, visibleText))
  const parts = names.filter(
    (name) => NOT_TOTAL.test(name) && !/product|item|artikel|price|pris|qty/iu.test(name),
  )
  if (!below || below.nextElementSibling || parts.length === 0 || names.some((name) => /\d/.test(name)))
    return null
  const under = below.children[cells.indexOf(cell)]
  const price = under && findPrices(known('text', under, visibleText), { currency })[0]
  return price?.marked ? { amountMinor: price.amountMinor, currency: price.currency } : null
}

/** How likely this place on the page is the summary, not a repetition of it. */
function placeScore(element: Element): number {
  let score = 0
  for (let at: Element | null = element, up = 0; at && up < 12; at = parentOf(at), up++) {
    const name = `${attribute(at, 'id')} ${attribute(at, 'class')} ${attribute(at, 'data-testid')}`
    if (nameOf(at) === 'header' || nameOf(at) === 'nav' || MINI_CART.test(name)) score -= 8
    if (nameOf(at) === 'dialog' || nameOf(at) === 'aside') score -= 1
    if (up < 8 && LINE_ITEM.test(name) && !/total|summary/i.test(name)) score -= 5
    if (
      up < 4 &&
      /grand.?total|order.?total|cart.?total|total.?(?:due|price|amount)|payment.?due/i.test(name)
    )
      score += 3
    if (up < 8 && /summary|totals|overview|sammanfattning|review/i.test(name)) score += 2
    if (nameOf(at) === 'tfoot') score += 1
    if (nameOf(at) === 'thead') score -= 20
  }
  return score
}

function labelled(page: Document, currency: string): Candidate[] {
  const found: Candidate[] = []
  const all = [...texts(page, (text) => text.length <= 90 && MAYBE_TOTAL.test(text))]
  // Summaries stand at a page's beginning or end.
  const asked =
    all.length > MAX_CANDIDATES
      ? [...all.slice(0, MAX_CANDIDATES / 2), ...all.slice(-MAX_CANDIDATES / 2)]
      : all
  for (const [element, text] of asked) {
    // A price inside the label's own text ("Total: $45.00") must not count among its words.
    const named = totalLabel(text)
    if (!named) continue
    const control = closest(element, 'button, a[href], option, label, [role="button"]')
    if (control && !/^label$/.test(nameOf(control)) && findPrices(text, { currency }).length > 0) continue
    const whole = totalLabelOf(element, named.label)
    if (!whole) continue
    const price = priceBeside(element, text, currency)
    if (!price) continue
    found.push({ ...price, label: whole, score: (named.strong ? 6 : 3) + placeScore(element) })
  }
  return found
}

/** "Total" in one element and "savings" in the next are one label: the words around have their say. */
function totalLabelOf(element: Element, label: string): string | null {
  const parent = parentOf(element)
  if (!parent || getComputedStyle(element).display !== 'inline') return label
  const around = known('text', parent, visibleText).replace(/[\s\S]{200,}/, '')
  const words = around.split(/[\d$€£¥₽]/)[0]!.trim()
  if (words.length === 0 || words.length > 60) return label
  return totalLabel(words) || !NOT_TOTAL.test(words.replace(TOTAL_FILLER, ' ').replace(TOTAL_STRONG, ' '))
    ? label
    : null
}

/** Totals that have no label in words, only a class or test id that names them. */
function named(page: Document, currency: string): Candidate[] {
  const selector =
    '[class*="grand-total" i], [class*="grandtotal" i], [class*="order-total" i], [class*="ordertotal" i], [class*="cart-total" i], [id*="grand-total" i], [id*="grandtotal" i], [id*="order-total" i], [id*="cart-total" i], [data-testid*="grand-total" i], [data-testid*="order-total" i], [data-testid="total" i], [data-testid*="cart-total" i]'
  const found: Candidate[] = []
  for (const element of queryAll(page, selector).slice(0, 200)) {
    if (element.childElementCount > 6 || !isVisible(element)) continue
    const text = known('text', element, visibleText)
    if (text.length > 60 || NOT_TOTAL.test(text.replace(TOTAL_FILLER, ' ').replace(TOTAL_STRONG, ' ')))
      continue
    if (NOT_TOTAL.test(`${attribute(element, 'class')} ${attribute(element, 'id')}`.replace(/[-_]/g, ' ')))
      continue
    const prices = findPrices(text, { currency })
    const [price] = prices
    if (!price || prices.some((other) => other.amountMinor !== price.amountMinor)) continue
    found.push({
      amountMinor: price.amountMinor,
      currency: price.currency,
      label: '#named',
      score: 1 + placeScore(element),
    })
  }
  return found
}

/**
 * The grand total and its label. `before` is an earlier reading's label: the row that was compared then is preferred now.
 */
export function readLabelledTotal(
  page: Document,
  hint?: { currency: string },
  before?: string,
): Reading | null {
  if (!bodyOf(page)) return null
  const currency = hint?.currency ?? pageCurrency(page)
  const words = labelled(page, currency)
  const candidates = words.length > 0 ? words : named(page, currency)
  for (const candidate of candidates)
    if (before !== undefined && candidate.label === before) candidate.score += 4
  let best: Candidate | null = null
  // Of equals the last one stands: summaries end with what is to be paid.
  for (const candidate of candidates) if (!best || candidate.score >= best.score) best = candidate
  return best && { amountMinor: best.amountMinor, currency: best.currency, label: best.label }
}

/**
 * The grand total as it stands now, in minor units: never a subtotal, shipping, tax or saving. Without a hint a mark
 * that several currencies share is read as the likeliest of them: good enough to recognise a page, not to speak of money. `null`: none is seen.
 */
export function readTotal(page: Document, hint?: { currency: string }): Money | null {
  const reading = readLabelledTotal(page, hint)
  return reading && { amountMinor: reading.amountMinor, currency: reading.currency }
}
