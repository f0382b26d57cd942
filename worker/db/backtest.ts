import type { Line, ProgramFacts, Standing, Subscription } from '../../shared/contracts/index.ts'
import type { MayUse, PastPurchase } from '../../shared/engine/index.ts'
import { type MayUseRow, mayUseColumns, mayUseIn } from './consents.ts'
import type { Db } from './database.ts'
import { factsOf } from './learned-facts.ts'
import { subscriptionsColumn, subscriptionsIn } from './subscriptions.ts'

/** Purchases read at a time. One of 500 lines may come to 100 KB; most are a hundredth of that. */
const PURCHASES_A_READ = 2_000

/** Where reading goes on: behind this purchase. */
type Behind = { enrolmentId: string; purchasedAt: number; id: string }

/** Whose purchases are read: members who bought in some stores in a window. */
export interface PastAsked {
  programId: string
  storeIds: readonly string[]
  from: number
  until: number
}

/** What is known of a member beside their purchases. */
export interface PastFacts {
  enrolmentId: string
  enrolledAt: number
  standing: Standing
  subscriptions: Subscription[]
  /** Uploaded lists that name them, and since when. */
  lists: { segmentId: string; addedAt: number }[]
  region: { code: string; since: number } | null
  /** Whom their use of an offer is counted with: themselves, where they are in no household. */
  countedAs: string
  may: MayUse
}

/** Members of a list of ids, those who bought in the stores in the window: ?1 ids, ?2 programme, ?3 stores, ?4 from, ?5 until. */
const WHO = `SELECT e.id FROM json_each(?1) w CROSS JOIN enrolments e ON e.id = w.value AND e.program_id = ?2
  WHERE EXISTS (SELECT 1 FROM purchases b INDEXED BY purchases_of_enrolment
    WHERE b.enrolment_id = e.id AND b.purchased_at >= ?4 AND b.purchased_at < ?5 AND b.store_id IN (SELECT value FROM json_each(?3)))`

/**
 * Purchases of those, in all stores and from the first on, behind ?6 (enrolment), ?7 (instant) and ?8 (purchase). Lines are
 * read of those alone that the page holds.
 */
const PURCHASES = `SELECT p.enrolment_id AS enrolmentId, p.id, p.store_id AS storeId, p.purchased_at AS purchasedAt, p.currency,
    p.total_minor AS totalMinor, p.shipping_minor AS shippingMinor, p.discounted, p.coded,
    (SELECT json_group_array(json_array(l.sku, l.category, l.brand, l.quantity, l.amount_minor) ORDER BY l.line)
     FROM purchase_lines l WHERE l.purchase_id = p.id) AS lines
  FROM (SELECT p.id, p.enrolment_id, p.purchased_at FROM (${WHO} AND e.id >= ?6) m
    CROSS JOIN purchases p INDEXED BY purchases_of_enrolment ON p.enrolment_id = m.id AND p.purchased_at < ?5
    WHERE m.id > ?6 OR p.purchased_at > ?7 OR (p.purchased_at = ?7 AND p.id > ?8)
    ORDER BY p.enrolment_id, p.purchased_at, p.id LIMIT ${PURCHASES_A_READ}) page
  CROSS JOIN purchases p ON p.id = page.id ORDER BY page.enrolment_id, page.purchased_at, page.id`

type PurchaseRow = Omit<PastPurchase, 'lines' | 'discounted' | 'coded'> & {
  enrolmentId: string
  discounted: number
  coded: number
  lines: string
}
type LineRow = [
  sku: string,
  category: string | null,
  brand: string | null,
  quantity: number,
  amountMinor: number,
]

const toLine = ([sku, category, brand, quantity, amountMinor]: LineRow): Line => ({
  sku,
  quantity,
  amountMinor,
  ...(category === null ? {} : { category }),
  ...(brand === null ? {} : { brand }),
})

