import type { Purchase } from '../../shared/contracts/index.ts'
import type { Db } from './database.ts'

type Line = Purchase['lines'][number]
type Row = Omit<Purchase, 'lines'> & { lines: string }

/** A store's purchases with their lines, newest first; `before` is the id to go on below. */
export async function listPurchases(
  db: Db,
  storeId: string,
  externalRef: string | null,
  before: string | null,
  limit: number,
): Promise<Purchase[]> {
  const line = `json_object('sku', l.sku, 'name', l.name, 'category', l.category, 'brand', l.brand, 'quantity', l.quantity,
    'amountMinor', l.amount_minor, 'pointsEarned', l.points_earned, 'returnedQuantity', l.returned_quantity)`
  const { results } = await db
    .prepare(
      `SELECT p.id, p.store_id AS storeId, p.external_ref AS externalRef, p.enrolment_id AS enrolmentId, p.purchased_at AS purchasedAt,
         p.recorded_at AS recordedAt, p.currency, p.total_minor AS totalMinor, p.shipping_minor AS shippingMinor, p.points_earned AS pointsEarned,
         (SELECT json_group_array(${line} ORDER BY l.line) FROM purchase_lines l WHERE l.purchase_id = p.id) AS lines
       FROM purchases p WHERE p.store_id = ?1 AND p.id < ?2
         ${externalRef === null ? '' : 'AND p.external_ref = ?4'} ORDER BY p.id DESC LIMIT ?3`,
    )
    .bind(storeId, before ?? 'pur_~', limit, ...(externalRef === null ? [] : [externalRef]))
    .all<Row>()
  return results.map((row) => ({ ...row, lines: JSON.parse(row.lines) as Line[] }))
}
