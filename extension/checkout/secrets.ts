import { labelOf, said, spelled } from './field-words.ts'
import { known } from './look.ts'
import { attribute, hasAttribute, matches, nameOf, query } from './natives.ts'
import { CARD_END, CARD_NUMBER, CARD_PROOF, OTHER_CARD, PAYMENT_FRAME, SECRET } from './words/secrets.ts'

/** What a payment provider's script draws a card's field into, and frames. */
const DRAWN =
  '[data-braintree-name], [class*="StripeElement"], [class*="adyen-checkout" i], [id*="card-element" i], [class*="card-element" i], [data-cse], [data-stripe], [data-encrypted-name]'
const HOLDS = `input, iframe, ${DRAWN}`
const MAX_ASKED = 200

const NAMES = ['name', 'id', 'data-testid', 'data-name', 'data-field', 'formcontrolname']
const WORDS = ['aria-label', 'placeholder', 'title']
/** A class says much that is not of the field, as "card" does of every box with a border. */
const CARD_CLASS = /card[-_]?num(?:ber)?|(?<![a-z])cc[-_]?(?:num|number)|credit[-_]?card|kortnummer|cvc|cvv/i
/** "1234 1234 1234 1234", as a placeholder shows what a card's number looks like. */
const CARD_SHAPE = /^\D{0,8}(?:\d{4}[\s-]){2,}\d/
const ALONE_PAN = /^(?:card[\s_-]?)?pan$/i

const wordsOf = (field: Element): string =>
  `${spelled(said(field, NAMES))} ${nameOf(field) === 'input' ? labelOf(field as HTMLInputElement) : ''} ${said(field, WORDS)}`

/** Whether a frame belongs to who takes payments. */
const isPaymentFrame = (frame: Element): boolean =>
  PAYMENT_FRAME.test(said(frame, ['src', 'name', 'title', 'id', 'class', 'data-src']))

/** Whether a field, by what it is called, or a frame, is one for a card. What is typed in it is not looked at. */
export const isCardField = (field: Element): boolean => known('card', field, namesCard)

function namesCard(field: Element): boolean {
  const name = nameOf(field)
  if (name === 'iframe') return isPaymentFrame(field)
  if (matches(field, DRAWN)) return true
  if (name !== 'input') return false
  if (/cc-/i.test(attribute(field, 'autocomplete')) || CARD_CLASS.test(attribute(field, 'class'))) return true
  const words = wordsOf(field)
  if (CARD_PROOF.test(words) || CARD_END.test(words) || /(?<!\p{L})iban(?!\p{L})/iu.test(words)) return true
  if (ALONE_PAN.test(attribute(field, 'name')) || ALONE_PAN.test(attribute(field, 'id'))) return true
  if (CARD_SHAPE.test(attribute(field, 'placeholder')) && !OTHER_CARD.test(words)) return true
  return CARD_NUMBER.test(words) && !OTHER_CARD.test(words)
}

/** The check digit of cards and of Swedish persons (ISO/IEC 7812-1, annex B). */
function passesLuhn(digits: string): boolean {
  let sum = 0
  for (const [at, digit] of [...digits].reverse().entries()) {
    const times = Number(digit) * (at % 2 === 0 ? 1 : 2)
    sum += times > 9 ? times - 9 : times
  }
  return sum % 10 === 0
}

/** Whether a text is a card's number: 13 to 19 digits with a right check digit, of any network. */
function isCardNumber(text: string): boolean {
  const digits = text.replace(/[\s-]/g, '')
  return /^[2-9]\d{12,18}$/.test(digits) && passesLuhn(digits)
}

/** A date and the digits that follow it in the number of a person, as the Nordic countries write it. */
const PERSON =
  /^(?:(?:19|20)?\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2})[-+ ]\w{4,5}$|^(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{4}$|^\d{3}-\d{2}-\d{4}$/
const BANK_ACCOUNT = /^[A-Z]{2}\d{2}(?:\s?[A-Z\d]{4}){2,7}\s?[A-Z\d]{0,4}$/i

/** Whether a text gives away a card, a person's number or a bank account, whatever its field is called. */
export const isSecretText = (text: string): boolean => {
  const plain = text.trim()
  if (plain.length > 40) return false
  return (
    isCardNumber(plain) ||
    /^\d(?:[\s-]?\d){14,18}$/.test(plain) ||
    PERSON.test(plain) ||
    BANK_ACCOUNT.test(plain)
  )
}

/** Whether what is typed into a field is never kept: cards, passwords, one-time codes, persons and accounts. */
export function isSecret(field: Element): boolean {
  const fill = attribute(field, 'autocomplete')
  if (/one-time-code|password|cc-/i.test(fill) || attribute(field, 'type').toLowerCase() === 'password')
    return true
  if (hasAttribute(field, 'data-private') || isCardField(field) || SECRET.test(wordsOf(field))) return true
  return isSecretText((field as HTMLInputElement).value ?? '')
}

/** Whether an element is, or holds, what a card's numbers are typed into, or a field into which they have been typed. */
export const holdsCard = (element: Element): boolean =>
  isCardField(element) || query(element, HOLDS).slice(0, MAX_ASKED).some(takesCard)

/** Whether a field takes a card's number or has one in it. */
export const takesCard = (field: Element): boolean =>
  isCardField(field) || (nameOf(field) === 'input' && isCardNumber((field as HTMLInputElement).value))
