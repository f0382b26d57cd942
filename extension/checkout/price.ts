import { minorDigits } from '../../shared/contracts/currency.ts'
import type { Money } from './types.ts'

/** Stands for a decimal separator that the page only drew, as raised cents do. */
export const DRAWN_DECIMAL = '\u2396'

/** Stands in for a currency where none is known: of several that a mark may mean, the likeliest is taken. */
export const LIKELIEST = '?'

// Marks and what they may mean; of several, the store's own currency is believed, and nothing else.
const MARKS = `kr. SEK NOK DKK ISK|kr SEK NOK DKK ISK|kn HRK|€ EUR|£ GBP|¥ JPY CNY|円 JPY|元 CNY TWD|$ USD CAD AUD NZD SGD HKD MXN TWD CLP COP ARS
|US$ USD|CA$ CAD|C$ CAD|AU$ AUD|A$ AUD|NZ$ NZD|S$ SGD|HK$ HKD|NT$ TWD|MX$ MXN|R$ BRL|₹ INR|Rs. INR PKR LKR|Rs INR PKR LKR|₽ RUB|руб. RUB BYN
|руб RUB BYN|р. RUB|zł PLN|Kč CZK|Ft HUF|lei RON|лв. BGN|лв BGN|₺ TRY|TL TRY|₴ UAH|грн. UAH|грн UAH|₪ ILS|₩ KRW|원 KRW|฿ THB|₫ VND|đ VND
|Rp. IDR|Rp IDR|RM MYR|₱ PHP|R ZAR|Fr. CHF|SFr. CHF|د.إ AED|ر.س SAR|﷼ SAR IRR|د.ك KWD|د.ب BHD|د.ت TND|ج.م EGP|ر.ع OMR|د.أ JOD|₦ NGN|KSh KES|₸ KZT|тг KZT|₾ GEL|৳ BDT
|р RUB|din. RSD|дин. RSD|֏ AMD|₼ AZN|CN¥ CNY|RMB CNY|บาท THB|ريال SAR QAR OMR IRR|درهم AED MAD|جنيه EGP|دينار KWD BHD JOD IQD TND|DH MAD AED|DT TND|KD KWD|BD BHD
|ש"ח ILS|ש״ח ILS|S/. PEN|S/ PEN|GH₵ GHS|₵ GHS|₮ MNT|₲ PYG|₡ CRC|Q GTQ|so'm UZS|сўм UZS`
const CODES = `SEK NOK DKK ISK EUR GBP USD CAD AUD NZD SGD HKD TWD JPY CNY KRW INR PKR LKR RUB BYN UAH KZT GEL PLN CZK HUF RON BGN HRK TRY ILS
THB VND IDR MYR PHP BRL MXN CLP COP ARS PEN ZAR NGN KES EGP MAD TND KWD BHD OMR JOD IQD AED SAR QAR CHF BDT RSD MDL AMD AZN UZS IRR GHS`

const MEANINGS = new Map<string, string[]>()
for (const entry of MARKS.split('|')) {
  const [mark, ...currencies] = entry.trim().split(' ')
  MEANINGS.set(mark!.toLowerCase(), currencies)
}
for (const code of CODES.split(/\s+/)) MEANINGS.set(code.toLowerCase(), [code])

const escaped = (text: string): string => text.replace(/[.$*+?^()[\]{}|\\]/g, '\\$&')
const MARK = [...MEANINGS.keys()]
  .sort((a, b) => b.length - a.length)
  .map((mark) => {
    const start = /^\p{L}/u.test(mark) ? '(?<!\\p{L})' : ''
    const end = /\p{L}$/u.test(mark) ? '(?!\\p{L})' : ''
    return `${start}${escaped(mark)}${end}`
  })
  .join('|')

const MINUS = '[-\u2010\u2011\u2012\u2013\u2014\u2212\uff0d]'
// Japanese accounts mark what is taken off with a triangle.
const TAKEN_OFF = `(?:${MINUS}|[▲△])`
const SPACE = '[ \u2007\u2009\u00a0\u202f]'
// Groups after a space or apostrophe have three digits (two in India, before more of them); a dot or comma may stand alone.
const NUMBER = `\\d+(?:(?:${SPACE}|['’‘\`´])\\d{2,3}(?!\\d)(?=(?:\\D|$))|(?:${SPACE}[.,:]|[.${DRAWN_DECIMAL}])${SPACE}?\\d+|[,:]\\d+)*(?:[.,:]${SPACE}?${MINUS}+)?`
const PRICE = new RegExp(
  `(${TAKEN_OFF})?${SPACE}?(?:(${MARK})${SPACE}*)?(${MINUS})?${SPACE}?(${NUMBER})(?:${SPACE}*(${MARK}))?`,
  'giu',
)

