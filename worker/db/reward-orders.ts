import type {
  RewardGoods,
  RewardOrder,
  RewardOrderState,
  RewardWords,
  Unit,
} from '../../shared/contracts/index.ts'
import { type Db, forRows, rowsOf } from './database.ts'

/** How an order stands at ?now: one that waited for a seat until the event has been given back, posted or not. */
const stateAt = (now: string) =>
  `CASE WHEN o.state = 'waiting' AND o.waits_until <= ${now} THEN 'cancelled' ELSE o.state END`

const order = (
  now: string,
) => `o.id, o.enrolment_id AS enrolmentId, o.reward, o.content, o.goods, o.unit, o.amount, ${stateAt(now)} AS state, o.code, o.used_at AS usedAt,
  o.cause, o.donated_minor AS donatedMinor, o.external_ref AS externalRef, o.ordered_at AS orderedAt,
  CASE WHEN o.state = 'waiting' AND o.waits_until <= ${now} THEN o.waits_until ELSE o.changed_at END AS changedAt,
  CASE WHEN o.state = 'waiting' AND o.waits_until > ${now} THEN (
    SELECT count(*) FROM reward_orders w INDEXED BY reward_orders_waiting
    WHERE w.reward_id = o.reward_id AND w.queued <= o.queued AND w.state = 'waiting' AND w.waits_until > ${now}) END AS queuePlace`

type OrderRow = Omit<RewardOrder, 'content' | 'goods' | 'price' | 'donated'> & {
  content: string
  goods: string
  unit: Unit
  amount: number
  cause: string | null
  donatedMinor: number | null
}

const toOrder = ({ content, goods, unit, amount, cause, donatedMinor, ...row }: OrderRow): RewardOrder => ({
  id: row.id,
  enrolmentId: row.enrolmentId,
  reward: row.reward,
  content: JSON.parse(content) as RewardWords,
  goods: JSON.parse(goods) as RewardGoods,
  price: { unit, amount },
  state: row.state,
  code: row.code,
  usedAt: row.usedAt,
  donated: cause === null || donatedMinor === null ? null : { cause, amountMinor: donatedMinor },
  queuePlace: row.queuePlace,
  externalRef: row.externalRef,
  orderedAt: row.orderedAt,
  changedAt: row.changedAt,
})

/** The statement that reads an order as it stands. */
export const selectOrder = (db: Db, programId: string, orderId: string, now: number): D1PreparedStatement =>
  db
    .prepare(`SELECT ${order('?3')} FROM reward_orders o WHERE o.id = ?1 AND o.program_id = ?2`)
    .bind(orderId, programId, now)

/** The order in the answer of `selectOrder`; `null`: the programme has none. */
export function orderIn(result: D1Result | undefined): RewardOrder | null {
  const [row] = rowsOf<OrderRow>(result)
  return row ? toOrder(row) : null
}

/** An order of the programme as it stands. */
export const findOrder = async (
  db: Db,
  programId: string,
  orderId: string,
  now: number,
): Promise<RewardOrder | null> => orderIn((await db.batch([selectOrder(db, programId, orderId, now)]))[0])

/** A member's orders that somebody still has to end: those that wait, and those that only their card can fetch. */
export async function listFetchable(db: Db, enrolmentId: string): Promise<string[]> {
  const { results } = await db
    .prepare(
      `SELECT id FROM reward_orders INDEXED BY reward_orders_open WHERE enrolment_id = ? AND state <> 'cancelled'
         AND (state = 'waiting' OR (state = 'ordered' AND goods ->> '$.kind' IN ('seat', 'freeItem'))) ORDER BY id`,
    )
    .bind(enrolmentId)
    .all<{ id: string }>()
  return results.map(({ id }) => id)
}

/** What orders are asked for. */
export interface OrderFilter {
  enrolmentId?: string | undefined
  state?: RewardOrderState | undefined
  /** Key of the reward. */
  reward?: string | undefined
}

/** A page of the programme's orders, newest first. */
export async function listOrders(
  db: Db,
  programId: string,
  { enrolmentId, state, reward }: OrderFilter,
  before: string | null,
  limit: number,
  now: number,
): Promise<RewardOrder[]> {
  // Each is looked up by what narrows it most; what is left is told row by row.
  const by = enrolmentId
    ? 'o.enrolment_id = ?3 AND o.program_id = ?1'
    : reward
      ? 'o.reward_id = (SELECT id FROM rewards WHERE program_id = ?1 AND key = ?4) AND ?3 IS NULL'
      : 'o.program_id = ?1 AND ?3 IS NULL'
  const { results } = await db
    .prepare(
      `SELECT ${order('?2')} FROM reward_orders o WHERE ${by} AND (?4 IS NULL OR o.reward = ?4) AND (?5 IS NULL OR ${stateAt('?2')} = ?5)
         AND o.id < ?6 ORDER BY o.id DESC LIMIT ?7`,
    )
    .bind(programId, now, enrolmentId ?? null, reward ?? null, state ?? null, before ?? 'ord_~', limit)
    .all<OrderRow>()
  return results.map(toOrder)
}

/** An order as it was read, with what tells a later writer that somebody came between. */
export interface StoredOrder extends RewardOrder {
  rewardId: string
  version: number
  holdId: string | null
}

/** An order with its version, as `selectStored` has it. */
export type StoredRow = OrderRow & Pick<StoredOrder, 'rewardId' | 'version' | 'holdId'>

/** An order of the programme, with its version. */
export async function findStoredOrder(
  db: Db,
  programId: string,
  orderId: string,
  now: number,
): Promise<StoredOrder | null> {
  const row = await selectStored(db, programId, orderId, now).first<StoredRow>()
  return row && toStored(row)
}

/** The statement that reads an order with its version. */
export const selectStored = (db: Db, programId: string, orderId: string, now: number): D1PreparedStatement =>
  db
    .prepare(
      `SELECT ${order('?2')}, o.reward_id AS rewardId, o.version, o.hold_id AS holdId FROM reward_orders o WHERE o.id = ?1 AND o.program_id = ?3`,
    )
    .bind(orderId, now, programId)

/** A row of `selectStored`. */
export const toStored = ({ rewardId, version, holdId, ...row }: StoredRow): StoredOrder => ({
  ...toOrder(row),
  rewardId,
  version,
  holdId,
})

/** A change of an order. */
export interface OrderMove {
  id: string
  /** As it was read. */
  version: number
  state: RewardOrderState
  /** Left out: as it is. */
  externalRef?: string | undefined
}

/** The statements that move orders on; one that somebody else changed meanwhile undoes the batch. */
export const moveOrders = (db: Db, moves: readonly OrderMove[], now: number): D1PreparedStatement[] =>
  forRows(
    db,
    `UPDATE reward_orders SET version = j.version + 1, state = j.state, external_ref = coalesce(j.ref, external_ref), changed_at = ?2 FROM (
       SELECT value ->> 'id' AS id, value ->> 'version' AS version, value ->> 'state' AS state, value ->> 'externalRef' AS ref FROM json_each(?1)
     ) j WHERE reward_orders.id = j.id`,
    moves,
    now,
  )

/** Whose card a number is in a programme; a stranger's is not enrolled by being looked at. Asks the directory. */
export const enrolmentOfNumber = async (
  directory: Db,
  programId: string,
  number: string,
): Promise<string | null> =>
  directory
    .prepare(
      'SELECT p.enrolment_id FROM members m JOIN pseudonyms p ON p.member_id = m.id AND p.program_id = ? WHERE m.number = ?',
    )
    .bind(programId, number)
    .first<string>('enrolment_id')
