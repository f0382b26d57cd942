import { controlText, parentOf, spacedText } from './dom.ts'
import { said, spelled } from './field-words.ts'
import { attribute, matches, nameOf, query, textOf } from './natives.ts'
import { CODE_PARTS, CODE_WORD, CROSS, REMOVE, REMOVE_MORE } from './words.ts'

/** What a line of the basket is called, and what only goods have: a picture, a way to change how many, a page of their own. */
const LINE_PARTS =
  /(?:cart|line|basket|bag|order|product)[-_ ]{0,2}(?:item|line|row|product|card|tile)(?!s[-_ ]?(?:total|summar))|mini.?cart.{0,4}item|(?<![a-z])(?:product|sku)(?![a-z])|varurad|produkt/i
const QUANTITY =
  'input[type="number" i], input[name*="qty" i], input[name*="quantity" i], select[name*="qty" i], select[name*="quantity" i], [class*="quantity" i], [class*="qty" i]'
const MAX_UP = 6
const MAX_LINE = 400

/** A link that leads to goods: it has words, and stays on no page of its own. */
const leadsToGoods = (link: Element, control: Element): boolean => {
  const text = textOf(link).trim()
  if (link === control || link.contains(control) || !/\p{L}{3}/u.test(text) || REMOVE.test(text)) return false
  return !CODE_PARTS.test(text) && !CODE_PARTS.test(attribute(link, 'href'))
}

const PRICE = /\p{Sc}\s?\d|\d\s?(?:\p{Sc}|kr(?!\p{L})|руб)/u
const TAKEN_OFF = /[-\u2010-\u2015\u2212]\s*\p{Sc}?\s*\p{Sc}?\d[\d.,\s]*|\p{Sc}?\d[\d.,]* ?%/gu

const PRESSED = 'button, a, [role="button"]'
const takesOut = (control: Element): boolean => {
  const text = controlText(control)
  return REMOVE.test(text) || CROSS.test(text)
}

/** Whether a control stands in a line of goods: whatever it takes out, it is not only a code. */
function inLineOfGoods(control: Element): boolean {
  let at = parentOf(control)
  for (let up = 0; at && up < MAX_UP; up++, at = parentOf(at)) {
    if (/^(?:body|main|form|table|tbody|ul|ol)$/.test(nameOf(at)) || textOf(at).length > MAX_LINE)
      return false
    const own = spelled(said(at, ['class', 'id', 'data-testid']))
    const forCode = CODE_PARTS.test(own)
    // Around a second thing that takes out stands the basket, not a line of it.
    if (query(at, PRESSED).filter(takesOut).length > 1) return false
    if (!forCode && LINE_PARTS.test(said(at, ['class', 'id', 'data-testid']))) return true
    if (query(at, QUANTITY).length > 0) return true
    const links = query(at, 'a[href]').filter((link) => leadsToGoods(link, control))
    const pictured = query(at, 'img').some((image) =>
      /product|\/p\/|\.(?:jpe?g|webp)/i.test(attribute(image, 'src')),
    )
    const priced = PRICE.test(spacedText(at).replace(TAKEN_OFF, ' '))
    if (!forCode && (pictured || links.length > 0) && (priced || pictured)) return true
    if (forCode) return false
  }
  return false
}

/** Where a control stands. A form with nothing in it but its control is part of the control. */
export function placeOf(control: Element): Element | null {
  const around = parentOf(control)
  const isForm = around !== null && nameOf(around) === 'form'
  return isForm && spacedText(around).trim() === spacedText(control).trim() ? parentOf(around) : around
}

/** Whether a control takes out more than a code: goods, a gift that came with it, everything. */
export const takesMore = (control: Element): boolean =>
  REMOVE_MORE.test(controlText(control)) || inLineOfGoods(control)

/** Small words beside a code that name nothing. */
const FILLER =
  /(?<!\p{L})(?:from|the|your|my|this|of|in|to|is|off|on|cart|basket|bag|order|applied|active|used|saved?|saving|från|varukorg(?:en)?|din|min|den|fra|kurv(?:en)?|handlekurv(?:en)?|использован|применен|применён|из|корзины|aus|dem|warenkorb|du|de|panier|del|carrito|dal|carrello|uit|winkelwagen|z|koszyka|aktiv|använd|tillagd|brukt|brugt|code|btn|button|link|icon|tag)(?!\p{L})/giu
const ALL = (pattern: RegExp): RegExp => new RegExp(pattern.source, 'giu')
const ALL_REMOVE = ALL(REMOVE)
const ALL_CODE = ALL(CODE_PARTS)
const ALL_CODE_WORD = ALL(CODE_WORD)

/** The letters of a text that are neither the code nor said of codes. */
function beyond(text: string, named: RegExp): number {
  const rest = text
    .replace(ALL(named), ' ')
    .replace(TAKEN_OFF, ' ')
    .replace(ALL_REMOVE, ' ')
    .replace(ALL_CODE, ' ')
    .replace(ALL_CODE_WORD, ' ')
    .replace(FILLER, ' ')
  return rest.replace(/[^\p{L}]/gu, '').length
}

/** Whether a control's own name, or what it carries for the shop's scripts, is this code and nothing that is sold. */
export function namesCodeOnly(control: Element, code: string, named: RegExp): boolean {
  const text = controlText(control)
  if (named.test(text)) return saysCode(text, named)
  for (const { name, value } of [...control.attributes].slice(0, 30)) {
    if (name === 'class' || value.length > 400 || !named.test(value)) continue
    if (value.trim().toLowerCase() === code.toLowerCase()) return true
    const words = spelled(value)
    if (!GOODS.test(words) && (CODE_PARTS.test(words) || beyond(words, named) === 0)) return true
  }
  return false
}

const GOODS = /product|(?<![a-z])(?:sku|item|line|gift|all)(?![a-z])/i
// One short word more than is known is a language's own "from the basket".
const saysCode = (text: string, named: RegExp): boolean =>
  CODE_PARTS.test(text) || CODE_WORD.test(text) ? true : beyond(text, named) === 0

/** Whether what stands around a control is the row of this code: it says little else, or is called after codes. */
export function isCodesRow(around: Element, text: string, named: RegExp): boolean {
  const rest = beyond(text.replace(CROSS, ' ').replace(/[×✕✖✗⨯🗑]/gu, ' '), named)
  if (rest <= 2) return true
  let about = text
  for (let at: Element | null = around, up = 0; at && up < 3; up++, at = parentOf(at))
    if (!matches(at, 'body, main, form'))
      about += ` ${spelled(said(at, ['class', 'id', 'data-testid', 'aria-label']))}`
  return CODE_PARTS.test(about.replace(ALL(named), ' ')) && rest <= 60
}
