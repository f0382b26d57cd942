import {
  closest,
  controlParts,
  controlText,
  isEnabled,
  isVisible,
  parentOf,
  queryAll,
  spacedText,
} from './dom.ts'
import { isCardField, mayPress, staysHere, submits } from './safety.ts'
import {
  APPLY,
  APPLY_PARTS,
  CODE_PARTS,
  CODE_TOGGLE,
  CROSS,
  GIFT_PARTS,
  NOT_CODE_PARTS,
  OPT_IN,
  REFUSAL,
  REMOVE,
  REMOVE_PARTS,
} from './words.ts'

const TEXT_FIELD =
  'input:not([type]), input[type="text" i], input[type="tel" i], input[type="search" i], input[type="number" i], input[type=""]'
const CONTROL =
  'button, input[type="submit" i], input[type="button" i], input[type="image" i], [role="button"], a'

/** A score at which a field is believed to be the code field. Its own words alone reach it; its neighbours' alone don't. */
const BELIEVED = 6

const attributes = (element: Element, names: string[]): string =>
  names.map((name) => element.getAttribute(name) ?? '').join(' ')

/** The text of what labels a field. */
function labelOf(field: HTMLInputElement): string {
  const root = field.getRootNode() as Document
  const ids = (field.getAttribute('aria-labelledby') ?? '').split(/\s+/).filter(Boolean)
  const labels = [...(field.labels ?? []), ...ids.map((id) => root.getElementById(id))]
  // Help text glued to a label ("what is this? CLOSE ...") says little; its beginning says what the field is.
  return labels.map((label) => (label?.textContent ?? '').replace(/\s+/g, ' ').trim().slice(0, 90)).join(' ')
}

/** Short text around a field that has no label: what stands in the same row, as long as the row is the field's alone. */
function textAround(field: Element): string {
  let at = parentOf(field)
  for (let up = 0; at && up < 3; up++, at = parentOf(at)) {
    if (at.querySelectorAll(TEXT_FIELD).length > 1) return ''
    const text = spacedText(at)
    if (text.length > 160) return ''
    if (text.length > 3) return text
  }
  return ''
}

/** Class, id, action and heading of what a field stands in. */
function surroundings(field: HTMLInputElement): string {
  let words = ''
  let at = parentOf(field)
  for (let up = 0; at && up < 5; up++, at = parentOf(at)) {
    if (/^(?:body|main|html)$/.test(at.localName) || at.querySelectorAll(TEXT_FIELD).length > 2) break
    words += ` ${attributes(at, ['id', 'class', 'name', 'action', 'data-testid', 'aria-label'])}`
    const heading = at.querySelector('legend, h1, h2, h3, h4, h5, summary, [aria-expanded]')
    words += ` ${(heading?.textContent ?? '').trim().slice(0, 80)}`
  }
  return words
}

/** A gift card's number has its PIN beside it. */
function hasPinBeside(field: Element): boolean {
  const group = parentOf(parentOf(field) ?? field)
  return [...(group?.querySelectorAll('input') ?? [])].some(
    (other) =>
      other !== field &&
      /(?<![a-z])pin/i.test(attributes(other, ['name', 'id', 'placeholder', 'aria-label'])),
  )
}

/** How much a field is the code field; believed from 6. Whether it is seen is not asked here. */
export function fieldScore(field: HTMLInputElement): number {
  if (isCardField(field)) return -20
  const identity = attributes(field, ['name', 'id', 'data-testid', 'data-test', 'data-qa', 'data-cy'])
  const label = `${labelOf(field)} ${attributes(field, ['placeholder', 'aria-label', 'title'])}`
  const css = field.getAttribute('class') ?? ''
  const own = `${identity} ${label}`
  let score = 0
  if (CODE_PARTS.test(identity)) score += 6
  if (CODE_PARTS.test(label)) score += 6
  if (CODE_PARTS.test(css)) score += 4

  const ownWords = score > 0
  const says = !ownWords || score < BELIEVED ? textAround(field) : ''
  if (CODE_TOGGLE.test(says)) score += 6
  if (CODE_PARTS.test(surroundings(field))) score += 3
  if (applyBeside(field)) score += 2

  // "Gift card or discount code" is one box for both; a gift card's own box is not for us.
  const bothKinds = /promo|coupon|discount|rabatt?(?!.{0,3}%)|gutschein(?:code)|скидк|промо/iu.test(own)
  if (GIFT_PARTS.test(own) && !bothKinds) score -= 20
  if (!bothKinds && hasPinBeside(field)) score -= 20
  // The words that name a code hold some that would rule it out ("Gutscheincode", "code postal" beside "code promo").
  const rest = own.replace(new RegExp(CODE_PARTS.source, 'giu'), ' ')
  if (NOT_CODE_PARTS.test(rest.replace(/(?:entry|enter|access)(?=-?(?:promo|code|your|the|a)?\b)/gi, ' ')))
    score -= 10
  const fill = field.autocomplete.toLowerCase()
  if (/name|e-?mail|tel|street|address|postal|country|cc-|organization|username|bday|password/.test(fill))
    score -= 10
  return score
}

