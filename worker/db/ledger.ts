import type { LedgerEntry, Redemption } from '../../shared/contracts/index.ts'
import { type LotState, type Posting, settle } from '../../shared/ledger/index.ts'
import { brokenPromise, type Db, rowsOf } from './database.ts'
import { newId } from './ids.ts'
import { insertEntries } from './purchases.ts'

const ENTRY = `id, enrolment_id AS enrolmentId, seq, reason, from_account AS fromAccount, to_account AS toAccount, points,
  lot_id AS lotId, purchase_id AS purchaseId, offer_id AS offerId, reference, posted_at AS postedAt,
  (SELECT purchased_at FROM purchases WHERE purchases.id = ledger_entries.purchase_id) AS purchasedAt`

/** A member's entries, newest first. `before` is the `seq` to go on below. */
export async function listEntries(
  db: Db,
  enrolmentId: string,
  before: number | null,
  limit: number,
): Promise<LedgerEntry[]> {
  const { results } = await db
    .prepare(
      `SELECT ${ENTRY} FROM ledger_entries WHERE enrolment_id = ? AND unit = 'points' AND seq < ? ORDER BY seq DESC LIMIT ?`,
    )
    .bind(enrolmentId, before ?? Number.MAX_SAFE_INTEGER, limit)
    .all<LedgerEntry>()
  return results
}

const REDEMPTION = `id, claim_id AS claimId, offer_id AS offerId, offer_revision AS offerRevision, purchase_id AS purchaseId,
  enrolment_id AS enrolmentId, discount_minor AS discountMinor, bonus_points AS bonusPoints, reversed_minor AS reversedMinor, redeemed_at AS redeemedAt`

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
    .all<Redemption>()
  return results
}

type DueLot = LotState & { enrolmentId: string; seq: number }

/**
 * Posts what has come due in some accounts: releases and expiries. Reads were right before; this keeps them cheap.
 * An account that somebody else is writing to is left for the next time.
 *
 * @returns how many entries were posted
 */
export async function settleDue(db: Db, now: number, accounts: number): Promise<number> {
  const { results } = await db
    .prepare(
      `SELECT l.id, l.enrolment_id AS enrolmentId, l.remaining, l.state, l.activates_at AS activatesAt, l.expires_at AS expiresAt, a.seq
       FROM lots l JOIN accounts a ON a.enrolment_id = l.enrolment_id AND a.unit = l.unit
       WHERE l.due_at <= ?1 AND l.enrolment_id IN (SELECT enrolment_id FROM lots INDEXED BY lots_due_anywhere WHERE due_at <= ?1 ORDER BY due_at LIMIT ?2) ORDER BY l.enrolment_id, l.due_at`,
    )
    .bind(now, accounts)
    .all<DueLot>()
  const byMember = Map.groupBy(results, (lot) => lot.enrolmentId)
  const entriesOf = ([enrolmentId, lots]: [string, DueLot[]]) =>
    settle(lots, now).map((posting: Posting, index) => ({
      ...posting,
      id: newId('ent'),
      enrolmentId,
      seq: (lots[0] as DueLot).seq + 1 + index,
      purchaseId: null,
      offerId: null,
      postedAt: now,
    }))
  const all = [...byMember].flatMap(entriesOf)
  if (all.length === 0) return 0
  try {
    await db.batch(insertEntries(db, all))
    return all.length
  } catch {
    // One account undid the whole batch: post them one by one, and see which.
  }
  let posted = 0
  for (const member of byMember) {
    const entries = entriesOf(member)
    try {
      await db.batch(insertEntries(db, entries))
      posted += entries.length
    } catch (error) {
      // A busy account has its turn in the next minute; anything else must not keep the others from theirs.
      if (brokenPromise(error) !== 'stale') console.error(error)
    }
  }
  return posted
}

/** Every program's enrolment that this merchant may see: whether it is in the programme. */
export async function isEnrolled(db: Db, programId: string, enrolmentId: string): Promise<boolean> {
  const results = await db.batch([
    db.prepare('SELECT 1 FROM enrolments WHERE id = ? AND program_id = ?').bind(enrolmentId, programId),
  ])
  return rowsOf(results[0]).length === 1
}
