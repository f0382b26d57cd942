import type { Amount, Profile, ReturnCreate, Unit } from '../../shared/contracts/index.ts'
import type { LearnedDelta } from '../../shared/engine/choosing/index.ts'
import type { ProfileReturn } from '../../shared/engine/index.ts'
import { profileIn } from '../../shared/engine/profile.ts'
import type { LotState, RecordedSaving, Saving, SpentPart } from '../../shared/ledger/index.ts'
import {
  type BookWrites,
  LOT,
  type LotRow,
  type ReadBook,
  readBookStatements,
  toBooks,
  toLot,
  writeBookStatements,
} from './books.ts'
import { type Donation, insertDonations, type SaleShareGiven } from './causes.ts'
import { type Db, rowsOf } from './database.ts'
import { itemSpansIn, itemSpansStatement } from './item-spans.ts'
import { noteChange } from './learned.ts'
import { sumStatements } from './learned-sums.ts'
import { type TogetherCounts, togetherStatements } from './learned-together.ts'
import { updateProfiles } from './purchases.ts'
import { insertSavings, readSavingsOfPurchase, savingsIn } from './savings.ts'
import { insertSegmentEvents, type NewSegmentEvent } from './segment-events.ts'

/** A line of a recorded purchase. */
export interface RecordedLine {
  line: number
  sku: string
  category: string | null
  brand: string | null
  quantity: number
  amountMinor: number
  /** What the line earned, by unit. */
  earned: Partial<Record<Unit, number>>
  returnedQuantity: number
}

/** A lot of the returned purchase, the rule whose caps it counts in, what it was opened with, and what of it has run out. */
export type OwnLot = LotState & { ruleKey: string | null; amount: number; expired: number }

/** What is on record of a purchase before some of it is given back. */
export interface ReturnContext {
  purchase: {
    id: string
    enrolmentId: string | null
    purchasedAt: number
    totalMinor: number
    shippingMinor: number
    /** How the profile counted it. */
    discounted: boolean
    coded: boolean
  } | null
  /** The same return, where it came before. */
  recorded: {
    id: string
    contentHash: string
    refundMinor: number
    pointsClawedBack: number
    pointsForgiven: number
    pointsOwed: number
    restored: Amount[]
  } | null
  catalogueVersion: number
  lines: RecordedLine[]
  books: ReadBook | null
  profile: { version: number; data: Profile } | null
  /** The purchase's own lots, and all others that can be used. */
  ownLots: OwnLot[]
  otherLots: LotState[]
  /** What of its earnings has been corrected, by unit, and what returns have taken back, from whatever lots. */
  reversed: Amount[]
  clawedBack: Amount[]
  /** What was paid with points or stored value and has not been given back, in the order it was drawn, and all of it by unit. */
  spent: SpentPart[]
  /** The lots of those parts, used up or not. */
  spentLots: LotState[]
  /** What was paid by owing it, and has not been given back. */
  spentOwing: { unit: Unit; amount: number }[]
  spentInAll: { unit: Unit; amount: number }[]
  /** What the shop gave causes of it. */
  shares: SaleShareGiven[]
  /** What plans had taken off it. */
  savings: RecordedSaving[]
  redemptions: { claimId: string; discountMinor: number; costMinor: number; fell: number[] }[]
  /** First and last purchase that stands apart from this one: over all, and by category, brand and product of this one. */
  others: ProfileReturn['latest']
}

