import { parentOf, spacedText } from './dom.ts'
import { known, UNREAD } from './look.ts'
import {
  attribute,
  childrenOf,
  elementAround,
  labelsOf,
  matches,
  nameOf,
  nodeKind,
  query,
  queryOne,
  rootOf,
  shadowOf,
  textOf,
  valueOfNode,
} from './natives.ts'
import { CODE_TOGGLE } from './words.ts'

/** Whether a code could be typed into an input. What has no type, or one that no browser knows, is a text field. */
export const isTextField = (input: Element): boolean =>
  /^(?:text|tel|search|number)$/.test((input as HTMLInputElement).type)

// Around a field not more than this many parents are asked: further out stands the page, not the field.
const NEAR = 5

/** Some of an element's attributes, in one text. */
export const said = (element: Element, names: string[]): string => {
  let words = ''
  for (const name of names) {
    const word = attribute(element, name)
    if (word !== '') words += `${word} `
  }
  return words
}

/** `promoCodeInput` and `promo_code-input` read as words. */
export const spelled = (name: string): string =>
  name.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/[-_.[\]]+/g, ' ')

/** The text of what labels a field. */
export function labelOf(field: HTMLInputElement): string {
  let text = ''
  const ids = attribute(field, 'aria-labelledby').split(/\s+/).filter(Boolean).slice(0, 4)
  const root = rootOf(field) as Document
  const labels: (Element | null)[] = ids.map((id) => queryOne(root, `#${CSS.escape(id)}`))
  // Help text glued to a label ("what is this? CLOSE ...") says little; its beginning says what the field is.
  for (const label of [...(labelsOf(field) ?? []), ...labels])
    if (label) text += `${textOf(label).replace(/\s+/g, ' ').trim().slice(0, 90)} `
  // A component says on its own element what the field inside is.
  const host = (root as unknown as ShadowRoot).host
  return text === '' && host ? said(host, ['label', 'placeholder', 'aria-label']).slice(0, 90) : text
}

/** The fields in an element, itself in an open shadow root or not. */
export const fieldsIn = (around: Element): Element[] =>
  known('fields', around, (at) => query(shadowOf(at) ?? at, 'input').filter(isTextField))

/** Short text around a field that has no label: what stands in the same row, as long as the row is the field's alone. */
export function textAround(field: Element): string {
  let words = ''
  let at = parentOf(field)
  for (let up = 0; at && up < 3; up++, at = parentOf(at)) {
    if (fieldsIn(at).length > 1) break
    const text = known('spaced', at, spacedText)
    if (text.length > 160) break
    words = text
    // Beyond a row stand the other rows, and what they are called.
    if (CODE_TOGGLE.test(text) || /^(?:tr|li)$/.test(nameOf(at))) break
  }
  return words
}

const headingOf = (around: Element): string =>
  known('heading', around, (at) => {
    const heading = queryOne(at, 'legend, h1, h2, h3, h4, h5, summary, [aria-expanded]')
    return heading ? textOf(heading).trim().slice(0, 80) : ''
  })

/** Class, id, action and heading of what a field stands in; of a field without a name, the pictures beside it too. */
export function surroundings(field: HTMLInputElement, unnamed: boolean): string {
  let words = ''
  let at = parentOf(field)
  for (let up = 0; at && up < NEAR; up++, at = parentOf(at)) {
    if (/^(?:body|main|html)$/.test(nameOf(at)) || fieldsIn(at).length > 2) break
    words += ` ${spelled(said(at, ['id', 'class', 'name', 'action', 'data-testid', 'aria-label', 'data-hook', 'data-component']))} ${headingOf(at)}`
    if (unnamed && up < 2 && fieldsIn(at).length === 1) words += ` ${picturesIn(at)}`
  }
  return words
}

const PICTURE = 'i, svg, use, img, [class*="icon" i]'
/** A ticket or a percent sign is the drawn word "coupon". */
const DRAWN = /(?<![a-z])(?:ticket|percent(?:age)?|price.?tag|sale.?tag)(?![a-z])/i

/** What the pictures in a row are called. */
const picturesIn = (around: Element): string => {
  const names = query(around, PICTURE)
    .slice(0, 6)
    .map((picture) =>
      spelled(said(picture, ['class', 'id', 'alt', 'title', 'href', 'xlink:href', 'data-icon', 'name'])),
    )
    .join(' ')
  return DRAWN.test(names) ? `${names} coupon` : names
}

/** Beside a name, and no part of it: a star, a plus, "(optional)". */
const ASIDE =
  /^(?:.{0,2}|[^\p{L}\d]*(?:optional|valfritt|frivilligt|valgfrit|valgfritt|необязательно|не обязательно|optionnel|facultatif|opcional|facoltativo|optioneel|opcjonalnie|valinnainen|任意|可选|選填|선택|اختياري)[^\p{L}\d]*)$/iu
const TYPED_INTO =
  'input:not([type="hidden" i]):not([type="checkbox" i]):not([type="radio" i]), select, textarea'
const MAX_BEFORE = 80
const MAX_SIBLINGS = 60

/** The short text that stands directly before a field with nothing to type into between: its label, whatever it is made of. */
export function textBefore(field: Element): string {
  for (let up = 0, at: Element | null = field; at && up < 4; up++, at = elementAround(at)) {
    const around = elementAround(at) ?? rootOf(at)
    const all = [...childrenOf(around)]
    const here = all.indexOf(at)
    for (const before of all.slice(Math.max(0, here - MAX_SIBLINGS), here).reverse()) {
      const kind = nodeKind(before)
      if (kind !== 1 && kind !== 3) continue
      if (kind === 1) {
        const element = before as Element
        if (UNREAD.has(nameOf(element)) && nameOf(element) !== 'input') continue
        if (matches(element, TYPED_INTO) || queryOne(element, TYPED_INTO)) return ''
      }
      const text = (kind === 3 ? valueOfNode(before)!.slice(0, 400) : spacedText(before as Element)).trim()
      if (!ASIDE.test(text)) return text.length > MAX_BEFORE ? '' : text
    }
  }
  return ''
}
