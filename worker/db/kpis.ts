import type { CohortRow, KpiInputs } from '../../shared/analytics/index.ts'
import type { KpiKey } from '../../shared/contracts/index.ts'
import { type Db, rowsOf } from './database.ts'
import { HOLDOUT_SPLIT, splitSumsStatement } from './split-sums.ts'

/** Whose figures: purchases are those of the merchant's own stores, members and points the whole programme's. */
export interface KpiScope {
  programId: string
  merchantId: string
  storeIds: readonly string[]
  pointValueCentiMinor: number | null
}

/** From the first instant to before the last. */
export interface Span {
  from: number
  to: number
}

/** A purchase of a member that has not come back as a whole. ?4 are the stores. */
const KEPT = (from: string, to: string) => `FROM purchases p INDEXED BY purchases_of_program
  WHERE p.program_id = ?1 AND p.purchased_at >= ${from} AND p.purchased_at < ${to} AND p.enrolment_id IS NOT NULL
    AND p.store_id IN (SELECT value FROM json_each(?4))
    AND (NOT EXISTS (SELECT 1 FROM returns r WHERE r.purchase_id = p.id)
      OR EXISTS (SELECT 1 FROM purchase_lines l WHERE l.purchase_id = p.id AND l.returned_quantity < l.quantity))`

const stores = ({ storeIds }: KpiScope): string => JSON.stringify(storeIds)

const membersStatement = (db: Db, scope: KpiScope, { from, to }: Span): D1PreparedStatement =>
  db
    .prepare(
      `WITH now_bought AS (SELECT p.enrolment_id AS id, count(*) AS times ${KEPT('?2', '?3')} GROUP BY 1),
         before_bought AS (SELECT DISTINCT p.enrolment_id AS id ${KEPT('?2 - (?3 - ?2)', '?2')}),
         enrolled AS MATERIALIZED (SELECT e.id FROM enrolments e WHERE e.program_id = ?1 AND e.enrolled_at < ?3
            AND NOT EXISTS (SELECT 1 FROM consents c WHERE c.enrolment_id = e.id AND c.source = 'erasure' AND c.changed_at < ?3))
       SELECT
         (SELECT count(*) FROM enrolled) AS enrolled,
         (SELECT count(*) FROM (SELECT id FROM now_bought UNION SELECT enrolment_id FROM ledger_entries INDEXED BY entries_of_day
            WHERE program_id = ?1 AND posted_at >= ?2 AND posted_at < ?3 AND unit = 'points' AND reason IN ('earn', 'bonus', 'spend'))
            WHERE id IN (SELECT id FROM enrolled)) AS active,
         (SELECT count(*) FROM now_bought) AS bought,
         (SELECT count(*) FROM now_bought WHERE times >= 2) AS boughtTwice,
         (SELECT count(*) FROM before_bought) AS boughtBefore,
         (SELECT count(*) FROM before_bought WHERE id IN (SELECT id FROM now_bought)) AS stayed`,
    )
    .bind(scope.programId, from, to, stores(scope))

const purchasesStatement = (db: Db, scope: KpiScope, { from, to }: Span): D1PreparedStatement =>
  db
    .prepare(
      `SELECT count(*) AS count, ifnull(sum(p.total_minor - (SELECT ifnull(sum(r.refund_minor), 0) FROM returns r WHERE r.purchase_id = p.id)), 0) AS spendMinor
       ${KEPT('?2', '?3')}`,
    )
    .bind(scope.programId, from, to, stores(scope))

/** Whether an entry leaves or enters what members hold. */
const HELD = "('pending', 'available', 'held')"

