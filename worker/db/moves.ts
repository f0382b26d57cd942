import type { LedgerEntry, Unit } from '../../shared/contracts/index.ts'
import type { LotState } from '../../shared/ledger/index.ts'
import {
  BOOK_STATEMENTS,
  LOT,
  type LotRow,
  type ReadBook,
  readBookStatements,
  toBooks,
  toLot,
} from './books.ts'
import { type Db, rowsOf } from './database.ts'
import { ENTRY } from './ledger.ts'

/** How long a request may be sent again under its key and be known, in milliseconds: longer than its answer is kept. */
const KNOWN_MS = 48 * 3_600_000

/** Members' books as something that moves units finds them. */
export interface MoveContext {
  catalogueVersion: number
  /** By enrolment; those that are not in the programme are left out. */
  books: Map<string, ReadBook>
  /** All active lots of `drawFrom`, and that of `lotId`. */
  lots: LotState[]
  /** The answer that the same request was given before. */
  done: unknown
  /** What `also` found, statement by statement. */
  also: D1Result[]
}

/** What is asked besides the members' books. */
export interface MoveAsked {
  /** Whose active lots of a unit are read, because the move may draw from any of them. */
  drawFrom?: { enrolmentId: string; unit: Unit }
  /** A lot that the move is about, whatever its state. */
  lotId?: string | null
  /** What the request was known by, where it came with a key. */
  requestKey?: string | null
  also?: D1PreparedStatement[]
}

/** Reads all that a move needs in one round trip. */
export async function readForMove(
  db: Db,
  programId: string,
  enrolmentIds: readonly string[],
  now: number,
  { drawFrom, lotId = null, requestKey = null, also = [] }: MoveAsked = {},
): Promise<MoveContext> {
  const whose = {
    sql: 'SELECT value FROM json_each(?1)',
    binds: [JSON.stringify(enrolmentIds), null] as [unknown, unknown],
  }
  const [versions, done, lots, ...rest] = await db.batch([
    db.prepare('SELECT catalogue_version AS version FROM programs WHERE id = ?').bind(programId),
    db.prepare('SELECT answer FROM moves_done WHERE key = ?').bind(requestKey),
    db
      .prepare(
        `SELECT ${LOT} FROM lots l INDEXED BY lots_to_spend WHERE l.enrolment_id = ? AND l.unit = ? AND l.state = 'active'
         UNION ALL SELECT ${LOT} FROM lots l WHERE l.id = ?`,
      )
      .bind(drawFrom?.enrolmentId ?? null, drawFrom?.unit ?? null, lotId),
    ...readBookStatements(db, whose, programId, now),
    ...also,
  ])
  const [answer] = rowsOf<{ answer: string }>(done)
  return {
    catalogueVersion: rowsOf<{ version: number }>(versions)[0]?.version ?? 0,
    books: toBooks(rest.slice(0, BOOK_STATEMENTS)),
    lots: rowsOf<LotRow>(lots).map(toLot),
    done: answer ? (JSON.parse(answer.answer) as unknown) : null,
    also: rest.slice(BOOK_STATEMENTS),
  }
}

/** The statements that keep an answer under the key of its request, and let go of those that nobody sends again. */
export const keepDone = (
  db: Db,
  requestKey: string | null,
  answer: unknown,
  now: number,
): D1PreparedStatement[] =>
  requestKey === null
    ? []
    : [
        db.prepare('DELETE FROM moves_done WHERE done_at < ?').bind(now - KNOWN_MS),
        db
          .prepare('INSERT INTO moves_done (key, answer, done_at) VALUES (?, ?, ?)')
          .bind(requestKey, JSON.stringify(answer), now),
      ]

/** An entry of the programme; `null`: another's, or none. */
export const findEntry = (db: Db, programId: string, entryId: string): Promise<LedgerEntry | null> =>
  db
    .prepare(`SELECT ${ENTRY} FROM ledger_entries WHERE id = ? AND program_id = ?`)
    .bind(entryId, programId)
    .first<LedgerEntry>()

/** Reads by which entry another has been reversed, in `reversedBy`: no row, by none. */
export const readReversal = (db: Db, entry: LedgerEntry): D1PreparedStatement =>
  db.prepare('SELECT id AS reversedBy FROM ledger_entries WHERE reverses = ?').bind(entry.id)
