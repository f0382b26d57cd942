import type { Amount, Profile } from '../../shared/contracts/index.ts'
import type { MayUse } from '../../shared/engine/consented.ts'
import { profileIn } from '../../shared/engine/profile.ts'
import type { Book } from '../../shared/ledger/index.ts'
import { booksOf, type ReadBook, readBookStatements, toBooks } from './books.ts'
import { CAP_KEY } from './claims.ts'
import { type MayUseRow, mayUseColumns, mayUseIn } from './consents.ts'
import { type Db, rowsOf } from './database.ts'

/** What a decision reads of the member: all of it in one round trip. */
export interface DecisionInputs {
  catalogueVersion: number
  profile: Profile
  /** What of the member a decision may use, by what they agreed to: see the engine's `consented`. */
  may: MayUse
  /** With the lots and holds that have come due and not been posted yet: they count as if they had. */
  book: Book
  subscriptions: ReadBook['subscriptions']
  facts: ReadBook['facts']
  /** When pending points are next released after the instant of reading. */
  nextReleaseAt: number | null
  /** Offers that are used up: for everybody, or by their caps for this member, household or store. */
  exhausted: Set<string>
  /** What is left for this member, in minor units, of budgets and caps that a use on the basket could pass, by offer. */
  leftMinor: Map<string, number>
  /** How often the member has redeemed each offer, and all together. */
  redeemed: Map<string, number>
  redemptions: number
  /** How often they have seen each offer, and on how many days any. */
  shown: Map<string, number>
  occasions: number
  /** What the member's open reservations hold of what they have, by offer and store. */
  reserved: ({ offerId: string; storeId: string } & Amount)[]
}

/** What of a member's open reservations is for `offer`: it has its place, and what it holds. Over ?2 member and ?3 now. */
const ownClaims = (offer: string): string =>
  `claims c INDEXED BY claims_held WHERE c.enrolment_id = ?2 AND c.offer_id = ${offer} AND c.state IN ('reserved', 'applied') AND c.expires_at > ?3`

/**
 * The statements of the one batch that a decision reads.
 *
 * @param storeId whose caps are looked at; left out, no store's
 * @param basketMinor what the basket comes to: budgets and caps with more left than that are not looked at
 */
