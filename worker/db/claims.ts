import type { Amount, Claim, ClaimOutcome, ClaimState, Offer } from '../../shared/contracts/index.ts'
import { RESERVATION_MS } from '../../shared/contracts/index.ts'
import type { CapPlace } from '../../shared/ledger/index.ts'
import { toOffer } from './catalogue.ts'
import { type Db, rowsOf } from './database.ts'
import { type CodeOrder, codeOrdersIn, readCodeOrders } from './reward-codes.ts'

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
  /** What it takes of the offer's caps; see `capPlaces`. */
  caps: CapPlace[]
  now: number
}

const COLUMNS = `id, offer_id AS offerId, offer_revision AS offerRevision, store_id AS storeId, enrolment_id AS enrolmentId,
  code, state, claimed_at AS claimedAt, expires_at AS expiresAt`

const OPEN = "state IN ('reserved', 'applied')"

/**
 * Places in caps as they are written with a claim: those that are the household's go to the one that the member is in at
 * that moment, or to the member. `places`: JSON; none is NULL.
 */
export const capsOf = (places: string, enrolmentId: string): string =>
  `(SELECT nullif(json_group_array(json_array(p.value ->> 0, coalesce(p.value ->> 1,
      (SELECT household_id FROM household_members WHERE enrolment_id = ${enrolmentId}), ${enrolmentId}), p.value ->> 2, p.value ->> 3)), '[]') FROM json_each(${places}) p)`

/** The statement that frees what ran out before `now`; offers get their places back by trigger. */
const expireClaims = (db: Db, now: number): D1PreparedStatement =>
  db.prepare(`UPDATE claims SET state = 'expired' WHERE ${OPEN} AND expires_at <= ?`).bind(now)

/**
 * The statements that reserve an offer, or find the reservation there is; the last one answers with it. A claim that
 * comes with the id of an open one breaks its key if that is no longer open.
 */
export const reserveStatements = (db: Db, claim: NewClaim): D1PreparedStatement[] => {
  const { enrolmentId, offerId, storeId, offerRevision, now } = claim
  const earlier = `enrolment_id = ?1 AND offer_id = ?2 AND store_id = ?3 AND ${OPEN} AND offer_revision <> ?4`
  return [
    expireClaims(db, now),
    // What an earlier revision took is due at once: it is read as given back, and posted with whatever is written next.
    db
      .prepare(
        `UPDATE holds SET expires_at = ?5 WHERE state = 'held' AND expires_at > ?5 AND claim_id IN (SELECT id FROM claims WHERE ${earlier})`,
      )
      .bind(enrolmentId, offerId, storeId, offerRevision, now),
    db
      .prepare(`UPDATE claims SET state = 'released' WHERE ${earlier}`)
      .bind(enrolmentId, offerId, storeId, offerRevision),
    db
      .prepare(
        `UPDATE claims SET cost_minor = ? WHERE enrolment_id = ? AND offer_id = ? AND store_id = ? AND ${OPEN}`,
      )
      .bind(claim.costMinor, enrolmentId, offerId, storeId),
    db
      .prepare(
        `INSERT INTO claims (id, program_id, store_id, offer_id, offer_revision, enrolment_id, decision_id, code, minted, state, cost_minor, claimed_at, expires_at, caps)
         SELECT ?1, ?2, ?3, id, ?5, ?6, ?7, ?8, ?9, 'reserved', ?10, ?11, ?12, ${capsOf('?13', '?6')} FROM offers
         WHERE id = ?4 AND program_id = ?2 AND state = 'live' AND revision = ?5
           AND NOT EXISTS (SELECT 1 FROM claims WHERE enrolment_id = ?6 AND offer_id = ?4 AND store_id = ?3 AND ${OPEN})`,
      )
      .bind(
        claim.id,
        claim.programId,
        storeId,
        offerId,
        offerRevision,
        enrolmentId,
        claim.decisionId,
        claim.code,
        claim.minted ? 1 : 0,
        claim.costMinor,
        now,
        now + RESERVATION_MS,
        JSON.stringify(claim.caps),
      ),
    db
      .prepare(
        `SELECT ${COLUMNS} FROM claims WHERE enrolment_id = ?1 AND offer_id = ?2 AND store_id = ?3 AND ${OPEN}
         AND offer_revision = (SELECT revision FROM offers WHERE id = ?2 AND state = 'live')`,
      )
      .bind(enrolmentId, offerId, storeId),
  ]
}

/**
 * Reserves an offer, or finds the reservation that this member already holds in this store: asking twice takes one
 * place, and holds as much of the budget as the basket now asks for. Places that ran out are freed first, and so is a
 * reservation of an earlier revision, whose code may be another, in the same batch. `null`: this revision of the offer
 * is not live.
 *
 * @throws the database's `offer exhausted` where a budget or cap would be passed
 */
export async function reserve(db: Db, claim: NewClaim): Promise<Claim | null> {
  const results = await db.batch(reserveStatements(db, claim))
  return rowsOf<Claim>(results.at(-1))[0] ?? null
}

