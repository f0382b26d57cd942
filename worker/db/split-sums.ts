import type { ArmSums, Outcome } from '../../shared/contracts/index.ts'
import { type Db, rowsOf } from './database.ts'

/** What is summed: the outcome, and what goods leave the shop, in percent of their price. */
export interface Summed {
  outcome: Outcome
  /** Where purchases count: the stores of one merchant. What others of the programme take is not theirs to know. */
  storeIds: readonly string[]
  marginPercent: number
  /** From when purchases count, epoch ms: left out, from each member's assignment on, and never before it. */
  from?: number
  /** Until when purchases count, epoch ms. Who was assigned later counts nowhere. */
  until: number
}

/** The split id of the holdout that an offer `o` has now, as `holdoutSplitId` makes it: `->` gives the number as it was written. */
export const HOLDOUT_SPLIT = "(o.id || ':' || (o.definition -> 'holdoutPercent'))"

const REFUND = '(SELECT ifnull(sum(r.refund_minor), 0) FROM returns r WHERE r.purchase_id = p.id)'
const DISCOUNT = `(SELECT ifnull(sum(d.discount_minor), 0) FROM redemptions d WHERE d.purchase_id = purchase)`
/** What was given besides money off: points, gifts, delivery. What came back of it has been taken off the claim. */
const GIVEN = `(SELECT ifnull(sum(c.cost_minor), 0) FROM redemptions d JOIN claims c ON c.id = d.claim_id
  WHERE d.purchase_id = purchase AND d.discount_minor = 0)`

/**
 * Each outcome of one purchase. Margin is what was paid, less refunds, less what the goods cost that were kept, less what was
 * given with it. Goods cost what they cost at full price, so that a discount is all the shop's; refunds are taken to bring
 * back as large a part of the goods as of the money. ?2 is the margin, 0 to 1.
 */
const OF_PURCHASE: Record<Outcome, string> = {
  marginMinor: `CASE WHEN paid > 0 THEN paid - refund - (1 - ?2) * (paid + ${DISCOUNT}) * max(0, 1 - 1.0 * refund / paid) - ${GIVEN}
    ELSE -(1 - ?2) * ${DISCOUNT} - ${GIVEN} END`,
  spendMinor: 'paid - refund',
  purchases: 'iif(paid > 0 AND refund >= paid, 0, 1)',
}

/**
 * What the members of each arm of a split have brought to some stores since they were assigned, and in as long a time before
 * that: one grouped query, whose rows are an arm each. The members of an arm that did nothing count as nothing.
 */
export const splitSumsStatement = (
  db: Db,
  splitId: string,
  { outcome, storeIds, marginPercent, from = 0, until }: Summed,
): D1PreparedStatement =>
  db
    .prepare(
      `SELECT arm, count(*) AS members, sum(y) AS y, sum(y * y) AS yy, sum(x) AS x, sum(x * x) AS xx, sum(x * y) AS xy FROM (
         SELECT arm, total(iif(since, value, 0)) AS y, total(iif(since, 0, value)) AS x FROM (
           SELECT enrolment_id, arm, since, iif(purchase IS NULL, 0, ${OF_PURCHASE[outcome]}) AS value FROM (
             SELECT a.enrolment_id, a.arm, p.id AS purchase, p.purchased_at >= a.first_at AS since,
               p.total_minor - p.shipping_minor AS paid, ${REFUND} AS refund
             FROM assignments a LEFT JOIN purchases p INDEXED BY purchases_of_enrolment ON p.enrolment_id = a.enrolment_id
               AND p.purchased_at >= a.first_at - (?3 - max(a.first_at, ?4)) AND p.purchased_at < ?3
               AND (p.purchased_at < a.first_at OR p.purchased_at >= ?4)
               AND p.store_id IN (SELECT value FROM json_each(?5))
             WHERE a.split_id = ?1 AND a.first_at < ?3
           )
         ) GROUP BY enrolment_id, arm
       ) GROUP BY arm`,
    )
    .bind(splitId, marginPercent / 100, until, from, JSON.stringify(storeIds))

/** The sums by arm; an arm that nobody was assigned to is missing. */
export async function readSplitSums(db: Db, splitId: string, summed: Summed): Promise<ArmSums[]> {
  const [found] = await db.batch([splitSumsStatement(db, splitId, summed)])
  return rowsOf<ArmSums>(found)
}
