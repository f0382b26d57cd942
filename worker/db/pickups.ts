import {
  DAY_MS,
  type PickupMenu,
  type PickupOrder,
  type PickupState,
  type Place,
} from '../../shared/contracts/index.ts'
import type { LotState } from '../../shared/ledger/index.ts'
import { LOT, type LotRow, toLot } from './books.ts'
import { type Db, rowsOf } from './database.ts'

/** How long after its time an order waits to be fetched, in milliseconds. Then it counts as cancelled. */
export const WAITS_MS = DAY_MS

/** Orders cancelled in one round: a backlog is worked off over several minutes. */
const A_ROUND = 1000

/** Puts a menu in the place of the one before. */
export const saveMenu = (db: Db, programId: string, storeId: string, menu: PickupMenu, now: number) =>
  db
    .prepare(
      `INSERT INTO pickup_menus (store_id, program_id, menu, updated_at) VALUES (?, ?, ?, ?)
       ON CONFLICT (store_id) DO UPDATE SET menu = excluded.menu, updated_at = excluded.updated_at`,
    )
    .bind(storeId, programId, JSON.stringify(menu), now)
    .run()

/** A store's menu; one that has never been written is empty. */
export async function findMenu(db: Db, storeId: string): Promise<PickupMenu> {
  const row = await db
    .prepare('SELECT menu FROM pickup_menus WHERE store_id = ?')
    .bind(storeId)
    .first<{ menu: string }>()
  return row ? (JSON.parse(row.menu) as PickupMenu) : { places: [], items: [] }
}

/** A store's menu and the version of the programme's catalogue, in one round trip. */
export async function readForPlacing(db: Db, programId: string, storeId: string) {
  const [versions, menus] = await db.batch([
    db.prepare('SELECT catalogue_version AS version FROM programs WHERE id = ?').bind(programId),
    db
      .prepare('SELECT menu FROM pickup_menus WHERE store_id = ? AND program_id = ?')
      .bind(storeId, programId),
  ])
  const [row] = rowsOf<{ menu: string }>(menus)
  return {
    catalogueVersion: rowsOf<{ version: number }>(versions)[0]?.version ?? 0,
    menu: row ? (JSON.parse(row.menu) as PickupMenu) : { places: [], items: [] },
  }
}

/** An order that is to be placed. */
export interface NewPickup extends Omit<PickupOrder, 'state' | 'paid' | 'changedAt'> {
  programId: string
  merchantId: string
  /** Days since 1970-01-01 of the programme's own calendar. */
  pickupDay: number
}

/** Places an order. One whose name another waiting order of that place and day has is refused by `pickups_called_once`. */
export async function insertPickup(db: Db, pickup: NewPickup): Promise<void> {
  await db
    .prepare(
      `INSERT INTO pickups (id, program_id, merchant_id, store_id, enrolment_id, place, lines, call_name, pickup_day, pickup_at, currency,
         total_minor, placed_at, changed_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?13)`,
    )
    .bind(
      pickup.id,
      pickup.programId,
      pickup.merchantId,
      pickup.storeId,
      pickup.enrolmentId,
      JSON.stringify(pickup.place),
      JSON.stringify(pickup.lines),
      pickup.callName,
      pickup.pickupDay,
      pickup.pickupAt,
      pickup.currency,
      pickup.totalMinor,
      pickup.placedAt,
    )
    .run()
}

const PICKUP = `id, enrolment_id AS enrolmentId, store_id AS storeId, place, lines, call_name AS callName, pickup_at AS pickupAt, currency,
  total_minor AS totalMinor, state, stored_value_minor AS storedValueMinor, rest_minor AS restMinor, purchase_id AS purchaseId,
  paid_at AS paidAt, placed_at AS placedAt, changed_at AS changedAt`

type PickupRow = Omit<PickupOrder, 'place' | 'lines' | 'paid'> & {
  place: string
  lines: string
  storedValueMinor: number | null
  restMinor: number | null
  purchaseId: string | null
  paidAt: number | null
}

/** An order as it stands at `now`: what nobody fetched is cancelled, whether or not that has been written. */
function toPickup(row: PickupRow, now: number): PickupOrder {
  const { place, lines, storedValueMinor, restMinor, purchaseId, paidAt, ...rest } = row
  const lapsesAt = row.pickupAt + WAITS_MS
  const lapsed = (row.state === 'placed' || row.state === 'ready') && lapsesAt <= now
  return {
    ...rest,
    ...(lapsed && { state: 'cancelled' as const, changedAt: lapsesAt }),
    place: JSON.parse(place) as Place,
    lines: JSON.parse(lines) as PickupOrder['lines'],
    paid:
      purchaseId === null || storedValueMinor === null || restMinor === null || paidAt === null
        ? null
        : { storedValueMinor, restMinor, purchaseId, paidAt },
  }
}

/** Whose order is meant: a merchant's own, or a member's own. Anybody else's is as unknown as one that never was. */
export type PickupOf = { merchantId: string } | { enrolmentId: string }

const own = (whose: PickupOf): [string, string] =>
  'merchantId' in whose ? ['merchant_id', whose.merchantId] : ['enrolment_id', whose.enrolmentId]

