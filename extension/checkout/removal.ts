import { isCodesRow, namesCodeOnly, placeOf, takesMore } from './codes-row.ts'
import { controlParts, controlText, parentOf, spacedText } from './dom.ts'
import { fieldScore } from './field-score.ts'
import { BELIEVED, CONTROL, TEXT_FIELD } from './field-selectors.ts'
import { isVisible, queryAll } from './look.ts'
import { attribute, contains, nameOf, query, queryOne, textOf } from './natives.ts'
import { mayPress, staysHere } from './safety.ts'
import { CROSS, REFUSAL, REMOVE, REMOVE_MORE, REMOVE_PARTS } from './words.ts'

/** What takes this code out. A general "remove" is never it: the control must name the code, or stand alone beside it. */
export function findRemoval(page: Document, code: string): HTMLElement | null {
  const named = codePattern(code)
  const controls = queryAll(page, CONTROL).filter((control) => {
    const says = `${controlText(control)} ${controlParts(control)}`
    return (
      (REMOVE.test(says) || REMOVE_PARTS.test(says) || CROSS.test(textOf(control)) || isBare(control)) &&
      isVisible(control) &&
      !takesMore(control) &&
      mayPress(control) &&
      (staysHere(control) || (control as HTMLAnchorElement).origin === location.origin)
    )
  })
  for (const control of controls) {
    if (!isBare(control) && namesCodeOnly(control, code, named)) return control
  }
  for (const control of controls) if (standsBeside(control, named, controls)) return control
  return removalOfField(page, code, controls)
}

/** An icon without words. */
const isBare = (control: Element): boolean =>
  controlText(control).trim() === '' && queryOne(control, 'svg, img, i, span') !== null

/** The code as a word, in any case. */
export const codePattern = (code: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\d])${code.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\p{L}\\d])`, 'iu')

/** Whether the smallest surrounding that has any words of its own names the code and holds no second control of the kind. */
function standsBeside(control: Element, named: RegExp, controls: Element[]): boolean {
  let at = placeOf(control)
  for (let up = 0; at && up < 4; up++, at = parentOf(at)) {
    const surrounding = at
    if (/^(?:body|main|form)$/.test(nameOf(surrounding))) return false
    const text = spacedText(surrounding)
    // A refusal names the code too.
    if (REFUSAL.test(text) || REMOVE_MORE.test(text)) return false
    if (text.length > 160 || controls.some((other) => other !== control && contains(surrounding, other)))
      return false
    if (named.test(text)) return isCodesRow(surrounding, text, named)
  }
  return false
}

/** Where the field itself keeps the code in use, its form's own remove or cancel takes out that code. */
function removalOfField(page: Document, code: string, controls: HTMLElement[]): HTMLElement | null {
  const holding = queryAll<HTMLInputElement>(page, TEXT_FIELD).find(
    (field) => field.value.trim().toLowerCase() === code.toLowerCase() && fieldScore(field) >= BELIEVED,
  )
  const form = holding?.form
  if (!holding || !form || query(form, TEXT_FIELD).length > 2) return null
  // Only where the shop shows that the code is in use: a "clear" beside a code just typed removes nothing.
  const inUse = holding.disabled || holding.readOnly
  const mine = controls.filter(
    (control) => (control as HTMLButtonElement).form === form || contains(form, control),
  )
  const byAddress = mine.filter((control) => REMOVE_PARTS.test(attribute(control, 'formaction')))
  if (byAddress.length === 1) return byAddress[0]!
  return inUse && mine.length === 1 ? mine[0]! : null
}
