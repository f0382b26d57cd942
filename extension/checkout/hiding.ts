import { controlParts, controlText, isEnabled, parentOf } from './dom.ts'
import { isVisible } from './look.ts'
import { attribute, childrenOf, hasAttribute, matches, nameOf, nodeKind, query, rootOf } from './natives.ts'
import { mayPress, staysHere, submits } from './safety.ts'
import { CODE_PARTS, OPT_IN, REMOVE } from './words.ts'

// A panel lies a few parents above its field; what lies further out hides more than the field.
const MAX_UP = 8
const OPENER =
  'a, button, summary, [role="button"], [role="tab"], [role="switch"], [aria-expanded], [tabindex="0"], [onclick], label, input[type="checkbox" i]'
const SHUT = /^(?:false|)$/

/** What opens an element by its own statement: the summary of its `<details>`, and whatever names its id. */
function* namedOpeners(panel: Element): Generator<Element> {
  const around = parentOf(panel)
  if (around && nameOf(around) === 'details' && !hasAttribute(around, 'open'))
    yield* query(around, 'summary').slice(0, 1)
  const id = attribute(panel, 'id')
  if (id === '' || id.length > 120) return
  const name = CSS.escape(id)
  yield* query(
    rootOf(panel) as Document,
    `[aria-controls~="${name}"], [data-target="#${name}"], [data-bs-target="#${name}"], [href="#${name}"], [data-toggle="${name}"], [popovertarget="${name}"], [commandfor="${name}"]`,
  ).slice(0, 4)
}

/** What stands directly before a shut panel and may be pressed: the only opener in the nearest sibling that has any. */
function openerBefore(panel: Element): Element | null {
  const around = parentOf(panel)
  if (!around) return null
  const elements = [...childrenOf(around)].filter((node) => nodeKind(node) === 1) as Element[]
  for (const before of elements
    .slice(0, Math.max(0, elements.indexOf(panel)))
    .reverse()
    .slice(0, 3)) {
    if (matches(before, OPENER)) return before
    const inside = query(before, OPENER).filter(isVisible)
    if (inside.length > 0) return inside.length === 1 ? inside[0]! : null
  }
  return null
}

/** A control that only stands near must say a little: that it is shut, or something of discounts. */
const saysLittle = (control: Element): boolean =>
  attribute(control, 'aria-expanded') === 'false' ||
  CODE_PARTS.test(
    `${controlText(control)} ${controlParts(control)} ${attribute(parentOf(control) ?? control, 'class')}`,
  )

/**
 * What hides a field that is in the page and not seen, nearest first: found by how it stands to the field, so that a
 * summary that says only "Discount", or only bears a plus, is opened too.
 */
export function findOpenersOf(field: Element): HTMLElement[] {
  const found = new Set<Element>()
  let at: Element | null = field
  for (let up = 0; at && up < MAX_UP && nameOf(at) !== 'body'; up++, at = parentOf(at)) {
    if (isVisible(at) && nameOf(at) !== 'details') break
    for (const opener of namedOpeners(at)) found.add(opener)
    const before = openerBefore(at)
    if (before && saysLittle(before)) found.add(before)
  }
  return [...found]
    .map((opener) => (nameOf(opener) === 'label' ? (opener as HTMLLabelElement).control : opener))
    .filter((opener): opener is HTMLElement => {
      if (!opener || !isVisible(opener) || !isEnabled(opener)) return false
      const text = controlText(opener)
      if (text.length > 90 || REMOVE.test(text) || OPT_IN.test(text)) return false
      if (nameOf(opener) === 'input' && !isShutBox(opener as HTMLInputElement)) return false
      return (
        SHUT.test(attribute(opener, 'aria-expanded')) &&
        mayPress(opener) &&
        staysHere(opener) &&
        !submits(opener)
      )
    })
}

const isShutBox = (box: HTMLInputElement): boolean => box.type === 'checkbox' && !box.checked
