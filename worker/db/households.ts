import type { Db } from './database.ts'
import { notErased } from './erasure.ts'
import { newId } from './ids.ts'

/** The text of a member's household as a column; NULL: none. `enrolmentId`: what it is bound to. */
export const householdOf = (enrolmentId: string): string =>
  `(SELECT h.household FROM household_members m JOIN households h ON h.id = m.household_id WHERE m.enrolment_id = ${enrolmentId})`

/**
 * Counts a member with a household from now on, or with nobody (`null`). What was claimed before stays counted where it was.
 * A household that its last member has left is forgotten. False: no such member of the programme, or erased.
 */
export async function setHousehold(
  db: Db,
  programId: string,
  enrolmentId: string,
  household: string | null,
  now: number,
): Promise<boolean> {
  const isMember = `EXISTS (SELECT 1 FROM enrolments WHERE id = ?1 AND program_id = ?2 AND ${notErased('?1')})`
  const write =
    household === null
      ? [
          db
            .prepare(`DELETE FROM household_members WHERE enrolment_id = ?1 AND ${isMember}`)
            .bind(enrolmentId, programId),
        ]
      : [
          db
            .prepare(
              `INSERT INTO households (id, program_id, household) SELECT ?4, ?2, ?3 WHERE ${isMember} ON CONFLICT DO NOTHING`,
            )
            .bind(enrolmentId, programId, household, newId('hou')),
          db
            .prepare(
              `INSERT INTO household_members (enrolment_id, household_id, set_at)
               SELECT ?1, id, ?4 FROM households WHERE program_id = ?2 AND household = ?3 AND ${isMember}
               ON CONFLICT (enrolment_id) DO UPDATE SET household_id = excluded.household_id, set_at = excluded.set_at`,
            )
            .bind(enrolmentId, programId, household, now),
        ]
  const results = await db.batch<{ known: number }>([
    ...write,
    db.prepare(`SELECT ${isMember} AS known`).bind(enrolmentId, programId),
  ] as D1PreparedStatement[])
  return results.at(-1)?.results[0]?.known === 1
}
