import type { RewardGoods, RewardWords, Unit } from '../../shared/contracts/index.ts'
import type { LotState } from '../../shared/ledger/index.ts'
import type { Shelf } from '../../shared/ledger/rewards/index.ts'
import { booksOf, LOT, type LotRow, type ReadBook, readBookStatements, toBooks, toLot } from './books.ts'
import { type Db, rowsOf } from './database.ts'
import { countsAt, type ShelfRow, shelfAt, toShelf } from './rewards.ts'

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
  /** The order that the same request has placed before. */
  doneId: string | null
}

/**
 * Reads it in one round trip.
 *
 * @param requestKey what the request is known by, where it came with a key
 */
export async function readOrdering(
  db: Db,
  programId: string,
  enrolmentId: string,
  key: string,
  now: number,
  requestKey: string | null = null,
): Promise<Ordering> {
  const [done, versions, rewards, has, causes, lots, ...books] = await db.batch([
    db.prepare("SELECT answer ->> 'orderId' AS orderId FROM moves_done WHERE key = ?").bind(requestKey),
    db.prepare('SELECT catalogue_version AS version FROM programs WHERE id = ?').bind(programId),
    db
      .prepare(`SELECT ${shelfAt('?3')} FROM rewards r WHERE r.program_id = ?1 AND r.key = ?2`)
      .bind(programId, key, now),
    db
      .prepare(
        `SELECT count(*) AS has FROM reward_orders INDEXED BY reward_orders_open WHERE enrolment_id = ?2 AND ${countsAt('?4')}
           AND reward_id = (SELECT id FROM rewards WHERE program_id = ?1 AND key = ?3)`,
      )
      .bind(programId, enrolmentId, key, now),
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
  const [row] = rowsOf<ShelfRow>(rewards)
  return {
    catalogueVersion: rowsOf<{ version: number }>(versions)[0]?.version ?? 0,
    shelf: row ? { ...toShelf(row), revision: row.revision } : null,
    has: rowsOf<{ has: number }>(has)[0]?.has ?? 0,
    causes: rowsOf<{ key: string }>(causes).map((cause) => cause.key),
    lots: rowsOf<LotRow>(lots).map(toLot),
    books: toBooks(books).get(enrolmentId) ?? null,
    doneId: rowsOf<{ orderId: string }>(done)[0]?.orderId ?? null,
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
