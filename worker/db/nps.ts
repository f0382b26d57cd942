import type { NpsCreate } from '../../shared/contracts/index.ts'
import type { Db } from './database.ts'
import { notErased } from './erasure.ts'

/**
 * Keeps a member's answer; one that they gave in the same quarter before is replaced.
 *
 * @param quarterEndsAt where the quarter of the programme's calendar ends, epoch ms
 * @returns false: no such enrolment in the programme, or its member has been erased
 */
export async function keepAnswer(
  db: Db,
  { programId, enrolmentId }: { programId: string; enrolmentId: string },
  quarterEndsAt: number,
  { score, comment }: NpsCreate,
  now: number,
): Promise<boolean> {
  const { results } = await db
    .prepare(
      `INSERT INTO nps_answers (program_id, quarter_ends_at, enrolment_id, score, comment, answered_at)
       SELECT e.program_id, ?2, e.id, ?4, ?5, ?6 FROM enrolments e WHERE e.id = ?3 AND e.program_id = ?1 AND ${notErased('e.id')}
       ON CONFLICT (program_id, quarter_ends_at, enrolment_id) DO UPDATE SET
         score = excluded.score, comment = excluded.comment, answered_at = excluded.answered_at RETURNING 1`,
    )
    .bind(programId, quarterEndsAt, enrolmentId, score, comment ?? null, now)
    .all()
  return results.length === 1
}

/** Takes a member's words away; their answers stay, by nobody. */
export async function eraseComments(db: Db, enrolmentId: string): Promise<void> {
  await db
    .prepare('UPDATE nps_answers SET comment = NULL WHERE enrolment_id = ? AND comment IS NOT NULL')
    .bind(enrolmentId)
    .run()
}
