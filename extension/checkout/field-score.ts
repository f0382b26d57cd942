import { closest, controlParts, controlText, parentOf } from './dom.ts'
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
import { attribute, pageOf, query } from './natives.ts'
import { isCardField } from './safety.ts'
import { readLabelledTotal } from './total.ts'
import {
  ADVERT,
  APPLY,
  APPLY_PARTS,
  CART_PARTS,
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
  'name id data-testid data-test data-test-id data-qa data-cy data-hook data-automation-id data-name data-field data-ref data-bind formcontrolname ng-model x-model v-model wire:model'.split(
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
}

/** What the controls in a field's row do. */
const controlsBeside = (field: Element): Beside =>
  known('beside', parentOf(parentOf(field) ?? field) ?? field, (around) => {
    const controls = query(around, CONTROL)
      .slice(0, 12)
      .map((control) => ({ text: controlText(control).slice(0, 60), parts: controlParts(control) }))
    const applying = controls.filter(({ text }) => APPLY.test(text) && !CART_PARTS.test(text))
    return {
      applies: applying.length > 0,
      uses: applying.some(({ text }) => USES.test(text)),
      code:
        fieldsIn(around).length === 1 &&
        controls.some(
          ({ text, parts }) =>
            (APPLY.test(text) && CODE_TOGGLE.test(text)) ||
            (APPLY_PARTS.test(parts) && CODE_PARTS.test(parts)),
        ),
      joins: controls.some(({ text }) => JOIN.test(text)),
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
  const doubtful = (describes || NOT_CODE_PARTS.test(rest.replace(FILLER, ' '))) && !phrase
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
  // What is called a code, is one of no other kind, and is applied where something is being bought, is what shops mean.
  if (score + added < BELIEVED && !doubtful && beside.uses && isBareCode(label, around) && sells(field))
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

const isBareCode = (label: string, around: string): boolean =>
  label.length <= 32 && CODE_WORD.test(label) && !GIFT_PARTS.test(around) && !NEVER_CODE_PARTS.test(around)

/** Whether the page shows what is to be paid: a code is redeemed on many pages, and lowers a total on these. */
const sells = (field: Element): boolean => readLabelledTotal(pageOf(field)!) !== null

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
    best = field
    bestScore = score
  }
  return best
}