/** Reads a member's open reservations of an offer, in every store. */
export const openClaimsStatement = (db: Db, enrolmentId: string, offerId: string): D1PreparedStatement =>
  db
    .prepare(
      `SELECT ${COLUMNS} FROM claims WHERE enrolment_id = ? AND offer_id = ? AND ${OPEN} ORDER BY claimed_at`,
    )
    .bind(enrolmentId, offerId)

/** What a claim becomes when the page has answered. A code that was copied may still be used: its reservation runs on. */
const AFTER: Record<ClaimOutcome['result'], ClaimState | null> = {
  applied: 'applied',
  rejected: 'released',
  noSaving: 'released',
  cancelled: 'released',
  unconfirmed: null,
  unsupported: null,
}

/** Whether what the page answered gives the claim's place back. */
export const givesBack = ({ result }: ClaimOutcome): boolean => AFTER[result] === 'released'

/** What an outcome is written to. */
export interface OutcomeOf {
  claimId: string
  enrolmentId: string
  outcome: ClaimOutcome
  now: number
}

/**
 * The statements that write an outcome down; the last one answers with the claim, and whether something is held for it.
 * What is held is kept for as long as the claim.
 *
 * @param onlyUnheld a claim that something is held for is not released: its books have to be written with it
 */
export function outcomeStatements(
  db: Db,
  { claimId, enrolmentId, outcome, now }: OutcomeOf,
  onlyUnheld: boolean,
): D1PreparedStatement[] {
  const held = `EXISTS (SELECT 1 FROM holds WHERE claim_id = claims.id AND state = 'held')`
  return [
    db
      .prepare(
        `UPDATE claims SET outcome = ?3, state = coalesce(?4, state), expires_at = CASE WHEN ?4 = 'applied' AND state = 'reserved' THEN ?5 ELSE expires_at END
         WHERE id = ?1 AND enrolment_id = ?2 AND ${OPEN} AND expires_at > ?6 AND (?7 = 0 OR ?4 IS NOT 'released' OR NOT ${held})`,
      )
      .bind(
        claimId,
        enrolmentId,
        JSON.stringify(outcome),
        AFTER[outcome.result],
        now + RESERVATION_MS,
        now,
        onlyUnheld ? 1 : 0,
      ),
    db
      .prepare(
        `UPDATE holds SET expires_at = c.expires_at FROM claims c
         WHERE holds.claim_id = ?1 AND holds.state = 'held' AND c.id = ?1 AND c.state = 'applied' AND c.expires_at > holds.expires_at`,
      )
      .bind(claimId),
    db
      .prepare(`SELECT ${COLUMNS}, ${held} AS held FROM claims WHERE id = ? AND enrolment_id = ?`)
      .bind(claimId, enrolmentId),
  ]
}

/** The claim that the statements answered with; `null`: not this member's. */
export function outcomeFrom(results: readonly D1Result[]): { claim: Claim; held: boolean } | null {
  const [row] = rowsOf<Claim & { held: number }>(results.at(-1))
  if (!row) return null
  const { held, ...claim } = row
  return { claim, held: held === 1 }
}

/**
 * Writes down what happened at the checkout. A claim that saved nothing gives its place back; an applied one is
 * kept for the member for another reservation's length. Said twice, it changes nothing. `null`: not this member's claim.
 * A claim that should give back what is held for it is left as it is: see `books/hold.ts`.
 */
export const saveOutcome = async (db: Db, of: OutcomeOf) =>
  outcomeFrom(await db.batch(outcomeStatements(db, of, true)))

/** What a shop's question about a code is answered from, in one round trip. */
export interface CodeContext {
  catalogueVersion: number
  /** The claim behind the code, where it was minted, and what it holds of the offer's budget and of what the member has. */
  claim: (Claim & { costMinor: number; held: Amount | null }) | null
  /** The claim's offer, in the revision that it was made on. */
  claimedOffer: Offer | null
  /** The reward that was ordered, where the code is one's. */
  order: CodeOrder | null
  /** Offers with limits: whether they are used up, and what is left of the budget (`null`: no budget). */
  limited: Map<string, { exhausted: boolean; budgetMinor: number | null }>
  /** The tightest money cap of the claim, its own part left out; `null`: none. */
  capLeftMinor: number | null
  /** Of an offer whose code anybody types: what of its caps by store, code and offer is left, by offer. */
  capped: Map<string, { exhausted: boolean; leftMinor: number | null }>
  /** Offers behind the other minted codes that were asked about, as they were claimed. */
  others: { code: string; offer: Offer }[]
}

/** An offer as a claim was made on it, out of `offers o` and `offer_revisions v`. */
const CLAIMED_OFFER = `o.id, o.merchant_id, v.revision, o.state, v.definition, o.created_at, o.updated_at`

/**
 * Reads it. Changes nothing, so a shop may ask as often as its basket changes.
 *
 * @param together other codes of the same basket, folded
 */
