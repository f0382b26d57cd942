import type { DayRoot } from '../../shared/contracts/index.ts'
import type { Db } from './database.ts'

/** A published day, and the instants that its entries lie between. */
export interface PublishedDay extends DayRoot {
  /** Where the day before ended; 0 for the first. */
  startsAt: number
  endsAt: number
}

/** A programme with entries that no published day holds yet. */
export interface OpenDays {
  programId: string
  timeZone: string
  /** Where the latest published day ended. */
  sealedUntil: number
  /** When the first entry after it was posted. */
  firstAt: number
  /** The latest published day and its chain; `null` and `''` before the first. */
  lastDay: number | null
  lastChain: string
}

/** Programmes that have entries posted before `before` and in no published day. One look into an index each. */
export async function listOpenDays(db: Db, before: number): Promise<OpenDays[]> {
  const { results } = await db
    .prepare(
      `SELECT p.id AS programId, p.rules ->> '$.timeZone' AS timeZone, p.sealed_until AS sealedUntil,
         (SELECT e.posted_at FROM ledger_entries e INDEXED BY entries_of_day
          WHERE e.program_id = p.id AND e.posted_at >= p.sealed_until ORDER BY e.posted_at LIMIT 1) AS firstAt,
         (SELECT d.day FROM ledger_days d WHERE d.program_id = p.id ORDER BY d.day DESC LIMIT 1) AS lastDay,
         ifnull((SELECT d.chain FROM ledger_days d WHERE d.program_id = p.id ORDER BY d.day DESC LIMIT 1), '') AS lastChain
       FROM programs p WHERE firstAt < ?1`,
    )
    .bind(before)
    .all<OpenDays>()
  return results
}

/** An entry's place in the order of its day, and its hash. */
export interface EntryHash {
  postedAt: number
  id: string
  hash: string
}

/** Hashes of a programme's entries posted from `startsAt` to before `endsAt`, in the order of a day, after a place. */
export async function readHashes(
  db: Db,
  programId: string,
  { startsAt, endsAt }: { startsAt: number; endsAt: number },
  after: Pick<EntryHash, 'postedAt' | 'id'> | null,
  limit: number,
): Promise<EntryHash[]> {
  const { results } = await db
    .prepare(
      `SELECT posted_at AS postedAt, id, hash FROM ledger_entries INDEXED BY entries_of_day
       WHERE program_id = ?1 AND (posted_at, id) > (?2, ?3) AND posted_at < ?4 ORDER BY posted_at, id LIMIT ?5`,
    )
    .bind(programId, after?.postedAt ?? startsAt, after?.id ?? '', endsAt, limit)
    .all<EntryHash>()
  return results
}

/**
 * Publishes a day and closes the books up to its end, in one batch. Nothing happens where an entry has been added since
 * they were counted, or where another isolate came first.
 *
 * @returns whether the day was published
 */
export async function publishDay(
  db: D1Database,
  day: PublishedDay,
  alongside: readonly D1PreparedStatement[],
): Promise<boolean> {
  const results = await db.batch([
    db
      .prepare(
        `INSERT INTO ledger_days (program_id, day, ends_at, entries, root, previous, chain, key_id, signature, sealed_at)
         SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10 FROM programs
         WHERE id = ?1 AND sealed_until = ?11
           AND (SELECT count(*) FROM ledger_entries WHERE program_id = ?1 AND posted_at >= ?11 AND posted_at < ?3) = ?4
         ON CONFLICT DO NOTHING`,
      )
      .bind(
        day.programId,
        day.day,
        day.endsAt,
        day.entries,
        day.root,
        day.previous,
        day.chain,
        day.keyId,
        day.signature,
        day.sealedAt,
        day.startsAt,
      ),
    db
      .prepare('UPDATE programs SET sealed_until = ?2 WHERE id = ?1 AND changes() = 1')
      .bind(day.programId, day.endsAt),
    ...alongside,
  ])
  return results[1]?.meta.changes === 1
}

const DAY = `d.program_id AS programId, d.day, d.entries, d.root, d.previous, d.chain, d.key_id AS keyId, d.signature, d.sealed_at AS sealedAt`
const SPAN = `d.ends_at AS endsAt,
  ifnull((SELECT b.ends_at FROM ledger_days b WHERE b.program_id = d.program_id AND b.day < d.day ORDER BY b.day DESC LIMIT 1), 0) AS startsAt`

/** A programme's published days, newest first, below `before`. */
export async function listDays(
  db: Db,
  programId: string,
  before: number | null,
  limit: number,
): Promise<DayRoot[]> {
  const { results } = await db
    .prepare(
      `SELECT ${DAY} FROM ledger_days d WHERE d.program_id = ?1 AND d.day < ?2 ORDER BY d.day DESC LIMIT ?3`,
    )
    .bind(programId, before ?? Number.MAX_SAFE_INTEGER, limit)
    .all<DayRoot>()
  return results
}

/** A published day. */
export const findDay = (db: Db, programId: string, day: number): Promise<PublishedDay | null> =>
  db
    .prepare(`SELECT ${DAY}, ${SPAN} FROM ledger_days d WHERE d.program_id = ?1 AND d.day = ?2`)
    .bind(programId, day)
    .first<PublishedDay>()

/** The published day that holds what was posted then; `null`: it is not over, or not published yet. */
export const findDayAt = (db: Db, programId: string, postedAt: number): Promise<PublishedDay | null> =>
  db
    .prepare(
      // The day's number is the instant's, give or take a time zone and its change.
      `SELECT ${DAY}, ${SPAN} FROM ledger_days d
       WHERE d.program_id = ?1 AND d.day BETWEEN ?2 / 86400000 - 2 AND ?2 / 86400000 + 3 AND d.ends_at > ?2
       ORDER BY d.day LIMIT 1`,
    )
    .bind(programId, postedAt)
    .first<PublishedDay>()

/** Where an entry stands in its day, from 0. */
export async function placeInDay(db: Db, day: PublishedDay, entry: Omit<EntryHash, 'hash'>): Promise<number> {
  const count = await db
    .prepare(
      `SELECT count(*) AS place FROM ledger_entries INDEXED BY entries_of_day
       WHERE program_id = ?1 AND posted_at >= ?2 AND (posted_at, id) < (?3, ?4)`,
    )
    .bind(day.programId, day.startsAt, entry.postedAt, entry.id)
    .first<number>('place')
  return count ?? 0
}