const toPurchase = ({
  enrolmentId: _,
  discounted,
  coded,
  lines,
  ...purchase
}: PurchaseRow): PastPurchase => ({
  ...purchase,
  discounted: discounted === 1,
  coded: coded === 1,
  lines: (JSON.parse(lines) as LineRow[]).map(toLine),
})

const bound = (ids: readonly string[], { programId, storeIds, from, until }: PastAsked) =>
  [JSON.stringify(ids), programId, JSON.stringify(storeIds), from, until] as const

/** All that some members bought, by enrolment, each oldest first: those of `ids` who bought what is asked about. */
export async function readPast(
  db: Db,
  ids: readonly string[],
  asked: PastAsked,
): Promise<Map<string, PastPurchase[]>> {
  const found = new Map<string, PastPurchase[]>()
  for (let behind: Behind | null = { enrolmentId: '', purchasedAt: 0, id: '' }; behind !== null; ) {
    const { enrolmentId, purchasedAt, id }: Behind = behind
    const { results } = await db
      .prepare(PURCHASES)
      .bind(...bound(ids, asked), enrolmentId, purchasedAt, id)
      .all<PurchaseRow>()
    for (const row of results) {
      const own = found.get(row.enrolmentId)
      if (own) own.push(toPurchase(row))
      else found.set(row.enrolmentId, [toPurchase(row)])
    }
    behind = results.length < PURCHASES_A_READ ? null : (results.at(-1) as PurchaseRow)
  }
  return found
}

type FactsRow = MayUseRow & {
  enrolmentId: string
  enrolledAt: number
  standing: string
  subscriptions: string
  lists: string
  region: string | null
  regionAt: number | null
  countedAs: string
}

/** What is known of the same members. */
export async function readPastFacts(
  db: Db,
  ids: readonly string[],
  asked: PastAsked,
): Promise<Map<string, PastFacts>> {
  const { results } = await db
    .prepare(
      `SELECT e.id AS enrolmentId, e.enrolled_at AS enrolledAt, s.data AS standing, ${subscriptionsColumn('e.id')} AS subscriptions,
         (SELECT json_group_array(json_object('segmentId', l.segment_id, 'addedAt', l.added_at)) FROM segment_lists l WHERE l.enrolment_id = e.id) AS lists,
         p.data ->> '$.region' AS region, p.data ->> '$.regionAt' AS regionAt,
         ifnull((SELECT h.household_id FROM household_members h WHERE h.enrolment_id = e.id), e.id) AS countedAs, ${mayUseColumns('e.id')}
       FROM (${WHO}) m CROSS JOIN enrolments e ON e.id = m.id
       CROSS JOIN standings s ON s.enrolment_id = e.id CROSS JOIN profiles p ON p.enrolment_id = e.id`,
    )
    .bind(...bound(ids, asked))
    .all<FactsRow>()
  return new Map(
    results.map((row) => [
      row.enrolmentId,
      {
        enrolmentId: row.enrolmentId,
        enrolledAt: row.enrolledAt,
        standing: JSON.parse(row.standing) as Standing,
        subscriptions: subscriptionsIn(row.subscriptions),
        lists: JSON.parse(row.lists) as PastFacts['lists'],
        region:
          row.region === null || row.regionAt === null ? null : { code: row.region, since: row.regionAt },
        countedAs: row.countedAs,
        may: mayUseIn(row),
      },
    ]),
  )
}

/** A programme's facts as they stood at an instant, and else the oldest that are left; `null`: there are none. */
export async function readFactsBefore(db: Db, programId: string, at: number): Promise<ProgramFacts | null> {
  const facts = 'SELECT version, data, made_at AS madeAt FROM program_facts WHERE program_id = ?'
  const [before, oldest] = await db.batch([
    db.prepare(`${facts} AND made_at <= ? ORDER BY version DESC LIMIT 1`).bind(programId, at),
    db.prepare(`${facts} ORDER BY version LIMIT 1`).bind(programId),
  ])
  return factsOf(before) ?? factsOf(oldest)
}
