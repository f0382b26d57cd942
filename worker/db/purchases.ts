import type {
  Amount,
  Earned,
  OfferReplace,
  Profile,
  PurchaseCreate,
  Reward,
  Unit,
} from '../../shared/contracts/index.ts'
import type { LearnedDelta } from '../../shared/engine/choosing/counts.ts'
import type { MayUse } from '../../shared/engine/consented.ts'
import { isDiscounted, profileIn } from '../../shared/engine/profile.ts'
import type { CapPlace, LotState, Saving } from '../../shared/ledger/index.ts'
import { type BookWrites, type ReadBook, readBookStatements, toBooks, writeBookStatements } from './books.ts'
import { type Donation, insertDonations } from './causes.ts'
import { capsOf } from './claims.ts'
import { type MayUseRow, mayUseColumns, mayUseIn } from './consents.ts'
import { type Db, forRows, rowsOf } from './database.ts'
import type { Enrolled } from './enrolments.ts'
import { type ClaimHold, HOLD_STATEMENTS, holdStatements, toHolds } from './holds.ts'
import { noteChange } from './learned.ts'
import { sumStatements } from './learned-sums.ts'
import { togetherIn, togetherStatements } from './learned-together.ts'
import { type CodeOrder, codeOrdersIn, readCodeOrders, useCodes } from './reward-codes.ts'
import { insertSavings } from './savings.ts'
import { insertSegmentEvents, type NewSegmentEvent } from './segment-events.ts'

/** A purchase that is on record, as far as a retry of it needs. */
export interface RecordedPurchase {
  id: string
  storeId: string
  externalRef: string
  contentHash: string
  enrolmentId: string | null
  pointsEarned: number
  earned: Earned[]
}

/** A claim that an order's code points at. */
export interface CodeClaim {
  id: string
  storeId: string
  code: string
  offerId: string
  offerRevision: number
  enrolmentId: string
  state: string
  costMinor: number
  minted: boolean
  /** Of the revision that it was made on, whatever the offer has become since. */
  reward: Reward
  plans: readonly string[]
}

/** What a purchase changes of its member. */
export interface EnrolmentState {
  profileVersion: number
  profile: Profile
  /** What of it offers may use, by what the member agreed to. */
  may: MayUse
  books: ReadBook
}

/** What an offer with limits may still give; a limit that is not set is endless. */
export interface OfferRoom {
  claims: number
  budgetMinor: number
}

/** What has been used of one place in a cap. */
export interface CapUsed {
  times: number
  costMinor: number
}

/** What a place in a cap is known by among those that were read. */
export const placeKey = (offerId: string, [cap, who, startsAt, endsAt]: CapPlace): string =>
  `${offerId} ${cap} ${who} ${startsAt} ${endsAt}`

/** What is on record before some purchases are added. */
export interface PurchaseContext {
  catalogueVersion: number
  recorded: RecordedPurchase[]
  claims: CodeClaim[]
  /** Rewards whose codes the orders used. */
  codeOrders: CodeOrder[]
  enrolments: Map<string, EnrolmentState>
  /** Offers that are used up, what others with limits have left, and how often each member has redeemed each offer. */
  exhausted: Set<string>
  limited: Map<string, OfferRoom>
  redeemed: Map<string, Map<string, number>>
  /** Ids of the buyers' households, and what has been used of caps that these purchases may count in, by `placeKey`. */
  households: Map<string, string>
  capUsed: Map<string, CapUsed>
  /** What is held for the claims behind the codes, by claim, and by member the lots that paying with it may touch. */
  holds: Map<string, ClaimHold>
  holdLots: Map<string, LotState[]>
}

/**
 * Reads all that recording needs in one round trip: how many purchases there are changes the rows, not the calls.
 *
 * @param codes [storeId, code] of every code the orders used, folded
 * @param buyersKnown members that were named by number or e-mail
 * @param before statements of the same batch that go first; their results come back with the context
 * @param earliestAt when the earliest of the purchases was made: caps of periods since then are read
 */
