import type {
  RewardGoods,
  RewardOrder,
  RewardOrderState,
  RewardWords,
  Unit,
} from '../../shared/contracts/index.ts'
import type { LotState, Posting, SpentPart } from '../../shared/ledger/index.ts'
import type { Shelf } from '../../shared/ledger/rewards/index.ts'
import {
  booksOf,
  LOT,
  type LotRow,
  type ReadBook,
  readBookStatements,
  toBooks,
  toLot,
  type Whose,
} from './books.ts'
import { type Db, forRows, rowsOf } from './database.ts'
import { REWARD, type RewardRow, toShelf } from './rewards.ts'

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

/** What ordering a reward has to know. */
export interface Ordering {
  catalogueVersion: number
  shelf: (Shelf & { revision: number }) | null
  /** Orders of it that the member has, cancelled ones left out. */
  has: number
  /** Keys of the causes that take gifts. */
  causes: string[]
  /** Lots that its price can be drawn from. */
  lots: LotState[]
  books: ReadBook | null
}

/** Reads it in one round trip. */
export async function readOrdering(
  db: Db,
  programId: string,
  enrolmentId: string,
  key: string,
  now: number,
): Promise<Ordering> {
  const [versions, rewards, has, causes, lots, ...books] = await db.batch([
    db.prepare('SELECT catalogue_version AS version FROM programs WHERE id = ?').bind(programId),
    db.prepare(`SELECT ${REWARD} FROM rewards r WHERE r.program_id = ? AND r.key = ?`).bind(programId, key),
    db
      .prepare(
        `SELECT count(*) AS has FROM reward_orders INDEXED BY reward_orders_open WHERE enrolment_id = ?2 AND state <> 'cancelled'
           AND reward_id = (SELECT id FROM rewards WHERE program_id = ?1 AND key = ?3)`,
      )
      .bind(programId, enrolmentId, key),
    db.prepare('SELECT key FROM causes WHERE program_id = ? AND open = 1 ORDER BY id').bind(programId),
    db
      .prepare(
        `SELECT ${LOT} FROM lots l INDEXED BY lots_to_spend WHERE l.enrolment_id = ?2 AND l.state = 'active'
           AND l.unit = (SELECT price_unit FROM rewards WHERE program_id = ?1 AND key = ?3)
         ORDER BY ifnull(l.expires_at, 9000000000000), l.id`,
      )
      .bind(programId, enrolmentId, key),
    ...readBookStatements(db, booksOf(enrolmentId), programId, now),
  ])
  const [row] = rowsOf<RewardRow>(rewards)
  return {
    catalogueVersion: rowsOf<{ version: number }>(versions)[0]?.version ?? 0,
    shelf: row ? { ...toShelf(row), revision: row.revision } : null,
    has: rowsOf<{ has: number }>(has)[0]?.has ?? 0,
    causes: rowsOf<{ key: string }>(causes).map((cause) => cause.key),
    lots: rowsOf<LotRow>(lots).map(toLot),
    books: toBooks(books).get(enrolmentId) ?? null,
  }
}

/** An order to be written. */
export interface NewOrder {
  id: string
  programId: string
  enrolmentId: string
  rewardId: string
  rewardRevision: number
  reward: string
  state: 'waiting' | 'ordered' | 'delivered'
  content: RewardWords
  goods: RewardGoods
  unit: Unit
  amount: number
  /** A minted code, folded. */
  code: string | null
  /** Takes the next code of the reward's pool instead. */
  fromPool: boolean
  cause: string | null
  donatedMinor: number | null
  /** What holds the price of waiting, and until when. */
  hold: { id: string; expiresAt: number } | null
  orderedAt: number
}

