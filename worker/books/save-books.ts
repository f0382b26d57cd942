import { writeBookStatements } from '../db/books.ts'
import { brokenPromise, type Db, Stale } from '../db/database.ts'
import type { Env } from '../env.ts'
import { closeBooks, type OpenBook } from './open-book.ts'
import { keepKey, type NewEntry } from './seal.ts'

/** Rows of a move that a racing request may have written first: then all is read again, and they are there. */
const RACED = /^(moves_done|member_events|ledger_entries|pseudonyms)\./

/**
 * Seals what some open books noted down and writes it in one batch, with the rows that belong to it.
 *
 * @param binding name of the database
 * @param also those rows; where they tell of the entries, given them as they will be written
 * @param before rows that the books themselves hang on, such as a new member's enrolment
 * @returns the entries as they were written
 * @throws Stale where another writer came between
 */
export async function saveBooks(
  env: Env,
  db: Db,
  binding: string,
  open: readonly OpenBook[],
  also:
    | readonly D1PreparedStatement[]
    | ((entries: readonly NewEntry[]) => readonly D1PreparedStatement[]) = [],
  before: readonly D1PreparedStatement[] = [],
): Promise<readonly NewEntry[]> {
  const writes = await closeBooks(env, open)
  const statements = [
    ...before,
    ...writeBookStatements(db, writes),
    ...(typeof also === 'function' ? also(writes.entries) : also),
  ]
  if (statements.length === 0) return []
  const key = await keepKey(env, db, binding)
  try {
    await db.batch([...statements, ...key.statements])
    key.written()
  } catch (error) {
    const broken = brokenPromise(error)
    const raced =
      broken !== null && typeof broken === 'object' && 'unique' in broken && RACED.test(broken.unique)
    // Who was to be enrolled has been erased meanwhile: looked up again, they are nobody.
    const erased = before.length > 0 && /FOREIGN KEY constraint failed/.test(String(error))
    if (raced || erased || /more than may be handed on/.test(String(error))) throw new Stale(error)
    throw error
  }
  return writes.entries
}
