import type { Profile, ReturnCreate } from '../../shared/contracts/index.ts'
import type { ProfileReturn } from '../../shared/engine/index.ts'
import type { LotState } from '../../shared/ledger/index.ts'
import { type Db, rowsOf } from './database.ts'
import { insertEntries, type NewEntry, updateProfiles } from './purchases.ts'

/** A line of a recorded purchase. */
export interface RecordedLine {
  line: number
  category: string | null
  quantity: number
  amountMinor: number
  pointsEarned: number
  returnedQuantity: number
}

/** What is on record of a purchase before some of it is given back. */
export interface ReturnContext {
  purchase: {
    id: string
    enrolmentId: string | null
    purchasedAt: number
    totalMinor: number
    shippingMinor: number
  } | null
  /** The same return, where it came before. */
  recorded: {
    id: string
    contentHash: string
    refundMinor: number
    pointsClawedBack: number
    pointsForgiven: number
  } | null
  lines: RecordedLine[]
  account: { seq: number; available: number; pending: number } | null
  profile: { version: number; data: Profile } | null
  /** The purchase's own lots, and all others that hold points or are due. */
  ownLots: LotState[]
  otherLots: LotState[]
  redemptions: { claimId: string; discountMinor: number; costMinor: number }[]
  /** First and last purchase that stands apart from this one: over all, and by category of this one. */
  others: ProfileReturn['latest']
}

const LOT = 'l.id, l.remaining, l.state, l.activates_at AS activatesAt, l.expires_at AS expiresAt'

/** Reads all that a return needs in one round trip. */
export async function readReturnContext(db: Db, wanted: ReturnCreate): Promise<ReturnContext> {
  const [store, ref] = [wanted.storeId, wanted.purchaseRef]
  const bought = '(SELECT id FROM purchases WHERE store_id = ?1 AND external_ref = ?2)'
  const buyer = '(SELECT enrolment_id FROM purchases WHERE store_id = ?1 AND external_ref = ?2)'
  const standing = `SELECT p.purchased_at FROM purchases p WHERE p.enrolment_id = ${buyer} AND p.id <> ${bought}
    AND EXISTS (SELECT 1 FROM purchase_lines l WHERE l.purchase_id = p.id AND l.returned_quantity < l.quantity) ORDER BY p.purchased_at`
  const ofCategory = `SELECT o.purchased_at FROM purchase_lines o WHERE o.enrolment_id = ${buyer} AND o.category = held.category
    AND o.purchase_id <> ${bought} AND o.returned_quantity < o.quantity ORDER BY o.purchased_at`
  const results = await db.batch([
    db
      .prepare(
        `SELECT id, enrolment_id AS enrolmentId, purchased_at AS purchasedAt, total_minor AS totalMinor, shipping_minor AS shippingMinor FROM purchases WHERE store_id = ?1 AND external_ref = ?2`,
      )
      .bind(store, ref),
    db
      .prepare(
        `SELECT id, content_hash AS contentHash, refund_minor AS refundMinor, points_clawed_back AS pointsClawedBack, points_forgiven AS pointsForgiven
         FROM returns WHERE store_id = ? AND external_ref = ?`,
      )
      .bind(store, wanted.externalRef),
    db
      .prepare(
        `SELECT line, category, quantity, amount_minor AS amountMinor, points_earned AS pointsEarned, returned_quantity AS returnedQuantity
         FROM purchase_lines WHERE purchase_id = ${bought} ORDER BY line`,
      )
      .bind(store, ref),
    db
      .prepare(
        `SELECT seq, available, pending FROM accounts WHERE enrolment_id = ${buyer} AND unit = 'points'`,
      )
      .bind(store, ref),
    db.prepare(`SELECT version, data FROM profiles WHERE enrolment_id = ${buyer}`).bind(store, ref),
    db.prepare(`SELECT ${LOT} FROM lots l WHERE l.purchase_id = ${bought} ORDER BY l.id`).bind(store, ref),
    db
      .prepare(
        `SELECT ${LOT} FROM lots l WHERE l.enrolment_id = ${buyer} AND l.state <> 'closed' AND l.purchase_id IS NOT ${bought} ORDER BY l.id`,
      )
      .bind(store, ref),
    db
      .prepare(
        `SELECT claim_id AS claimId, discount_minor AS discountMinor, cost_minor AS costMinor FROM redemptions WHERE purchase_id = ${bought}`,
      )
      .bind(store, ref),
    db
      .prepare(`SELECT (${standing} LIMIT 1) AS firstAt, (${standing} DESC LIMIT 1) AS lastAt`)
      .bind(store, ref),
    db
      .prepare(
        `SELECT held.category, (${ofCategory} LIMIT 1) AS firstAt, (${ofCategory} DESC LIMIT 1) AS lastAt
         FROM (SELECT DISTINCT category FROM purchase_lines WHERE purchase_id = ${bought} AND category IS NOT NULL) held`,
      )
      .bind(store, ref),
  ])
  const [purchase, recorded, lines, account, profile, ownLots, otherLots, redemptions, spans, categories] =
    results
  const stored = rowsOf<{ version: number; data: string }>(profile)[0]
  const span = rowsOf<{ firstAt: number | null; lastAt: number | null }>(spans)[0]
  return {
    purchase: rowsOf<NonNullable<ReturnContext['purchase']>>(purchase)[0] ?? null,
    recorded: rowsOf<NonNullable<ReturnContext['recorded']>>(recorded)[0] ?? null,
    lines: rowsOf<RecordedLine>(lines),
    account: rowsOf<NonNullable<ReturnContext['account']>>(account)[0] ?? null,
    profile: stored ? { version: stored.version, data: JSON.parse(stored.data) as Profile } : null,
    ownLots: rowsOf<LotState>(ownLots),
    otherLots: rowsOf<LotState>(otherLots),
    redemptions: rowsOf<ReturnContext['redemptions'][number]>(redemptions),
    others: {
      firstAt: span?.firstAt ?? null,
      lastAt: span?.lastAt ?? null,
      categories: Object.fromEntries(
        rowsOf<{ category: string; firstAt: number | null; lastAt: number | null }>(categories).map(
          ({ category, firstAt, lastAt }) => [
            category,
            firstAt === null || lastAt === null ? null : { firstAt, lastAt },
          ],
        ),
      ),
    },
  }
}

