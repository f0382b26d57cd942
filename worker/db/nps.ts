import type { NpsCreate } from '../../shared/contracts/index.ts'
import type { Db } from './database.ts'

/**
 * Keeps a member's answer; one that they gave in the same quarter before is replaced.
 *
 * @param quarterEndsAt where the quarter of the programme's calendar ends, epoch ms
 */
export async function keepAnswer(
  db: Db,
  { programId, enrolmentId }: { programId: string; enrolmentId: string },
  quarterEndsAt: number,
  { score, comment }: NpsCreate,
  now: number,
): Promise<void> {
  await db
    .prepare(
      `INSERT INTO nps_answers (program_id, quarter_ends_at, enrolment_id, score, comment, answered_at) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (program_id, quarter_ends_at, enrolment_id) DO UPDATE SET
         score = excluded.score, comment = excluded.comment, answered_at = excluded.answered_at`,
    )
    .bind(programId, quarterEndsAt, enrolmentId, score, comment ?? null, now)
    .run()
}

/** Takes a member's words away; their answers stay, by nobody. */
export async function eraseComments(db: Db, enrolmentId: string): Promise<void> {
  await db
    .prepare('UPDATE nps_answers SET comment = NULL WHERE enrolment_id = ? AND comment IS NOT NULL')
    .bind(enrolmentId)
    .run()
}
