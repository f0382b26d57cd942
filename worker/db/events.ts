import type { Amount, Earned, Profile } from '../../shared/contracts/index.ts'
import { profileIn } from '../../shared/engine/profile.ts'
import type { LotState } from '../../shared/ledger/index.ts'
import { LOT, type LotRow, toLot } from './books.ts'
import { type Db, forRows, rowsOf } from './database.ts'

/** An event that is on record, as far as a retry of it needs. */
export interface RecordedEvent {
  id: string
  type: string
  externalId: string
  enrolmentId: string
  contentHash: string
  earned: Earned[]
  released: Amount[]
}

/** What some events are asked by. */
export interface EventsAsked {
  /** [type, external id] of each. */
  references: [string, string][]
  /** [enrolment, type] of each. */
  waitingFor: [string, string][]
  /** [store, external reference] of each that is about a purchase. */
  purchases: [string, string][]
}

/** What is on record before some events are added. */
export interface EventContext {
  recorded: RecordedEvent[]
  profiles: Map<string, { profile: Profile; version: number }>
  /** Lots that wait for an event of such a type, and the purchase that each came of. */
  waiting: { enrolmentId: string; purchaseId: string | null; lot: LotState }[]
  purchases: { id: string; storeId: string; externalRef: string; enrolmentId: string | null }[]
}

/** The statements that events add to what is read of their members' books. */
export function eventStatements(db: Db, merchantId: string, asked: EventsAsked): D1PreparedStatement[] {
  const members = [...new Set(asked.waitingFor.map(([enrolmentId]) => enrolmentId))]
  return [
    db
      .prepare(
        `SELECT e.id, e.type, e.external_id AS externalId, e.enrolment_id AS enrolmentId, e.content_hash AS contentHash, e.earned, e.released
         FROM json_each(?1) j JOIN member_events e ON e.merchant_id = ?2 AND e.type = j.value ->> 0 AND e.external_id = j.value ->> 1`,
      )
      .bind(JSON.stringify(asked.references), merchantId),
    db
      .prepare(
        'SELECT p.enrolment_id AS enrolmentId, p.data, p.version FROM json_each(?) j JOIN profiles p ON p.enrolment_id = j.value',
      )
      .bind(JSON.stringify(members)),
    db
      .prepare(
        `SELECT DISTINCT l.enrolment_id AS enrolmentId, l.purchase_id AS purchaseId, ${LOT} FROM json_each(?) j
         JOIN lots l INDEXED BY lots_waiting ON l.enrolment_id = j.value ->> 0 AND l.activates_on = j.value ->> 1
         WHERE l.state = 'pending' AND l.activates_on IS NOT NULL ORDER BY l.id`,
      )
      .bind(JSON.stringify(asked.waitingFor)),
    db
      .prepare(
        `SELECT p.id, p.store_id AS storeId, p.external_ref AS externalRef, p.enrolment_id AS enrolmentId
         FROM json_each(?) j JOIN purchases p ON p.store_id = j.value ->> 0 AND p.external_ref = j.value ->> 1`,
      )
      .bind(JSON.stringify(asked.purchases)),
  ]
}

/** What `eventStatements` found. */
export function toEventContext([recorded, profiles, waiting, purchases]: readonly D1Result[]): EventContext {
  type Row = Omit<RecordedEvent, 'earned' | 'released'> & { earned: string; released: string }
  return {
    recorded: rowsOf<Row>(recorded).map((row) => ({
      ...row,
      earned: JSON.parse(row.earned) as Earned[],
      released: JSON.parse(row.released) as Amount[],
    })),
    profiles: new Map(
      rowsOf<{ enrolmentId: string; data: string; version: number }>(profiles).map((row) => [
        row.enrolmentId,
        { profile: profileIn(row.data), version: row.version },
      ]),
    ),
    waiting: rowsOf<LotRow & { enrolmentId: string; purchaseId: string | null }>(waiting).map((row) => ({
      enrolmentId: row.enrolmentId,
      purchaseId: row.purchaseId,
      lot: toLot(row),
    })),
    purchases: rowsOf<EventContext['purchases'][number]>(purchases),
  }
}

/** An event as it is written. */
export interface NewEvent extends RecordedEvent {
  purchaseId: string | null
  amountMinor: number | null
  occurredAt: number
}

/** The statements that keep events. One that is there already undoes the batch. */
export const insertEvents = (
  db: Db,
  { programId, merchantId }: { programId: string; merchantId: string },
  events: readonly NewEvent[],
  now: number,
): D1PreparedStatement[] =>
  forRows(
    db,
    `INSERT INTO member_events (id, program_id, merchant_id, type, external_id, enrolment_id, purchase_id, amount_minor, earned, released, content_hash, occurred_at, recorded_at)
     SELECT value ->> 'id', ?2, ?4, value ->> 'type', value ->> 'externalId', value ->> 'enrolmentId', value ->> 'purchaseId', value ->> 'amountMinor',
       value ->> 'earned', value ->> 'released', value ->> 'contentHash', value ->> 'occurredAt', ?3 FROM json_each(?1)`,
    events,
    programId,
    now,
    merchantId,
  )