export async function readPurchaseContext(
  db: Db,
  programId: string,
  references: [storeId: string, externalRef: string][],
  codes: [storeId: string, code: string][],
  buyersKnown: Enrolled,
  now: number,
  before: D1PreparedStatement[] = [],
  earliestAt: number = now,
): Promise<PurchaseContext & { before: D1Result[] }> {
  const coded = JSON.stringify(codes.map(([store, code]) => [store, code, programId]))
  const [refs, known] = [JSON.stringify(references), buyersKnown.value]
  const minted = 'c.store_id = j.value ->> 0 AND c.code = j.value ->> 1 AND c.minted = 1'
  // Most purchases come without a code: then no statement asks whose it would be.
  const buyers =
    codes.length === 0
      ? buyersKnown.sql
      : `${buyersKnown.sql} UNION SELECT c.enrolment_id FROM json_each(?2) j JOIN claims c ON ${minted}
         UNION SELECT o.enrolment_id FROM json_each(?2) j JOIN reward_orders o INDEXED BY reward_orders_code ON o.program_id = j.value ->> 2 AND o.code = j.value ->> 1`
  const binds = codes.length === 0 ? [known] : [known, coded]
  const claim = `c.id, c.store_id AS storeId, c.code, c.offer_id AS offerId, c.offer_revision AS offerRevision,
    c.enrolment_id AS enrolmentId, c.state, c.cost_minor AS costMinor, c.minted,
    (SELECT v.definition FROM offer_revisions v WHERE v.offer_id = c.offer_id AND v.revision = c.offer_revision) AS definition`
  const results = await db.batch([
    ...before,
    db.prepare('SELECT catalogue_version AS version FROM programs WHERE id = ?').bind(programId),
    db
      .prepare(
        `SELECT p.id, p.store_id AS storeId, p.external_ref AS externalRef, p.content_hash AS contentHash,
           p.enrolment_id AS enrolmentId, p.points_earned AS pointsEarned, p.earned
         FROM json_each(?) j JOIN purchases p ON p.store_id = j.value ->> 0 AND p.external_ref = j.value ->> 1`,
      )
      .bind(refs),
    db
      .prepare(
        `SELECT p.enrolment_id AS enrolmentId, p.version, p.data, ${mayUseColumns('p.enrolment_id')},
           (SELECT household_id FROM household_members WHERE enrolment_id = p.enrolment_id) AS household FROM (${buyers}) b JOIN profiles p ON p.enrolment_id = b.value`,
      )
      .bind(...binds),
    db
      .prepare(
        `SELECT id, exhausted, limit_total - claims_open AS claims, budget_minor - cost_open_minor AS budgetMinor
         FROM offers WHERE program_id = ? AND (limit_total IS NOT NULL OR budget_minor IS NOT NULL)`,
      )
      .bind(programId),
    db
      .prepare(
        // A reservation holds a place of the member's own limit as a redemption does.
        `SELECT u.enrolment_id AS enrolmentId, u.offer_id AS offerId, u.times FROM (${buyers}) b
         JOIN offer_uses u ON u.enrolment_id = b.value
         UNION ALL
         SELECT c.enrolment_id, c.offer_id, count(*) FROM (${buyers}) b
         JOIN claims c INDEXED BY claims_held ON c.enrolment_id = b.value AND c.state IN ('reserved', 'applied') GROUP BY 1, 2`,
      )
      .bind(...binds),
    db
      .prepare(
        `SELECT k.who, k.offer_id AS offerId, k.cap, k.starts_at AS startsAt, k.ends_at AS endsAt, k.times, k.cost_minor AS costMinor
         FROM (
           SELECT b.value AS who FROM (${buyers}) b
           UNION SELECT m.household_id FROM (${buyers}) b JOIN household_members m ON m.enrolment_id = b.value
           UNION SELECT value ->> 0 FROM json_each(?3)
           UNION SELECT 'code:' || (value ->> 1) FROM json_each(?2)
           UNION SELECT id FROM offers INDEXED BY offers_capped WHERE program_id = ?4 AND caps IS NOT NULL AND state = 'live'
         ) whose CROSS JOIN cap_counters k ON k.who = whose.who AND k.ends_at > ?5`,
      )
      .bind(known, coded, refs, programId, Math.min(earliestAt, now)),
    // Only a minted code is paid with what one member has.
    ...(codes.length > 0
      ? [
          // A static code is everybody's: only the buyer's own claims of it are looked at.
          db
            .prepare(
              `SELECT ${claim} FROM json_each(?2) j JOIN claims c ON ${minted}
         UNION ALL
         SELECT ${claim} FROM (${buyers}) b JOIN claims c INDEXED BY claims_static
           ON c.enrolment_id = b.value AND c.minted = 0 AND c.code IN (SELECT value ->> 1 FROM json_each(?2)) ORDER BY 1 DESC`,
            )
            .bind(known, coded),
          readCodeOrders(db, coded),
          ...holdStatements(db, {
            sql: `SELECT c.id AS value FROM json_each(?1) j JOIN claims c ON ${minted}`,
            binds: [coded],
          }),
        ]
      : []),
    ...readBookStatements(db, { sql: buyers, binds: [known, coded] }, programId, now),
  ])
  const [versions, purchases, states, limits, redeemed, used, ...rest] = results.slice(before.length)
  const ofCodes = codes.length > 0 ? 2 + HOLD_STATEMENTS : 0
  const [claims, codeOrders, ...held] = rest.slice(0, ofCodes)
  const read = toBooks(rest.slice(ofCodes))
  const { holds, lots: holdLots } = toHolds(held)
  const limited = rowsOf<{
    id: string
    exhausted: number
    claims: number | null
    budgetMinor: number | null
  }>(limits)
  const times = new Map<string, Map<string, number>>()
  for (const row of rowsOf<{ enrolmentId: string; offerId: string; times: number }>(redeemed)) {
    const ofMember = times.get(row.enrolmentId) ?? new Map<string, number>()
    times.set(row.enrolmentId, ofMember.set(row.offerId, (ofMember.get(row.offerId) ?? 0) + row.times))
  }
  return {
    before: results.slice(0, before.length),
    catalogueVersion: rowsOf<{ version: number }>(versions)[0]?.version ?? 0,
    recorded: rowsOf<Omit<RecordedPurchase, 'earned'> & { earned: string }>(purchases).map((purchase) => ({
      ...purchase,
      earned: JSON.parse(purchase.earned) as Earned[],
    })),
    claims: rowsOf<Omit<CodeClaim, 'minted' | 'reward' | 'plans'> & { minted: number; definition: string }>(
      claims,
    ).map(({ definition, minted: isMinted, ...claim }) => {
      const { reward, audience } = JSON.parse(definition) as OfferReplace
      return { ...claim, minted: isMinted === 1, reward, plans: audience.plans ?? [] }
    }),
    households: new Map(
      rowsOf<{ enrolmentId: string; household: string | null }>(states).flatMap(
        ({ enrolmentId, household }) => (household === null ? [] : [[enrolmentId, household]]),
      ),
    ),
    capUsed: new Map(
      rowsOf<CapUsed & { who: string; offerId: string; cap: string; startsAt: number; endsAt: number }>(
        used,
      ).map(({ who, offerId, cap, startsAt, endsAt, times, costMinor }) => [
        placeKey(offerId, [cap, who, startsAt, endsAt]),
        { times, costMinor },
      ]),
    ),
    enrolments: new Map(
      rowsOf<{ enrolmentId: string; version: number; data: string } & MayUseRow>(states).flatMap((row) => {
        const books = read.get(row.enrolmentId)
        const state = { profileVersion: row.version, profile: profileIn(row.data), may: mayUseIn(row) }
        return books ? [[row.enrolmentId, { ...state, books }]] : []
      }),
    ),
    exhausted: new Set(limited.filter((row) => row.exhausted === 1).map((row) => row.id)),
    limited: new Map(
      limited.map(({ id, claims: left, budgetMinor }) => [
        id,
        { claims: left ?? Number.POSITIVE_INFINITY, budgetMinor: budgetMinor ?? Number.POSITIVE_INFINITY },
      ]),
    ),
    codeOrders: codeOrdersIn(codeOrders),
    redeemed: times,
    holds,
    holdLots,
  }
}

