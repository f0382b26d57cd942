import { closest, controlParts, controlText, inside, parentOf } from './dom.ts'
import { CONTROL } from './field-selectors.ts'
import { fieldsIn } from './field-words.ts'
import { known } from './look.ts'
import { attribute, matches, query } from './natives.ts'
import { APPLY, APPLY_PARTS, CART_PARTS, CODE_PARTS, CODE_TOGGLE, JOIN, USES } from './words.ts'

const PROVES =
  /verif|confirm(?! code)|bekr(?:ä|e|æ)ft|подтвер|bestätig|vérif|weryf|vahvista|認証|验证|驗證|인증|تحقق/iu

/** What the controls in a field's row are for. */
export interface Beside {
  /** A control applies something. */
  applies: boolean
  /** It says that it is a code it applies, and there is one field beside it. */
  code: boolean
  /** It makes what is typed count, and says so. */
  uses: boolean
  /** It signs somebody up and nothing applies. */
  joins: boolean
  /** One or two controls stand by that can be no other field's. */
  alone: boolean
  /** One of them proves a person. */
  proves: boolean
  /** One of them says nothing: an arrow, a tick. */
  wordless: boolean
}

/** The controls that directly follow a field, before any other field. */
function* following(field: Element): Generator<Element> {
  for (let at: Element = field, up = 0; up < 3; up++) {
    const around = parentOf(at)
    if (!around || (up > 0 && fieldsIn(at).length > 1)) return
    const elements = [...inside(around).children]
    for (const next of elements.slice(elements.indexOf(at) + 1, elements.indexOf(at) + 4)) {
      if (matches(next, CONTROL)) yield next
      else if (query(next, 'input:not([type="hidden" i]), select, textarea').length > 0) return
      else yield* query(next, CONTROL)
    }
    at = around
  }
}

/** What a field and its controls stand in: two parents up, or one where that holds another row besides. */
function rowOf(field: Element): Element {
  const near = parentOf(field) ?? field
  // A component with controls of its own is the whole row.
  if (inside(near) !== near && query(inside(near), CONTROL).length > 0) return near
  const around = parentOf(near) ?? near
  const other = fieldsIn(around).length > fieldsIn(near).length
  return other && query(near, CONTROL).length > 0 && fieldsIn(near).length === 1 ? near : around
}

/** What the controls in a field's row do. */
export const controlsBeside = (field: Element): Beside =>
  known('beside', field, () => {
    const around = rowOf(field)
    const lone = fieldsIn(around).length === 1
    const read = (control: Element) => ({
      text: controlText(control).slice(0, 60),
      parts: controlParts(control),
    })
    const controls = query(inside(around), CONTROL).slice(0, 12).map(read)
    const applying = ({ text }: { text: string }): boolean => APPLY.test(text) && !CART_PARTS.test(text)
    let own = controls
    if (!lone || own.length === 0 || own.length > 2) own = [...following(field)].slice(0, 2).map(read)
    return {
      applies: controls.some(applying) || own.some(applying),
      uses: own.some((one) => applying(one) && USES.test(one.text)),
      code:
        lone &&
        controls.some(
          ({ text, parts }) =>
            (APPLY.test(text) && CODE_TOGGLE.test(text)) ||
            (APPLY_PARTS.test(parts) && CODE_PARTS.test(parts)),
        ),
      joins: (lone ? controls : own).some(({ text }) => JOIN.test(text)),
      proves: own.some(({ text }) => PROVES.test(text)),
      alone: own.length > 0,
      wordless: own.some(({ text }) => !/\p{L}/u.test(text)),
    }
  })

/** A search that says so only by its form, its type or the letter it is called. */
export const isSearch = (field: HTMLInputElement, applies: boolean): boolean =>
  closest(field, '[role="search"], form[action*="search" i]') !== null ||
  (field.type === 'search' && (!applies || /^(?:s|q|k|kw|terms?|keys?)$/i.test(attribute(field, 'name'))))
