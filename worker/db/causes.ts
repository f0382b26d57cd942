import type { Cause, CauseCreate, CauseReplace, CauseTotal } from '../../shared/contracts/index.ts'
import { type Db, forRows, rowsOf } from './database.ts'

interface CauseRow {
  key: string
  name: string
  summary: string
  content: string | null
  url: string | null
  open: number
  membersMinor: number
  shopMinor: number
  gifts: number
  sales: number
  createdAt: number
}

const CAUSE = `key, name, summary, content, url, open, members_minor AS membersMinor, shop_minor AS shopMinor, gifts, sales, created_at AS createdAt`

const toCause = (row: CauseRow, currency: string): Cause => ({
  key: row.key,
  name: row.name,
  summary: row.summary,
  ...(row.content !== null && { content: JSON.parse(row.content) as NonNullable<Cause['content']> }),
  ...(row.url !== null && { url: row.url }),
  open: row.open === 1,
  total: totalOf(row, currency),
  createdAt: row.createdAt,
})

const totalOf = (
  { membersMinor, shopMinor, gifts, sales }: Omit<CauseTotal, 'currency'>,
  currency: string,
): CauseTotal => ({ currency, membersMinor, shopMinor, gifts, sales })

/** A cause to be added. */
export interface NewCause extends CauseCreate {
  id: string
}

/** The statements that add causes; a key that is there already undoes the batch. */
export const insertCauses = (
  db: Db,
  programId: string,
  causes: readonly NewCause[],
  now: number,
): D1PreparedStatement[] =>
  forRows(
    db,
    `INSERT INTO causes (id, program_id, key, name, summary, content, url, created_at)
     SELECT value ->> 'id', ?2, value ->> 'key', value ->> 'name', value ->> 'summary', value -> 'content', value ->> 'url', ?3 FROM json_each(?1)`,
    causes,
    programId,
    now,
  )

/** Tells a cause anew. `false`: the programme has none of that key. */
export async function replaceCause(
  db: Db,
  programId: string,
  key: string,
  { name, summary, content, url, open }: CauseReplace,
): Promise<boolean> {
  const { results } = await db
    .prepare(
      'UPDATE causes SET name = ?3, summary = ?4, url = ?5, open = ?6, content = ?7 WHERE program_id = ?1 AND key = ?2 RETURNING 1',
    )
    .bind(programId, key, name, summary, url ?? null, open ? 1 : 0, content ? JSON.stringify(content) : null)
    .all()
  return results.length === 1
}

/** The programme's causes with their totals, oldest first; `null`: no such programme here. */
export async function listCauses(db: Db, programId: string): Promise<Cause[] | null> {
  const [programs, causes] = await db.batch([
    db.prepare("SELECT rules ->> '$.currency' AS currency FROM programs WHERE id = ?").bind(programId),
    db.prepare(`SELECT ${CAUSE} FROM causes WHERE program_id = ? ORDER BY id`).bind(programId),
  ])
  const [program] = rowsOf<{ currency: string }>(programs)
  return program ? rowsOf<CauseRow>(causes).map((row) => toCause(row, program.currency)) : null
}

/** A cause of the programme with its total. */
export const findCause = async (db: Db, programId: string, key: string): Promise<Cause | null> =>
  (await listCauses(db, programId))?.find((cause) => cause.key === key) ?? null

/** A stretch of time with a name, such as a month. */
export interface NamedPeriod {
  name: string
  startsAt: number
  endsAt: number
}

/** What a cause was given in each of some periods; those without gifts are left out. */
export async function sumDonations(
  db: Db,
  programId: string,
  key: string,
  periods: readonly NamedPeriod[],
  currency: string,
): Promise<{ name: string; total: CauseTotal }[]> {
  const { results } = await db
    .prepare(
      `SELECT j.value ->> 'name' AS name,
         sum(iif(d.order_id IS NOT NULL, d.amount_minor, 0)) AS membersMinor, sum(iif(d.purchase_id IS NOT NULL, d.amount_minor, 0)) AS shopMinor,
         sum(iif(d.order_id IS NOT NULL, d.times, 0)) AS gifts, sum(iif(d.purchase_id IS NOT NULL, d.times, 0)) AS sales
       FROM json_each(?3) j CROSS JOIN donations d INDEXED BY donations_of_cause
         ON d.program_id = ?1 AND d.cause = ?2 AND d.given_at >= j.value ->> 'startsAt' AND d.given_at < j.value ->> 'endsAt'
       GROUP BY j.key HAVING membersMinor + shopMinor > 0 ORDER BY j.key`,
    )
    .bind(programId, key, JSON.stringify(periods))
    .all<Omit<CauseTotal, 'currency'> & { name: string }>()
  return results.map(({ name, ...sums }) => ({ name, total: totalOf(sums, currency) }))
}

/** Something given to a cause, or with an amount below zero taken back. */
export interface Donation {
  id: string
  cause: string
  orderId: string | null
  purchaseId: string | null
  returnId: string | null
  amountMinor: number
  /** 1: a gift or sale more; -1: one that came back whole. */
  times: -1 | 0 | 1
  givenAt: number
}

/** What a cause was given of a purchase, and what of it has not come back. */
export interface SaleShareGiven {
  cause: string
  givenMinor: number
  leftMinor: number
}

/** The statements that write donations. New ones go to causes that are there and open; the others are passed over. */
export const insertDonations = (
  db: Db,
  programId: string,
  donations: readonly Donation[],
): D1PreparedStatement[] =>
  forRows(
    db,
    `INSERT INTO donations (id, program_id, cause, order_id, purchase_id, return_id, amount_minor, times, given_at)
     SELECT value ->> 'id', ?2, c.key, value ->> 'orderId', value ->> 'purchaseId', value ->> 'returnId', value ->> 'amountMinor', value ->> 'times', value ->> 'givenAt'
     FROM json_each(?1) j JOIN causes c ON c.program_id = ?2 AND c.key = value ->> 'cause' AND (c.open = 1 OR value ->> 'amountMinor' < 0)`,
    donations,
    programId,
  )