/** The statements that write an order. Where it has become impossible meanwhile, the database undoes the batch as stale. */
export function insertOrder(db: Db, placed: NewOrder): D1PreparedStatement[] {
  const { hold } = placed
  const json = JSON.stringify(placed)
  const nextCode = `SELECT id, code FROM pool_codes WHERE reward_id = ?1 ->> 'rewardId' AND order_id IS NULL AND ?1 ->> 'fromPool' ORDER BY id LIMIT 1`
  return [
    ...(hold
      ? [
          db
            .prepare(
              'INSERT INTO holds (id, enrolment_id, unit, amount, held_at, expires_at) VALUES (?, ?, ?, ?, ?, ?)',
            )
            .bind(hold.id, placed.enrolmentId, placed.unit, placed.amount, placed.orderedAt, hold.expiresAt),
        ]
      : []),
    db
      .prepare(
        `INSERT INTO reward_orders (id, program_id, enrolment_id, reward_id, reward_revision, reward, state, content, goods, unit, amount, code, pool_code_id,
           cause, donated_minor, queued, hold_id, waits_until, ordered_at, changed_at)
         SELECT ?1 ->> 'id', ?1 ->> 'programId', ?1 ->> 'enrolmentId', ?1 ->> 'rewardId', ?1 ->> 'rewardRevision', ?1 ->> 'reward', ?1 ->> 'state', ?1 ->> 'content', ?1 ->> 'goods',
           ?1 ->> 'unit', ?1 ->> 'amount', ifnull(?1 ->> 'code', (SELECT code FROM (${nextCode}))), (SELECT id FROM (${nextCode})), ?1 ->> 'cause', ?1 ->> 'donatedMinor',
           CASE ?1 ->> 'state' WHEN 'waiting' THEN (SELECT ifnull(max(queued), 0) + 1 FROM reward_orders WHERE reward_id = ?1 ->> 'rewardId' AND queued IS NOT NULL) END,
           ?1 ->> '$.hold.id', ?1 ->> '$.hold.expiresAt', ?1 ->> 'orderedAt', ?1 ->> 'orderedAt'`,
      )
      .bind(json),
  ]
}

/** An order as it was read, with what tells a later writer that somebody came between. */
export interface StoredOrder extends RewardOrder {
  rewardId: string
  version: number
  holdId: string | null
}

type StoredRow = OrderRow & Pick<StoredOrder, 'rewardId' | 'version' | 'holdId'>

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

const selectStored = (db: Db, programId: string, orderId: string, now: number): D1PreparedStatement =>
  db
    .prepare(
      `SELECT ${order('?2')}, o.reward_id AS rewardId, o.version, o.hold_id AS holdId FROM reward_orders o WHERE o.id = ?1 AND o.program_id = ?3`,
    )
    .bind(orderId, now, programId)

const toStored = ({ rewardId, version, holdId, ...row }: StoredRow): StoredOrder => ({
  ...toOrder(row),
  rewardId,
  version,
  holdId,
})

/** An order that waits, and what holds its price. */
export type Waiting = Pick<StoredOrder, 'id' | 'enrolmentId' | 'version'> & {
  hold: { id: string; unit: Unit; amount: number }
}

/** What is known of an order before it is given back. */
export interface OrderContext {
  catalogueVersion: number
  order: StoredOrder | null
  /** Who is seated next where seats have fallen free, in their order. */
  next: Waiting[]
  /** Seats that are free already; below zero where the shop has taken some away. */
  free: number
  /** What the order took from each lot and has not been given back, in the order it was drawn. */
  spent: SpentPart[]
  /** What each hold took from each lot, by hold. */
  held: Map<string, SpentPart[]>
  /** The lots behind all of that. */
  lots: LotState[]
  /** The lot that a top-up opened. */
  toppedUp: { lotId: string; amount: number } | null
  books: Map<string, ReadBook>
}

/** The first of those who wait for a reward's seat, ?2 being now. */
const waitingFor = (rewardId: string, most: string) =>
  `SELECT w.id, w.enrolment_id, w.version, w.hold_id, w.unit, w.amount, w.queued FROM reward_orders w INDEXED BY reward_orders_waiting
   WHERE w.reward_id = ${rewardId} AND w.state = 'waiting' AND w.waits_until > ?2 ORDER BY w.queued LIMIT ${most}`

/** Most who are seated in one batch. */
export const SEATED_AT_ONCE = 20

/**
 * Reads in one round trip what giving an order back takes, and seating those who wait: their books as well.
 *
 * @param about an order, whose seat may fall free; or a reward, whose seats may have become more
 */
