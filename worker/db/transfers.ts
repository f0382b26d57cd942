import type { Transfer, Unit } from '../../shared/contracts/index.ts'
import type { Env } from '../env.ts'
import { type Db, databaseOf, rowsOf } from './database.ts'
import { STILL_SPEAKS } from './members.ts'

/** A transfer as it is written. */
export interface NewTransfer {
  id: string
  programId: string
  fromEnrolmentId: string
  toEnrolmentId: string
  unit: Unit
  amount: number
  note: string | null
  /** Of the programme's calendar. */
  day: number
  transferredAt: number
}

/** The statement that keeps a transfer; one that passes the day's cap undoes the batch. */
export const insertTransfer = (db: Db, t: NewTransfer): D1PreparedStatement =>
  db
    .prepare(
      `INSERT INTO transfers (id, program_id, from_enrolment_id, to_enrolment_id, unit, amount, note, day, transferred_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .bind(
      t.id,
      t.programId,
      t.fromEnrolmentId,
      t.toEnrolmentId,
      t.unit,
      t.amount,
      t.note,
      t.day,
      t.transferredAt,
    )

/** Calendars of the world are at most a day apart: days from here on hold today of every zone. */
const utcDay = (now: number): number => Math.floor(now / 86_400_000)

/** Reads what a member has handed on in the days around `now`: which of them is today, the programme's zone says. */
export const readSent = (db: Db, enrolmentId: string, now: number): D1PreparedStatement =>
  db
    .prepare(
      'SELECT day, unit, sum(amount) AS amount FROM transfers WHERE from_enrolment_id = ? AND day BETWEEN ? AND ? GROUP BY day, unit',
    )
    .bind(enrolmentId, utcDay(now) - 1, utcDay(now) + 1)

/** What `readSent` found of one day and unit. */
export function sentOn(result: D1Result | undefined, day: number, unit: Unit): number {
  const rows = rowsOf<{ day: number; unit: Unit; amount: number }>(result)
  return rows.find((row) => row.day === day && row.unit === unit)?.amount ?? 0
}

/** What a member handed on and was given by others, newest first. */
export async function listTransfers(
  db: Db,
  enrolmentId: string,
  before: string | null,
  limit: number,
): Promise<Transfer[]> {
  const side = (direction: Transfer['direction'], column: string) =>
    `SELECT * FROM (SELECT id, '${direction}' AS direction, unit, amount, note, transferred_at AS transferredAt
       FROM transfers WHERE ${column} = ?1 AND id < ?2 ORDER BY id DESC LIMIT ?3)`
  const { results } = await db
    .prepare(
      `${side('sent', 'from_enrolment_id')} UNION ALL ${side('received', 'to_enrolment_id')} ORDER BY id DESC LIMIT ?3`,
    )
    .bind(enrolmentId, before ?? 'trf_~', limit)
    .all<Transfer>()
  return results
}

/** Takes the words out of what some members wrote to others, or others to them. */
const forgetNotes = (db: Db, enrolmentIds: readonly string[]): Promise<D1Result[]> =>
  db.batch(
    ['from_enrolment_id', 'to_enrolment_id'].map((column) =>
      db
        .prepare(
          `UPDATE transfers SET note = NULL WHERE note IS NOT NULL AND ${column} IN (SELECT value FROM json_each(?))`,
        )
        .bind(JSON.stringify(enrolmentIds)),
    ),
  )

/**
 * Before a member is erased: takes the words out of their transfers, in every programme they are in. Nothing happens for
 * a device that no longer speaks for them.
 */
export async function forgetNotesOf(env: Env, memberId: string, deviceId: string): Promise<void> {
  const { results } = await env.DB.prepare(
    `SELECT p.enrolment_id AS enrolmentId, pl.binding FROM pseudonyms p JOIN placements pl ON pl.program_id = p.program_id
     WHERE p.member_id = ?2 AND ${STILL_SPEAKS}`,
  )
    .bind(deviceId, memberId)
    .all<{ enrolmentId: string; binding: string }>()
  const byBinding = Map.groupBy(results, ({ binding }) => binding)
  for (const [binding, own] of byBinding)
    await forgetNotes(
      databaseOf(env, binding),
      own.map(({ enrolmentId }) => enrolmentId),
    )
}
