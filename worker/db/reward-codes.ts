import type { RewardGoods, RewardOrderState, RewardWords } from '../../shared/contracts/index.ts'
import { type Db, forRows, rowsOf } from './database.ts'

/** An order whose code a purchase may have used. */
export interface CodeOrder {
  id: string
  version: number
  code: string
  enrolmentId: string
  state: RewardOrderState
  usedAt: number | null
  goods: RewardGoods
  content: RewardWords
}

/** The statement that reads the orders behind some codes: [store, code, programme] each, folded. */
export const readCodeOrders = (db: Db, codes: string): D1PreparedStatement =>
  db
    .prepare(
      `SELECT o.id, o.version, o.code, o.enrolment_id AS enrolmentId, o.state, o.used_at AS usedAt, o.goods, o.content
       FROM json_each(?) j JOIN reward_orders o INDEXED BY reward_orders_code ON o.program_id = j.value ->> 2 AND o.code = j.value ->> 1 GROUP BY o.id`,
    )
    .bind(codes)

/** The rows of `readCodeOrders`. */
export const codeOrdersIn = (result: D1Result | undefined): CodeOrder[] =>
  rowsOf<Omit<CodeOrder, 'goods' | 'content'> & { goods: string; content: string }>(result).map((row) => ({
    ...row,
    goods: JSON.parse(row.goods) as RewardGoods,
    content: JSON.parse(row.content) as RewardWords,
  }))

/** The statements that mark codes as used by purchases. */
export const useCodes = (
  db: Db,
  used: readonly { id: string; version: number; purchaseId: string }[],
  now: number,
): D1PreparedStatement[] =>
  forRows(
    db,
    `UPDATE reward_orders SET version = j.version + 1, used_at = ?2, used_purchase_id = j.purchase, changed_at = ?2 FROM (
       SELECT value ->> 'id' AS id, value ->> 'version' AS version, value ->> 'purchaseId' AS purchase FROM json_each(?1)
     ) j WHERE reward_orders.id = j.id`,
    used,
    now,
  )