/** Reads all that a return needs in one round trip. */
export async function readReturnContext(
  db: Db,
  wanted: ReturnCreate,
  programId: string,
  now: number,
): Promise<ReturnContext> {
  const [store, ref] = [wanted.storeId, wanted.purchaseRef]
  const bought = '(SELECT id FROM purchases WHERE store_id = ?1 AND external_ref = ?2)'
  const buyers = 'SELECT enrolment_id AS value FROM purchases WHERE store_id = ?1 AND external_ref = ?2'
  const buyer = `(${buyers})`
  const standing = `SELECT p.purchased_at FROM purchases p WHERE p.enrolment_id = ${buyer} AND p.id <> ${bought}
    AND EXISTS (SELECT 1 FROM purchase_lines l WHERE l.purchase_id = p.id AND l.returned_quantity < l.quantity) ORDER BY p.purchased_at`
  const ofCategory = `SELECT o.purchased_at FROM purchase_lines o WHERE o.enrolment_id = ${buyer} AND o.category = held.category
    AND o.purchase_id <> ${bought} AND o.returned_quantity < o.quantity ORDER BY o.purchased_at`
  const results = await db.batch([
    db
      .prepare(
        `SELECT id, enrolment_id AS enrolmentId, purchased_at AS purchasedAt, total_minor AS totalMinor, shipping_minor AS shippingMinor, discounted, coded FROM purchases WHERE store_id = ?1 AND external_ref = ?2`,
      )
      .bind(store, ref),
    db
      .prepare(
        `SELECT id, content_hash AS contentHash, refund_minor AS refundMinor, points_clawed_back AS pointsClawedBack, points_forgiven AS pointsForgiven, points_owed AS pointsOwed, restored
         FROM returns WHERE store_id = ? AND external_ref = ?`,
      )
      .bind(store, wanted.externalRef),
    db
      .prepare(
        `SELECT line, sku, category, brand, quantity, amount_minor AS amountMinor, earned, returned_quantity AS returnedQuantity
         FROM purchase_lines WHERE purchase_id = ${bought} ORDER BY line`,
      )
      .bind(store, ref),
    db.prepare('SELECT catalogue_version AS version FROM programs WHERE id = ?').bind(programId),
    db.prepare(`SELECT version, data FROM profiles WHERE enrolment_id = ${buyer}`).bind(store, ref),
    db
      .prepare(
        `SELECT ${LOT}, l.rule_key AS ruleKey, l.amount,
           (SELECT ifnull(sum(e.amount), 0) FROM ledger_entries e WHERE e.lot_id = l.id AND e.reason = 'expire') AS expired
         FROM lots l WHERE l.purchase_id = ${bought} ORDER BY l.id`,
      )
      .bind(store, ref),
    db
      .prepare(
        `SELECT ${LOT} FROM lots l INDEXED BY lots_to_spend WHERE l.enrolment_id = ${buyer} AND l.state = 'active' AND l.purchase_id IS NOT ${bought}`,
      )
      .bind(store, ref),
    db
      .prepare(
        `SELECT claim_id AS claimId, discount_minor AS discountMinor, cost_minor AS costMinor, fell FROM redemptions WHERE purchase_id = ${bought}`,
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
    db
      .prepare(
        `SELECT cause, sum(iif(return_id IS NULL, amount_minor, 0)) AS givenMinor, sum(amount_minor) AS leftMinor FROM donations
         WHERE purchase_id = ${bought} GROUP BY cause HAVING leftMinor > 0`,
      )
      .bind(store, ref),
    db
      .prepare(
        `SELECT unit, lot_id AS lotId, min(seq) AS first, sum(CASE reason WHEN 'spend' THEN amount ELSE 0 END) AS whole,
           sum(CASE reason WHEN 'spend' THEN amount WHEN 'restore' THEN -amount ELSE 0 END) AS amount
         FROM ledger_entries WHERE purchase_id = ${bought} AND reason IN ('spend', 'restore') GROUP BY unit, lot_id ORDER BY first`,
      )
      .bind(store, ref),
    db
      .prepare(
        `SELECT ${LOT} FROM lots l WHERE l.id IN (SELECT lot_id FROM ledger_entries WHERE purchase_id = ${bought} AND reason = 'spend')`,
      )
      .bind(store, ref),
    db
      .prepare(
        `SELECT unit, reason, sum(amount) AS amount FROM ledger_entries WHERE purchase_id = ${bought} AND reason IN ('reverse', 'clawback') GROUP BY unit, reason`,
      )
      .bind(store, ref),
    readSavingsOfPurchase(db, store, ref),
    itemSpansStatement(db, store, ref),
    ...readBookStatements(db, { sql: buyers, binds: [store, ref] }, programId, now),
  ])
  const [
    purchase,
    recorded,
    lines,
    versions,
    profile,
    ownLots,
    otherLots,
    redemptions,
    spans,
    categories,
    shares,
    spent,
    spentLots,
    reversed,
    savings,
    itemSpans,
    ...books
  ] = results
  const parts = rowsOf<Omit<SpentPart, 'lotId'> & { lotId: string | null; whole: number }>(spent)
  // What was owed has no lot; what of it came back to a lot of its own is less than nothing of that one.
  const owing = (part: (typeof parts)[number]) => part.lotId === null || part.whole === 0
  const stored = rowsOf<{ version: number; data: string }>(profile)[0]
  const again = rowsOf<Omit<NonNullable<ReturnContext['recorded']>, 'restored'> & { restored: string }>(
    recorded,
  )[0]
  const undone = rowsOf<Amount & { reason: 'reverse' | 'clawback' }>(reversed)
  const found = rowsOf<
    Omit<NonNullable<ReturnContext['purchase']>, 'discounted' | 'coded'> & {
      discounted: number
      coded: number
    }
  >(purchase)[0]
  const span = rowsOf<{ firstAt: number | null; lastAt: number | null }>(spans)[0]
  return {
    purchase: found ? { ...found, discounted: found.discounted === 1, coded: found.coded === 1 } : null,
    recorded: again ? { ...again, restored: JSON.parse(again.restored) as Amount[] } : null,
    catalogueVersion: rowsOf<{ version: number }>(versions)[0]?.version ?? 0,
    lines: rowsOf<Omit<RecordedLine, 'earned'> & { earned: string }>(lines).map((line) => ({
      ...line,
      earned: JSON.parse(line.earned) as RecordedLine['earned'],
    })),
    books: [...toBooks(books).values()][0] ?? null,
    profile: stored ? { version: stored.version, data: profileIn(stored.data) } : null,
    ownLots: rowsOf<LotRow & Pick<OwnLot, 'ruleKey' | 'amount' | 'expired'>>(ownLots).map((row) => ({
      ...toLot(row),
      ruleKey: row.ruleKey,
      amount: row.amount,
      expired: row.expired,
    })),
    otherLots: rowsOf<LotRow>(otherLots).map(toLot),
    spent: parts.flatMap((part) =>
      owing(part) ? [] : [{ unit: part.unit, lotId: part.lotId as string, amount: part.amount }],
    ),
    spentLots: rowsOf<LotRow>(spentLots).map(toLot),
    spentOwing: [...Map.groupBy(parts.filter(owing), (part) => part.unit)].map(([unit, own]) => ({
      unit,
      amount: own.reduce((sum, part) => sum + part.amount, 0),
    })),
    shares: rowsOf<SaleShareGiven>(shares),
    reversed: undone.filter(({ reason }) => reason === 'reverse'),
    clawedBack: undone.filter(({ reason }) => reason === 'clawback'),
    savings: savingsIn(savings),
    spentInAll: [...Map.groupBy(parts, (part) => part.unit)].map(([unit, own]) => ({
      unit,
      amount: own.reduce((sum, part) => sum + part.whole, 0),
    })),
    redemptions: rowsOf<Omit<ReturnContext['redemptions'][number], 'fell'> & { fell: string }>(
      redemptions,
    ).map((row) => ({ ...row, fell: JSON.parse(row.fell) as number[] })),
    others: {
      ...itemSpansIn(itemSpans),
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
  programId: string
  contentHash: string
  wanted: ReturnCreate
  /** Each line once, with what had come back of it when this was worked out. */
  lines: { line: number; quantity: number; returnedBefore: number }[]
  purchaseId: string
  refundMinor: number
  pointsClawedBack: number
  pointsForgiven: number
  pointsOwed: number
  restored: Amount[]
  savings: Saving[]
  /** What comes back of the shop's shares. */
  donations: Donation[]
  profiles: { enrolmentId: string; version: number; profile: Profile }[]
  /** Segments that it takes the member out of, or brings them into. */
  segmentEvents: NewSegmentEvent[]
  /** Discounts that go back to their offers' budgets; a claim whose whole purchase came back is free again. */
  redemptions: { claimId: string; reversedMinor: number; costMinor: number; whole: boolean }[]
  /** What is no longer bought together, less than nothing. */
  together: TogetherCounts
  /** What ranking no longer learns from. */
  learned: LearnedDelta[]
  now: number
}

/** Writes a return: lines, points, profile and redemptions in one batch. */
export async function writeReturn(db: Db, plan: ReturnPlan, books: BookWrites | null): Promise<void> {
  const { wanted } = plan
  const statements = [
    db
      .prepare(
        `INSERT INTO returns (id, store_id, external_ref, purchase_id, returned_at, recorded_at, refund_minor, points_clawed_back, points_forgiven, points_owed, restored, content_hash)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
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
        plan.pointsOwed,
        JSON.stringify(plan.restored),
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
    ...insertSavings(db, plan.savings),
    ...insertDonations(db, plan.programId, plan.donations),
    ...(books ? writeBookStatements(db, books) : []),
    ...updateProfiles(db, plan.profiles),
    ...insertSegmentEvents(db, plan.segmentEvents),
    ...togetherStatements(db, plan.programId, plan.together),
    ...sumStatements(db, plan.programId, plan.learned, plan.now),
    noteChange(db, plan.programId),
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