/** An order as it stands at `now`. */
export async function findPickup(
  db: Db,
  pickupId: string,
  whose: PickupOf,
  now: number,
): Promise<PickupOrder | null> {
  const [column, id] = own(whose)
  const row = await db
    .prepare(`SELECT ${PICKUP} FROM pickups WHERE id = ? AND ${column} = ?`)
    .bind(pickupId, id)
    .first<PickupRow>()
  return row && toPickup(row, now)
}

/** A state as it is at ?4: whatever waits longer than it may is cancelled by then. */
const IN_STATE: Record<PickupState, string> = {
  placed: `state = 'placed' AND pickup_at > ?4`,
  ready: `state = 'ready' AND pickup_at > ?4`,
  collected: `state = 'collected' AND ?4 IS NOT NULL`,
  cancelled: `(state = 'cancelled' OR (state IN ('placed', 'ready') AND pickup_at <= ?4))`,
}

/** Orders of a store or of a member, newest first. `before` is the id to go on below. */
export async function listPickups(
  db: Db,
  whose: { storeId: string } | { enrolmentId: string },
  state: PickupState | null,
  before: string | null,
  limit: number,
  now: number,
): Promise<PickupOrder[]> {
  const [column, id] = 'storeId' in whose ? ['store_id', whose.storeId] : ['enrolment_id', whose.enrolmentId]
  const { results } = await db
    .prepare(
      `SELECT ${PICKUP} FROM pickups WHERE ${column} = ?1 AND id < ?2 AND ${state === null ? '?4 IS NOT NULL' : IN_STATE[state]}
       ORDER BY id DESC LIMIT ?3`,
    )
    .bind(id, before ?? 'pic_~', limit, now - WAITS_MS)
    .all<PickupRow>()
  return results.map((row) => toPickup(row, now))
}

/**
 * Moves an order on that is in one of the states `from`, and whose time is not up.
 *
 * @returns whether it was
 */
export async function movePickup(
  db: Db,
  pickupId: string,
  from: readonly PickupState[],
  to: 'ready' | 'cancelled',
  now: number,
): Promise<boolean> {
  const { results } = await db
    .prepare(
      `UPDATE pickups SET state = ?2, changed_at = ?3 WHERE id = ?1 AND state IN (SELECT value FROM json_each(?4)) AND pickup_at > ?5 RETURNING id`,
    )
    .bind(pickupId, to, now, JSON.stringify(from), now - WAITS_MS)
    .all()
  return results.length === 1
}

/** Cancels all that a member still has to fetch. */
export const cancelPickupsOf = (db: Db, enrolmentId: string, now: number) =>
  db
    .prepare(
      `UPDATE pickups SET state = 'cancelled', changed_at = ?2
       WHERE enrolment_id = ?1 AND state IN ('placed', 'ready') AND pickup_at > ?3`,
    )
    .bind(enrolmentId, now, now - WAITS_MS)
    .run()

/** The statement that ends an order with the purchase that it became; one that is over undoes the batch. */
export const collectStatement = (
  db: Db,
  pickupId: string,
  paid: NonNullable<PickupOrder['paid']>,
): D1PreparedStatement =>
  db
    .prepare(
      `UPDATE pickups SET state = 'collected', stored_value_minor = ?2, rest_minor = ?3, purchase_id = ?4, paid_at = ?5, changed_at = ?5 WHERE id = ?1`,
    )
    .bind(pickupId, paid.storedValueMinor, paid.restMinor, paid.purchaseId, paid.paidAt)

/** Cancels what nobody fetched. Reads were right before. */
export async function cancelUnfetched(db: Db, now: number): Promise<void> {
  await db
    .prepare(
      `UPDATE pickups SET state = 'cancelled', changed_at = pickup_at + ?2 WHERE id IN (
         SELECT id FROM pickups WHERE state IN ('placed', 'ready') AND pickup_at <= ?1 ORDER BY pickup_at LIMIT ?3)`,
    )
    .bind(now - WAITS_MS, WAITS_MS, A_ROUND)
    .run()
}

/** All stored value that a member can use, by lot. */
export async function storedValueLots(db: Db, enrolmentId: string): Promise<LotState[]> {
  const { results } = await db
    .prepare(
      `SELECT ${LOT} FROM lots l INDEXED BY lots_to_spend WHERE l.enrolment_id = ? AND l.unit = 'storedValue' AND l.state = 'active'`,
    )
    .bind(enrolmentId)
    .all<LotRow>()
  return results.map(toLot)
}

/** The pseudonym behind a card, where its member is in the programme. A look alone: it enrols nobody. */
export async function enrolmentOfCard(
  directory: Db,
  programId: string,
  memberNumber: string,
): Promise<string | null> {
  const row = await directory
    .prepare(
      `SELECT p.enrolment_id AS id FROM members m JOIN pseudonyms p ON p.member_id = m.id AND p.program_id = ?2 WHERE m.number = ?1`,
    )
    .bind(memberNumber, programId)
    .first<{ id: string }>()
  return row?.id ?? null
}
