import { controlParts, controlText, parentOf } from './dom.ts'
import { CONTROL, TEXT_FIELD } from './field-score.ts'
import { isVisible } from './look.ts'
import {
  attribute,
  contains,
  controlsOfForm,
  followsOrHolds,
  hasAttribute,
  matches,
  nameOf,
  query,
  shadowOf,
} from './natives.ts'
import { mayPress, staysHere, submits } from './safety.ts'
import { APPLY, APPLY_PARTS, CART_PARTS, CODE_PARTS, CROSS, REMOVE, REMOVE_PARTS } from './words.ts'

const precedes = (a: Element, b: Element): boolean => (followsOrHolds(a, b) & 4) !== 0

/** How much a control says that it applies a code; from 3 it is one. */
function applyScore(control: Element): number {
  const text = controlText(control)
  const parts = controlParts(control)
  if (REMOVE.test(text) || CROSS.test(text) || REMOVE_PARTS.test(attribute(control, 'formaction'))) return -1
  let score = 0
  if (APPLY.test(text)) score += 4
  if (APPLY_PARTS.test(parts)) score += 3
  if (CODE_PARTS.test(parts)) score += 1
  if (REMOVE_PARTS.test(parts) && !APPLY_PARTS.test(parts)) score -= 3
  if (submits(control)) score += 1
  // "Add to basket" adds something else.
  if (CART_PARTS.test(text) && !APPLY_PARTS.test(parts)) score -= 3
  return score
}

/** The controls that belong to a field: nearest surrounding first, and none that is nearer to another field. */
function* controlsOf(field: HTMLInputElement): Generator<{ controls: HTMLElement[]; alone: boolean }> {
  let at = parentOf(field)
  for (let up = 0; at && up < 7 && nameOf(at) !== 'body'; up++, at = parentOf(at)) {
    const scope = shadowOf(at) ?? at
    const fields = query<HTMLInputElement>(scope, TEXT_FIELD)
      .slice(0, 40)
      .filter((other) => other !== field && isVisible(other))
    const next = fields.find((other) => precedes(field, other))
    const controls = query(scope, CONTROL)
      .slice(0, 200)
      .filter(
        (control) =>
          isVisible(control) &&
          (fields.length === 0 || (precedes(field, control) && (!next || precedes(control, next)))),
      )
    if (controls.length > 0) yield { controls, alone: fields.length === 0 }
    if (fields.length > 3) break
  }
  // Controls outside the form that name it by their own `form` attribute.
  const form = field.form
  if (!form) return
  const associated = [...controlsOfForm(form)].filter(
    (element) => matches(element, CONTROL) && !contains(form, element) && isVisible(element),
  )
  if (associated.length > 0) yield { controls: associated as HTMLElement[], alone: false }
}

const isCheckboxLike = (control: Element): boolean =>
  hasAttribute(control, 'aria-expanded') || attribute(control, 'role') === 'checkbox'

/** The control that applies what is in the field. `null`: none that is surely it and surely nothing worse. */
export function findApply(field: HTMLInputElement): HTMLElement | null {
  for (const { controls, alone } of controlsOf(field)) {
    const scored = controls
      .filter((control) => mayPress(control) && staysHere(control) && !isCheckboxLike(control))
      .map((control) => ({ control, score: applyScore(control) }))
      .sort((a, b) => b.score - a.score)
    const [best] = scored
    if (best && best.score >= 3) return best.control
    // A form of its own with one field and one button needs no words: an arrow will do.
    if (
      alone &&
      best &&
      best.score >= 0 &&
      controls.length === 1 &&
      submits(best.control) === field.form &&
      field.form
    )
      return best.control
  }
  return null
}
