import { closest, controlParts, controlText, parentOf, spacedText } from './dom.ts'
import { CONTROL } from './field-score.ts'
import { isVisible, queryAll } from './look.ts'
import { attribute, queryOne, textOf } from './natives.ts'
import { CODE_PARTS, CROSS, REMOVE, REMOVE_PARTS } from './words.ts'

const MAX_CONTROLS = 3000
const classOf = (element: Element | null): string => (element ? attribute(element, 'class') : '')

/** Codes in use that have a remove control naming them: they were there before us, and stay. */
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
    const around = parentOf(control)
    const about = `${classOf(around)} ${classOf(parentOf(around ?? control))} ${says}`
    if (given || closest(control, 'nav, header')) continue
    const text = (around ? spacedText(around) : '').slice(0, 120)
    const code = text.match(CODE)
    if (!code || !(CODE_PARTS.test(about) || (around && isChip(around, control, code[0])))) continue
    if (isVisible(control)) found.add(code[0])
  }
  return [...found].slice(0, 5)
}

/** A code is written apart from words: capitals and digits, at least four of them. */
const CODE = /(?<![\p{L}\d])(?=[A-Z\d_-]*[A-Z])[A-Z\d][A-Z\d_-]{3,29}(?![\p{L}\d])/u
/** A sign before an amount: what is taken off. A line of the basket has an amount without one. */
const TAKEN_OFF = /[-\u2010-\u2015\u2212]\s*\p{Sc}?\s*\p{Sc}?\d[\d.,\s]*/gu

/** Hardly more than the code and what takes it out, with at most what it takes off: a line of the basket says more. */
function isChip(around: Element, control: Element, code: string): boolean {
  if (queryOne(around, 'img, picture, select, input[type="number"]')) return false
  const rest = spacedText(around).replace(textOf(control).trim(), '').replace(code, '').replace(TAKEN_OFF, '')
  return !/\d/.test(rest) && rest.replace(/[^\p{L}]/gu, '').length <= 12
}
