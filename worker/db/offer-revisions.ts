import type { OfferRevision } from '../../shared/contracts/index.ts'
import type { Db } from './database.ts'

type RevisionRow = Omit<OfferRevision, 'definition'> & { definition: string }
const REVISION = `r.offer_id AS offerId, r.revision, r.definition, r.made_by AS madeBy, r.created_at AS createdAt,
  a.key_id AS approvedBy, a.approved_at AS approvedAt
  FROM offers o JOIN offer_revisions r ON r.offer_id = o.id
  LEFT JOIN offer_approvals a ON a.offer_id = r.offer_id AND a.revision = r.revision`
const toRevision = (row: RevisionRow): OfferRevision => ({
  ...row,
  definition: JSON.parse(row.definition) as OfferRevision['definition'],
})

/** A page of an offer's revisions, newest first, those before `before`; one more than `limit` where there are more. */
export async function listRevisions(
  db: Db,
  merchantId: string,
  offerId: string,
  before: number | null,
  limit: number,
): Promise<OfferRevision[]> {
  const { results } = await db
    .prepare(
      `SELECT ${REVISION} WHERE o.id = ?1 AND o.merchant_id = ?2 AND r.revision < ifnull(?3, 1e15) ORDER BY r.revision DESC LIMIT ?4`,
    )
    .bind(offerId, merchantId, before, limit + 1)
    .all<RevisionRow>()
  return results.map(toRevision)
}

/** One revision; left out, the one that would go live: what waits, or else the offer as it is. */
export async function findRevision(
  db: Db,
  merchantId: string,
  offerId: string,
  revision: number | null,
): Promise<OfferRevision | null> {
  const row = await db
    .prepare(
      `SELECT ${REVISION} WHERE o.id = ? AND o.merchant_id = ? AND r.revision = coalesce(?, o.proposed_revision, o.revision)`,
    )
    .bind(offerId, merchantId, revision)
    .first<RevisionRow>()
  return row && toRevision(row)
}
