import { controlText, parentOf, spacedText } from './dom.ts'
import { isVisible, known, listed } from './look.ts'
import { attribute, labelsOf, nameOf, query, queryOne, rootOf, shadowOf, textOf } from './natives.ts'
import { isCardField } from './safety.ts'
import {
  APPLY,
  CART_PARTS,
  CODE_PARTS,
  CODE_PHRASE,
  CODE_TOGGLE,
  CODE_WORD,
  GIFT_PARTS,
  NEVER_CODE_PARTS,
  NOT_CODE_PARTS,
} from './words.ts'

/** Whether a code could be typed into an input. What has no type, or one that no browser knows, is a text field. */
export const isTextField = (input: Element): boolean =>
  /^(?:text|tel|search|number)$/.test((input as HTMLInputElement).type)

/** Fields that a code could be typed into, as a selector. */
export const TEXT_FIELD =
  'input:not([type]), input[type="text" i], input[type="tel" i], input[type="search" i], input[type="number" i], input[type=""]'
/** What a person presses. */
export const CONTROL =
  'button, input[type="submit" i], input[type="button" i], input[type="image" i], [role="button"], a'

/** A score at which a field is believed to be the code field. Its own words alone reach it; its neighbours' alone don't. */
export const BELIEVED = 6

// A page may hold a thousand fields of quantities. All are asked for their own words, and these many for their surroundings.
const MAX_FIELDS = 3000
const MAX_SURROUNDED = 120
// Around a field not more than this many parents are asked: further out stands the page, not the field.
const NEAR = 5

const said = (element: Element, names: string[]): string => {
  let words = ''
  for (const name of names) {
    const word = attribute(element, name)
    if (word !== '') words += `${word} `
  }
  return words
}

/** `promoCodeInput` and `promo_code-input` read as words. */
const spelled = (name: string): string => name.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/[-_.[\]]+/g, ' ')

/** The text of what labels a field. */
function labelOf(field: HTMLInputElement): string {
  let text = ''
  const ids = attribute(field, 'aria-labelledby').split(/\s+/).filter(Boolean).slice(0, 4)
  const root = rootOf(field) as Document
  const labels: (Element | null)[] = ids.map((id) => queryOne(root, `#${CSS.escape(id)}`))
  // Help text glued to a label ("what is this? CLOSE ...") says little; its beginning says what the field is.
  for (const label of [...(labelsOf(field) ?? []), ...labels])
    if (label) text += `${textOf(label).replace(/\s+/g, ' ').trim().slice(0, 90)} `
  return text
}

const fieldsIn = (around: Element): Element[] =>
  known('fields', around, (at) => query(shadowOf(at) ?? at, 'input').filter(isTextField))

/** Short text around a field that has no label: what stands in the same row, as long as the row is the field's alone. */
function textAround(field: Element): string {
  let words = ''
  let at = parentOf(field)
  for (let up = 0; at && up < 3; up++, at = parentOf(at)) {
    if (fieldsIn(at).length > 1) break
    const text = known('spaced', at, spacedText)
    if (text.length > 160) break
    words = text
    if (CODE_TOGGLE.test(text)) break
  }
  return words
}

const headingOf = (around: Element): string =>
  known('heading', around, (at) => {
    const heading = queryOne(at, 'legend, h1, h2, h3, h4, h5, summary, [aria-expanded]')
    return heading ? textOf(heading).trim().slice(0, 80) : ''
  })

/** Class, id, action and heading of what a field stands in. */
function surroundings(field: HTMLInputElement): string {
  let words = ''
  let at = parentOf(field)
  for (let up = 0; at && up < NEAR; up++, at = parentOf(at)) {
    if (/^(?:body|main|html)$/.test(nameOf(at)) || fieldsIn(at).length > 2) break
    words += ` ${spelled(said(at, ['id', 'class', 'name', 'action', 'data-testid', 'aria-label']))} ${headingOf(at)}`
  }
  return words
}

/** A gift card's number has its PIN beside it. */
function hasPinBeside(field: Element): boolean {
  const group = parentOf(parentOf(field) ?? field)
  const isPin = (other: Element): boolean =>
    /(?<![a-z])pin(?![a-z]{3})/i.test(said(other, ['name', 'id', 'placeholder', 'aria-label']))
  return (
    group !== null &&
    known('pins', group, (at) => query(at, 'input').slice(0, 60).filter(isPin)).some((pin) => pin !== field)
  )
}

const applyBeside = (field: Element): boolean =>
  known('apply', parentOf(parentOf(field) ?? field) ?? field, (around) =>
    query(around, CONTROL)
      .slice(0, 12)
      .map((control) => controlText(control).slice(0, 60))
      .some((text) => APPLY.test(text) && !CART_PARTS.test(text)),
  )

