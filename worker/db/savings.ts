import { DAY_MS, type SavingKind } from '../../shared/contracts/index.ts'
import type { RecordedSaving, Saving } from '../../shared/ledger/plans/index.ts'
import { type Db, forRows, rowsOf } from './database.ts'
import { endedIn, readEnded, subscriptionsColumn, subscriptionsIn } from './subscriptions.ts'

/** The statements that keep savings: of purchases, or what returns took back of them. Each once by source and kind. */
export const insertSavings = (db: Db, savings: readonly Saving[]): D1PreparedStatement[] =>
  forRows(
    db,
    `INSERT INTO savings (source_id, kind, enrolment_id, subscription_id, purchase_id, amount_minor, saved_at)
     SELECT value ->> 'sourceId', value ->> 'kind', value ->> 'enrolmentId', value ->> 'subscriptionId', value ->> 'purchaseId',
       value ->> 'amountMinor', value ->> 'savedAt' FROM json_each(?1)`,
    savings,
  )

/** Reads what a purchase saved, and what returns have taken back of it; the purchase by its store and reference. */
export const readSavingsOfPurchase = (db: Db, storeId: string, externalRef: string): D1PreparedStatement =>
  db
    .prepare(
      `SELECT kind, enrolment_id AS enrolmentId, subscription_id AS subscriptionId, purchase_id AS purchaseId,
         sum(max(amount_minor, 0)) AS amountMinor, -sum(min(amount_minor, 0)) AS takenBackMinor, max(saved_at) AS savedAt
       FROM savings WHERE purchase_id = (SELECT id FROM purchases WHERE store_id = ? AND external_ref = ?)
       GROUP BY kind, subscription_id`,
    )
    .bind(storeId, externalRef)

/** The rows of `readSavingsOfPurchase`. */
export const savingsIn = (result: D1Result | undefined): RecordedSaving[] => rowsOf<RecordedSaving>(result)

/** For how long a plan that ended is still shown; longer only while something of it is owed. */
export const ENDED_SHOWN_MS = 90 * DAY_MS

/**
 * The statements that read a member's plans as they stand on record, what each has saved in the term that runs, and
 * those that ended a while ago.
 */
export const memberPlansStatements = (
  db: Db,
  programId: string,
  enrolmentId: string,
  now: number,
): D1PreparedStatement[] => [
  db
    .prepare(
      `SELECT catalogue_version AS version, ${subscriptionsColumn('?2')} AS subscriptions FROM programs WHERE id = ?1`,
    )
    .bind(programId, enrolmentId),
  db
    .prepare(
      `SELECT t.subscription_id AS subscriptionId, t.kind, sum(t.amount_minor) AS amountMinor
         FROM subscriptions s JOIN savings t ON t.subscription_id = s.id AND t.saved_at >= s.term_starts_at
         WHERE s.enrolment_id = ? AND s.state <> 'ended' GROUP BY t.subscription_id, t.kind`,
    )
    .bind(enrolmentId),
  readEnded(db, enrolmentId, now - ENDED_SHOWN_MS),
]

/** What `memberPlansStatements` found. */
export function memberPlansIn([programs, sums, ended]: readonly (D1Result | undefined)[]) {
  const [program] = rowsOf<{ version: number; subscriptions: string }>(programs)
  const savings = rowsOf<{ subscriptionId: string; kind: SavingKind; amountMinor: number }>(sums)
  return {
    catalogueVersion: program?.version ?? 0,
    subscriptions: program ? subscriptionsIn(program.subscriptions) : [],
    savings,
    ended: endedIn(ended),
  }
}

/** A member's plans as they stand on record, and what each has saved in the term that runs. */
export const readMemberPlans = async (db: Db, programId: string, enrolmentId: string, now: number) =>
  memberPlansIn(await db.batch(memberPlansStatements(db, programId, enrolmentId, now)))