/** The best code field, seen or hidden. `null`: none is believed. */
export function findCodeField(page: Document, want: 'visible' | 'any'): HTMLInputElement | null {
  let best: HTMLInputElement | null = null
  let bestScore = BELIEVED - 1
  for (const field of queryAll<HTMLInputElement>(page, TEXT_FIELD)) {
    const score = fieldScore(field)
    if (score <= bestScore) continue
    if (want === 'visible' && (!isVisible(field) || field.disabled || field.readOnly)) continue
    best = field
    bestScore = score
  }
  return best
}

/** Links, buttons, headings and checkboxes that open what hides the code field, likeliest first. */
export function findToggles(page: Document): HTMLElement[] {
  const controls = queryAll(
    page,
    'a, button, summary, [role="button"], [role="tab"], [aria-expanded], [aria-controls], [data-toggle], [data-role="title"], [data-bs-toggle], label, h2, h3, h4',
  )
  const found: [number, HTMLElement][] = []
  for (const control of controls) {
    const text = controlText(control)
    if (text.length > 90 || !CODE_TOGGLE.test(`${text} ${controlParts(control).replace(/[-_]/g, ' ')}`))
      continue
    if (!isVisible(control) || !isEnabled(control) || !mayPress(control) || !staysHere(control)) continue
    if (closest(control, 'nav, footer, [class*="product-card" i]') || OPT_IN.test(text)) continue
    if (REMOVE.test(text) || /(?<!\p{L})(?:copy|kopiera|скопировать)(?!\p{L})/iu.test(text)) continue
    const box = control.localName === 'label' ? (control as HTMLLabelElement).control : null
    if (control.localName === 'label' && (box as HTMLInputElement | null)?.type !== 'checkbox') continue
    if ((box as HTMLInputElement | null)?.checked) continue
    const opens = control.getAttribute('aria-expanded')
    if (opens === 'true') continue
    // A heading without a role is only tried where nothing says more.
    let score = /^h\d$/.test(control.localName) ? 0 : 2
    if (opens === 'false' || control.hasAttribute('aria-controls') || control.localName === 'summary')
      score += 3
    if (CODE_TOGGLE.test(text)) score += 2
    if (submits(control)) score -= 2
    found.push([score, (box as HTMLElement | null) ?? control])
  }
  return found.sort((a, b) => b[0] - a[0]).map(([, control]) => control)
}

const precedes = (a: Element, b: Element): boolean => (a.compareDocumentPosition(b) & 4) !== 0

/** How much a control says that it applies a code; from 3 it is one. */
function applyScore(control: Element): number {
  const text = controlText(control)
  const parts = controlParts(control)
  if (REMOVE.test(text) || CROSS.test(text) || REMOVE_PARTS.test(control.getAttribute('formaction') ?? ''))
    return -1
  let score = 0
  if (APPLY.test(text)) score += 4
  if (APPLY_PARTS.test(parts)) score += 3
  if (CODE_PARTS.test(parts)) score += 1
  if (REMOVE_PARTS.test(parts) && !APPLY_PARTS.test(parts)) score -= 3
  if (submits(control)) score += 1
  return score
}

