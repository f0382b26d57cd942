import { readBookStatements } from './books.ts'
import { type Db, rowsOf } from './database.ts'
import { notErased } from './erasure.ts'
import { type MemberRow, toMembers } from './member-facts.ts'

/** Who is looked at where a segment is counted. */
export interface Sample {
  /** All members of the programme, without those who have been erased. */
  of: number
  /** In an order left to chance, and the same each time. */
  ids: string[]
}

/** At most so many of a programme's members: all of them, or a sample. */
export async function sampleMembers(db: Db, programId: string, most: number): Promise<Sample> {
  const [all, some] = await db.batch([
    db
      .prepare(`SELECT count(*) AS n FROM enrolments WHERE program_id = ? AND ${notErased('enrolments.id')}`)
      .bind(programId),
    db
      .prepare(
        `SELECT id FROM enrolments WHERE program_id = ? AND ${notErased('enrolments.id')} ORDER BY substr(id, -10), id LIMIT ?`,
      )
      .bind(programId, most),
  ])
  const ids = rowsOf<{ id: string }>(some).map(({ id }) => id)
  return { of: Math.max(ids.length, rowsOf<{ n: number }>(all)[0]?.n ?? 0), ids }
}

/** Some of a programme's members with all that rules may know of them, in one round trip. */
export async function readMembers(
  db: Db,
  programId: string,
  ids: readonly string[],
  now: number,
): Promise<MemberRow[]> {
  const whose = {
    sql: 'SELECT value FROM json_each(?1)',
    binds: [JSON.stringify(ids), null] as [unknown, unknown],
  }
  return toMembers(
    await db.batch([
      db
        .prepare(
          `SELECT p.enrolment_id AS enrolmentId, p.data, p.version FROM (${whose.sql}) b JOIN profiles p ON p.enrolment_id = b.value`,
        )
        .bind(whose.binds[0]),
      ...readBookStatements(db, whose, programId, now),
    ]),
  )
}
