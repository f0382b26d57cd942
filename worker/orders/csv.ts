import {
  type ColumnMapping,
  DomainError,
  type ImportHeader,
  type ImportRefusal,
  type ImportSettings,
  MAX_AMOUNT,
  type PurchaseCreate,
} from '../../shared/contracts/index.ts'
import { readHeader } from './csv/header.ts'
import { type Head, lineReader, type ReadLine } from './csv/line.ts'
import { gather, MAX_ROW_BYTES, type Place, type Row, streamRows } from './csv/rows.ts'

export type { Place } from './csv/rows.ts'

/** The most rows of a purchase, as many as the contract allows lines. Further ones would be another purchase. */
const MAX_ROWS = 500

/** How much of a refused row is kept, in characters: enough to find it by. */
const CONTENT_CHARACTERS = 200

/** Rows that stand together under one reference, and what they come to. */
export interface RowGroup {
  /** `null`: not one of the rows could be taken. */
  purchase: PurchaseCreate | null
  refusals: ImportRefusal[]
  /** The rows of the purchase as refusals, should the whole purchase be refused. */
  refuseAll(reason: string): ImportRefusal[]
  rows: number
  /** The place behind the rows: the next row, or the end of the file. */
  end: Place
}

/** How a stretch of a file is read. */
export interface CsvStretch {
  settings: ImportSettings
  from: Place
  /** `null` at the start of the file, where the header is still to be read. */
  header: ImportHeader | null
  /** Asked when the stream has ended: whether the file ends there too. If not, its last purchase is left. */
  isEnd(): boolean
}

/**
 * Reads a stretch of a merchant's CSV file into purchases. A pure function of the bytes: however a file is cut into
 * stretches, each beginning where the one before it had come to, the same purchases and refusals come out.
 *
 * A purchase with a refused row is taken without it: its total is the sum of the rows that were taken.
 *
 * @throws DomainError invalid_request: the header lacks a mapped column
 */
export async function* readPurchases(
  source: AsyncIterator<Uint8Array>,
  stretch: CsvStretch,
): AsyncGenerator<{ header: ImportHeader; group: RowGroup }> {
  const opened = stretch.header
    ? { header: stretch.header, place: stretch.from, bytes: new Uint8Array() }
    : await openFile(source, stretch.settings.mapping, stretch.isEnd)
  if (!opened) return
  const { header, place, bytes } = opened
  const dialect = { delimiter: header.delimiter, width: header.columns.length }
  const read = lineReader(header, stretch.settings)
  const runs = streamRows(source, place, bytes, dialect, stretch.isEnd)

  let [open, end]: [OpenGroup, Place] = [{ externalRef: null, rows: [] }, place]
  for (;;) {
    const run = await runs.next()
    if (run.done) {
      // The last group is whole only if the file is: its next row may be in bytes to come.
      if (run.value && stretch.isEnd()) yield { header, group: closeGroup(open, end, stretch.settings) }
      return
    }
    for (const row of run.value.rows) {
      const reading: ReadLine = row.fields
        ? read(row.fields)
        : { externalRef: null, taken: null, refusal: { column: null, reason: row.problem ?? '' } }
      const ref = reading.externalRef
      const isNext = ref !== null && open.externalRef !== null && ref !== open.externalRef
      if (isNext || open.rows.length >= MAX_ROWS) {
        yield { header, group: closeGroup(open, row.at, stretch.settings) }
        open = { externalRef: null, rows: [] }
      }
      open.externalRef ??= ref
      open.rows.push({ row, reading })
    }
    end = run.value.next
  }
}

interface OpenGroup {
  externalRef: string | null
  rows: { row: Row; reading: ReadLine }[]
}

/** The header of a file and what was read beyond it; `null` if the stretch ends within the header. */
async function openFile(source: AsyncIterator<Uint8Array>, mapping: ColumnMapping, isEnd: () => boolean) {
  const start = (await gather(source, new Uint8Array())) ?? new Uint8Array()
  const header = readHeader(start, mapping, start.length <= MAX_ROW_BYTES && isEnd())
  if (!header) {
    if (start.length < MAX_ROW_BYTES && !isEnd()) return null
    throw new DomainError('invalid_request', 'The file does not begin with a header row')
  }
  const { delimiter, columns, bytes, lines } = header
  const place: Place = { offsetBytes: bytes, line: 1 + lines }
  return { header: { delimiter, columns }, place, bytes: start.subarray(bytes) }
}

function closeGroup(open: OpenGroup, end: Place, settings: ImportSettings): RowGroup {
  const refusals: ImportRefusal[] = []
  const taken: Row[] = []
  const lines: PurchaseCreate['lines'] = []
  let first: Head | null = null
  for (const { row, reading } of open.rows) {
    if (!reading.taken) {
      refusals.push(refusalOf(row, reading.refusal?.column ?? null, reading.refusal?.reason ?? ''))
      continue
    }
    const { line, head } = reading.taken
    first ??= head
    const differs = differingColumn(first, head, settings.mapping)
    if (differs) {
      refusals.push(refusalOf(row, differs, 'is not what the first line of this purchase says'))
      continue
    }
    lines.push(line)
    taken.push(row)
  }
  const totalMinor = lines.reduce((sum, line) => sum + line.amountMinor, 0)
  const refuseAll = (reason: string) => taken.map((row) => refusalOf(row, null, reason))
  const group = { refusals, refuseAll, rows: open.rows.length, end }
  if (!first || open.externalRef === null) return { ...group, purchase: null }
  if (totalMinor > MAX_AMOUNT) {
    const reason = `the purchase comes to more than ${MAX_AMOUNT} minor units`
    return { ...group, purchase: null, refusals: [...refusals, ...refuseAll(reason)] }
  }
  const { purchasedAt, region, ...buyer } = first
  const purchase = {
    storeId: settings.storeId,
    externalRef: open.externalRef,
    purchasedAt,
    currency: settings.currency,
    totalMinor,
    shippingMinor: 0,
    lines,
    codes: [],
    buyer,
    region,
  }
  return { ...group, purchase }
}

function differingColumn(first: Head, other: Head, mapping: ColumnMapping): string | null {
  for (const field of ['purchasedAt', 'memberNumber', 'emailHash', 'region'] as const) {
    if (first[field] !== other[field]) return mapping[field] ?? null
  }
  return null
}

function refusalOf(row: Row, column: string | null, reason: string): ImportRefusal {
  const text = new TextDecoder().decode(row.bytes.subarray(0, CONTENT_CHARACTERS * 4))
  return { line: row.at.line, column, reason, content: text.trimEnd().slice(0, CONTENT_CHARACTERS) }
}
