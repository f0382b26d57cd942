import { placeOf } from './codes-row.ts'
import { closest, controlParts, controlText, parentOf, spacedText } from './dom.ts'
import { CONTROL } from './field-selectors.ts'
import { isVisible, queryAll, texts } from './look.ts'
import { attribute, queryOne, textOf } from './natives.ts'
import { CODE_PARTS, CODE_WORD, CROSS, DISCOUNT_ROW, FREE, REFUSAL, REMOVE, REMOVE_PARTS } from './words.ts'

const MAX_CONTROLS = 3000
const classOf = (element: Element | null): string => (element ? attribute(element, 'class') : '')

/**
 * Codes that the page shows as in use, beside what takes them out or what they take off: those of before us stay, and are
 * put back where ours drove them out.
 */
export function codesInUse(page: Document): string[] {
  const found = new Set<string>()
  for (const control of queryAll(page, CONTROL).slice(0, MAX_CONTROLS)) {
    const says = `${controlText(control)} ${controlParts(control)}`
    if (!REMOVE.test(says) && !REMOVE_PARTS.test(says) && !CROSS.test(textOf(control))) continue
    const given =
      attribute(control, 'data-coupon') ||
      attribute(control, 'data-code') ||
      attribute(control, 'data-discount-code')
    if (given) found.add(given)
    const around = placeOf(control)
    const about = `${classOf(around)} ${classOf(parentOf(around ?? control))} ${says}`
    if (given || closest(control, 'nav, header')) continue
    const text = (around ? spacedText(around) : '').slice(0, 120)
    const isAbout = CODE_PARTS.test(about) || CODE_WORD.test(says)
    const alone = around && isAbout ? lone(text.replace(textOf(control).trim(), ' ')) : null
    const code = alone ?? text.match(CODE)?.[0]
    if (!code || !(isAbout || (around && isChip(around, control, code)))) continue
    if (isVisible(control)) found.add(code)
  }
  for (const code of namedInRows(page)) found.add(code)
  return [...found].slice(0, 5)
}

/** A code is written apart from words: capitals and digits, at least four of them. */
const CODE = /(?<![\p{L}\d])(?=[A-Z\d_-]*[A-Z])[A-Z\d][A-Z\d_-]{3,29}(?![\p{L}\d])/u
/** A row that names what it takes off for: "Discount (spring15) -$15.00", "Rabattkod: VIP". */
const NAMED = /(?:\(|:)\s*([\p{L}\d][\p{L}\d_-]{2,29})(?=\s*\)|\s|$)/u
const WORDS = [DISCOUNT_ROW, CODE_PARTS, REMOVE, /(?<!\p{L})(?:code|kode?n?|код)(?!\p{L})/iu].map(
  (pattern) => new RegExp(pattern.source, 'giu'),
)

/** The one word that is left when everything is taken out that shops write around a code. `null`: none, or a sentence. */
function lone(text: string): string | null {
  let left = text.replace(TAKEN_OFF, ' ').replace(/\(?\d+ ?%\)?/g, ' ')
  for (const pattern of WORDS)
    left = left.replace(pattern, (part, at: number, whole: string) => cut(part, at, whole))
  const parts = left.split(/[^\p{L}\d_-]+/u).filter((part) => /[\p{L}\d]/u.test(part))
  return parts.length === 1 && /\p{L}/u.test(parts[0]!) && /^[\p{L}\d_-]{2,30}$/u.test(parts[0]!)
    ? parts[0]!
    : null
}

/** "kupong" in "kupong20" is a part of the code, not a word beside it. */
const cut = (part: string, at: number, whole: string): string =>
  /[\p{L}\d_-]/u.test(whole[at + part.length] ?? '') || /[\p{L}\d_-]/u.test(whole[at - 1] ?? '') ? part : ' '

function* namedInRows(page: Document): Generator<string> {
  for (const [element, text] of texts(page, (text) => text.length < 80 && NAMED.test(text))) {
    const code = text.match(NAMED)?.[1]
    const whole = rowOf(element)
    if (!code || !/\p{L}/u.test(code) || FREE.test(code) || REFUSAL.test(whole)) continue
    if ((DISCOUNT_ROW.test(text) || CODE_PARTS.test(text)) && takesOff(whole)) yield code
  }
}

/** The words of the row that an element stands in: of the one around it where a cell has no amount of its own. */
function rowOf(element: Element): string {
  const cell = closest(element, 'tr, li, dl, dd, p, div')
  const own = cell ? spacedText(cell).slice(0, 160) : ''
  const row = cell && !takesOff(own) ? parentOf(cell) : null
  const whole = row ? spacedText(row) : ''
  return whole !== '' && whole.length < 120 ? whole : own
}

const takesOff = (text: string): boolean => text.search(TAKEN_OFF) >= 0

/** A sign before an amount: what is taken off. A line of the basket has an amount without one. */
const TAKEN_OFF = /[-\u2010-\u2015\u2212]\s*\p{Sc}?\s*\p{Sc}?\d[\d.,\s]*/gu

/** Hardly more than the code and what takes it out, with at most what it takes off: a line of the basket says more. */
function isChip(around: Element, control: Element, code: string): boolean {
  if (queryOne(around, 'img, picture, select, input[type="number"]')) return false
  const rest = spacedText(around).replace(textOf(control).trim(), '').replace(code, '').replace(TAKEN_OFF, '')
  return !/\d/.test(rest) && rest.replace(/[^\p{L}]/gu, '').length <= 12
}
