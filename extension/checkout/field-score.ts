import { closest, controlParts, controlText, parentOf, spacedText } from './dom.ts'
import {
  fieldsIn,
  isTextField,
  labelOf,
  said,
  spelled,
  surroundings,
  textAround,
  textBefore,
} from './field-words.ts'
import { isVisible, known, listed } from './look.ts'
import { attribute, matches, nameOf, pageOf, query, queryOne, rootOf, textOf } from './natives.ts'
import { pageKind } from './page-kind.ts'
import { isCardField } from './safety.ts'
import { BARE_CODE, EXAMPLE_CODE, SAVES } from './words/code.ts'
import { PROOF, STEP_PARTS } from './words/steps.ts'
import {
  ADVERT,
  APPLY,
  APPLY_PARTS,
  CART_PARTS,
  CHECKOUT_PARTS,
  CODE_PARTS,
  CODE_PHRASE,
  CODE_TOGGLE,
  CODE_WORD,
  DESCRIBES,
  GIFT_PARTS,
  JOIN,
  NEVER_CODE_PARTS,
  NOT_CODE_PARTS,
  OPT_IN,
  QUESTION,
  USES,
} from './words.ts'

/** Fields that a code could be typed into, as a selector. */
export const TEXT_FIELD =
  'input:not([type]), input[type="text" i], input[type="tel" i], input[type="search" i], input[type="number" i], input[type=""]'
/** Attributes that name a field, those of frameworks and of tests among them. */
const NAMES =
  'name id data-label data-placeholder data-testid data-test data-test-id data-qa data-cy data-hook data-automation-id data-name data-field data-ref data-bind formcontrolname ng-model x-model v-model wire:model'.split(
    ' ',
  )
/** Attributes that name what belongs to a field: its form, its error, its place in a style sheet. */
const HINTS = ['class', 'aria-describedby', 'aria-errormessage', 'form']
/** What a person presses. */
export const CONTROL =
  'button, input[type="submit" i], input[type="button" i], input[type="image" i], [role="button"], a'

/** A score at which a field is believed to be the code field. Its own words alone reach it; its neighbours' alone don't. */
export const BELIEVED = 6

// A page may hold a thousand fields of quantities. All are asked for their own words, and these many for their surroundings.
const MAX_FIELDS = 3000
const MAX_SURROUNDED = 120

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

const ALL_CODE_PARTS = new RegExp(CODE_PARTS.source, 'giu')
/** Words for typing that hold others which rule a field out: an entry code opens a door. */
const FILLER = /(?:entry|enter|input)(?= ?(?:promo|code|your|the|a)?\b)/gi

interface Beside {
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
    const elements = [...around.children]
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
  const around = parentOf(near) ?? near
  const other = fieldsIn(around).length > fieldsIn(near).length
  return other && query(near, CONTROL).length > 0 && fieldsIn(near).length === 1 ? near : around
}

