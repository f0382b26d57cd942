/** The columns of the file that a merchant uploads, in their order. `merchantMapping` says which is which. */
export const COLUMNS = [
  'order_ref',
  'time',
  'member',
  'sku',
  'name',
  'category',
  'brand',
  'quantity',
  'amount',
] as const

/** One row: a line of a basket. `time` is local and has no zone; `amount` is decimal, in the major unit. */
export type MerchantRow = Record<(typeof COLUMNS)[number], string>

/** What an import of such a file is told about its columns: the `mapping` of `ImportCreate`. */
export const merchantMapping = {
  externalRef: 'order_ref',
  purchasedAt: 'time',
  memberNumber: 'member',
  sku: 'sku',
  name: 'name',
  category: 'category',
  brand: 'brand',
  quantity: 'quantity',
  amount: 'amount',
} as const

/** The first line of the file. */
export const header = (): string => `${COLUMNS.join(',')}\n`

/** One line of the file (RFC 4180: a field with a comma, quote or line break is quoted, quotes doubled). */
export const toLine = (row: MerchantRow): string =>
  `${COLUMNS.map((column) => quote(row[column])).join(',')}\n`

const quote = (field: string): string => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)

/** An instant as such a file writes it: `2017-01-28T14:06:53`, in UTC, whole seconds. */
export const localTime = (at: number): string => new Date(at).toISOString().slice(0, 19)

/** Joins lines into pieces of about `sizeCharacters`, so that a reader is not woken for every row. */
export function* inPieces(lines: Iterable<string>, sizeCharacters = 65_536): Generator<string> {
  let piece = ''
  for (const line of lines) {
    piece += line
    if (piece.length < sizeCharacters) continue
    yield piece
    piece = ''
  }
  if (piece !== '') yield piece
}

/** The whole of a streamed file, for those who want to look at it. */
export async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = ''
  for await (const piece of pieces) text += piece
  return text
}
