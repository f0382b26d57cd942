import type { Amount, LedgerEntry, Redemption, Unit } from '../../shared/contracts/index.ts'
import { type Db, rowsOf } from './database.ts'

/** The columns of an entry, as `LedgerEntry` has them. */
export const ENTRY = `id, enrolment_id AS enrolmentId, unit, seq, reason, from_account AS fromAccount, to_account AS toAccount, amount,
  lot_id AS lotId, purchase_id AS purchaseId, offer_id AS offerId, source_id AS sourceId, rule_key AS ruleKey, reverses, operator, note,
  reference, posted_at AS postedAt, (SELECT purchased_at FROM purchases WHERE purchases.id = ledger_entries.purchase_id) AS purchasedAt`

/** A member's entries in one unit, newest first. `before` is the `seq` to go on below. */
export async function listEntries(
  db: Db,
  enrolmentId: string,
  unit: Unit,
  before: number | null,
  limit: number,
): Promise<LedgerEntry[]> {
  const { results } = await db
    .prepare(
      `SELECT ${ENTRY} FROM ledger_entries WHERE enrolment_id = ? AND unit = ? AND seq < ? ORDER BY seq DESC LIMIT ?`,
    )
    .bind(enrolmentId, unit, before ?? Number.MAX_SAFE_INTEGER, limit)
    .all<LedgerEntry>()
  return results
}

const REDEMPTION = `id, claim_id AS claimId, offer_id AS offerId, offer_revision AS offerRevision, purchase_id AS purchaseId,
  enrolment_id AS enrolmentId, discount_minor AS discountMinor, bonus_points AS bonusPoints, reversed_minor AS reversedMinor,
  iif(paid_amount > 0, json_object('unit', paid_unit, 'amount', paid_amount), NULL) AS paid, forgiven, redeemed_at AS redeemedAt`

/** A merchant's redemptions, newest first. */
export async function listRedemptions(
  db: Db,
  programId: string,
  merchantId: string,
  before: string | null,
  limit: number,
): Promise<Redemption[]> {
  const { results } = await db
    .prepare(
      `SELECT ${REDEMPTION} FROM redemptions WHERE program_id = ?1 AND id < ?3
         AND offer_id IN (SELECT id FROM offers WHERE merchant_id = ?2) ORDER BY id DESC LIMIT ?4`,
    )
    .bind(programId, merchantId, before ?? 'red_~', limit)
    .all<Omit<Redemption, 'paid'> & { paid: string | null }>()
  return results.map((row) => ({ ...row, paid: row.paid === null ? null : (JSON.parse(row.paid) as Amount) }))
}

/** A member whose books have something due, and the programme they belong to. */
export interface DueMember {
  enrolmentId: string
  programId: string
}

/** Members in whose books something has come due by itself: lots, holds, a tier's end. Those that wait longest first. */
export async function listDue(db: Db, now: number, limit: number): Promise<DueMember[]> {
  const { results } = await db
    .prepare(
      `SELECT DISTINCT e.id AS enrolmentId, e.program_id AS programId FROM (
         SELECT * FROM (SELECT enrolment_id FROM lots INDEXED BY lots_due_anywhere WHERE due_at <= ?1 ORDER BY due_at LIMIT ?2)
         UNION SELECT * FROM (SELECT enrolment_id FROM holds INDEXED BY holds_due_anywhere WHERE state = 'held' AND expires_at <= ?1 ORDER BY expires_at LIMIT ?2)
         UNION SELECT * FROM (SELECT enrolment_id FROM standings INDEXED BY standings_due WHERE due_at <= ?1 ORDER BY due_at LIMIT ?2)
       ) due JOIN enrolments e ON e.id = due.enrolment_id LIMIT ?2`,
    )
    .bind(now, limit)
    .all<DueMember>()
  return results
}

/** Every program's enrolment that this merchant may see: whether it is in the programme. */
export async function isEnrolled(db: Db, programId: string, enrolmentId: string): Promise<boolean> {
  const results = await db.batch([
    db.prepare('SELECT 1 FROM enrolments WHERE id = ? AND program_id = ?').bind(enrolmentId, programId),
  ])
  return rowsOf(results[0]).length === 1
}
