import { isCodesOwn, isNamedForCode, signsUp } from './codes-own.ts'
import { controlParts, drawnText, parentOf } from './dom.ts'
import { CONTROL, TEXT_FIELD } from './field-selectors.ts'
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
import {
  APPLY,
  APPLY_PARTS,
  CART_PARTS,
  CODE_PARTS,
  CODE_WORD,
  CROSS,
  REMOVE,
  REMOVE_PARTS,
  SENDS,
} from './words.ts'

const precedes = (a: Element, b: Element): boolean => (followsOrHolds(a, b) & 4) !== 0

/** Whether a control applies in so many words: "OK" and "Submit" send whatever they stand beside. */
const appliesByWord = (text: string): boolean =>
  APPLY.test(text.replace(SENDS, ' ')) ||
  (APPLY.test(text) && (CODE_WORD.test(text) || CODE_PARTS.test(text)))

/** How much a control says that it applies a code; from 3 it is one. `own`: there is nothing else that it could send. */
function applyScore(control: Element, own: boolean): number {
  const text = drawnText(control)
  const parts = controlParts(control)
  if (REMOVE.test(text) || CROSS.test(text) || REMOVE_PARTS.test(attribute(control, 'formaction'))) return -1
  let score = 0
  if (appliesByWord(text)) score += 4
  else if (APPLY.test(text) && own) score += 4
  if (APPLY_PARTS.test(parts)) score += 3
  if (CODE_PARTS.test(parts)) score += 1
  if (REMOVE_PARTS.test(parts) && !APPLY_PARTS.test(parts)) score -= 3
  if (submits(control)) score += 1
  // "Add to basket" adds something else.
  if (CART_PARTS.test(text) && !APPLY_PARTS.test(parts)) score -= 3
  return score
}

/** The controls that belong to a field: nearest surrounding first, and none that is nearer to another field. */
function* controlsOf(
  field: HTMLInputElement,
): Generator<{ controls: HTMLElement[]; alone: boolean; scope: Element }> {
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
    if (controls.length > 0) yield { controls, alone: fields.length === 0, scope: at }
    if (fields.length > 3) break
  }
  // Controls outside the form that name it by their own `form` attribute.
  const form = field.form
  if (!form) return
  const associated = [...controlsOfForm(form)].filter(
    (element) => matches(element, CONTROL) && !contains(form, element) && isVisible(element),
  )
  if (associated.length > 0) yield { controls: associated as HTMLElement[], alone: false, scope: form }
}

const isCheckboxLike = (control: Element): boolean =>
  hasAttribute(control, 'aria-expanded') || attribute(control, 'role') === 'checkbox'

/** An arrow, a tick, a picture: nothing that says anything. */
const isWordless = (control: Element): boolean => !/\p{L}/u.test(drawnText(control))

/** The control that applies what is in the field. `null`: none that is surely it and surely nothing worse. */
export function findApply(field: HTMLInputElement): HTMLElement | null {
  if (signsUp(field)) return null
  for (const { controls, alone, scope } of controlsOf(field)) {
    const scored = controls
      .filter((control) => mayPress(control) && staysHere(control) && !isCheckboxLike(control))
      .map((control) => {
        const form = submits(control)
        const own = form ? isCodesOwn(field, form) : alone && isCodesOwn(field, scope)
        return { control, score: applyScore(control, own) }
      })
      .sort((a, b) => b.score - a.score)
    const [best] = scored
    if (best && best.score >= 3) return best.control
    // A code's own form with one field and one button needs no words: an arrow will do. Other words want its own name.
    const form = best && controls.length === 1 && best.score >= 0 ? submits(best.control) : null
    if (alone && form && form === field.form && isCodesOwn(field, form))
      if (isWordless(best!.control) || isNamedForCode(form)) return best!.control
  }
  return null
}
