import type { Unit } from '../../shared/contracts/index.ts'
import type { LotState, Posting, SpentPart } from '../../shared/ledger/index.ts'
import { LOT, type LotRow, type ReadBook, readBookStatements, toBooks, toLot, type Whose } from './books.ts'
import { type Db, rowsOf } from './database.ts'
import { type StoredOrder, type StoredRow, selectStored, toStored } from './reward-orders.ts'

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