/** A claim that an order used: found by its code, or made with it where the offer works by itself. */
export interface NewRedemption {
  id: string
  claimId: string
  offerId: string
  offerRevision: number
  purchaseId: string
  enrolmentId: string
  storeId: string
  discountMinor: number
  /** What it takes of the offer's budget: the discount, or what its points are worth. */
  costMinor: number
  bonusPoints: number
  /** What the member paid of the discount with what they had, and what of it is let go. */
  paid: Amount | null
  forgiven: number
  /** The claim is made here and now: there was no code to reserve. */
  automatic: boolean
  /** The static code that was typed, where nobody had claimed it: the claim is made here, and passes limits as late orders do. */
  typed: string | null
  /** What it takes of the offer's caps, where the claim is made here. */
  caps: CapPlace[]
  /** How the cost fell on the purchase's lines; a line's units share its part (`ofUnits`). */
  fell: readonly number[]
  redeemedAt: number
}

/** All that some purchases change, worked out and ready to be written at once. */
export interface PurchasePlan {
  programId: string
  now: number
  purchases: {
    id: string
    enrolmentId: string | null
    pointsEarned: number
    contentHash: string
    earned: Earned[]
    purchase: PurchaseCreate
    /** What each line earned, by unit. */
    lineEarned: Partial<Record<Unit, number>>[]
  }[]
  redemptions: NewRedemption[]
  /** Rewards whose codes these purchases use up. */
  codesUsed: { id: string; version: number; purchaseId: string }[]
  /** The shop's shares of these sales. */
  donations: Donation[]
  /** What plans took off. */
  savings: Saving[]
  profiles: { enrolmentId: string; version: number; profile: Profile }[]
  /** Who came into a segment by them, and who left one. */
  segmentEvents: NewSegmentEvent[]
  /** What these purchases teach ranking. */
  learned: LearnedDelta[]
}

