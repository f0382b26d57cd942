import type { BoughtMember } from '../../shared/analytics/index.ts'
import { DAY_MS, type ProgramFacts } from '../../shared/contracts/index.ts'
import { raiseVersion } from './catalogue.ts'
import { brokenPromise, type Db } from './database.ts'
import { factsOf, latestFacts } from './learned-facts.ts'

/** The statement that says that there is something new to learn of a programme. Goes into the batch of what is new. */
export const noteChange = (db: Db, programId: string): D1PreparedStatement =>
  db
    .prepare(
      `INSERT INTO learning (program_id, changes) VALUES (?, 1)
       ON CONFLICT (program_id) DO UPDATE SET changes = changes + 1`,
    )
    .bind(programId)

/** A programme that is to be looked at. */
export interface DueProgram {
  programId: string
  timeZone: string
  marginPercent: number
  /** Raised by every batch that changed something; what the latest facts were made of. */
  changes: number
  learnedChanges: number
  /** When it was to be looked at, and when what takes a day's patience is to be. */
  nextAt: number
  nextDayAt: number
}

/** Programmes whose time has come, those that wait longest first. */
export async function listDuePrograms(db: Db, now: number, limit: number): Promise<DueProgram[]> {
  const { results } = await db
    .prepare(
      `SELECT l.program_id AS programId, p.rules ->> 'timeZone' AS timeZone, ifnull(p.rules ->> '$.offers.marginPercent', 30) AS marginPercent,
         l.changes, l.learned_changes AS learnedChanges, l.next_at AS nextAt, l.next_day_at AS nextDayAt
       FROM learning l INDEXED BY learning_due JOIN programs p ON p.id = l.program_id WHERE l.next_at <= ? ORDER BY l.next_at LIMIT ?`,
    )
    .bind(now, limit)
    .all<DueProgram>()
  return results
}

/** Takes a programme's turn, so that nobody else works at it until `nextAt`. False: somebody else has it. */
export async function takeTurn(db: Db, due: DueProgram, nextAt: number): Promise<boolean> {
  const { meta } = await db
    .prepare('UPDATE learning SET next_at = ?3 WHERE program_id = ?1 AND next_at = ?2')
    .bind(due.programId, due.nextAt, nextAt)
    .run()
  return meta.changes > 0
}

/** A programme's latest facts. */
export async function readFacts(db: Db, programId: string): Promise<ProgramFacts | null> {
  const [found] = await db.batch([latestFacts(db, programId)])
  return factsOf(found)
}

/**
 * Writes a new version down and tells every isolate, in one batch with what was looked at. `false`: somebody else has
 * written that version meanwhile, and nothing was changed.
 *
 * @param looked how many changes it was made of, and when the programme's next day begins
 */
export async function saveFacts(
  db: Db,
  programId: string,
  facts: ProgramFacts,
  looked: { changes: number; nextDayAt: number },
): Promise<boolean> {
  const { version, madeAt, ...parts } = facts
  try {
    await db.batch([
      db
        .prepare('INSERT INTO program_facts (program_id, version, data, made_at) VALUES (?, ?, ?, ?)')
        .bind(programId, version, JSON.stringify(parts), madeAt),
      noteLooked(db, programId, looked),
      raiseVersion(db, programId),
    ])
    return true
  } catch (error) {
    const broken = brokenPromise(error)
    if (broken && typeof broken === 'object' && 'unique' in broken) return false
    throw error
  }
}

/** The statement that says up to where a programme has been looked at. */
export const noteLooked = (
  db: Db,
  programId: string,
  { changes, nextDayAt }: { changes: number; nextDayAt: number },
): D1PreparedStatement =>
  db
    .prepare('UPDATE learning SET learned_changes = ?2, next_day_at = ?3 WHERE program_id = ?1')
    .bind(programId, changes, nextDayAt)

/** Until when all versions of facts are kept, then the last of each day, then the last of each month. */
const ALL_KEPT_MS = 2 * DAY_MS
const DAYS_KEPT_MS = 30 * DAY_MS
const MONTHS_KEPT_MS = 400 * DAY_MS

const monthOrDay = (of: string): string =>
  `strftime(iif(f.made_at < ?3, '%Y-%m', '%Y-%m-%d'), ${of}.made_at / 1000, 'unixepoch')`

/** The statement that thins a programme's old facts out. The latest stay, however old. */
export const forgetFacts = (db: Db, programId: string, now: number): D1PreparedStatement =>
  db
    .prepare(
      `DELETE FROM program_facts WHERE (program_id, version) IN (
         SELECT f.program_id, f.version FROM program_facts f INDEXED BY program_facts_by_age WHERE f.program_id = ?1 AND f.made_at < ?2
           AND EXISTS (SELECT 1 FROM program_facts n INDEXED BY program_facts_by_age WHERE n.program_id = ?1 AND n.made_at >= f.made_at
             AND n.version > f.version AND (f.made_at < ?4 OR ${monthOrDay('n')} = ${monthOrDay('f')})))`,
    )
    .bind(programId, now - ALL_KEPT_MS, now - DAYS_KEPT_MS, now - MONTHS_KEPT_MS)

/**
 * A page of a programme's members and what they have bought, in an order that chance has drawn: a part of them is a sample.
 * `after` is the id that the page before it ended with.
 */
export async function readBought(
  db: Db,
  programId: string,
  after: string,
  limit: number,
): Promise<(BoughtMember & { enrolmentId: string })[]> {
  const { results } = await db
    .prepare(
      `SELECT e.id AS enrolmentId, p.data ->> 'purchases' AS purchases, p.data ->> 'firstAt' AS firstAt,
         p.data ->> 'lastAt' AS lastAt, p.data ->> 'spendMinor' AS spendMinor
       FROM enrolments e INDEXED BY enrolments_by_chance JOIN profiles p ON p.enrolment_id = e.id
       WHERE e.program_id = ?1 AND (substr(e.id, -10), e.id) > (substr(?2, -10), ?2) ORDER BY substr(e.id, -10), e.id LIMIT ?3`,
    )
    .bind(programId, after, limit)
    .all<BoughtMember & { enrolmentId: string }>()
  return results
}

/** A page of pairs that at least so many purchases held, in their order; `after` is the last one of the page before it. */
export async function readPairs(
  db: Db,
  programId: string,
  after: readonly [first: string, second: string],
  atLeast: number,
  limit: number,
): Promise<{ first: string; second: string; purchases: number }[]> {
  const { results } = await db
    .prepare(
      `SELECT first, second, purchases FROM learned_pairs
       WHERE program_id = ?1 AND (first, second) > (?2, ?3) AND purchases >= ?4 ORDER BY first, second LIMIT ?5`,
    )
    .bind(programId, after[0], after[1], atLeast, limit)
    .all<{ first: string; second: string; purchases: number }>()
  return results
}

/** How many purchases held each item; '*' is all of them. */
export async function readItems(
  db: Db,
  programId: string,
  after: string,
  atLeast: number,
  limit: number,
): Promise<{ item: string; purchases: number }[]> {
  const { results } = await db
    .prepare(
      `SELECT item, purchases FROM learned_items
       WHERE program_id = ?1 AND item > ?2 AND purchases >= ?3 ORDER BY item LIMIT ?4`,
    )
    .bind(programId, after, atLeast, limit)
    .all<{ item: string; purchases: number }>()
  return results
}
