import { createReadStream } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'

/** The tables that an audit reads: of a dump's other tables only the shape is taken. */
const READ = new Set([
  'programs',
  'enrolments',
  'accounts',
  'lots',
  'ledger_entries',
  'ledger_days',
  'receipt_keys',
  'holds',
  'reward_orders',
])

/**
 * Fills a database from a dump as `wrangler d1 export` writes it, statement by statement. Triggers are left out: they
 * would refuse balances that come before their entries.
 */
export async function loadDump(db: DatabaseSync, path: string): Promise<void> {
  db.exec('PRAGMA foreign_keys = OFF; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN')
  for await (const statement of statementsOf(linesOf(createReadStream(path, 'utf8')))) {
    const [, verb = '', table = ''] =
      /^\s*(CREATE\s+TABLE|CREATE\s+INDEX|CREATE\s+UNIQUE\s+INDEX|INSERT\s+INTO)\s+(?:IF\s+NOT\s+EXISTS\s+)?["`[]?(\w+)/i.exec(
        statement,
      ) ?? []
    const isInsert = /^INSERT/i.test(verb)
    // SQLite's own tables can't be made by hand.
    if (verb === '' || table.startsWith('sqlite_') || (isInsert && !READ.has(table))) continue
    // SQLite ends a statement at a NUL, which an older text may hold.
    db.exec(statement.replaceAll('\0', `'||char(0)||'`))
  }
  db.exec('COMMIT')
}

/**
 * Lines, as a dump ends them: by a line feed alone. What else ends lines elsewhere (U+2028, a carriage return) stands in
 * texts and stays there, which `readline` would not have.
 */
export async function* linesOf(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = ''
  for await (const chunk of chunks) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
  if (rest !== '') yield rest
}

/** The statements of a dump, which may hold semicolons and line breaks in texts, comments and triggers. */
export async function* statementsOf(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let text = ''
  let quote = ''
  for await (const line of lines) {
    text += text === '' ? line : `\n${line}`
    let isOver = false
    for (let at = 0; at < line.length; at += 1) {
      const letter = line[at] as string
      if (quote !== '') {
        // A doubled quote closes and opens again: the same.
        if (letter === quote) quote = ''
      } else if (letter === "'" || letter === '"') quote = letter
      else if (letter === '-' && line[at + 1] === '-') break
      else if (letter === ';') isOver = line.slice(at + 1).trim() === ''
    }
    if (!isOver || quote !== '') continue
    if (/^\s*CREATE\s+TRIGGER/i.test(text) && !/\bEND\s*;\s*$/i.test(text)) continue
    yield text
    text = ''
  }
  if (text.trim() !== '') yield text
}