/** The statements that save profiles; a profile that somebody else changed meanwhile undoes the batch. */
export const updateProfiles = (db: Db, profiles: PurchasePlan['profiles']): D1PreparedStatement[] =>
  forRows(
    db,
    `UPDATE profiles SET version = j.version, data = j.data FROM (
         SELECT value ->> 'enrolmentId' AS id, value ->> 'version' AS version, value ->> 'profile' AS data FROM json_each(?1)
       ) j WHERE profiles.enrolment_id = j.id`,
    profiles,
  )

/**
 * The statements that record purchases with their points, profiles and redemptions: one batch, so all of it or nothing.
 * Rows go in as JSON: a hundred purchases are as few statements as one.
 */
export function recordStatements(db: Db, plan: PurchasePlan, books: BookWrites): D1PreparedStatement[] {
  const statements: D1PreparedStatement[] = []
  const put = (sql: string, rows: readonly unknown[], ...more: unknown[]) => {
    statements.push(...forRows(db, sql, rows, ...more))
  }
  put(
    `INSERT INTO purchases (id, program_id, store_id, external_ref, enrolment_id, purchased_at, recorded_at, currency, total_minor, shipping_minor, points_earned, earned, content_hash, discounted, coded)
     SELECT value ->> 'id', ?2, value ->> '$.purchase.storeId', value ->> '$.purchase.externalRef', value ->> 'enrolmentId',
       value ->> '$.purchase.purchasedAt', ?3, value ->> '$.purchase.currency', value ->> '$.purchase.totalMinor',
       value ->> '$.purchase.shippingMinor', value ->> 'pointsEarned', value ->> 'earned', value ->> 'contentHash', value ->> 'discounted', value ->> 'coded' FROM json_each(?1)`,
    plan.purchases.map(({ lineEarned: _, purchase: { lines, ...purchase }, ...rest }) => {
      const coded = purchase.codes.length > 0
      return {
        ...rest,
        purchase,
        discounted: Number(isDiscounted({ coded, lines })),
        coded: Number(coded),
      }
    }),
    plan.programId,
    plan.now,
  )
  const lines = plan.purchases.flatMap(({ id, enrolmentId, purchase, lineEarned }) =>
    purchase.lines.map((line, index) => ({
      ...line,
      id,
      enrolmentId,
      index,
      earned: lineEarned[index] ?? {},
      purchasedAt: purchase.purchasedAt,
    })),
  )
  put(
    `INSERT INTO purchase_lines (purchase_id, line, enrolment_id, purchased_at, sku, name, category, brand, quantity, amount_minor, earned)
       SELECT value ->> 'id', value ->> 'index', value ->> 'enrolmentId', value ->> 'purchasedAt', value ->> 'sku', value ->> 'name',
         value ->> 'category', value ->> 'brand', value ->> 'quantity', value ->> 'amountMinor', value ->> 'earned' FROM json_each(?1)`,
    lines,
  )
  statements.push(...writeBookStatements(db, books))
  const made = plan.redemptions.filter(({ automatic, typed }) => automatic || typed !== null)
  put(
    `INSERT INTO claims (id, program_id, store_id, offer_id, offer_revision, enrolment_id, code, minted, state, cost_minor, claimed_at, expires_at, caps)
     SELECT j.value ->> 'claimId', ?2, j.value ->> 'storeId', j.value ->> 'offerId', j.value ->> 'offerRevision', j.value ->> 'enrolmentId',
       j.value ->> 'typed', 0, iif(j.value ->> 'automatic', 'redeemed', 'released'), j.value ->> 'costMinor', j.value ->> 'redeemedAt', j.value ->> 'redeemedAt',
       ${capsOf("j.value -> 'caps'", "(j.value ->> 'enrolmentId')")} FROM json_each(?1) j`,
    made,
    plan.programId,
  )
  put(
    `UPDATE claims SET state = 'redeemed', cost_minor = j.cost FROM (
       SELECT value ->> 'claimId' AS id, value ->> 'costMinor' AS cost FROM json_each(?1)
     ) j WHERE claims.id = j.id`,
    plan.redemptions.filter((redemption) => !redemption.automatic),
  )
  put(
    `INSERT INTO redemptions (id, program_id, claim_id, offer_id, offer_revision, purchase_id, enrolment_id, discount_minor, bonus_points, cost_minor, paid_unit, paid_amount, forgiven, fell, redeemed_at)
     SELECT value ->> 'id', ?2, value ->> 'claimId', value ->> 'offerId', value ->> 'offerRevision', value ->> 'purchaseId',
       value ->> 'enrolmentId', value ->> 'discountMinor', value ->> 'bonusPoints', value ->> 'costMinor',
       value ->> '$.paid.unit', ifnull(value ->> '$.paid.amount', 0), value ->> 'forgiven', value -> 'fell', value ->> 'redeemedAt' FROM json_each(?1)`,
    plan.redemptions,
    plan.programId,
  )
  statements.push(
    ...useCodes(db, plan.codesUsed, plan.now),
    ...insertDonations(db, plan.programId, plan.donations),
  )
  statements.push(
    ...insertSavings(db, plan.savings),
    ...updateProfiles(db, plan.profiles),
    ...insertSegmentEvents(db, plan.segmentEvents),
  )
  if (plan.purchases.length > 0)
    statements.push(
      ...togetherStatements(db, plan.programId, togetherIn(plan.purchases.map(({ purchase }) => purchase))),
      ...sumStatements(db, plan.programId, plan.learned, plan.now),
      noteChange(db, plan.programId),
    )
  return statements
}
