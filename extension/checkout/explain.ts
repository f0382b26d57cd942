import { codePattern } from './field.ts'
import { without } from './runs/codes.ts'
import type { PageEvidence, SummaryRow } from './types.ts'
import { CODE_PARTS, DISCOUNT_ROW, FREE } from './words.ts'

/** The highest rate that a total holds tax at, with some to spare: a discount shown without tax lowers the total by more. */
const WITH_TAX = 1.3
/** A code as shops write those of others: capitals and digits, at least four of them. */
const CODE_LIKE = /(?<![\p{L}\d])(?=[A-Z\d_-]*[A-Z])[A-Z\d][A-Z\d_-]{3,29}(?![\p{L}\d])/gu

/** What the rows that changed say of a fall of the total. */
export interface Cause {
  /** A discount came whose amount is the fall, tax worked out again: it may be the code's. */
  explained: boolean
  /** The same, and the row is the code's by name, or nobody else's. */
  ours: boolean
  /** Points, a gift card, another code, a cheaper delivery, a tax that fell away or a line that is gone has a part in it. */
  other: boolean
}

const sum = (rows: SummaryRow[]): number => rows.reduce((all, row) => all + Math.abs(row.amountMinor), 0)
const of = (rows: SummaryRow[], kind: SummaryRow['kind']): SummaryRow[] =>
  rows.filter((row) => row.kind === kind)
const distinct = (rows: SummaryRow[]): SummaryRow[] => [
  ...new Map(rows.map((row) => [`${row.text} ${row.amountMinor}`, row])).values(),
]
const isIn = (rows: SummaryRow[], row: SummaryRow): boolean =>
  rows.some((one) => one.amountMinor === row.amountMinor && nameOf(one) === nameOf(row))
const nameOf = ({ text }: SummaryRow): string => text.replace(/[^\p{L}]+/gu, ' ').trim()

/** By how much the rows of a kind went down, each counted once however often the page repeats it. */
const fell = (kind: SummaryRow['kind'], before: PageEvidence, now: PageEvidence): number =>
  sum(distinct(of(before.rows, kind))) - sum(distinct(of(now.rows, kind)))

/** Whether a credit is there that was not, or one that was there has grown. What is only earned shrinks with the total. */
function creditCame(named: RegExp, before: PageEvidence, now: PageEvidence): boolean {
  return of(now.rows, 'credit').some((row) => {
    // A row that names the code is the code's, whatever else it is called.
    if (row.amountMinor === 0 || named.test(row.text)) return false
    const same = of(before.rows, 'credit').filter((one) => nameOf(one) === nameOf(row))
    return same.length === 0 || sum([row]) > Math.max(...same.map((one) => sum([one])))
  })
}

/** Accounts for a fall of the total by the rows beside it. `gone`: amounts that are not shown any more. All in minor units. */
export function explain(
  code: string,
  before: PageEvidence,
  now: PageEvidence,
  fall: number,
  gone: number[],
): Cause {
  const named = codePattern(code)
  const ours = (row: SummaryRow): boolean => named.test(row.text)
  const came = [...of(now.rows, 'discount'), ...of(now.rows, 'credit').filter(ours)].filter(
    (row) => row.amountMinor !== 0 && !isIn(before.rows, row),
  )
  const shippingFell = fell('shipping', before, now)
  const taxFell = fell('tax', before, now)
  const discounts = [...of(before.rows, 'discount')]
  const amounts = [
    ...came.map((row) => Math.abs(row.amountMinor)),
    sum(came),
    sum(distinct(came)),
    sum(distinct(of(now.rows, 'discount'))) - sum(distinct(discounts)),
  ].filter((amount) => amount > 0)
  const fits = (amount: number): boolean =>
    fall === amount ||
    fall === amount + taxFell ||
    (shippingFell === 0 && fall >= amount && fall <= amount * WITH_TAX + 1)
  const explained = fall > 0 && amounts.some(fits)
  const codeLike = (row: SummaryRow): boolean =>
    !ours(row) && (row.text.match(CODE_LIKE) ?? []).some((one) => !isWord(one))
  const foreign =
    // A lone word in a row may be the offer's name; somebody else's code has digits or is all capitals.
    without(now.codes, [...before.codes, code]).some((one) => /\d|^[A-Z_-]+$/.test(one)) ||
    came.some(codeLike)
  const freeByCode = now.rows.some((row) => ours(row) && FREE.test(row.text))
  const most = Math.max(0, ...amounts)
  const short = !explained && came.length > 0 && fall > most * WITH_TAX + 1 && !freeByCode
  const byItself =
    came.length === 0 &&
    fall > 0 &&
    ((taxFell >= fall && taxFell > 0) || (shippingFell > 0 && sum(of(now.rows, 'shipping')) > 0))
  const aside = [...of(before.rows, 'shipping'), ...of(before.rows, 'tax')].map((row) =>
    Math.abs(row.amountMinor),
  )
  const lineGone = fall > 0 && !explained && gone.includes(fall) && !aside.includes(fall)
  return {
    explained,
    ours: explained && came.some((row) => ours(row) || isPlain(row)),
    other: foreign || short || byItself || lineGone || creditCame(named, before, now),
  }
}

/** Capitals that are a heading's, not a code's: "DISCOUNT". */
const isWord = (text: string): boolean =>
  DISCOUNT_ROW.test(text) || CODE_PARTS.test(text) || /^[A-Z]+$/.test(text)

/** A row that names a discount and nothing that it is for: "Discount", "Rabatt (10%)". */
const isPlain = (row: SummaryRow): boolean => {
  const left = row.text
    .replace(new RegExp(DISCOUNT_ROW.source, 'giu'), ' ')
    .replace(new RegExp(CODE_PARTS.source, 'giu'), ' ')
    .replace(/(?<!\p{L})(?:code|kode?n?|код|off|total|your|din|ваша?|order|basket|cart)(?!\p{L})/giu, ' ')
    .replace(/[^\p{L}]/gu, '')
  return left.length <= 3
}
