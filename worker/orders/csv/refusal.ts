import type { ImportHeader, ImportRefusal, ImportSettings } from '../../../shared/contracts/index.ts'
import type { Row } from './rows.ts'

/** How much of a refused row is kept, in characters: enough to find it by. */
const CONTENT_CHARACTERS = 200

/** How far into a row it is looked for, in bytes: what is blanked makes room for what stands behind it. */
const CONTENT_BYTES = 4_096

/** What could be a member number or an e-mail's hash, wherever it stands. */
const PERSONAL = /[0-9a-f]{32,}|\d(?:[ -]?\d){11,}/gi

/** Writes down that a row is refused, and in which column. */
export type RefusalWriter = (row: Row, column: string | null, reason: string) => ImportRefusal

/**
 * A writer of refusals for one file. The report is kept for good, so the columns that say who bought are blanked in it:
 * erasing a member must not leave their number there. In a row whose columns can't be told apart, all that looks like
 * one is.
 */
export function refusalWriter(
  { columns, delimiter }: ImportHeader,
  { mapping }: ImportSettings,
): RefusalWriter {
  const names = [mapping.memberNumber, mapping.emailHash].filter((name) => name !== undefined)
  const personal = names.map((name) => columns.indexOf(name))
  const quote = (field: string) =>
    /["\r\n]/.test(field) || field.includes(delimiter) ? `"${field.replaceAll('"', '""')}"` : field

  const withoutPerson = ({ fields, bytes }: Row): string => {
    const text = new TextDecoder().decode(bytes.subarray(0, CONTENT_BYTES))
    if (personal.length === 0) return text
    if (fields?.length !== columns.length) return text.replace(PERSONAL, '')
    if (personal.every((index) => !fields[index])) return text
    return fields.map((field, index) => (personal.includes(index) ? '' : quote(field))).join(delimiter)
  }
  return (row, column, reason) => ({
    line: row.at.line,
    column,
    reason,
    content: withoutPerson(row).trimEnd().slice(0, CONTENT_CHARACTERS),
  })
}
