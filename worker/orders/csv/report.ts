import type { ImportRefusal } from '../../../shared/contracts/index.ts'

/**
 * The whole report of refused lines as a CSV file (RFC 4180), read a page at a time while it is sent.
 *
 * @param page the refusals after a line, or none
 */
export function refusalsCsv(
  page: (afterLine: number) => Promise<ImportRefusal[]>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let after = 0
  return new ReadableStream({
    start: (controller) => controller.enqueue(encoder.encode('line,column,reason,content\r\n')),
    async pull(controller) {
      const refusals = await page(after)
      const last = refusals.at(-1)
      if (!last) return controller.close()
      after = last.line
      controller.enqueue(encoder.encode(refusals.map(toLine).join('')))
    },
  })
}

const toLine = ({ line, column, reason, content }: ImportRefusal): string =>
  `${[String(line), column ?? '', reason, content].map(quote).join(',')}\r\n`

const quote = (field: string): string => {
  // A spreadsheet would run a field that begins like this (CWE-1236); the apostrophe makes it text.
  const safe = /^[=+\-@\t\r]/.test(field) ? `'${field}` : field
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