interface OwnWords {
  score: number
  /** It also says what rules it out: then its neighbours, who say the same of it again, are not believed. */
  doubtful: boolean
  identity: string
  label: string
}

/** What a field says of itself, and what that makes of it. `null`: it is another thing, whatever stands around it. */
function ownWords(field: HTMLInputElement): OwnWords | null {
  if (isCardField(field)) return null
  const identity = spelled(said(field, ['name', 'id', 'data-testid', 'data-test', 'data-qa', 'data-cy']))
  const label = `${labelOf(field)}${said(field, ['placeholder', 'aria-label', 'title'])}`
  const own = `${identity} ${label}`
  let score = 0
  if (CODE_PARTS.test(identity)) score += 6
  if (CODE_PARTS.test(label)) score += 6
  if (CODE_PARTS.test(spelled(attribute(field, 'class')))) score += 4
  const phrase = CODE_PHRASE.test(own)
  // "Gift card or discount code" is one box for both; a gift card's own box is not for us.
  const both =
    phrase || /promo|coupon|discount|rabatt?(?!.{0,3}%)|gutschein.?code|скидк|промо|クーポン|쿠폰/iu.test(own)
  if (GIFT_PARTS.test(own) && !both) return null
  if (!both && hasPinBeside(field)) return null
  const rest = own.replace(new RegExp(CODE_PARTS.source, 'giu'), ' ')
  if (NEVER_CODE_PARTS.test(rest)) {
    if (!phrase) return null
    // "Discount code by e-mail" has both; a field that is named for the other thing is the other thing.
    if (NEVER_CODE_PARTS.test(identity.replace(new RegExp(CODE_PARTS.source, 'giu'), ' '))) return null
    score -= 6
  }
  // The words that name a code hold some that would rule it out ("code postal" beside "code promo").
  const doubtful =
    NOT_CODE_PARTS.test(
      rest.replace(/(?:entry|enter|access|input)(?= ?(?:promo|code|your|the|a)?\b)/gi, ' '),
    ) && !phrase
  if (doubtful) score -= 10
  const fill = field.autocomplete.toLowerCase()
  if (/name|e-?mail|tel|street|address|postal|country|cc-|organization|bday|password/.test(fill)) score -= 10
  if (field.type === 'number' && score < BELIEVED) return null
  return { score, doubtful, identity, label }
}

/** What a field's neighbours add to what it says of itself. */
function neighbourScore(field: HTMLInputElement, { score, doubtful, identity, label }: OwnWords): number {
  let added = 0
  const said = `${identity} ${label}`
  const unnamed = label.trim() === ''
  const around = surroundings(field)
  if (score < BELIEVED && !doubtful) {
    const text = textAround(field)
    if (CODE_TOGGLE.test(text) && !NEVER_CODE_PARTS.test(text)) added += 6
  }
  if (CODE_PARTS.test(around)) {
    added += 3
    // A bare "code", or a field without a name, is what its surroundings say.
    if (score < BELIEVED && (CODE_WORD.test(said) || (unnamed && !NEVER_CODE_PARTS.test(around)))) added += 2
    if (score < BELIEVED && CODE_TOGGLE.test(around) && CODE_WORD.test(said)) added += 2
  }
  if (applyBeside(field)) added += 2
  return added
}

/** How much a field is the code field; believed from 6. Whether it is seen is not asked here. */
export function fieldScore(field: HTMLInputElement): number {
  const own = ownWords(field)
  return own ? own.score + neighbourScore(field, own) : -20
}

/** The best code field, seen or hidden. `null`: none is believed. */
export function findCodeField(page: Document, want: 'visible' | 'any'): HTMLInputElement | null {
  let best: HTMLInputElement | null = null
  let bestScore = BELIEVED - 1
  let asked = 0
  const fields = listed<HTMLInputElement>(page, 'input').filter(isTextField).slice(0, MAX_FIELDS)
  const likeliest = fields
    .map((field) => ({ field, own: known('own', field, (at) => ownWords(at as HTMLInputElement)) }))
    .filter(
      (one): one is { field: HTMLInputElement; own: OwnWords } => one.own !== null && one.own.score > -4,
    )
    .sort((a, b) => b.own.score - a.own.score)
  for (const { field, own } of likeliest) {
    if (asked++ > MAX_SURROUNDED) break
    const score = known('field', field, () => own.score + neighbourScore(field, own))
    if (score <= bestScore) continue
    if (want === 'visible' && (!isVisible(field) || field.disabled || field.readOnly)) continue
    best = field
    bestScore = score
  }
  return best
}