/** All that a return changes. */
export interface ReturnPlan {
  id: string
  contentHash: string
  wanted: ReturnCreate
  /** Each line once, with what had come back of it when this was worked out. */
  lines: { line: number; quantity: number; returnedBefore: number }[]
  purchaseId: string
  refundMinor: number
  pointsClawedBack: number
  pointsForgiven: number
  entries: NewEntry[]
  profiles: { enrolmentId: string; version: number; profile: Profile }[]
  /** Discounts that go back to their offers' budgets; a claim whose whole purchase came back is free again. */
  redemptions: { claimId: string; reversedMinor: number; costMinor: number; whole: boolean }[]
  now: number
}

/** Writes a return: lines, points, profile and redemptions in one batch. */
export async function writeReturn(db: Db, plan: ReturnPlan): Promise<void> {
  const { wanted } = plan
  const statements = [
    db
      .prepare(
        `INSERT INTO returns (id, store_id, external_ref, purchase_id, returned_at, recorded_at, refund_minor, points_clawed_back, points_forgiven, content_hash)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .bind(
        plan.id,
        wanted.storeId,
        wanted.externalRef,
        plan.purchaseId,
        wanted.returnedAt,
        plan.now,
        plan.refundMinor,
        plan.pointsClawedBack,
        plan.pointsForgiven,
        plan.contentHash,
      ),
    db
      .prepare(
        `INSERT INTO return_lines (return_id, line, quantity) SELECT ?1, value ->> 'line', value ->> 'quantity' FROM json_each(?2)`,
      )
      .bind(plan.id, JSON.stringify(plan.lines)),
    db
      .prepare(
        // A line that changed since it was read gets a quantity that no line may have: its CHECK undoes the batch.
        `UPDATE purchase_lines SET returned_quantity = CASE WHEN returned_quantity = j.before THEN j.before + j.units ELSE purchase_lines.quantity + 1 END
         FROM (
           SELECT value ->> 'line' AS line, value ->> 'quantity' AS units, value ->> 'returnedBefore' AS before FROM json_each(?2)
         ) j WHERE purchase_lines.purchase_id = ?1 AND purchase_lines.line = j.line`,
      )
      .bind(plan.purchaseId, JSON.stringify(plan.lines)),
    ...insertEntries(db, plan.entries),
    ...updateProfiles(db, plan.profiles),
  ]
  for (const { claimId, reversedMinor, costMinor, whole } of plan.redemptions) {
    statements.push(
      db.prepare('UPDATE redemptions SET reversed_minor = ? WHERE claim_id = ?').bind(reversedMinor, claimId),
      db
        .prepare('UPDATE claims SET cost_minor = ?, state = ? WHERE id = ?')
        .bind(costMinor, whole ? 'reversed' : 'redeemed', claimId),
    )
  }
  await db.batch(statements)
}
