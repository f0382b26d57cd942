import type { AssignmentMessage, ExposureMessage } from '../env.ts'
import { type Db, forRows } from './database.ts'
import { notErased } from './erasure.ts'
import { noteChange } from './learned.ts'

/** Whoever has been erased since is told of no more: a message may still be on its way. */
const KNOWN = notErased("value ->> 'enrolmentId'")

/** Writes down what was shown; what came before changes nothing and counts nothing: triggers count what was inserted. */
export async function saveExposures(
  db: Db,
  exposures: readonly ExposureMessage[],
  assignments: readonly AssignmentMessage[] = [],
): Promise<void> {
  const programs = new Set(exposures.map(({ programId }) => programId))
  const sides = assignments.flatMap(({ assigned, ...rest }) => assigned.map((one) => ({ ...rest, ...one })))
  const statements = [
    ...forRows(
      db,
      `INSERT INTO exposures (decision_id, offer_id, offer_revision, program_id, enrolment_id, store_id, shown_at, place, rank, facts)
       SELECT value ->> 'decisionId', value ->> 'offerId', value ->> 'offerRevision', value ->> 'programId',
         value ->> 'enrolmentId', value ->> 'storeId', value ->> 'shownAt', value ->> 'place', value -> 'rank', value ->> 'facts' FROM json_each(?1) WHERE ${KNOWN} ON CONFLICT DO NOTHING`,
      exposures,
    ),
    ...forRows(
      db,
      `INSERT INTO assignments (split_id, enrolment_id, program_id, arm, first_at)
       SELECT value ->> 'of', value ->> 'enrolmentId', value ->> 'programId', value ->> 'arm', value ->> 'assignedAt'
       FROM json_each(?1) WHERE ${KNOWN} ON CONFLICT DO NOTHING`,
      sides,
    ),
    ...[...programs].map((programId) => noteChange(db, programId)),
  ]
  if (statements.length > 0) await db.batch(statements)
}