const TRAILING_MINUS = new RegExp(`^${SPACE}?${MINUS}(?:${SPACE}*(?:${MARK}))?\\s*$`, 'iu')
/** "12€50": the mark stands where the decimal separator would. */
const MARK_INSIDE = /(?<![€£$]\s?[\d .,]*|[.,]\d*)(\d)\s?([€£])(\d{2})(?![\d.,])/g
/** Numbers that words before them make into something else than an amount. */
const NAMED_NUMBER =
  /(?:sku|ean|isbn|art(?:icle|\.)?|item|ref(?:erence)?|order|id|n[or]\.?|number|code|visa|mastercard|amex|card|ending in|tel|size|week|day|room|kl\.?|klockan|vat no)\s?:?\s?$/iu

const ONE_OF =
  /\d\s?[x×*]\s?$|\d\s(?:\p{L}+[\s-]){0,2}(?:payments?|instal?lments?|delbetalningar|rater|raten|cuotas|mensualités|rate|termijnen|rat|erää|платеж\p{L}*)(?:\s(?:of|à|a|om|på|von|zu|de|da|van|po|по))?\s?$/iu
const RATE =
  /^\s?(?:\/|per |a |i |pr\.? ?|im |al |par |в |每|월|月額)\s?(?:mo(?:nth|nat|is)?|mån|md|mnd|måned|mese|mes|maand|mies|kk|мес|week|vecka|year|år|jahr|月)(?!\p{L})/iu
const DIGIT_BLOCKS = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0xff10]
const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹'

/** One way of writing: ASCII digits, plain separators, no direction marks. */
function plain(text: string): string {
  return text
    .replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹]+/g, (cents) => DRAWN_DECIMAL + [...cents].map((c) => RAISED.indexOf(c)).join(''))
    .replace(/[\u200b-\u200f\u061c\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g, '')
    .replace(/[\u00a0\u2000-\u200a\u202f\u205f\u3000\s]/g, ' ')
    .replace(/\p{Nd}/gu, (digit) => {
      const point = digit.codePointAt(0)!
      const block = DIGIT_BLOCKS.find((start) => point >= start && point < start + 10)
      return block === undefined ? digit : String(point - block)
    })
    .replace(/٫/g, DRAWN_DECIMAL)
    .replace(/[٬]/g, "'")
    .replace(/，/g, ',')
    .replace(/．/g, '.')
    .replace(/￥/g, '¥')
    .replace(/＄/g, '$')
    .replace(/￦/g, '₩')
    .replace(MARK_INSIDE, `$1${DRAWN_DECIMAL}$3 $2`)
}

