import type { Charge, TopUp } from '../../shared/contracts/index.ts'
import type { SpentPart } from '../../shared/ledger/index.ts'
import { type Db, rowsOf } from './database.ts'

const TOP_UP = `t.id, store_id AS storeId, external_ref AS externalRef, enrolment_id AS enrolmentId, amount_minor AS amountMinor, currency,
  balance_minor AS balanceMinor, topped_up_at AS toppedUpAt`

/** Reads what was paid in under a store's reference. */
export const readTopUp = (db: Db, storeId: string, externalRef: string): D1PreparedStatement =>
  db
    .prepare(`SELECT ${TOP_UP} FROM top_ups t WHERE store_id = ? AND external_ref = ?`)
    .bind(storeId, externalRef)

/** Which rows of some stores are wanted: newest first, those below the id `before`, one more than a page where there are more. */
export interface StoresPage {
  storeIds: readonly string[]
  before: string | null
  limit: number
}

/** A page over several stores: of each no more is read than the page could hold. */
async function pageOfStores<T>(db: Db, table: 'top_ups' | 'charges', columns: string, page: StoresPage) {
  const { storeIds, before, limit } = page
  const { results } = await db
    .prepare(
      `SELECT ${columns} FROM json_each(?1) store JOIN ${table} t ON t.id IN (
         SELECT id FROM ${table} WHERE store_id = store.value AND id < ?2 ORDER BY id DESC LIMIT ?3)
       ORDER BY t.id DESC LIMIT ?3`,
    )
    .bind(JSON.stringify(storeIds), before ?? '~', limit)
    .all<T>()
  return results
}

/** What was paid in at some stores, newest first. */
export const listTopUps = (db: Db, page: StoresPage): Promise<TopUp[]> =>
  pageOfStores<TopUp>(db, 'top_ups', TOP_UP, page)

/** What was charged at some stores, newest first. */
export const listCharges = (db: Db, page: StoresPage): Promise<Charge[]> =>
  pageOfStores<Charge>(db, 'charges', CHARGE, page)

/** The ids of a merchant's stores. */
export async function storeIdsOf(directory: Db, merchantId: string): Promise<string[]> {
  const { results } = await directory
    .prepare('SELECT id FROM stores WHERE merchant_id = ?')
    .bind(merchantId)
    .all<{ id: string }>()
  return results.map(({ id }) => id)
}

/** The row of `readTopUp`. */
export const topUpIn = (result: D1Result | undefined): TopUp | null => rowsOf<TopUp>(result)[0] ?? null

/** The statement that keeps what was paid in; a reference that is there already undoes the batch. */
export const insertTopUp = (db: Db, programId: string, topUp: TopUp): D1PreparedStatement =>
  db
    .prepare(
      `INSERT INTO top_ups (id, program_id, store_id, external_ref, enrolment_id, amount_minor, currency, balance_minor, topped_up_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .bind(
      topUp.id,
      programId,
      topUp.storeId,
      topUp.externalRef,
      topUp.enrolmentId,
      topUp.amountMinor,
      topUp.currency,
      topUp.balanceMinor,
      topUp.toppedUpAt,
    )

const CHARGE = `t.id, store_id AS storeId, external_ref AS externalRef, enrolment_id AS enrolmentId, currency, charged_minor AS chargedMinor,
  wanted_minor - charged_minor AS restMinor, balance_minor AS balanceMinor, charged_at AS chargedAt, refunded_at AS refundedAt`

/** A charge as it was asked for and as it stands. */
export interface StoredCharge extends Charge {
  upTo: boolean
}

/** Reads what was charged under a store's reference. */
export const readCharge = (db: Db, storeId: string, externalRef: string): D1PreparedStatement =>
  db
    .prepare(`SELECT ${CHARGE}, up_to AS upTo FROM charges t WHERE store_id = ? AND external_ref = ?`)
    .bind(storeId, externalRef)

/** The row of `readCharge`. */
export const chargeIn = (result: D1Result | undefined): StoredCharge | null => {
  const [row] = rowsOf<Charge & { upTo: number }>(result)
  return row ? { ...row, upTo: row.upTo === 1 } : null
}

/** Reads what a charge took from each lot, in the order it was drawn. */
export const readSpentParts = (db: Db, storeId: string, externalRef: string): D1PreparedStatement =>
  db
    .prepare(
      `SELECT e.unit, e.lot_id AS lotId, e.amount FROM charges c JOIN ledger_entries e ON e.source_id = c.id AND e.reason = 'spend'
       WHERE c.store_id = ? AND c.external_ref = ? ORDER BY e.seq`,
    )
    .bind(storeId, externalRef)

/** The rows of `readSpentParts`. */
export const spentPartsIn = (result: D1Result | undefined): SpentPart[] => rowsOf<SpentPart>(result)

/** The statement that keeps a charge; a reference that is there already undoes the batch. */
export const insertCharge = (db: Db, programId: string, charge: StoredCharge): D1PreparedStatement =>
  db
    .prepare(
      `INSERT INTO charges (id, program_id, store_id, external_ref, enrolment_id, wanted_minor, up_to, charged_minor, currency, balance_minor, charged_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .bind(
      charge.id,
      programId,
      charge.storeId,
      charge.externalRef,
      charge.enrolmentId,
      charge.chargedMinor + charge.restMinor,
      charge.upTo ? 1 : 0,
      charge.chargedMinor,
      charge.currency,
      charge.balanceMinor,
      charge.chargedAt,
    )

/** The statement that marks a charge as given back; one that has been undoes the batch. */
export const refundCharge = (db: Db, chargeId: string, now: number): D1PreparedStatement =>
  db.prepare('UPDATE charges SET refunded_at = ? WHERE id = ?').bind(now, chargeId)