export async function readOrderContext(
  db: Db,
  programId: string,
  about: { orderId: string } | { rewardId: string },
  now: number,
): Promise<OrderContext> {
  const isOrder = 'orderId' in about
  const id = isOrder ? about.orderId : about.rewardId
  const reward = isOrder ? '(SELECT reward_id FROM reward_orders WHERE id = ?1)' : '?1'
  const own = isOrder
    ? 'SELECT id, enrolment_id, hold_id FROM reward_orders WHERE id = ?1 AND program_id = ?3'
    : 'SELECT NULL AS id, NULL AS enrolment_id, NULL AS hold_id'
  const next = waitingFor(reward, String(SEATED_AT_ONCE))
  const bind = (sql: string) => db.prepare(sql).bind(id, now, programId)
  const whose: Whose = {
    sql: `SELECT enrolment_id AS value FROM (${isOrder ? 'SELECT enrolment_id FROM reward_orders WHERE id = ?1' : 'SELECT NULL AS enrolment_id WHERE false'})
      UNION SELECT enrolment_id FROM (${next})`,
    binds: [id, now],
  }
  const holds = `SELECT hold_id FROM (${own}) UNION SELECT hold_id FROM (${next})`
  const [versions, orders, free, waiting, entries, lots, ...books] = await db.batch([
    db.prepare('SELECT catalogue_version AS version FROM programs WHERE id = ?').bind(programId),
    selectStored(db, programId, id, now),
    bind(
      `SELECT r.limit_total - r.taken AS free, ?2 AS now FROM rewards r WHERE r.id = ${reward} AND r.program_id = ?3`,
    ),
    bind(
      `SELECT id, enrolment_id AS enrolmentId, version, hold_id AS holdId, unit, amount, ?3 AS programId FROM (${next})`,
    ),
    bind(
      `SELECT e.source_id AS sourceId, e.unit, e.lot_id AS lotId, e.reason, e.from_account AS fromAccount, e.amount FROM (
         SELECT id FROM (${own}) UNION ${holds}
       ) source JOIN ledger_entries e ON e.source_id = source.id WHERE e.lot_id IS NOT NULL AND e.reason IN ('spend', 'restore', 'hold', 'convert') AND ?2 + ?3 IS NOT NULL ORDER BY e.seq`,
    ),
    bind(
      `SELECT DISTINCT ${LOT} FROM (SELECT id FROM (${own}) UNION ${holds}) source
       JOIN ledger_entries e ON e.source_id = source.id JOIN lots l ON l.id = e.lot_id WHERE ?2 + ?3 IS NOT NULL`,
    ),
    ...readBookStatements(db, whose, programId, now),
  ])
  const [row] = rowsOf<StoredRow>(orders)
  const parts = rowsOf<SpentPart & { sourceId: string; reason: Posting['reason']; fromAccount: string }>(
    entries,
  )
  const read = rowsOf<LotRow>(lots).map(toLot)
  const topUp = parts.find(({ reason, fromAccount }) => reason === 'convert' && fromAccount === 'converted')
  const partOf = ({ unit, lotId, amount }: SpentPart): SpentPart => ({ unit, lotId, amount })
  return {
    catalogueVersion: rowsOf<{ version: number }>(versions)[0]?.version ?? 0,
    order: row ? toStored(row) : null,
    next: rowsOf<Omit<Waiting, 'hold'> & { holdId: string; unit: Unit; amount: number }>(waiting).map(
      ({ holdId, unit, amount, ...one }) => ({ ...one, hold: { id: holdId, unit, amount } }),
    ),
    free: rowsOf<{ free: number | null }>(free)[0]?.free ?? 0,
    spent: netOf(parts.filter(({ sourceId }) => sourceId === row?.id)),
    held: new Map(
      [
        ...Map.groupBy(
          parts.filter(({ reason }) => reason === 'hold'),
          (part) => part.sourceId,
        ),
      ].map(([holdId, own]) => [holdId, own.map(partOf)]),
    ),
    lots: read,
    toppedUp: topUp ? { lotId: topUp.lotId, amount: topUp.amount } : null,
    books: toBooks(books),
  }
}

/** What was spent of each lot less what was restored, in the order of spending. */
function netOf(parts: readonly (SpentPart & { reason: Posting['reason'] })[]): SpentPart[] {
  const net = new Map<string, SpentPart>()
  for (const { unit, lotId, amount, reason } of parts) {
    if (reason !== 'spend' && reason !== 'restore') continue
    const before = net.get(lotId)?.amount ?? 0
    net.set(lotId, { unit, lotId, amount: before + (reason === 'spend' ? amount : -amount) })
  }
  return [...net.values()].filter(({ amount }) => amount > 0)
}

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

/**
 * The statement that undoes a batch which leaves a seat free while somebody waits for it: they came after the queue was
 * read, and before the seat fell free.
 */
export const refuseIdleSeat = (db: Db, rewardId: string, now: number): D1PreparedStatement =>
  db
    .prepare(
      `UPDATE rewards SET waiting = -1 WHERE id = ?1 AND taken < limit_total
         AND EXISTS (SELECT 1 FROM reward_orders w INDEXED BY reward_orders_waiting WHERE w.reward_id = ?1 AND w.state = 'waiting' AND w.waits_until > ?2)`,
    )
    .bind(rewardId, now)

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
