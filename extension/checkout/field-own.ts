import { parentOf } from './dom.ts'
import { BELIEVED } from './field-selectors.ts'
import { labelOf, said, spelled, textBefore } from './field-words.ts'
import { known } from './look.ts'
import { query } from './natives.ts'
import { isCardField } from './safety.ts'
import {
  ADVERT,
  CODE_PARTS,
  CODE_PHRASE,
  CODE_TOGGLE,
  CODE_WORD,
  DESCRIBES,
  GIFT_PARTS,
  NEVER_CODE_PARTS,
  NOT_CODE_PARTS,
} from './words.ts'

/** Attributes that name a field, those of frameworks and of tests among them. */
const NAMES =
  'name id data-label data-placeholder data-testid data-test data-test-id data-qa data-cy data-hook data-automation-id data-name data-field data-ref data-bind formcontrolname ng-model x-model v-model wire:model'.split(
    ' ',
  )
/** Attributes that name what belongs to a field: its form, its error, its place in a style sheet. */
const HINTS = ['class', 'aria-describedby', 'aria-errormessage', 'form']
/** A gift card's number has its PIN beside it. */
function hasPinBeside(field: Element): boolean {
  const group = parentOf(parentOf(field) ?? field)
  const isPin = (other: Element): boolean =>
    /(?<!\p{L})(?:pin|пин)(?!\p{L}{3})|暗証/iu.test(said(other, ['name', 'id', 'placeholder', 'aria-label']))
  return (
    group !== null &&
    known('pins', group, (at) => query(at, 'input').slice(0, 60).filter(isPin)).some((pin) => pin !== field)
  )
}

const ALL_CODE_PARTS = new RegExp(CODE_PARTS.source, 'giu')
/** Words for typing that hold others which rule a field out: an entry code opens a door. */
const FILLER = /(?:entry|enter|input)(?= ?(?:promo|code|your|the|a)?\b)/gi

/** Joins two things that one box takes. */
const EITHER = /(?<!\p{L})(?:or|eller|oder|ou|of|o|lub|tai|или|nebo)(?!\p{L})|または|[/&]/iu

/** A gift card by a name that also names a code. */
const GIFT_NAMES = /gift[\s-]?(?:voucher|code|coupon)s?|gift[\s-]?card (?:voucher|code)s?/giu

/** A text without the words that name a code, and without those that only say that something is typed. */
export const besideCode = (text: string): string => text.replace(ALL_CODE_PARTS, ' ').replace(FILLER, ' ')

/** Whether a text near a field names a code to be typed, and not a letter, an advertisement or another kind of code. */
export const asksForCode = (text: string): boolean => {
  // Where the code came from stands in brackets: "(from your postcard or e-mail)".
  const plain = text.replace(/\([^)]*\)/g, ' ')
  const asked = CODE_PHRASE.test(plain) ? plain : text
  if (!CODE_TOGGLE.test(text) || NEVER_CODE_PARTS.test(asked) || ADVERT.test(text)) return false
  return CODE_PHRASE.test(text) || !NOT_CODE_PARTS.test(besideCode(text))
}

/** What a field is called, and what that makes of it. */
export interface OwnWords {
  score: number
  /** It also says what rules it out: then its neighbours, who say the same of it again, are not believed. */
  doubtful: boolean
  identity: string
  label: string
}

/** What a field says of itself, and what that makes of it. `null`: it is another thing, whatever stands around it. */
export function ownWords(field: HTMLInputElement): OwnWords | null {
  if (isCardField(field)) return null
  const identity = spelled(said(field, NAMES))
  const label = `${labelOf(field)}${said(field, ['placeholder', 'aria-label', 'title'])}`
  const own = `${identity} ${label}`
  let score = 0
  if (CODE_PARTS.test(identity)) score += 6
  if (CODE_PARTS.test(label)) score += 6
  if (CODE_PARTS.test(spelled(said(field, HINTS)))) score += 4
  // "Referral or discount code" is one box for both.
  const either = EITHER.test(label) && CODE_PARTS.test(label)
  const phrase = CODE_PHRASE.test(own)
  // "Gift card or discount code" is one box for both; a gift card's own box is not for us.
  const both =
    phrase ||
    (either && CODE_PARTS.test(label.replace(GIFT_NAMES, ' '))) ||
    /promo|coupon|discount|rabatt?(?!.{0,3}%)|gutschein.?code|скидк|промо|r[ée]duc|remise|korting|sconto|etukood|alennus|descuento|desconto|zniżk|slevov|afslátt|クーポン|쿠폰|优惠|優惠|割引|할인|خصم/iu.test(
      own,
    )
  if (GIFT_PARTS.test(own) && !both) return null
  if (!both && hasPinBeside(field)) return null
  const rest = own.replace(ALL_CODE_PARTS, ' ')
  if (NEVER_CODE_PARTS.test(rest)) {
    if (!phrase) return null
    // "Discount code by e-mail" has both; a field that is named for the other thing is the other thing.
    if (NEVER_CODE_PARTS.test(identity.replace(ALL_CODE_PARTS, ' '))) return null
    if (!either) score -= 6
  }
  // The words that name a code hold some that would rule it out ("code postal" beside "code promo").
  // Whoever makes a discount gives it a name and a description; whoever uses one does not.
  const describes = DESCRIBES.test(label) && !CODE_WORD.test(own)
  let doubtful = (describes || NOT_CODE_PARTS.test(rest.replace(FILLER, ' '))) && !phrase && !either
  if (doubtful && label.trim() === '') {
    // A programmer's name for it weighs less than the words that a person reads before it.
    const before = textBefore(field)
    if (before.length <= 40 && CODE_PHRASE.test(before) && asksForCode(before)) doubtful = false
  }
  if (doubtful) score -= 10
  const fill = field.autocomplete.toLowerCase()
  if (/name|e-?mail|tel|street|address|postal|country|cc-|organization|bday|password/.test(fill)) score -= 10
  // A number is a code only where something says so: its own words, or the label that stands before it and names no field.
  if (field.type === 'number' && score < BELIEVED && !(label.trim() === '' && asksForCode(textBefore(field))))
    return null
  return { score, doubtful, identity, label }
}
