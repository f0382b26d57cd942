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
import { type RefusalWriter, refusalWriter } from './csv/refusal.ts'
import { gather, MAX_ROW_BYTES, type Place, type Row, streamRows } from './csv/rows.ts'

export type { Place } from './csv/rows.ts'

/** The most rows of a purchase, as many as the contract allows lines. One with more is refused. */
const MAX_ROWS = 500

/** How far into a line that can't be taken apart its reference is looked for, in bytes. */
const MAX_GUESSED_BYTES = 1_000

/** Rows that stand together under one reference, and what they come to. */
export interface RowGroup {
  /** `null`: it is refused, every row of it. */
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
 * A purchase with a refused row is refused whole, so that the corrected file can be sent again: taken without the row,
 * it would stand in the way of itself. A row of quantity 0 and amount 0 is no sale, as tills write them when a line is
 * voided: it is left out and reported, and its purchase is taken. So is a row that is nobody's for sure, unless what
 * stands where its reference would is the purchase beside it.
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
  const report = refusalWriter(header, stretch.settings)
  const close = (group: OpenGroup, end: Place, next: string | null) => {
    // Whoever goes on from here, in this request or another, must know that the purchase before was cut.
    const isCut = group.externalRef !== null && group.externalRef === next
    const wasCut = group.externalRef !== null && group.externalRef === overlongRef
    if (isCut) overlongRef = next
    else if (group.externalRef !== null && !wasCut) overlongRef = undefined
    const { delimiter, columns } = header
    return {
      header: overlongRef === undefined ? { delimiter, columns } : { delimiter, columns, overlongRef },
      group: closeGroup(group, end, stretch.settings, report, isCut || wasCut),
    }
  }
  let overlongRef = header.overlongRef
  const runs = streamRows(source, place, bytes, dialect, stretch.isEnd)

  let [open, end]: [OpenGroup, Place] = [{ externalRef: null, rows: [] }, place]
  for (;;) {
    const run = await runs.next()
    if (run.done) {
      // The last group is whole only if the file is: its next row may be in bytes to come.
      if (run.value && stretch.isEnd()) yield close(open, end, null)
      return
    }
    for (const row of run.value.rows) {
      const reading: ReadLine = row.fields
        ? read(row.fields)
        : {
            externalRef: null,
            guessedRef: guessReference(row, header, stretch.settings),
            taken: null,
            refusal: { column: null, reason: row.problem ?? '' },
          }
      const ref = reading.externalRef
      const isNext = ref !== null && open.externalRef !== null && ref !== open.externalRef
      if (isNext) {
        const mine = ownFromTail(open, ref)
        const first = mine[0]?.row ?? row
        yield close({ ...open, rows: open.rows.slice(0, open.rows.length - mine.length) }, first.at, null)
        open = { externalRef: null, rows: mine }
      } else if (open.rows.length >= MAX_ROWS) {
        yield close(open, row.at, ref ?? reading.guessedRef ?? null)
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

/** The rows at a group's end that can't be read and look like the next purchase's, from the first such on. */
function ownFromTail({ rows }: OpenGroup, next: string): OpenGroup['rows'] {
  const tail = rows.findLastIndex(({ reading }) => reading.externalRef !== null) + 1
  const first = rows.findIndex(({ reading }, index) => index >= tail && reading.guessedRef === next)
  return first < 0 ? [] : rows.slice(first)
}

/** What stands where the reference would, in a line that can't be taken apart. */
function guessReference(
  row: Row,
  { delimiter, columns }: ImportHeader,
  { mapping }: ImportSettings,
): string | undefined {
  const fields = new TextDecoder().decode(row.bytes.subarray(0, MAX_GUESSED_BYTES)).split(delimiter)
  return fields[columns.indexOf(mapping.externalRef)]?.trim() || undefined
}

/** The header of a file and what was read beyond it; `null` if the stretch ends within the header. */
async function openFile(
  source: AsyncIterator<Uint8Array>,
  mapping: ColumnMapping,
  isEnd: () => boolean,
): Promise<{ header: ImportHeader; place: Place; bytes: Uint8Array } | null> {
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

function closeGroup(
  open: OpenGroup,
  end: Place,
  settings: ImportSettings,
  refusalOf: RefusalWriter,
  isOverlong: boolean,
): RowGroup {
  const refusals: ImportRefusal[] = []
  const taken: Row[] = []
  const lines: PurchaseCreate['lines'] = []
  let first: Head | null = null
  let isWhole = true
  for (const { row, reading } of open.rows) {
    if (!reading.taken) {
      const { column = null, reason = '', isNoSale = false } = reading.refusal ?? {}
      refusals.push(refusalOf(row, column, reason))
      if (!isNoSale && (reading.externalRef ?? reading.guessedRef) === open.externalRef) isWhole = false
      continue
    }
    const { line, head } = reading.taken
    first ??= head
    const differs = differingColumn(first, head, settings.mapping)
    if (differs) {
      refusals.push(refusalOf(row, differs, 'is not what the first line of this purchase says'))
      isWhole = false
      continue
    }
    lines.push(line)
    taken.push(row)
  }
  const totalMinor = lines.reduce((sum, line) => sum + line.amountMinor, 0)
  const refuseAll = (reason: string) => taken.map((row) => refusalOf(row, null, reason))
  const group = { refusals, refuseAll, rows: open.rows.length, end }
  if (!first || open.externalRef === null) return { ...group, purchase: null }
  const reason = isOverlong
    ? `the purchase has more than ${MAX_ROWS} lines`
    : !isWhole
      ? 'another line of this purchase was refused'
      : totalMinor > MAX_AMOUNT
        ? `the purchase comes to more than ${MAX_AMOUNT} minor units`
        : null
  if (reason !== null) {
    const all = [...refusals, ...refuseAll(reason)].sort((a, b) => a.line - b.line)
    return { ...group, purchase: null, refusals: all }
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
    benefits: [],
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
