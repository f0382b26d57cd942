import type { TierChange } from '../../shared/contracts/index.ts'
import type { Db } from './database.ts'

/** A member's steps on and off the ladder, newest first. */
export async function listTierChanges(
  db: Db,
  enrolmentId: string,
  before: string | null,
  limit: number,
): Promise<TierChange[]> {
  const { results } = await db
    .prepare(
      `SELECT id, enrolment_id AS enrolmentId, from_tier AS fromTier, to_tier AS toTier, why, operator, reason, changed_at AS changedAt
       FROM tier_changes WHERE enrolment_id = ? AND id < ? ORDER BY id DESC LIMIT ?`,
    )
    .bind(enrolmentId, before ?? 'trc_~', limit)
    .all<TierChange>()
  return results
}