export const decisionStatements = (
  db: Db,
  programId: string,
  enrolmentId: string,
  now: number,
  storeId = '',
  basketMinor = 0,
): D1PreparedStatement[] => [
  db.prepare('SELECT catalogue_version AS version FROM programs WHERE id = ?').bind(programId),
  db
    .prepare(
      `SELECT p.data, ${mayUseColumns('?1')}, (SELECT due_at FROM lots WHERE enrolment_id = ?1 AND unit = 'points' AND due_at > ?2 AND state = 'pending' ORDER BY due_at LIMIT 1) AS nextReleaseAt
         FROM profiles p WHERE p.enrolment_id = ?1`,
    )
    .bind(enrolmentId, now),
  db
    .prepare(
      // Budgets and caps that are full for this member, or have less left than the basket comes to, unless they have a
      // reservation of their own: it has its place. Read are offers that are used up or nearly so, and the counters of periods that run, of the member and of offers that have caps: not of other members, nor other offers.
      `SELECT o.id, NULL AS leftMinor FROM offers o INDEXED BY offers_exhausted
       WHERE o.program_id = ?1 AND o.exhausted = 1 AND NOT EXISTS (SELECT 1 FROM ${ownClaims('o.id')})
       UNION ALL
       SELECT o.id, o.left_minor + (SELECT ifnull(sum(c.cost_minor), 0) FROM ${ownClaims('o.id')} AND c.store_id = ?4)
       FROM offers o INDEXED BY offers_left WHERE o.program_id = ?1 AND o.left_minor < ?5 AND o.state = 'live'
       UNION ALL
       SELECT k.offer_id, iif(k.times >= j.value ->> 'times' OR k.cost_minor >= j.value ->> 'costMinor', NULL, j.value ->> 'costMinor' - k.cost_minor) FROM (
         SELECT 'member' AS per, ?2 AS who
         UNION ALL SELECT 'household', ifnull((SELECT household_id FROM household_members WHERE enrolment_id = ?2), ?2)
         UNION ALL SELECT 'store', ?4
         UNION ALL SELECT 'offer', id FROM offers INDEXED BY offers_capped WHERE program_id = ?1 AND caps IS NOT NULL AND state = 'live'
         UNION ALL SELECT 'code', 'code:' || upper(definition ->> '$.code.code') FROM offers INDEXED BY offers_capped
           WHERE program_id = ?1 AND caps IS NOT NULL AND state = 'live' AND definition ->> '$.code.kind' = 'static'
       ) whose CROSS JOIN cap_counters k ON k.who = whose.who AND k.ends_at > ?3 AND k.starts_at <= ?3
         CROSS JOIN offers o ON o.id = k.offer_id AND o.program_id = ?1, json_each(o.caps) j
       WHERE j.value ->> 'per' = whose.per AND k.cap = ${CAP_KEY}
         AND (k.times >= j.value ->> 'times' OR j.value ->> 'costMinor' - k.cost_minor < max(?5, 1))
         AND NOT EXISTS (SELECT 1 FROM ${ownClaims('k.offer_id')})`,
    )
    .bind(programId, enrolmentId, now, storeId, basketMinor),
  db
    .prepare(
      `SELECT offer_id AS offerId, times, 0 AS shown, 0 AS occasions FROM offer_uses WHERE enrolment_id = ?1
       UNION ALL SELECT offer_id, 0, shown, 0 FROM offer_shown WHERE enrolment_id = ?1
       UNION ALL SELECT '', 0, 0, occasions FROM member_occasions WHERE enrolment_id = ?1`,
    )
    .bind(enrolmentId),
  db
    .prepare(
      `SELECT c.offer_id AS offerId, c.store_id AS storeId, h.unit, h.amount FROM holds h INDEXED BY holds_open JOIN claims c ON c.id = h.claim_id
       WHERE h.enrolment_id = ?1 AND h.state = 'held' AND h.expires_at > ?2`,
    )
    .bind(enrolmentId, now),
  ...readBookStatements(db, booksOf(enrolmentId), programId, now),
]

/**
 * Reads the member's inputs at `now`. The rows read don't grow with the number of purchases: profile and account are
 * running aggregates, and only lots that are due or next are looked at. `null`: no such enrolment here.
 */
export async function readDecisionInputs(
  db: Db,
  programId: string,
  enrolmentId: string,
  now: number,
  storeId = '',
  basketMinor = 0,
): Promise<DecisionInputs | null> {
  const [programs, members, offers, claims, reserved, ...books] = await db.batch(
    decisionStatements(db, programId, enrolmentId, now, storeId, basketMinor),
  )
  const member = rowsOf<{ data: string; nextReleaseAt: number | null } & MayUseRow>(members)[0]
  const version = rowsOf<{ version: number }>(programs)[0]?.version
  const read = toBooks(books).get(enrolmentId)
  if (!member || !read || version === undefined) return null
  const limited = rowsOf<{ id: string; leftMinor: number | null }>(offers)
  const leftMinor = new Map<string, number>()
  for (const { id, leftMinor: left } of limited)
    if (left !== null) leftMinor.set(id, Math.min(left, leftMinor.get(id) ?? left))
  const used = rowsOf<{ offerId: string; times: number; shown: number; occasions: number }>(claims)
  return {
    catalogueVersion: version,
    profile: profileIn(member.data),
    may: mayUseIn(member),
    book: read.book,
    subscriptions: read.subscriptions,
    facts: read.facts,
    nextReleaseAt: member.nextReleaseAt,
    exhausted: new Set(limited.flatMap(({ id, leftMinor: left }) => (left === null ? [id] : []))),
    leftMinor,
    redeemed: new Map(used.flatMap(({ offerId, times }) => (times > 0 ? [[offerId, times]] : []))),
    redemptions: used.reduce((sum, { times }) => sum + times, 0),
    shown: new Map(used.flatMap(({ offerId, shown }) => (shown > 0 ? [[offerId, shown]] : []))),
    occasions: used.find(({ occasions }) => occasions > 0)?.occasions ?? 0,
    reserved: rowsOf<DecisionInputs['reserved'][number]>(reserved),
  }
}
