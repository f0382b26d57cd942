import {
  type ColumnMapping,
  DomainError,
  type FieldIssue,
  type ImportHeader,
} from '../../../shared/contracts/index.ts'
import { countLines, endsLine, parseRecords } from './records.ts'

const DELIMITERS: ImportHeader['delimiter'][] = [',', ';', '\t']
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf]

/**
 * The header row at the very start of a file, with the bytes and lines it takes, a byte order mark included.
 * The delimiter is the one under which most of the mapped columns are there. `null`: the row is not whole yet.
 *
 * @throws DomainError invalid_request: a mapped column is missing, or there twice
 */
export function readHeader(
  start: Uint8Array,
  mapping: ColumnMapping,
  isEnd: boolean,
): (ImportHeader & { bytes: number; lines: number }) | null {
  const mark = BYTE_ORDER_MARK.every((byte, index) => start[index] === byte) ? BYTE_ORDER_MARK.length : 0
  const wanted = Object.values(mapping)
  const readings = DELIMITERS.flatMap((delimiter) => {
    const [first] = parseRecords(start.subarray(mark), delimiter, 1)
    if (!first || !(isEnd || endsLine(start.subarray(0, mark + first.info.bytes)))) return []
    const columns = first.record.map((name) => name.trim())
    const found = wanted.filter((name) => columns.includes(name)).length
    return [{ delimiter, columns, found, bytes: mark + first.info.bytes }]
  })
  const [best] = readings.sort((a, b) => b.found - a.found)
  if (!best) return null
  const { delimiter, columns, bytes } = best
  assertColumns(columns, mapping)
  return { delimiter, columns, bytes, lines: countLines(start.subarray(0, bytes)) }
}

function assertColumns(columns: string[], mapping: ColumnMapping): void {
  const issues: FieldIssue[] = []
  for (const [field, name] of Object.entries(mapping)) {
    const times = columns.filter((column) => column === name).length
    if (times === 1) continue
    const message =
      times === 0 ? `the file has no column "${name}"` : `the file has ${times} columns "${name}"`
    issues.push({ path: `/mapping/${field}`, message })
  }
  const [first] = issues
  if (first)
    throw new DomainError('invalid_request', `${first.message}; it has: ${columns.join(', ')}`, { issues })
}
