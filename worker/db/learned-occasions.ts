import type { Occasion } from '../../shared/analytics/choosing-quality.ts'
import { DAY_MS } from '../../shared/contracts/index.ts'
import type { Db } from './database.ts'

/** Redemptions that are looked at, the latest ones. */
const MOST_REDEMPTIONS = 5_000

/** What is taken within this time after it was shown is taken for its answer: longer than a fortnight's shopping, in ms. */
const ANSWERED_WITHIN_MS = 14 * DAY_MS

/** Occasions in some stores on which offers were shown together and something was taken, from what was on the screen. */
export async function readOccasions(
  db: Db,
  programId: string,
  storeIds: readonly string[],
): Promise<Occasion[]> {
  const { results } = await db
    .prepare(
      `WITH latest AS MATERIALIZED (
         SELECT enrolment_id, offer_id, redeemed_at FROM redemptions INDEXED BY redemptions_of_program WHERE program_id = ?1 ORDER BY id DESC LIMIT ${MOST_REDEMPTIONS}
       ), taken AS MATERIALIZED (
         SELECT latest.offer_id, latest.redeemed_at, (SELECT e.decision_id FROM exposures e INDEXED BY exposures_of_member
             WHERE e.enrolment_id = latest.enrolment_id AND e.offer_id = latest.offer_id AND e.shown_at <= latest.redeemed_at
               AND e.shown_at > latest.redeemed_at - ${ANSWERED_WITHIN_MS} ORDER BY e.shown_at DESC LIMIT 1) AS decision_id
         FROM latest
       ), first_taken AS MATERIALIZED (
         SELECT decision_id, offer_id, min(redeemed_at) AS taken_at FROM taken WHERE decision_id IS NOT NULL GROUP BY 1, 2
       )
       SELECT e.decision_id AS decisionId, e.enrolment_id AS member, min(e.shown_at) AS shownAt,
         json_group_array(json_object('offerId', e.offer_id, 'place', e.place, 'takenAt', f.taken_at)) AS offers
       FROM (SELECT DISTINCT decision_id FROM first_taken) x CROSS JOIN exposures e ON e.decision_id = x.decision_id
         LEFT JOIN first_taken f ON f.decision_id = e.decision_id AND f.offer_id = e.offer_id
       WHERE e.place IS NOT NULL AND e.store_id IN (SELECT value FROM json_each(?2)) GROUP BY e.decision_id`,
    )
    .bind(programId, JSON.stringify(storeIds))
    .all<{ member: string; shownAt: number; offers: string }>()
  return results.map(({ member, shownAt, offers }) => ({
    member,
    shownAt,
    offers: JSON.parse(offers) as Occasion['offers'],
  }))
}