/** `null` where the digits could be grouped in no way that people write. */
function minorUnits(written: string, digits: number): number | null {
  const text = written.replace(WITHOUT_CENTS, '').replace(/ ?([.,:\u2396]) ?/g, '$1')
  const separators = [...text.matchAll(/\D/g)]
  const last = separators.at(-1)
  const tail = last ? text.length - last.index - 1 : 0

  const kinds = new Set(separators.map((s) => s[0]))
  const always = last !== undefined && (last[0] === DRAWN_DECIMAL || last[0] === ':')
  // A lone separator before three digits groups them, except where the currency itself has three.
  const alone = separators.filter((s) => s[0] === last?.[0]).length === 1
  const groups =
    last !== undefined &&
    (/[ '’‘`´]/.test(last[0]) || !alone || (tail === 3 && digits !== 3 && kinds.size === 1))
  const decimal = last !== undefined && (always || !groups)

  const whole = decimal ? text.slice(0, last.index) : text
  const fraction = decimal ? text.slice(last.index + 1) : ''
  const [first, ...rest] = whole.split(/\D/)
  // Groups of two are India's, and written with commas alone.
  const indian = (i: number): boolean => i < rest.length - 1 && whole.includes(',')
  if (rest.some((group, i) => group.length !== 3 && !(group.length === 2 && indian(i)))) return null
  if (rest.length > 0 && (first!.length > 3 || first === '0')) return null
  // Grouping by two marks at once is nobody's way of writing.
  if (new Set([...whole].filter((c) => /\D/.test(c))).size > 1) return null

  if (fraction.length > Math.max(digits, 2)) return null
  // Zero-decimal prices are sometimes written with ".00"; a real fraction of the smallest unit can't be.
  if (fraction.length > digits && /[1-9]/.test(fraction.slice(digits))) return null
  const amount = Number(first + rest.join('') + fraction.slice(0, digits).padEnd(digits, '0'))
  return Number.isSafeInteger(amount) ? amount : null
}

/** Which currency two marks around a number mean, given the store's own. `null`: they don't say, or disagree. */
function meaning(marks: string[], currency: string): string | null {
  const sets = marks.map((mark) => MEANINGS.get(mark.toLowerCase()) ?? [])
  if (sets.length === 0) return currency === LIKELIEST ? null : currency
  const possible = sets.reduce((a, b) => a.filter((c) => b.includes(c)))
  if (possible.includes(currency)) return currency
  if (currency === LIKELIEST) return possible[0] ?? null
  return possible.length === 1 ? possible[0]! : null
}

/** "197:-" and "3 999,-": only money is written so. */
const WITHOUT_CENTS = new RegExp(`[.,:] ?${MINUS}+$`, 'u')

/** A price and where in the text it stands. `marked`: a currency stood beside it, or a dash for its cents. */
export interface PriceInText extends Money {
  index: number
  marked: boolean
  /** It is one of several payments, or a rate: "4 × $25.00", "$9.00 a month". */
  part: boolean
}

/** Every price in a text, in order. Counts, percentages and sizes are no prices. */
export function findPrices(text: string, hint: { currency: string }): PriceInText[] {
  const source = plain(text)
  const found: PriceInText[] = []
  const pattern = new RegExp(PRICE)
  for (let match = pattern.exec(source); match; match = pattern.exec(source)) {
    const [all, minusBefore, markBefore, minusInside, written] = match
    let markAfter = match[5]
    let end = match.index + all.length
    // In "$10.00 $8.00" the second mark is the second price's.
    if (markBefore && markAfter && /^\s?\d/.test(source.slice(end))) {
      end = pattern.lastIndex = end - markAfter.length
      markAfter = undefined
    }
    const marks = [markBefore, markAfter].filter((mark) => mark !== undefined)
    const before = source.slice(0, match.index)
    const after = source.slice(end)
    if (/^\s?%|^\d/.test(after) || (/^\d/.test(all) && /(?:[\d%]|(?<!\p{L})[.,])$/u.test(before))) continue
    // A part of a date, and of a number that is half written in words.
    if (/\d\s?[/]\s?$|\d[万億亿千만억]\s?$/u.test(before)) continue
    const isMarked = marks.length > 0 || WITHOUT_CENTS.test(written!)
    if (!isMarked) {
      if (NAMED_NUMBER.test(before)) continue
      // A bare number is a price only if nothing around it says what else it counts.
      if (
        /^\s?\p{L}|^\)|^[\s]?[x×*/]/u.test(after) ||
        /[\p{L}(#x×*]\s?$/u.test(before.replace(/\p{L}{2,}:?\s*$/u, ''))
      )
        continue
    }
    const currency = meaning(marks, hint.currency)
    if (currency === null) continue
    const amount = minorUnits(written!, minorDigits(currency))
    if (amount === null) continue
    // A dash that joins two words or two numbers is no minus.
    const joined = minusBefore !== undefined && /[\d\p{L}]$/u.test(before)
    const negative =
      (minusBefore !== undefined && !joined) ||
      minusInside !== undefined ||
      TRAILING_MINUS.test(after) ||
      (/\($/.test(before) && /^\)/.test(after))
    found.push({
      amountMinor: negative ? -amount : amount,
      currency,
      index: match.index,
      marked: isMarked,
      part: ONE_OF.test(before) || RATE.test(after),
    })
  }
  return found
}

/**
 * The one price that a text holds, in minor units; negative where it is written with a minus or in brackets.
 * `null`: there is none, there are several, or it can't be told which currency is meant.
 */
export function parsePrice(text: string, hint: { currency: string }): Money | null {
  const prices = findPrices(text, hint)
  const marked = prices.filter((price) => price.marked)
  const [first, ...others] = marked.length > 0 ? marked : prices
  if (!first || others.some((o) => o.amountMinor !== first.amountMinor || o.currency !== first.currency))
    return null
  return { amountMinor: first.amountMinor === 0 ? 0 : first.amountMinor, currency: first.currency }
}
