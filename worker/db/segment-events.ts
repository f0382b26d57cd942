import type { SegmentEvent } from '../../shared/contracts/index.ts'
import { type Db, forRows } from './database.ts'
import { notErased } from './erasure.ts'

/** A member who came or went, as it is written. */
export interface NewSegmentEvent extends SegmentEvent {
  segmentId: string
  /** Of the profile that it was worked out of, as it will be when this is written. */
  profileVersion: number
}

/**
 * The statements that note who came and who went, after those that save the profiles. A state that somebody else has
 * changed meanwhile, or a profile, undoes the batch. Of a member who has been erased nothing is noted.
 */
export const insertSegmentEvents = (db: Db, events: readonly NewSegmentEvent[]): D1PreparedStatement[] =>
  forRows(
    db,
    `INSERT INTO segment_events (id, segment_id, enrolment_id, nth, kind, cause, profile_version, at)
     SELECT value ->> 'id', g.id, value ->> 'enrolmentId',
       1 + ifnull((SELECT t.changes FROM segment_states t WHERE t.enrolment_id = value ->> 'enrolmentId' AND t.segment_id = g.id), 0),
       value ->> 'kind', value ->> 'cause', value ->> 'profileVersion', value ->> 'at'
     FROM json_each(?1) JOIN segments g ON g.id = value ->> 'segmentId'
     WHERE ${notErased("value ->> 'enrolmentId'")}`,
    events,
  )

/** A page of who came into a segment and who left it, oldest first; one more than `limit` where there are more. */
export async function listSegmentEvents(
  db: Db,
  segmentId: string,
  after: string,
  limit: number,
): Promise<SegmentEvent[]> {
  const { results } = await db
    .prepare(
      `SELECT id, enrolment_id AS enrolmentId, kind, cause, at FROM segment_events
       WHERE segment_id = ? AND id > ? ORDER BY id LIMIT ?`,
    )
    .bind(segmentId, after, limit + 1)
    .all<SegmentEvent>()
  return results
}
