import type { Claim, ClaimOutcome, ClaimState } from '../../shared/contracts/index.ts'
import { RESERVATION_MS } from '../../shared/contracts/index.ts'
import { type Db, rowsOf } from './database.ts'

/** A claim to be made. */
export interface NewClaim {
  id: string
  programId: string
  storeId: string
  offerId: string
  offerRevision: number
  enrolmentId: string
  decisionId: string
  code: string
  minted: boolean
  costMinor: number
  now: number
}

const COLUMNS = `id, offer_id AS offerId, offer_revision AS offerRevision, store_id AS storeId, enrolment_id AS enrolmentId,
  code, state, claimed_at AS claimedAt, expires_at AS expiresAt`

const OPEN = "state IN ('reserved', 'applied')"

/** The statement that frees what ran out before `now`; offers get their places back by trigger. */
const expireClaims = (db: Db, now: number): D1PreparedStatement =>
  db.prepare(`UPDATE claims SET state = 'expired' WHERE ${OPEN} AND expires_at <= ?`).bind(now)

/**
 * Reserves an offer, or finds the reservation that this member already holds in this store: asking twice takes one
 * place, and holds as much of the budget as the basket now asks for. Places that ran out are freed first, and so is a
 * reservation of an earlier revision, whose code may be another, in the same batch. `null`: this revision of the offer
 * is not live.
 *
 * @throws the database's `offer exhausted` where a budget or cap would be passed
 */
export async function reserve(db: Db, claim: NewClaim): Promise<Claim | null> {
  const results = await db.batch([
    expireClaims(db, claim.now),
    db
      .prepare(
        `UPDATE claims SET state = 'released' WHERE enrolment_id = ? AND offer_id = ? AND store_id = ? AND ${OPEN} AND offer_revision <> ?`,
      )
      .bind(claim.enrolmentId, claim.offerId, claim.storeId, claim.offerRevision),
    db
      .prepare(
        `UPDATE claims SET cost_minor = ? WHERE enrolment_id = ? AND offer_id = ? AND store_id = ? AND ${OPEN}`,
      )
      .bind(claim.costMinor, claim.enrolmentId, claim.offerId, claim.storeId),
    db
      .prepare(
        `INSERT INTO claims (id, program_id, store_id, offer_id, offer_revision, enrolment_id, decision_id, code, minted, state, cost_minor, claimed_at, expires_at)
         SELECT ?1, ?2, ?3, id, ?5, ?6, ?7, ?8, ?9, 'reserved', ?10, ?11, ?12 FROM offers
         WHERE id = ?4 AND program_id = ?2 AND state = 'live' AND revision = ?5
           AND NOT EXISTS (SELECT 1 FROM claims WHERE enrolment_id = ?6 AND offer_id = ?4 AND store_id = ?3 AND ${OPEN})`,
      )
      .bind(
        claim.id,
        claim.programId,
        claim.storeId,
        claim.offerId,
        claim.offerRevision,
        claim.enrolmentId,
        claim.decisionId,
        claim.code,
        claim.minted ? 1 : 0,
        claim.costMinor,
        claim.now,
        claim.now + RESERVATION_MS,
      ),
    db
      .prepare(
        `SELECT ${COLUMNS} FROM claims WHERE enrolment_id = ?1 AND offer_id = ?2 AND store_id = ?3 AND ${OPEN}
         AND offer_revision = (SELECT revision FROM offers WHERE id = ?2 AND state = 'live')`,
      )
      .bind(claim.enrolmentId, claim.offerId, claim.storeId),
  ])
  return rowsOf<Claim>(results[4])[0] ?? null
}

/** What a claim becomes when the page has answered. A code that was copied may still be used: its reservation runs on. */
const AFTER: Record<ClaimOutcome['result'], ClaimState | null> = {
  applied: 'applied',
  rejected: 'released',
  noSaving: 'released',
  cancelled: 'released',
  unconfirmed: null,
  unsupported: null,
}

/**
 * Writes down what happened at the checkout. A claim that saved nothing gives its place back; an applied one is
 * kept for the member for another reservation's length. Said twice, it changes nothing. `null`: not this member's claim.
 */
export async function saveOutcome(
  db: Db,
  claimId: string,
  enrolmentId: string,
  outcome: ClaimOutcome,
  now: number,
): Promise<Claim | null> {
  const results = await db.batch([
    db
      .prepare(
        `UPDATE claims SET outcome = ?3, state = coalesce(?4, state), expires_at = CASE WHEN ?4 = 'applied' AND state = 'reserved' THEN ?5 ELSE expires_at END
         WHERE id = ?1 AND enrolment_id = ?2 AND ${OPEN} AND expires_at > ?6`,
      )
      .bind(claimId, enrolmentId, JSON.stringify(outcome), AFTER[outcome.result], now + RESERVATION_MS, now),
    db.prepare(`SELECT ${COLUMNS} FROM claims WHERE id = ? AND enrolment_id = ?`).bind(claimId, enrolmentId),
  ])
  return rowsOf<Claim>(results[1])[0] ?? null
}

/** What a shop's question about a code is answered from, in one round trip. */
export interface CodeContext {
  catalogueVersion: number
  /** The claim behind the code, where it was minted, and what it holds of the offer's budget. */
  claim: (Claim & { costMinor: number }) | null
  /** Offers with limits: whether they are used up, and what is left of the budget (`null`: no budget). */
  limited: Map<string, { exhausted: boolean; budgetMinor: number | null }>
}

/** Reads it. Changes nothing, so a shop may ask as often as its basket changes. */
export async function readCodeContext(
  db: Db,
  programId: string,
  storeId: string,
  code: string,
): Promise<CodeContext> {
  const [programs, claims, offers] = await db.batch([
    db.prepare('SELECT catalogue_version AS version FROM programs WHERE id = ?').bind(programId),
    db
      .prepare(
        `SELECT ${COLUMNS}, cost_minor AS costMinor FROM claims WHERE store_id = ? AND code = ? AND minted = 1`,
      )
      .bind(storeId, code),
    db
      .prepare(
        `SELECT id, exhausted, budget_minor - cost_open_minor AS budgetMinor FROM offers
         WHERE program_id = ? AND (limit_total IS NOT NULL OR budget_minor IS NOT NULL)`,
      )
      .bind(programId),
  ])
  return {
    catalogueVersion: rowsOf<{ version: number }>(programs)[0]?.version ?? 0,
    claim: rowsOf<Claim & { costMinor: number }>(claims)[0] ?? null,
    limited: new Map(
      rowsOf<{ id: string; exhausted: number; budgetMinor: number | null }>(offers).map(
        ({ id, exhausted, budgetMinor }) => [id, { exhausted: exhausted === 1, budgetMinor }],
      ),
    ),
  }
}

/** Frees every reservation that ran out. Claiming does it too; this keeps what is shown as used up honest in between. */
export async function releaseExpired(db: Db, now: number): Promise<number> {
  const { meta } = await expireClaims(db, now).run()
  return meta.changes
}