/** What the controls in a field's row do. */
const controlsBeside = (field: Element): Beside =>
  known('beside', field, () => {
    const around = rowOf(field)
    const lone = fieldsIn(around).length === 1
    const read = (control: Element) => ({
      text: controlText(control).slice(0, 60),
      parts: controlParts(control),
    })
    const controls = query(around, CONTROL).slice(0, 12).map(read)
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

/** Whether a text near a field names a code to be typed, and not a letter, an advertisement or another kind of code. */
const asksForCode = (text: string): boolean => {
  if (!CODE_TOGGLE.test(text) || NEVER_CODE_PARTS.test(text) || ADVERT.test(text)) return false
  return (
    CODE_PHRASE.test(text) || !NOT_CODE_PARTS.test(text.replace(ALL_CODE_PARTS, ' ').replace(FILLER, ' '))
  )
}

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
  const identity = spelled(said(field, NAMES))
  const label = `${labelOf(field)}${said(field, ['placeholder', 'aria-label', 'title'])}`
  const own = `${identity} ${label}`
  let score = 0
  if (CODE_PARTS.test(identity)) score += 6
  if (CODE_PARTS.test(label)) score += 6
  if (CODE_PARTS.test(spelled(said(field, HINTS)))) score += 4
  const phrase = CODE_PHRASE.test(own)
  // "Gift card or discount code" is one box for both; a gift card's own box is not for us.
  const both =
    phrase || /promo|coupon|discount|rabatt?(?!.{0,3}%)|gutschein.?code|скидк|промо|クーポン|쿠폰/iu.test(own)
  if (GIFT_PARTS.test(own) && !both) return null
  if (!both && hasPinBeside(field)) return null
  const rest = own.replace(ALL_CODE_PARTS, ' ')
  if (NEVER_CODE_PARTS.test(rest)) {
    if (!phrase) return null
    // "Discount code by e-mail" has both; a field that is named for the other thing is the other thing.
    if (NEVER_CODE_PARTS.test(identity.replace(ALL_CODE_PARTS, ' '))) return null
    score -= 6
  }
  // The words that name a code hold some that would rule it out ("code postal" beside "code promo").
  // Whoever makes a discount gives it a name and a description; whoever uses one does not.
  const describes = DESCRIBES.test(label) && !CODE_WORD.test(own)
  let doubtful = (describes || NOT_CODE_PARTS.test(rest.replace(FILLER, ' '))) && !phrase
  if (doubtful && label.trim() === '') {
    // A programmer's name for it weighs less than the words that a person reads before it.
    const before = textBefore(field)
    if (before.length <= 40 && CODE_PHRASE.test(before) && asksForCode(before)) doubtful = false
  }
  if (doubtful) score -= 10
  const fill = field.autocomplete.toLowerCase()
  if (/name|e-?mail|tel|street|address|postal|country|cc-|organization|bday|password/.test(fill)) score -= 10
  if (field.type === 'number' && score < BELIEVED) return null
  return { score, doubtful, identity, label }
}

/** What a field's neighbours add to what it says of itself. */
function neighbourScore(field: HTMLInputElement, { score, doubtful, identity, label }: OwnWords): number {
  let added = 0
  const own = `${identity} ${label}`
  const unnamed = label.trim() === ''
  const around = surroundings(field, unnamed)
  const beside = controlsBeside(field)
  const search = unnamed && isSearch(field, beside.applies)
  if (score < BELIEVED && beside.joins && !beside.applies) return 0
  if (score < BELIEVED && !doubtful) {
    if (!search && asksForCode(textAround(field))) added += 6
    else if (unnamed && !search) {
      const before = textBefore(field)
      if (asksForCode(before) && !OPT_IN.test(before) && !QUESTION.test(before)) added += 6
    }
    if (unnamed && beside.code && !search) added += 6
  }
  if (
    score + added < BELIEVED &&
    !doubtful &&
    !search &&
    standsAsCode(field, label, around, beside) &&
    sells(field)
  )
    added += 6
  if (CODE_PARTS.test(around)) {
    added += 3
    // A bare "code", or a field without a name, is what its surroundings say.
    if (score < BELIEVED && (CODE_WORD.test(own) || (unnamed && !search && !NEVER_CODE_PARTS.test(around))))
      added += 2
    if (score < BELIEVED && CODE_TOGGLE.test(around) && CODE_WORD.test(own)) added += 2
  }
  if (beside.applies) added += 2
  return added
}

/** A code of no other kind: it says hardly more than that it is one, or what is typed is used up. */
const isBareCode = (label: string, { uses, alone, applies, proves }: Beside): boolean =>
  !proves &&
  label.length <= 40 &&
  CODE_WORD.test(label) &&
  (uses ? label.length <= 32 : (alone || applies) && BARE_CODE.test(label))

const PROVES =
  /verif|confirm(?! code)|bekr(?:ä|e|æ)ft|подтвер|bestätig|vérif|weryf|vahvista|認証|验证|驗證|인증|تحقق/iu

/** Says only that something may be typed. */
const NEUTRAL =
  /^(?:(?:enter|type|add|optional|here|ange|skriv|här|indtast|her|skriv inn|ввести|сюда|eingeben|hier|saisir|ici|introducir|aquí|inserisci|qui|invoeren|wpisz|tutaj|syötä|tähän)\s?){0,3}\W*$/iu

/** What describes a field by its id. */
const descriptionOf = (field: Element): string => {
  const id = attribute(field, 'aria-describedby').split(' ')[0]!
  const told = id === '' ? null : queryOne(rootOf(field) as Document, `#${CSS.escape(id)}`)
  return told ? textOf(told).trim().slice(0, 80) : ''
}

/** Whether nothing stands in a field's row but itself and what applies it. */
const isWordless = (field: Element): boolean => {
  const around = parentOf(field)
  if (!around || fieldsIn(around).length > 1) return false
  let text = spacedText(around)
  for (const control of query(around, CONTROL)) text = text.replace(spacedText(control), '')
  return text.replace(/\P{L}/gu, '').length < 3
}

/**
 * Whether a field that does not name a discount stands where shops put theirs: a code of no other kind, or a lone field
 * with what applies it, beside words of savings or beside none at all. Asked only where something is being bought.
 */
function standsAsCode(field: HTMLInputElement, label: string, around: string, beside: Beside): boolean {
  if (GIFT_PARTS.test(around) || NEVER_CODE_PARTS.test(around) || PROOF.test(around) || beside.joins)
    return false
  const own = NEUTRAL.test(label.trim()) ? '' : label.trim()
  const before = textBefore(field)
  if (isBareCode(own || before, beside)) return !PROOF.test(own || before)
  if (!beside.alone) return false
  const unsaid = own === '' || EXAMPLE_CODE.test(own)
  const told = unsaid ? [before, textAround(field), descriptionOf(field)] : [own]
  const near = told.join(' ').trim()
  if (ADVERT.test(near.replace(own, '')) || STEP_PARTS.test(near) || PROOF.test(near)) return false
  if (GIFT_PARTS.test(near) && !CODE_PARTS.test(near)) return false
  const rest = near.replace(ALL_CODE_PARTS, ' ').replace(FILLER, ' ')
  if (NEVER_CODE_PARTS.test(rest) || NOT_CODE_PARTS.test(rest) || OPT_IN.test(rest)) return false
  const applies = beside.applies || beside.wordless
  if (EXAMPLE_CODE.test(own)) return applies
  const said = unsaid ? `${before} ${told[2]}` : own
  if (
    said.length <= 60 &&
    !/\d/.test(said) &&
    (CODE_PARTS.test(said) || (SAVES.test(said) && (applies || CODE_WORD.test(said))))
  )
    return true
  if (applies && CODE_PARTS.test(near)) return true
  return own === '' && beside.uses && (before === '' || CODE_WORD.test(before) || isWordless(field))
}

/** Whether the page shows what is to be paid: a code is redeemed on many pages, and lowers a total on these. */
const sells = (field: Element): boolean => {
  const { kind, totals } = pageKind(pageOf(field)!)
  return kind !== 'other' && totals
}

/**
 * Whether a page can have a code field. One that sells nothing has one only where somebody joins, or in what the shop's
 * own names call a basket: coupons are made, told of, kept, filtered and given away on many more pages than they are used.
 */
function mayHave(page: Document, field: HTMLInputElement, { identity, label }: OwnWords): boolean {
  const { sells, joins } = pageKind(page)
  if (sells) return true
  if (joins && (CODE_PHRASE.test(label) || CODE_TOGGLE.test(label) || CODE_PARTS.test(identity))) return true
  for (let at: Element | null = parentOf(field), up = 0; at && up < 12; at = parentOf(at), up++)
    if (
      nameOf(at) !== 'body' &&
      nameOf(at) !== 'html' &&
      SOLD_IN.test(said(at, ['id', 'class', 'name', 'action', 'aria-label', 'data-testid']) + nameOf(at))
    )
      return true
  return false
}

const SOLD_IN = new RegExp(
  `${CART_PARTS.source}|${CHECKOUT_PARTS.source}|order|summary|totals?(?![a-z])`,
  'iu',
)

/** A search that says so only by its form, its type or the letter it is called. */
const isSearch = (field: HTMLInputElement, applies: boolean): boolean =>
  closest(field, '[role="search"], form[action*="search" i]') !== null ||
  (field.type === 'search' && (!applies || /^(?:s|q|k|kw|terms?|keys?)$/i.test(attribute(field, 'name'))))

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
    if (!mayHave(page, field, own)) continue
    best = field
    bestScore = score
  }
  return best
}
