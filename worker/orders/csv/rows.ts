import { countLines, endsLine, NEWLINE, parseRecords } from './records.ts'

/** A place between two rows of a file: bytes before it, and the number of the line that starts there, from 1. */
export interface Place {
  offsetBytes: number
  line: number
}

/** A row as it stands in the file. `fields` is `null` where it can't be taken apart, and `problem` says why. */
export interface Row {
  at: Place
  fields: string[] | null
  problem: string | null
  bytes: Uint8Array
}

/** How the rows of a file are told apart: its delimiter, and how many fields a row has. */
export interface Dialect {
  delimiter: string
  width: number
}

/**
 * The longest row, in bytes. A quote that is never closed would swallow the file: past this length we take it for
 * one, refuse its first line alone, and read on from the next.
 */
export const MAX_ROW_BYTES = 65_536

/**
 * How often one reading goes back to a line that a stray quote had swallowed. Each time costs another pass over up
 * to a block, so a file of nothing but stray quotes is read a stretch at a time. More than the rows of a purchase: a
 * stretch must come past one.
 */
const MAX_RETREATS = 1_000

/** The rows that stand whole in some bytes, from `Place` on; `next` is where the first one that doesn't begins. */
interface Reading {
  rows: Row[]
  next: Place
  retreats: number
}

/**
 * Reads rows from bytes whose first one begins a row. Only with `isEnd` may the last row lack its line break:
 * otherwise it may go on in bytes still to come, and is left.
 */
export function readRows(bytes: Uint8Array, from: Place, dialect: Dialect, isEnd: boolean): Reading {
  const rows: Row[] = []
  let [at, line, retreats] = [0, from.line, 0]
  const place = (): Place => ({ offsetBytes: from.offsetBytes + at, line })
  const add = (end: number, fields: string[] | null, problem: string | null) => {
    rows.push({ at: place(), fields, problem, bytes: bytes.subarray(at, end) })
  }

  while (at < bytes.length && retreats < MAX_RETREATS) {
    const start = at
    let astray = false
    for (const { record, info } of parseRecords(bytes.subarray(start), dialect.delimiter)) {
      const row = bytes.subarray(at, start + info.bytes)
      if (!isEnd && !endsLine(row)) break
      const lines = countLines(row)
      // A row over several lines that has not the header's width began with a stray quote, not with a long text.
      astray = row.length > MAX_ROW_BYTES || (lines > 1 && record.length !== dialect.width)
      if (astray) break
      const isBlank = record.every((field) => field.trim() === '')
      if (!isBlank) add(start + info.bytes, record, null)
      at = start + info.bytes
      line += lines
    }
    if (!astray && !isEnd && bytes.length - at <= MAX_ROW_BYTES) break
    if (at === bytes.length) break

    const lineBreak = bytes.indexOf(NEWLINE, at)
    if (lineBreak < 0 && !isEnd) break
    const end = lineBreak < 0 ? bytes.length : lineBreak + 1
    add(
      end,
      null,
      end - at > MAX_ROW_BYTES ? `is longer than ${MAX_ROW_BYTES} bytes` : 'opens a quote that is not closed',
    )
    at = end
    line += 1
    retreats += 1
  }
  return { rows, next: place(), retreats }
}

/** How many bytes are read before rows are looked for: pieces arrive in any size, down to one byte. */
const BLOCK_BYTES = 65_536

/**
 * Reads a stream row by row, never holding more than a block of it and an unfinished row. Rows come in runs, each
 * with the place behind it. Returns whether the stream was read to its end.
 */
export async function* streamRows(
  source: AsyncIterator<Uint8Array>,
  from: Place,
  carried: Uint8Array,
  dialect: Dialect,
  isEnd: () => boolean,
): AsyncGenerator<{ rows: Row[]; next: Place }, boolean> {
  let [bytes, place, retreats] = [carried, from, 0]
  for (;;) {
    const more = await gather(source, bytes)
    const ended = more === null
    bytes = more ?? bytes
    const reading = readRows(bytes, place, dialect, ended && isEnd())
    bytes = bytes.subarray(reading.next.offsetBytes - place.offsetBytes)
    place = reading.next
    retreats += reading.retreats
    yield { rows: reading.rows, next: place }
    if (ended) return bytes.length === 0
    if (retreats >= MAX_RETREATS) return false
  }
}

/** What is held, and at least a block more; `null` once there is no more. */
export async function gather(
  source: AsyncIterator<Uint8Array>,
  held: Uint8Array,
): Promise<Uint8Array | null> {
  const pieces = [held]
  let length = held.length
  // Twice what is held, so that a row which is never whole costs no more than its length.
  const enough = Math.max(held.length + BLOCK_BYTES, held.length * 2)
  while (length < enough) {
    const { value, done } = await source.next()
    if (done) break
    pieces.push(value)
    length += value.length
  }
  if (length === held.length) return null
  const joined = new Uint8Array(length)
  let at = 0
  for (const piece of pieces) {
    joined.set(piece, at)
    at += piece.length
  }
  return joined
}
