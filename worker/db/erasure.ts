import type { Db } from './database.ts'

/** Holds where the member of the enrolment that `enrolment` names has not been erased. */
export const notErased = (enrolment: string): string =>
  `NOT EXISTS (SELECT 1 FROM consents WHERE enrolment_id = ${enrolment} AND source = 'erasure')`

/** What tells of a member rather than of what they bought or of what was measured. */
const TRACES = [
  'household_members',
  'segment_lists',
  'segment_events',
  'segment_states',
  'offer_shown',
  'member_occasions',
]

/**
 * Forgets the birth month of a member, the lists, segments and household that they were in, and what they were shown.
 * Purchases and the ledger stay, since the books must balance, and so do exposures and the arms of experiments, from
 * which is measured: all of it under a pseudonym that is nobody's. After `eraseConsents`, which lets nobody write anew.
 */
export async function eraseTraces(db: Db, enrolmentId: string): Promise<void> {
  await db.batch([
    ...TRACES.map((table) => db.prepare(`DELETE FROM ${table} WHERE enrolment_id = ?`).bind(enrolmentId)),
    // Raised also where no month was said: whoever read before the erasure and says one now is then too late.
    db
      .prepare(
        `UPDATE standings SET data = json_set(data, '$.birthMonth', NULL), version = version + 1 WHERE enrolment_id = ?`,
      )
      .bind(enrolmentId),
  ])
}