const pointsStatement = (db: Db, { programId }: KpiScope, { to }: Span): D1PreparedStatement =>
  db
    .prepare(
      `WITH points AS (SELECT lot_id, reason, from_account, to_account, amount FROM ledger_entries INDEXED BY entries_of_day
         WHERE program_id = ?1 AND posted_at < ?2 AND unit = 'points'),
       lots AS (SELECT
           total(iif(to_account = 'available' AND from_account IN ('issued', 'pending'), amount, 0)) AS given,
           total(iif(to_account = 'expired', amount, 0)) AS expired,
           total(iif(to_account IN ${HELD}, amount, 0)) - total(iif(from_account IN ${HELD}, amount, 0)) AS left
         FROM points WHERE lot_id IS NOT NULL GROUP BY lot_id)
       SELECT
         (SELECT total(iif(to_account = 'available' AND from_account IN ('issued', 'pending', 'adjusted', 'converted'), amount, 0))
            - total(iif(from_account = 'available' AND to_account IN ('issued', 'adjusted', 'converted', 'owed'), amount, 0)) FROM points) AS issued,
         (SELECT total(iif(to_account = 'spent', amount, 0)) - total(iif(from_account = 'spent', amount, 0)) FROM points) AS redeemed,
         (SELECT total(iif(to_account = 'expired', amount, 0)) FROM points) AS expired,
         (SELECT total(iif(to_account IN ${HELD}, amount, 0)) - total(iif(from_account IN ${HELD}, amount, 0)) FROM points) AS outstanding,
         (SELECT total(given) FROM lots WHERE left = 0) AS endedIssued,
         (SELECT total(expired) FROM lots WHERE left = 0) AS endedExpired`,
    )
    .bind(programId, to)

const answersStatement = (db: Db, { programId }: KpiScope, { from, to }: Span): D1PreparedStatement =>
  db
    .prepare(
      `SELECT score, count(*) AS members FROM nps_answers WHERE program_id = ? AND answered_at >= ? AND answered_at < ? GROUP BY score`,
    )
    .bind(programId, from, to)

/** What can be read of any period. The rest takes more than a query: see `readCodes` and `jobs`. */
export type Periodic = Pick<KpiInputs, 'members' | 'purchases' | 'points' | 'answers'>

const STATEMENTS: Record<keyof Periodic, (db: Db, scope: KpiScope, span: Span) => D1PreparedStatement> = {
  members: membersStatement,
  purchases: purchasesStatement,
  points: pointsStatement,
  answers: answersStatement,
}

const READERS: { [Need in keyof Periodic]: (rows: unknown[], scope: KpiScope) => Periodic[Need] } = {
  members: ([row]) => row as Periodic['members'],
  purchases: ([row]) => row as Periodic['purchases'],
  points: ([row], { pointValueCentiMinor }) => ({
    ...(row as Omit<Periodic['points'], 'pointValueCentiMinor'>),
    pointValueCentiMinor,
  }),
  answers: (rows) => {
    const counts = new Array<number>(11).fill(0)
    for (const { score, members } of rows as { score: number; members: number }[]) counts[score] = members
    return counts
  },
}

/** Whether a need can be read of any period. */
export const isPeriodic = (need: keyof KpiInputs): need is keyof Periodic => Object.hasOwn(STATEMENTS, need)

/** What figures are worked out of, for each of some periods: a grouped query a need and period, all in one round trip. */
export async function readPeriods(
  db: Db,
  scope: KpiScope,
  needs: readonly (keyof Periodic)[],
  spans: readonly Span[],
): Promise<Partial<Periodic>[]> {
  if (needs.length === 0 || spans.length === 0) return spans.map(() => ({}))
  const results = await db.batch(
    spans.flatMap((span) => needs.map((need) => STATEMENTS[need](db, scope, span))),
  )
  return spans.map((_, at) =>
    Object.fromEntries(
      needs.map((need, place) => [need, READERS[need](rowsOf(results[at * needs.length + place]), scope)]),
    ),
  )
}

/** Offers whose codes are looked at: those that were made last. */
const MOST_CODES = 50

/** Redemptions of an offer in the stores' purchases of the period, by those whose purchases are counted beside the holdout. */
const COUNTED = `FROM redemptions d INDEXED BY redemptions_of_offer
  JOIN purchases p ON p.id = d.purchase_id AND p.purchased_at >= ?3 AND p.purchased_at < ?4
    AND p.store_id IN (SELECT value FROM json_each(?5))
  JOIN assignments a ON a.split_id = ${HOLDOUT_SPLIT} AND a.enrolment_id = p.enrolment_id
    AND a.arm = 'shown' AND a.first_at <= p.purchased_at`

