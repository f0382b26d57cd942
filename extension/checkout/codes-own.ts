import { spacedText } from './dom.ts'
import { labelOf, said, spelled, textBefore } from './field-words.ts'
import { isVisible, known } from './look.ts'
import { attribute, nameOf, query, queryOne, shadowOf, textOf } from './natives.ts'
import { CODE_PARTS, CODE_TOGGLE, CODE_WORD, JOIN, ORDER_PARTS, SENDS_CODE } from './words.ts'

const FILLED =
  'input:not([type="hidden" i]):not([type="submit" i]):not([type="button" i]):not([type="image" i]):not([type="reset" i]), select, textarea, [contenteditable=""], [contenteditable="true" i]'

/** Where a form is sent, or what it is called, that ends in an order. */
const ORDER_ADDRESS =
  /(?<![a-z])(?:pay(?:ments?|ing)?|orders?|checkout|purchase|complete|finish|confirm|book(?:ings?)?|reserv(?:e|ations?)|donat(?:e|ions?)|subscri(?:be|ptions?)|bestall\w*|betala|betalning|betaling|bestill\w*|kop|kassa|kasse|oplata|zakaz)(?![a-z])/i

const names = (form: Element): string =>
  said(form, ['id', 'name', 'class', 'action', 'data-testid', 'data-action', 'aria-label'])

/** Whether a form, or what stands for one, is called after codes. */
export const isNamedForCode = (form: Element): boolean => CODE_PARTS.test(spelled(names(form)))

/** Whether where a form goes, or what it is called, speaks of an order and not of a code. */
const goesToOrder = (form: Element): boolean => {
  const where = said(form, ['action', 'id', 'name'])
  return (
    (ORDER_ADDRESS.test(spelled(where)) || ORDER_PARTS.test(where)) &&
    !CODE_PARTS.test(attribute(form, 'action'))
  )
}

const headingOf = (form: Element): string => {
  const heading = queryOne(form, 'legend, h1, h2, h3, h4, h5, h6, summary')
  return heading ? textOf(heading).slice(0, 120) : ''
}

/**
 * Whether a form, or what stands for one, is the code field's own: there is nothing else in it to fill in, something of it
 * speaks of codes, and it does not go where orders go.
 */
export function isCodesOwn(field: HTMLInputElement, form: Element): boolean {
  const others = query(shadowOf(form) ?? form, FILLED).filter((other) => other !== field && isVisible(other))
  if (others.length > 0 || (nameOf(form) === 'form' && goesToOrder(form))) return false
  const label = `${labelOf(field)} ${said(field, ['placeholder', 'aria-label', 'title'])} ${textBefore(field)}`
  return (
    isNamedForCode(form) ||
    CODE_PARTS.test(label) ||
    CODE_PARTS.test(headingOf(form)) ||
    CODE_TOGGLE.test(label)
  )
}

const CONTACT =
  /(?<!\p{L})(?:contact|phone|e-?mail|e-?post|mobile|telefon|sign.?up|newsletter|nyhetsbrev|nyhedsbrev|nyhetsbrev|subscri\p{L}*|рассылк\p{L}*|почт\p{L}*|телефон\p{L}*)(?!\p{L})/iu
const LETTERS =
  /newsletter|nyhetsbrev|nyhedsbrev|(?<!\p{L})subscri(?:be|bing|ption)(?!\p{L})|mailing list|prenumerera|(?:your|my|enter|din|ditt|min|deres|ihre|votre|tu|su|ваш\p{L}*|свой) e-?(?:mail|post)|e-?mail(?:s| address|.?adress)|рассылк|подпи(?:сать|шит)|abonnier|inscrivez|suscríb|iscriviti/iu

/** Whether what looks like the code field takes an address, and a code is sent there: such a form is nobody's to press. */
export const signsUp = (field: HTMLInputElement): boolean =>
  known('signs up', field, () => asksForAddress(field))

function asksForAddress(field: HTMLInputElement): boolean {
  const own = `${spelled(said(field, ['name', 'id', 'placeholder', 'aria-label', 'title']))} ${labelOf(field)}`
  if (CONTACT.test(own) && !/(?:by|via|per|med|in) (?:your |the )?(?:e-?mail|e-?post)/iu.test(own))
    return true
  if (SENDS_CODE.test(own)) return true
  const form = field.form
  if (!form) return false
  const others = query(form, FILLED).filter((other) => other !== field && isVisible(other))
  // In a form with more to fill in, letters are one of several things.
  if (others.length > 1) return false
  const copy = spacedText(form)
  return LETTERS.test(copy) || LETTERS.test(spelled(names(form))) || (JOIN.test(copy) && !CODE_WORD.test(own))
}
