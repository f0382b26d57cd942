import { type Options, parse } from 'csv-parse/sync'

/** A record of csv-parse, and where it ended, in bytes of what it was given. */
export interface ParsedRecord {
  record: string[]
  info: { bytes: number }
}

/** A stray quote is a character, a short row is ours to judge, and a quote left open is no record. */
const READING: Options = {
  info: true,
  relax_quotes: true,
  relax_column_count: true,
  skip_records_with_error: true,
  record_delimiter: ['\r\n', '\n'],
}

/** Takes bytes apart into records; at most so many. What follows a quote that is not closed is left out. */
export function parseRecords(bytes: Uint8Array, delimiter: string, atMost?: number): ParsedRecord[] {
  // The types of csv-parse don't know that `info` changes the records.
  return parse(bytes, { ...READING, delimiter, ...(atMost && { to: atMost }) }) as unknown as ParsedRecord[]
}

/** The byte that ends a line; the last of two where lines end with CRLF. */
export const NEWLINE = 0x0a

/** Whether bytes end with a line break: a record that does is whole. */
export const endsLine = (bytes: Uint8Array): boolean => bytes.at(-1) === NEWLINE

/** Lines as an editor counts them: a last one without its line break is one too. */
export function countLines(bytes: Uint8Array): number {
  let lines = 0
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) lines += 1
  return bytes.length > 0 && !endsLine(bytes) ? lines + 1 : lines
}