export async function readCodeContext(
  db: Db,
  programId: string,
  storeId: string,
  code: string,
  now: number,
  together: readonly string[] = [],
): Promise<CodeContext> {
  const [programs, claims, offers, orders, ofClaim, ofCode, claimed] = await db.batch([
    db.prepare('SELECT catalogue_version AS version FROM programs WHERE id = ?').bind(programId),
    db
      .prepare(
        `SELECT ${COLUMNS}, cost_minor AS costMinor,
           (SELECT json_object('unit', unit, 'amount', amount) FROM holds WHERE claim_id = claims.id AND state = 'held') AS held
         FROM claims WHERE store_id = ? AND code = ? AND minted = 1`,
      )
      .bind(storeId, code),
    db
      .prepare(
        `SELECT id, exhausted, budget_minor - cost_open_minor AS budgetMinor FROM offers
         WHERE program_id = ? AND (limit_total IS NOT NULL OR budget_minor IS NOT NULL)`,
      )
      .bind(programId),
    readCodeOrders(db, JSON.stringify([[storeId, code, programId]])),
    db
      .prepare(
        `SELECT min(j.value ->> 'costMinor' - k.cost_minor) AS leftMinor FROM claims m
           JOIN offers o ON o.id = m.offer_id, json_each(o.caps) j, json_each(m.caps) c
           JOIN cap_counters k ON k.who = c.value ->> 1 AND k.ends_at = c.value ->> 3 AND k.offer_id = m.offer_id AND k.cap = c.value ->> 0 AND k.starts_at = c.value ->> 2
         WHERE m.store_id = ? AND m.code = ? AND m.minted = 1 AND c.value ->> 0 = ${CAP_KEY}`,
      )
      .bind(storeId, code),
    db
      .prepare(
        `SELECT o.id, max((j.value ->> 'times') <= ifnull(k.times, 0) OR (j.value ->> 'costMinor') <= ifnull(k.cost_minor, 0)) AS exhausted,
           min(j.value ->> 'costMinor' - ifnull(k.cost_minor, 0)) AS leftMinor
         FROM offers o INDEXED BY offers_capped, json_each(o.caps) j
           LEFT JOIN cap_counters k ON k.who = CASE j.value ->> 'per' WHEN 'store' THEN ?2 WHEN 'code' THEN 'code:' || ?3 WHEN 'offer' THEN o.id END
             AND k.ends_at > ?4 AND k.starts_at <= ?4 AND k.offer_id = o.id AND k.cap = ${CAP_KEY}
         WHERE o.program_id = ?1 AND o.caps IS NOT NULL AND o.state = 'live' AND j.value ->> 'per' IN ('store', 'code', 'offer')
           AND upper(o.definition ->> '$.code.code') = ?3 GROUP BY o.id`,
      )
      .bind(programId, storeId, code, now),
    db
      .prepare(
        `SELECT c.code, ${CLAIMED_OFFER} FROM json_each(?2) j JOIN claims c ON c.store_id = ?1 AND c.code = j.value AND c.minted = 1
           JOIN offers o ON o.id = c.offer_id JOIN offer_revisions v ON v.offer_id = c.offer_id AND v.revision = c.offer_revision`,
      )
      .bind(storeId, JSON.stringify([code, ...together])),
  ])
  const behind = rowsOf<Parameters<typeof toOffer>[0] & { code: string }>(claimed).map((row) => ({
    code: row.code,
    offer: toOffer(row),
  }))
  const [claim] = rowsOf<Claim & { costMinor: number; held: string | null }>(claims)
  return {
    catalogueVersion: rowsOf<{ version: number }>(programs)[0]?.version ?? 0,
    claim: claim ? { ...claim, held: claim.held === null ? null : (JSON.parse(claim.held) as Amount) } : null,
    claimedOffer: behind.find((other) => other.code === code)?.offer ?? null,
    others: behind.filter((other) => other.code !== code),
    order: codeOrdersIn(orders)[0] ?? null,
    capLeftMinor: rowsOf<{ leftMinor: number | null }>(ofClaim)[0]?.leftMinor ?? null,
    capped: new Map(
      rowsOf<{ id: string; exhausted: number | null; leftMinor: number | null }>(ofCode).map(
        ({ id, exhausted, leftMinor }) => [id, { exhausted: exhausted === 1, leftMinor }],
      ),
    ),
    limited: new Map(
      rowsOf<{ id: string; exhausted: number; budgetMinor: number | null }>(offers).map(
        ({ id, exhausted, budgetMinor }) => [id, { exhausted: exhausted === 1, budgetMinor }],
      ),
    ),
  }
}

/** A cap of `json_each(offers.caps) j` by the name of its counters. */
export const CAP_KEY = `(j.value ->> 'on') || '_' || (j.value ->> 'per') || '_' || (j.value ->> 'period')`

/** Frees every reservation that ran out. Claiming does it too; this keeps what is shown as used up honest in between. */
export async function releaseExpired(db: Db, now: number): Promise<number> {
  const { meta } = await expireClaims(db, now).run()
  return meta.changes
}