/** The controls that belong to a field: nearest surrounding first, and none that is nearer to another field. */
function* controlsOf(field: HTMLInputElement): Generator<{ controls: HTMLElement[]; alone: boolean }> {
  let at = parentOf(field)
  for (let up = 0; at && up < 7 && at.localName !== 'body'; up++, at = parentOf(at)) {
    const scope = at.shadowRoot ?? at
    const fields = [...scope.querySelectorAll<HTMLInputElement>(TEXT_FIELD)].filter(
      (other) => other !== field && isVisible(other),
    )
    const next = fields.find((other) => precedes(field, other))
    const controls = [...scope.querySelectorAll<HTMLElement>(CONTROL)].filter(
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
  const associated = [...form.elements].filter((e) => e.matches(CONTROL) && !form.contains(e) && isVisible(e))
  if (associated.length > 0) yield { controls: associated as HTMLElement[], alone: false }
}

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

const isCheckboxLike = (control: Element): boolean =>
  control.hasAttribute('aria-expanded') || control.getAttribute('role') === 'checkbox'

function applyBeside(field: HTMLInputElement): boolean {
  const at = parentOf(parentOf(field) ?? field) ?? field
  return [...at.querySelectorAll(CONTROL)].some((control) => APPLY.test(controlText(control)))
}

/** What takes this code out. A general "remove" is never it: the control must name the code, or stand alone beside it. */
export function findRemoval(page: Document, code: string): HTMLElement | null {
  const named = codePattern(code)
  const controls = queryAll(page, CONTROL).filter((control) => {
    const says = `${controlText(control)} ${controlParts(control)}`
    return (
      (REMOVE.test(says) ||
        REMOVE_PARTS.test(says) ||
        CROSS.test(control.textContent ?? '') ||
        isBare(control)) &&
      isVisible(control) &&
      mayPress(control) &&
      (staysHere(control) || (control as HTMLAnchorElement).origin === page.location.origin)
    )
  })
  for (const control of controls) {
    const own = [...control.attributes].map(({ value }) => value).join(' ')
    if (!isBare(control) && named.test(`${own} ${control.textContent}`)) return control
  }
  for (const control of controls) if (standsBeside(control, named, controls)) return control
  return removalOfField(page, code, controls)
}

/** An icon without words. */
const isBare = (control: Element): boolean =>
  controlText(control).trim() === '' && control.querySelector('svg, img, i, span') !== null

/** The code as a word, in any case. */
export const codePattern = (code: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\d])${code.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\p{L}\\d])`, 'iu')

/** Whether the smallest surrounding that has any words of its own names the code and holds no second control of the kind. */
function standsBeside(control: Element, named: RegExp, controls: Element[]): boolean {
  let at = parentOf(control)
  for (let up = 0; at && up < 4; up++, at = parentOf(at)) {
    const surrounding = at
    if (surrounding.querySelector('input[type="number"], img[src*="product" i]')) return false
    if (/^(?:body|main|form)$/.test(surrounding.localName)) return false
    const text = spacedText(surrounding)
    // A refusal names the code too.
    if (REFUSAL.test(text)) return false
    if (text.length > 160 || controls.some((other) => other !== control && surrounding.contains(other)))
      return false
    if (named.test(text)) return true
  }
  return false
}

/** Where the field itself keeps the code in use, its form's own remove or cancel takes out that code. */
function removalOfField(page: Document, code: string, controls: HTMLElement[]): HTMLElement | null {
  const holding = queryAll<HTMLInputElement>(page, TEXT_FIELD).find(
    (field) => field.value.trim().toLowerCase() === code.toLowerCase() && fieldScore(field) >= BELIEVED,
  )
  const form = holding?.form
  if (!holding || !form || form.querySelectorAll(TEXT_FIELD).length > 2) return null
  // Only where the shop shows that the code is in use: a "clear" beside a code just typed removes nothing.
  const inUse = holding.disabled || holding.readOnly
  const mine = controls.filter(
    (control) => (control as HTMLButtonElement).form === form || form.contains(control),
  )
  const byAddress = mine.filter((control) => REMOVE_PARTS.test(control.getAttribute('formaction') ?? ''))
  if (byAddress.length === 1) return byAddress[0]!
  return inUse && mine.length === 1 ? mine[0]! : null
}

/** Codes in use that have a remove control naming them: they were there before us, and stay. */
export function codesInUse(page: Document): string[] {
  const found = new Set<string>()
  for (const control of queryAll(page, CONTROL)) {
    const says = `${controlText(control)} ${controlParts(control)}`
    if (!REMOVE.test(says) && !REMOVE_PARTS.test(says) && !CROSS.test(control.textContent ?? '')) continue
    const given =
      control.getAttribute('data-coupon') ??
      control.getAttribute('data-code') ??
      control.getAttribute('data-discount-code')
    if (given) found.add(given)
    const around = parentOf(control)
    const about = `${around?.getAttribute('class') ?? ''} ${parentOf(around ?? control)?.getAttribute('class') ?? ''} ${says}`
    if (given || !CODE_PARTS.test(about) || closest(control, 'nav, header')) continue
    const text = (around?.textContent ?? '').slice(0, 120)
    // A code is written apart from words: capitals and digits, at least four of them.
    const code = text.match(/(?<![\p{L}\d])(?=[A-Z\d_-]*[A-Z])[A-Z\d][A-Z\d_-]{3,29}(?![\p{L}\d])/u)
    if (code && isVisible(control)) found.add(code[0])
  }
  return [...found].slice(0, 5)
}
