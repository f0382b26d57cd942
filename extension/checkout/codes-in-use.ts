import { closest, controlParts, controlText, parentOf } from './dom.ts'
import { CONTROL } from './field-score.ts'
import { isVisible, queryAll } from './look.ts'
import { attribute, textOf } from './natives.ts'
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
    if (given || !CODE_PARTS.test(about) || closest(control, 'nav, header')) continue
    const text = (around ? textOf(around) : '').slice(0, 120)
    // A code is written apart from words: capitals and digits, at least four of them.
    const code = text.match(/(?<![\p{L}\d])(?=[A-Z\d_-]*[A-Z])[A-Z\d][A-Z\d_-]{3,29}(?![\p{L}\d])/u)
    if (code && isVisible(control)) found.add(code[0])
  }
  return [...found].slice(0, 5)
}
