import type { Unit } from '../../shared/contracts/index.ts'
import type { HoldState, LotState } from '../../shared/ledger/index.ts'
import { LOT, type LotRow, toLot } from './books.ts'
import { type Db, rowsOf } from './database.ts'

/** What is held for a claim, from which lots, and whether it still is. */
export interface ClaimHold extends HoldState {
  claimId: string
  enrolmentId: string
  amount: number
  state: 'held' | 'spent' | 'released'
}

/** Which claims' holds are read: a query of their ids in the column `value`. */
export interface WhoseHolds {
  sql: string
  binds: unknown[]
}

/** How many statements `holdStatements` adds to a batch. */
export const HOLD_STATEMENTS = 2

/**
 * The statements that read what is held for some claims, and every lot that spending it or giving it back may touch:
 * those it came from, used up or not, and all that the member can spend of the unit.
 */
export function holdStatements(db: Db, { sql, binds }: WhoseHolds): D1PreparedStatement[] {
  const held = `(${sql}) w CROSS JOIN holds h ON h.claim_id = w.value`
  const parts = `${held} CROSS JOIN ledger_entries e ON e.source_id = h.id AND e.reason = 'hold'`
  return [
    db
      .prepare(
        `SELECT h.id, h.claim_id AS claimId, h.enrolment_id AS enrolmentId, h.unit, h.amount AS whole, h.state, h.expires_at AS expiresAt,
           e.lot_id AS lotId, e.amount FROM ${parts} ORDER BY e.seq`,
      )
      .bind(...binds),
    db
      .prepare(
        `SELECT l.enrolment_id AS enrolmentId, ${LOT} FROM ${parts} CROSS JOIN lots l ON l.id = e.lot_id
         UNION
         SELECT l.enrolment_id, ${LOT} FROM ${held} CROSS JOIN lots l INDEXED BY lots_to_spend
           ON l.enrolment_id = h.enrolment_id AND l.unit = h.unit AND l.state = 'active'`,
      )
      .bind(...binds),
  ]
}

type HoldRow = Omit<ClaimHold, 'parts' | 'amount'> & { whole: number; lotId: string; amount: number }

/** What `holdStatements` found: holds by claim, lots by member. */
export function toHolds(results: readonly (D1Result | undefined)[]): {
  holds: Map<string, ClaimHold>
  lots: Map<string, LotState[]>
} {
  const [rows, lotRows] = results
  const holds = new Map<string, ClaimHold>()
  for (const { lotId, amount, whole, ...hold } of rowsOf<HoldRow>(rows)) {
    const known = holds.get(hold.claimId) ?? { ...hold, amount: whole, parts: [] }
    known.parts.push({ lotId, amount })
    holds.set(hold.claimId, known)
  }
  const lots = new Map<string, LotState[]>()
  for (const row of rowsOf<LotRow & { enrolmentId: string }>(lotRows))
    lots.set(row.enrolmentId, [...(lots.get(row.enrolmentId) ?? []), toLot(row)])
  return { holds, lots }
}

/** Reads every lot of a unit that a member can spend. */
export const spendableLots = (db: Db, enrolmentId: string, unit: Unit): D1PreparedStatement =>
  db
    .prepare(
      `SELECT ${LOT} FROM lots l INDEXED BY lots_to_spend WHERE l.enrolment_id = ? AND l.unit = ? AND l.state = 'active'`,
    )
    .bind(enrolmentId, unit)

/** Lets a hold go whose claim gets another one: each claim has one. */
export const replaceHold = (db: Db, id: string): D1PreparedStatement =>
  db.prepare(`UPDATE holds SET state = 'released', claim_id = NULL WHERE id = ?`).bind(id)

/** A hold that is to be written. */
export interface NewHold {
  id: string
  enrolmentId: string
  unit: Unit
  amount: number
  claimId: string
  heldAt: number
}

/**
 * Holds an amount for as long as the claim is reserved. Where the claim is not open the amount is none, which its CHECK
 * refuses: nothing is held for nobody.
 */
export const insertHold = (db: Db, hold: NewHold): D1PreparedStatement =>
  db
    .prepare(
      `INSERT INTO holds (id, enrolment_id, unit, amount, claim_id, held_at, expires_at)
       SELECT ?1, ?2, ?3, iif(c.id IS NULL, 0, ?4), ?5, ?6, ifnull(c.expires_at, ?6)
       FROM (SELECT 1) LEFT JOIN claims c ON c.id = ?5 AND c.enrolment_id = ?2 AND c.state IN ('reserved', 'applied')`,
    )
    .bind(hold.id, hold.enrolmentId, hold.unit, hold.amount, hold.claimId, hold.heldAt)
