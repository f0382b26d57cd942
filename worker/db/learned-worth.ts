import type { OfferEffect, PauseReason } from '../../shared/contracts/index.ts'
import { raiseVersion } from './catalogue.ts'
import { type Db, rowsOf } from './database.ts'

/** What an offer's effect is told of besides the sums of its two sides. */
export type OfferMeasured = Pick<OfferEffect, 'shown' | 'shownTo' | 'used' | 'usedBy' | 'pausedBecause'> & {
  holdoutPercent: number
}

/** A merchant's offer as far as it is measured; `null` where they have none of that id. */
export async function readOfferMeasured(
  db: Db,
  merchantId: string,
  offerId: string,
): Promise<OfferMeasured | null> {
  const row = await db
    .prepare(
      `SELECT ifnull(o.definition ->> 'holdoutPercent', 0) AS holdoutPercent, ifnull(n.shown, 0) AS shown, ifnull(n.members, 0) AS shownTo,
         ifnull(n.taken, 0) AS used, ifnull(n.members_taken, 0) AS usedBy, p.reason, p.paused_at AS pausedAt
       FROM offers o LEFT JOIN offer_counts n ON n.offer_id = o.id LEFT JOIN offer_pauses p ON p.offer_id = o.id
       WHERE o.id = ? AND o.merchant_id = ?`,
    )
    .bind(offerId, merchantId)
    .first<Omit<OfferMeasured, 'pausedBecause'> & { reason: string | null; pausedAt: number | null }>()
  if (!row) return null
  const { reason, pausedAt, ...measured } = row
  return {
    ...measured,
    pausedBecause:
      reason === null ? null : ({ ...JSON.parse(reason), pausedAt: pausedAt ?? 0 } as PauseReason),
  }
}

/** Live offers of a programme that are to pause themselves, and have a holdout to be judged by. */
export async function listSelfPausing(
  db: Db,
  programId: string,
): Promise<{ id: string; merchantId: string; holdoutPercent: number }[]> {
  const { results } = await db
    .prepare(
      `SELECT id, merchant_id AS merchantId, definition ->> 'holdoutPercent' AS holdoutPercent FROM offers INDEXED BY offers_of_program
       WHERE program_id = ? AND state = 'live' AND definition ->> 'pauseIfNotWorthIt' = 1 AND definition ->> 'holdoutPercent' > 0`,
    )
    .bind(programId)
    .all<{ id: string; merchantId: string; holdoutPercent: number }>()
  return results
}

/** Pauses a live offer, and keeps why. False: it was live no longer. */
export async function pauseOffer(
  db: Db,
  programId: string,
  offerId: string,
  { pausedAt, ...reason }: PauseReason,
): Promise<boolean> {
  const [paused] = await db.batch([
    db
      .prepare(
        "UPDATE offers SET state = 'paused', updated_at = ?2 WHERE id = ?1 AND state = 'live' RETURNING id",
      )
      .bind(offerId, pausedAt),
    db
      .prepare(
        `INSERT INTO offer_pauses (offer_id, reason, paused_at) SELECT id, ?2, ?3 FROM offers WHERE id = ?1 AND state = 'paused' AND updated_at = ?3
         ON CONFLICT DO NOTHING`,
      )
      .bind(offerId, JSON.stringify(reason), pausedAt),
    raiseVersion(db, programId),
  ])
  return rowsOf(paused).length > 0
}
