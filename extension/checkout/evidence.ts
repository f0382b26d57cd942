import { countsInText, linesOfBasket, quantityInBasket } from './basket-lines.ts'
import { isVisible, texts, visibleText, type Watch } from './dom.ts'
import { explain } from './explain.ts'
import { codePattern, codesInUse } from './field.ts'
import { mentionsOf, refuses } from './mentions.ts'
import { nameOf, query } from './natives.ts'
import { findPrices } from './price.ts'
import { summaryRows } from './summary-rows.ts'
import type { CheckoutAdapter, PageEvidence } from './types.ts'
import { ACCEPTED, CODE_PARTS, REFUSAL } from './words.ts'

const MESSAGE =
  '[role="alert"], [role="status"], [aria-live], [class*="error" i], [class*="message" i], [class*="notice" i], [class*="alert" i], [class*="feedback" i], [class*="toast" i], [class*="invalid" i], [class*="coupon" i], [class*="promo" i], [class*="discount" i], [class*="voucher" i], form'

/** A short line that says no of a code, wherever it stands. */
const isRefusal = (text: string): boolean =>
  text.length > 8 && text.length < 120 && isAboutCode(text) && REFUSAL.test(text)

const isAboutCode = (text: string): boolean =>
  CODE_PARTS.test(text) || /(?<!\p{L})(?:code|kode?n?|код)(?!\p{L})/iu.test(text)

/** Counts what can be counted before the code is put in. */
export function noteEvidence(page: Document, code: string, currency: string): PageEvidence {
  let refusals = 0
  const amounts: number[] = []
  for (const [, text] of texts(page, (text) => text.length < 300 && (/\d/.test(text) || isRefusal(text)))) {
    if (isRefusal(text)) refusals++
    for (const price of findPrices(text, { currency }))
      if (price.marked && amounts.length < 200) amounts.push(price.amountMinor)
  }
  const mentions = mentionsOf(page, code, currency)
  return {
    mentions: mentions.filter((one) => one === 'shown').length,
    unclear: mentions.filter((one) => one === 'unclear' || one === 'pending').length,
    rows: summaryRows(page, currency),
    codes: codesInUse(page),
    amounts: amounts.sort((a, b) => a - b),
    quantity: quantityInBasket(page),
    counts: countsInText(page),
    lines: linesOfBasket(page),
    refusals,
  }
}

/** What the page says now that it did not say before. */
export interface Verdict {
  /** The code is shown as in use. */
  accepted: boolean
  /** A discount has come that accounts for the fall, or words that thank for a code, short of naming it. */
  corroborated: boolean
  refused: boolean
  /** The code is named in words that say neither yes nor no, or that it is still looked at. */
  unclear: boolean
  /** What has come in or changed beside the total accounts for its fall as the code's doing. */
  explained: boolean
  /** Something else than the code accounts for the fall, or for a part of it. */
  otherCause: boolean
  /** Nothing but the grand total has changed among the page's amounts. */
  onlyTotalChanged: boolean
  /** Every other amount of before is still there. */
  rowsKept: boolean
  /** The basket holds less than before, or other things. */
  basketChanged: boolean
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

/** These, less those, each as often as it stands there. */
export function missing<T>(before: readonly T[], now: readonly T[]): T[] {
  const left = [...now]
  return before.filter((one) => {
    const at = left.indexOf(one)
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
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
  // A hint that codes can't be combined stood there before; one such line more is an answer, in a page drawn anew too.
  const oneMore = now.refusals > before.refusals
  const refused = oneMore || messages.some((text) => refuses(text) && (about(text) || text.length < 120))
  const thanked = messages.some(
    (text) => text.length < 200 && !refuses(text) && ACCEPTED.test(text) && about(text),
  )
  const rest = (amounts: number[]): number[] => amounts.filter((amount) => !totals.includes(amount))
  const gone = missing(rest(before.amounts), rest(now.amounts))
  const cause = explain(code, before, now, totals[0] - totals[1], gone)
  return {
    accepted: adapter.removeControl(page, code) !== null || now.mentions > before.mentions,
    corroborated: thanked || cause.ours,
    refused,
    unclear: now.unclear > before.unclear,
    explained: cause.explained,
    otherCause: cause.other,
    onlyTotalChanged: rest(now.amounts).join() === rest(before.amounts).join(),
    rowsKept: gone.length === 0,
    basketChanged:
      now.quantity < before.quantity ||
      Object.entries(before.counts).some(([word, count]) => (now.counts[word] ?? 0) < count) ||
      missing(before.lines, now.lines).length > 0,
  }
}
