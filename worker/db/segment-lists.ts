import type { SegmentListChange, SegmentMember } from '../../shared/contracts/index.ts'
import { type Db, rowsOf } from './database.ts'
import { notErased } from './erasure.ts'
import { passDue } from './segment-passes.ts'

/** What is to become of a list. */
export type ListChange = 'add' | 'remove' | 'replace'

/** Enrolments of a programme behind member numbers, by number. Who is not in the programme is as unknown as nobody. */
export async function enrolmentsByNumbers(
  directory: Db,
  programId: string,
  numbers: readonly string[],
): Promise<Map<string, string>> {
  const { results } = await directory
    .prepare(
      `SELECT m.number, s.enrolment_id AS enrolmentId FROM json_each(?1) w JOIN members m ON m.number = w.value
       JOIN pseudonyms s ON s.member_id = m.id AND s.program_id = ?2`,
    )
    .bind(JSON.stringify(numbers), programId)
    .all<{ number: string; enrolmentId: string }>()
  return new Map(results.map(({ number, enrolmentId }) => [number, enrolmentId]))
}

/** Those of some enrolments that the programme knows; one whose member has been erased is nobody's. */
export async function enrolmentsKnown(
  db: Db,
  programId: string,
  ids: readonly string[],
): Promise<Set<string>> {
  const { results } = await db
    .prepare(
      `SELECT e.id FROM json_each(?1) w CROSS JOIN enrolments e ON e.id = w.value AND e.program_id = ?2
       WHERE ${notErased('e.id')}`,
    )
    .bind(JSON.stringify(ids), programId)
    .all<{ id: string }>()
  return new Set(results.map(({ id }) => id))
}

/** Changes a list, all of it or nothing; who has been erased meanwhile is not put on it. `null`: the programme has no list of that id. */
export async function changeList(
  db: Db,
  programId: string,
  segmentId: string,
  change: ListChange,
  enrolmentIds: readonly string[],
  now: number,
): Promise<SegmentListChange | null> {
  const ids = JSON.stringify(enrolmentIds)
  const own = 'segment_id IN (SELECT id FROM segments WHERE id = ?1 AND program_id = ?2 AND rule IS NULL)'
  const named = 'enrolment_id IN (SELECT value FROM json_each(?3))'
  const [exists, before, , after, kept] = await db.batch([
    db
      .prepare('SELECT 1 FROM segments WHERE id = ? AND program_id = ? AND rule IS NULL')
      .bind(segmentId, programId),
    countList(db, segmentId),
    change === 'add'
      ? countList(db, segmentId)
      : db
          .prepare(
            `DELETE FROM segment_lists WHERE ${own} AND ${change === 'remove' ? named : `NOT ${named}`}`,
          )
          .bind(segmentId, programId, ids),
    countList(db, segmentId),
    ...(change === 'remove'
      ? []
      : [
          db
            .prepare(
              `INSERT OR IGNORE INTO segment_lists (enrolment_id, segment_id, added_at)
               SELECT w.value, s.id, ?4 FROM json_each(?3) w JOIN segments s ON s.id = ?1 AND s.program_id = ?2 AND s.rule IS NULL
               WHERE ${notErased('w.value')} RETURNING 1`,
            )
            .bind(segmentId, programId, ids, now),
        ]),
    // Who came and who went is noticed by the clock's job.
    db
      .prepare('UPDATE segments SET changed_at = ?3 WHERE id = ?1 AND program_id = ?2 AND rule IS NULL')
      .bind(segmentId, programId, now),
    passDue(db, programId, now),
  ])
  if (rowsOf(exists).length === 0) return null
  const [were, left] = [count(before), count(after)]
  const added = change === 'remove' ? 0 : rowsOf(kept).length
  return { added, removed: were - left, members: left + added }
}

const countList = (db: Db, segmentId: string): D1PreparedStatement =>
  db.prepare('SELECT count(*) AS n FROM segment_lists WHERE segment_id = ?').bind(segmentId)

const count = (result: D1Result | undefined): number => rowsOf<{ n: number }>(result)[0]?.n ?? 0

/** A page of a list, by enrolment; one more than `limit` where there are more. */
export async function listMembers(
  db: Db,
  segmentId: string,
  after: string,
  limit: number,
): Promise<SegmentMember[]> {
  const { results } = await db
    .prepare(
      `SELECT enrolment_id AS enrolmentId, added_at AS addedAt FROM segment_lists
       WHERE segment_id = ? AND enrolment_id > ? ORDER BY enrolment_id LIMIT ?`,
    )
    .bind(segmentId, after, limit + 1)
    .all<SegmentMember>()
  return results
}