/** The merchant's offers with a code and a holdout, each beside it: purchases, redemptions and cost of one period. */
export async function readCodes(
  db: Db,
  scope: KpiScope,
  { from, to }: Span,
  marginPercent: number,
): Promise<KpiInputs['codes']> {
  const { merchantId, programId, storeIds } = scope
  const { results: offers } = await db
    .prepare(
      `SELECT ${HOLDOUT_SPLIT} AS splitId, (SELECT count(*) ${COUNTED} WHERE d.offer_id = o.id) AS redemptions,
         (SELECT ifnull(sum(c.cost_minor), 0) ${COUNTED} JOIN claims c ON c.id = d.claim_id WHERE d.offer_id = o.id) AS costMinor
       FROM offers o INDEXED BY offers_of_program WHERE o.program_id = ?1 AND o.merchant_id = ?2
         AND o.definition -> 'code' <> 'null' AND o.definition ->> 'holdoutPercent' > 0 ORDER BY o.id DESC LIMIT ${MOST_CODES}`,
    )
    .bind(programId, merchantId, from, to, stores(scope))
    .all<{ splitId: string; redemptions: number; costMinor: number }>()
  if (offers.length === 0) return []
  const found = await db.batch(
    offers.map(({ splitId }) =>
      splitSumsStatement(db, splitId, { outcome: 'purchases', storeIds, marginPercent, from, until: to }),
    ),
  )
  return offers.map(({ redemptions, costMinor }, at) => {
    const sums = rowsOf<KpiInputs['codes'][number]['treated']>(found[at])
    const side = (arm: string) =>
      sums.find((one) => one.arm === arm) ?? { arm, members: 0, y: 0, yy: 0, x: 0, xx: 0, xy: 0 }
    return { treated: side('shown'), holdout: side('holdout'), redemptions, costMinor }
  })
}

/** Figures that are told of a period's end only: they have no months. */
export const WITHOUT_MONTHS: ReadonlySet<KpiKey> = new Set([
  'lifetimeValue',
  'codeEffectiveness',
  'costPerIncrementalOrder',
])

/** A calendar month: its name, `2026-03`, and its span. */
export type Month = Span & { month: string }

/** Members by the month of their first purchase in the merchant's stores, and the months that they bought in. */
export async function readCohorts(
  db: Db,
  scope: KpiScope,
  months: readonly [Month, ...Month[]],
): Promise<CohortRow[]> {
  const { results } = await db
    .prepare(
      `WITH months AS MATERIALIZED (SELECT value ->> 'month' AS month, value ->> 'from' AS begins, value ->> 'to' AS ends FROM json_each(?5)),
         kept AS MATERIALIZED (SELECT p.enrolment_id AS id, p.purchased_at AS at ${KEPT('?2', '?3')}),
         firsts AS MATERIALIZED (SELECT id, min(at) AS at FROM kept GROUP BY id),
         newcomers AS MATERIALIZED (SELECT firsts.id, months.month FROM firsts JOIN months ON firsts.at >= begins AND firsts.at < ends
           WHERE NOT EXISTS (SELECT 1 FROM purchases p INDEXED BY purchases_of_enrolment WHERE p.enrolment_id = firsts.id
             AND p.purchased_at < ?2 AND p.store_id IN (SELECT value FROM json_each(?4)))),
         came AS MATERIALIZED (SELECT DISTINCT kept.id, months.month FROM kept JOIN months ON kept.at >= begins AND kept.at < ends)
       SELECT newcomers.month AS firstMonth, came.month, count(*) AS members FROM newcomers JOIN came ON came.id = newcomers.id GROUP BY 1, 2`,
    )
    .bind(scope.programId, months[0].from, (months.at(-1) as Month).to, stores(scope), JSON.stringify(months))
    .all<CohortRow>()
  return results
}
