import type { ExposureMessage } from '../env.ts'
import type { Db } from './database.ts'

/** Writes exposures down; one that came before changes nothing. */
export async function saveExposures(db: Db, exposures: readonly ExposureMessage[]): Promise<void> {
  await db
    .prepare(
      `INSERT INTO exposures (decision_id, offer_id, offer_revision, program_id, enrolment_id, store_id, shown_at)
       SELECT value ->> 'decisionId', value ->> 'offerId', value ->> 'offerRevision', value ->> 'programId',
         value ->> 'enrolmentId', value ->> 'storeId', value ->> 'shownAt' FROM json_each(?) WHERE true ON CONFLICT DO NOTHING`,
    )
    .bind(JSON.stringify(exposures))
    .run()
}
