import { linesOfBasket, quantityInBasket } from './basket-lines.ts'
import { closest, isVisible, texts, visibleText, type Watch } from './dom.ts'
import { codePattern } from './field.ts'
import { nameOf, query } from './natives.ts'
import { findPrices } from './price.ts'
import type { CheckoutAdapter, PageEvidence } from './types.ts'
import { ACCEPTED, CODE_PARTS, DISCOUNT_ROW, REFUSAL } from './words.ts'

const MESSAGE =
  '[role="alert"], [role="status"], [aria-live], [class*="error" i], [class*="message" i], [class*="notice" i], [class*="alert" i], [class*="feedback" i], [class*="toast" i], [class*="invalid" i], [class*="coupon" i], [class*="promo" i], [class*="discount" i], [class*="voucher" i], form'

/** Whether a line of text is the shop talking about a code and saying no. */
export const refuses = (text: string): boolean => text.length < 300 && REFUSAL.test(text)

/** Whether visible text names the code, a refusal aside. */
export function mentionsCode(page: Document, code: string): boolean {
  const named = codePattern(code)
  for (const [element, text] of texts(page, (text) => text.length < 300 && named.test(text)))
    if (!refuses(text) && !refuses(visibleText(element))) return true
  return false
}

const NOTHING = /(?!)/

/** What lowers a total without any code. */
const CREDIT_ROW =
  /points|poäng|poeng|балл|бонус|treuepunkte|gift ?card|presentkort|gavekort|geschenkkarte|store credit|tillgodo|tilgode|guthaben|wallet|cashback/iu

/** A short line that says no of a code, wherever it stands. */
const isRefusal = (text: string): boolean =>
  text.length > 8 && text.length < 120 && isAboutCode(text) && REFUSAL.test(text)

const isAboutCode = (text: string): boolean =>
  CODE_PARTS.test(text) || /(?<!\p{L})(?:code|kode?n?|код)(?!\p{L})/iu.test(text)

/** Counts what can be counted before the code is put in. */
export function noteEvidence(page: Document, code: string, currency: string): PageEvidence {
  const named = code === '' ? NOTHING : codePattern(code)
  let mentions = 0
  let discountRows = 0
  let credits = 0
  let refusals = 0
  const amounts: number[] = []
  for (const [element, text] of texts(
    page,
    (text) =>
      text.length < 300 &&
      (/\d/.test(text) ||
        named.test(text) ||
        DISCOUNT_ROW.test(text) ||
        CREDIT_ROW.test(text) ||
        isRefusal(text)),
  )) {
    // A refusal names the code too, and proves nothing.
    if (named.test(text) && !refuses(text) && !refuses(visibleText(element))) mentions++
    if (isRefusal(text)) refusals++
    if (DISCOUNT_ROW.test(text) && text.length < 80) {
      const row = closest(element, 'tr, li, dl, dd, p, div')
      const whole = row ? visibleText(row) : ''
      if (whole.length < 160 && findPrices(whole, { currency }).some((price) => price.amountMinor !== 0))
        discountRows++
    }
    if (CREDIT_ROW.test(text) && text.length < 80) {
      const row = closest(element, 'tr, li, dl, dd, p, div')
      const whole = row ? visibleText(row) : ''
      // A row that names the code is the code's, whatever else it is called.
      const other = whole.length < 160 && !named.test(whole)
      if (other && findPrices(whole, { currency }).some((price) => price.marked)) credits++
    }
    for (const price of findPrices(text, { currency })) {
      if (price.marked && amounts.length < 200) amounts.push(price.amountMinor)
      if (price.amountMinor < 0) discountRows++
    }
  }
  return {
    mentions,
    discountRows,
    amounts: amounts.sort((a, b) => a - b),
    quantity: quantityInBasket(page),
    lines: linesOfBasket(page),
    credits,
    refusals,
  }
}

/** What the page says now that it did not say before. */
export interface Verdict {
  /** The code is shown as in use. */
  accepted: boolean
  /** A discount or a message has come that fits a code taken, short of naming it. */
  corroborated: boolean
  refused: boolean
  /** Nothing but the grand total has changed among the page's amounts. */
  onlyTotalChanged: boolean
  /** Every other amount of before is still there. */
  rowsKept: boolean
  /** The basket holds less than before, or other things. */
  basketChanged: boolean
  /** Points, a gift card or store credit came in. */
  creditCame: boolean
}

/** Messages in elements that changed since the press; on a page that was loaded anew, all of them. */
function freshMessages(page: Document, watch: Watch, reloaded: boolean): string[] {
  const elements = reloaded ? query(page, MESSAGE) : [...watch.touched]
  const found: string[] = []
  for (const element of elements.slice(0, 2000)) {
    if (!element.isConnected || !(element as HTMLElement).textContent || element.textContent!.length > 400)
      continue
    if (/^(?:form|body|main|html)$/.test(nameOf(element)) || !isVisible(element)) continue
    found.push(visibleText(element))
  }
  return found
}

/** Weighs the page against what was noted. `totals` are the grand totals before and now, in minor units. */
export function weigh(
  page: Document,
  adapter: CheckoutAdapter,
  code: string,
  before: PageEvidence,
  {
    watch,
    reloaded,
    currency,
    totals,
  }: { watch: Watch; reloaded: boolean; currency: string; totals: [number, number] },
): Verdict {
  const now = noteEvidence(page, code, currency)
  const named = codePattern(code)
  const messages = freshMessages(page, watch, reloaded)
  // A page that was loaded anew may say no in plain text: a line that names this very code is about it.
  if (reloaded)
    for (const [, text] of texts(page, (text) => text.length < 300 && named.test(text))) messages.push(text)
  const about = (text: string): boolean => named.test(text) || isAboutCode(text)
  // A hint that codes can't be combined stood there before; one such line more is an answer.
  const oneMore = reloaded && now.refusals! > (before.refusals ?? Number.POSITIVE_INFINITY)
  const refused = oneMore || messages.some((text) => refuses(text) && (about(text) || text.length < 120))
  const thanked = messages.some(
    (text) => text.length < 200 && !refuses(text) && ACCEPTED.test(text) && about(text),
  )
  const rest = (amounts: number[]): string => amounts.filter((amount) => !totals.includes(amount)).join()
  return {
    accepted: adapter.removeControl(page, code) !== null || now.mentions > before.mentions,
    corroborated: thanked || now.discountRows > before.discountRows,
    refused,
    onlyTotalChanged: rest(now.amounts) === rest(before.amounts),
    rowsKept: before.amounts.every((amount) => totals.includes(amount) || now.amounts.includes(amount)),
    basketChanged: now.quantity < before.quantity || before.lines.some((line) => !now.lines.includes(line)),
    creditCame: now.credits > before.credits,
  }
}
