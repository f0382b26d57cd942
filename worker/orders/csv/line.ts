import type { z } from 'zod'
import {
  Buyer,
  type ColumnMapping,
  type ImportHeader,
  type ImportSettings,
  Line,
  minorDigits,
  PurchaseCreate,
  Region,
} from '../../../shared/contracts/index.ts'
import { readAmount } from './amount.ts'
import { readTime } from './time.ts'

/** What a row says of its purchase rather than of its line. The rows of one purchase agree on it. */
export type Head = Pick<PurchaseCreate, 'purchasedAt' | 'region'> & z.infer<typeof Buyer>

/** Why a row is not taken, and in which column. `isNoSale`: its purchase lacks nothing without it. */
export interface Refusal {
  column: string | null
  reason: string
  isNoSale?: true
}

/**
 * A row understood. `externalRef` is `null` where nobody can say for sure whose row it is; `guessedRef` is then what
 * stands where the reference would.
 */
export interface ReadLine {
  externalRef: string | null
  guessedRef?: string | undefined
  taken: { line: Line; head: Head } | null
  refusal: Refusal | null
}

/** Reads the fields of one row into a line of a purchase. */
export type LineReader = (fields: string[]) => ReadLine

/** What decoding puts in place of bytes that are no UTF-8. */
const REPLACEMENT = '\ufffd'

/** A reader of rows for one file: its columns are looked up once. */
export function lineReader(
  header: ImportHeader,
  { mapping, currency, timeZone }: ImportSettings,
): LineReader {
  const { delimiter, columns } = header
  const indexes = new Map(Object.entries(mapping).map(([field, name]) => [field, columns.indexOf(name)]))
  const digits = minorDigits(currency)
  const nameOf = (field: PropertyKey | undefined) => mapping[field as keyof ColumnMapping] ?? null

  return (fields) => {
    const text = (field: keyof ColumnMapping): string => fields[indexes.get(field) ?? -1]?.trim() ?? ''
    const refuse = (externalRef: string | null, column: string | null, reason: string): ReadLine => ({
      externalRef,
      taken: null,
      refusal: { column, reason },
    })
    if (fields.length !== columns.length) {
      const reason = `has ${fields.length} fields where the header has ${columns.length}`
      return { ...refuse(null, null, reason), guessedRef: text('externalRef') || undefined }
    }
    const ref = PurchaseCreate.shape.externalRef.safeParse(text('externalRef'))
    if (!ref.success || ref.data.includes(REPLACEMENT)) {
      return refuse(null, mapping.externalRef, ref.success ? 'is not UTF-8' : firstReason(ref.error))
    }
    const garbled = fields.findIndex((field) => field.includes(REPLACEMENT))
    if (garbled >= 0) return refuse(ref.data, columns[garbled] ?? null, 'is not UTF-8')

    const time = readTime(text('purchasedAt'), timeZone)
    if ('reason' in time) return refuse(ref.data, mapping.purchasedAt, time.reason)
    const amount = readAmount(text('amount'), digits, delimiter !== ',')
    if ('reason' in amount) return refuse(ref.data, mapping.amount, amount.reason)
    if (!/^0*[1-9]\d{0,6}$/.test(text('quantity'))) {
      const reason = 'must be a whole number above 0'
      const isNoSale = /^0+$/.test(text('quantity')) && amount.value === 0
      const refused = refuse(ref.data, mapping.quantity, reason)
      return isNoSale ? { ...refused, refusal: { column: mapping.quantity, reason, isNoSale } } : refused
    }
    const line = Line.safeParse({
      sku: text('sku'),
      name: text('name') || undefined,
      category: text('category') || undefined,
      brand: text('brand') || undefined,
      quantity: Number(text('quantity')),
      amountMinor: amount.value,
    })
    if (!line.success) return refuse(ref.data, nameOf(line.error.issues[0]?.path[0]), firstReason(line.error))
    const buyer = Buyer.safeParse({
      memberNumber: text('memberNumber') || undefined,
      emailHash: text('emailHash').toLowerCase() || undefined,
    })
    if (!buyer.success)
      return refuse(ref.data, nameOf(buyer.error.issues[0]?.path[0]), firstReason(buyer.error))
    const region = Region.optional().safeParse(text('region').toUpperCase() || undefined)
    if (!region.success) return refuse(ref.data, nameOf('region'), firstReason(region.error))

    const head = { purchasedAt: time.value, region: region.data, ...buyer.data }
    return { externalRef: ref.data, taken: { line: line.data, head }, refusal: null }
  }
}

/** The first thing amiss, in the words of somebody who sees a table. */
function firstReason(error: z.ZodError): string {
  const [issue] = error.issues
  if (issue?.code === 'too_small' && issue.origin === 'string') return 'is empty'
  if (issue?.code === 'too_big' && issue.origin === 'string')
    return `is longer than ${issue.maximum} characters`
  if (issue?.code === 'too_big') return `is more than ${issue.maximum}`
  return issue?.message ?? 'is not as agreed'
}
