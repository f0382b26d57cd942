import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { parse } from 'csv-parse/sync'

/** What one household's rows amount to, worked out by SQL alone. Nothing of the engine or the ledger is used. */
export type IndependentFigures = {
  purchases: number
  /** Of goods, in cents. */
  spendMinor: number
  /** Of the last 90 whole UTC days, today among them. */
  spend90DaysMinor: number
  /** Spend over purchases, rounded down. */
  averageOrderMinor: number
  firstAt: number
  lastAt: number
  /** One point for every whole dollar, rounded down a purchase. */
  points: number
  /** Of these, the points of purchases whose return window is still open at `now`. */
  pointsPending: number
  /** Purchases that hold coffee, and on how many UTC days. */
  coffeePurchases: number
  coffeeDays: number
  /** `YYYY-MM-DD` in UTC; `null` where no coffee was bought. */
  coffeeFirstDay: string | null
  coffeeLastDay: string | null
  /** Whole days (of 24 hours) since the latest coffee. */
  daysSinceCoffee: number | null
  /** First to last coffee day over the gaps between them, not rounded. */
  coffeeEveryDays: number | null
  /** Share of coffee among (purchase, category) pairs, each weighing 2^-(age / half-life). */
  coffeeShareSlow: number
  coffeeShareFast: number
  /** The fast share over the slow one: above 1, coffee is bought more than it used to be. */
  coffeeSurge: number | null
  /** Rows that an import refuses: a quantity below 1. */
  refusedRows: number
}

/** Days. The same as the profile's, said again here so that a slip there shows. */
const SLOW_HALF_LIFE_DAYS = 180
const FAST_HALF_LIFE_DAYS = 28

/** Figures of a real household, from the raw rows of `dir`, moved forward as they were for the import. */
export function figuresFromCompleteJourney(options: {
  dir: string
  household: string
  shiftWeeks: number
  now: number
  returnWindowDays?: number
}): IndependentFigures {
  const db = new DatabaseSync(':memory:')
  load(db, 'transactions', rowsOf(readFileSync(join(options.dir, 'transactions.csv'), 'utf8')))
  load(db, 'products', rowsOf(readFileSync(join(options.dir, 'products.csv'), 'utf8')))
  db.exec(`CREATE VIEW raw AS
    SELECT household_id AS who, basket_id AS ref,
           unixepoch(transaction_timestamp) + ${Number(options.shiftWeeks)} * 7 * 86400 AS at,
           product_category AS category, CAST(quantity AS INTEGER) AS quantity,
           CAST(round(CAST(sales_value AS REAL) * 100) AS INTEGER) AS cents
    FROM transactions LEFT JOIN products USING (product_id)`)
  return figures(db, options.household, options.now, options.returnWindowDays)
}

/** The same from the text of a merchant's CSV, where there are no raw rows behind it. */
export function figuresFromCsv(options: {
  csv: string
  member: string
  now: number
  returnWindowDays?: number
}): IndependentFigures {
  const db = new DatabaseSync(':memory:')
  load(db, 'csv', rowsOf(options.csv))
  db.exec(`CREATE VIEW raw AS
    SELECT member AS who, order_ref AS ref, unixepoch(time) AS at, category,
           CAST(quantity AS INTEGER) AS quantity, CAST(round(CAST(amount AS REAL) * 100) AS INTEGER) AS cents
    FROM csv`)
  return figures(db, options.member, options.now, options.returnWindowDays)
}

const FIGURES = `
WITH
  mine AS (SELECT * FROM raw WHERE who = :who AND at * 1000 <= :now),
  taken AS (SELECT ref, at, lower(trim(category)) AS category, cents FROM mine WHERE quantity >= 1 AND cents >= 0),
  orders AS (SELECT ref, min(at) AS at, sum(cents) AS cents FROM taken GROUP BY ref),
  pairs AS (SELECT DISTINCT ref, at, category FROM taken WHERE category <> ''),
  coffee AS (SELECT * FROM pairs WHERE category = 'coffee'),
  weights AS (SELECT category, pow(2, -(:now / 1000.0 - at) / 86400 / :slow) AS slow,
                     pow(2, -(:now / 1000.0 - at) / 86400 / :fast) AS fast FROM pairs),
  shares AS (SELECT coalesce(total(slow) FILTER (WHERE category = 'coffee') / sum(slow), 0) AS slow,
                    coalesce(total(fast) FILTER (WHERE category = 'coffee') / sum(fast), 0) AS fast FROM weights)
SELECT
  (SELECT count(*) FROM orders) AS purchases,
  (SELECT coalesce(sum(cents), 0) FROM orders) AS spendMinor,
  (SELECT coalesce(sum(cents), 0) FROM orders WHERE at / 86400 >= :now / 86400000 - 89) AS spend90DaysMinor,
  (SELECT coalesce(sum(cents) / count(*), 0) FROM orders) AS averageOrderMinor,
  (SELECT min(at) * 1000 FROM orders) AS firstAt,
  (SELECT max(at) * 1000 FROM orders) AS lastAt,
  (SELECT coalesce(sum(cents / 100), 0) FROM orders) AS points,
  (SELECT coalesce(sum(cents / 100), 0) FROM orders WHERE at * 1000 + :windowMs > :now) AS pointsPending,
  (SELECT count(*) FROM coffee) AS coffeePurchases,
  (SELECT count(DISTINCT at / 86400) FROM coffee) AS coffeeDays,
  (SELECT date(min(at), 'unixepoch') FROM coffee) AS coffeeFirstDay,
  (SELECT date(max(at), 'unixepoch') FROM coffee) AS coffeeLastDay,
  (SELECT (:now - max(at) * 1000) / 86400000 FROM coffee) AS daysSinceCoffee,
  (SELECT (max(at / 86400) - min(at / 86400)) * 1.0 / nullif(count(DISTINCT at / 86400) - 1, 0) FROM coffee)
    AS coffeeEveryDays,
  (SELECT slow FROM shares) AS coffeeShareSlow,
  (SELECT fast FROM shares) AS coffeeShareFast,
  (SELECT fast / nullif(slow, 0) FROM shares) AS coffeeSurge,
  (SELECT count(*) FROM mine) - (SELECT count(*) FROM taken) AS refusedRows`

function figures(db: DatabaseSync, who: string, now: number, returnWindowDays = 30): IndependentFigures {
  const row = db.prepare(FIGURES).get({
    ':who': who,
    // Whole numbers are bound as such: a float would turn every division above into a fraction.
    ':now': BigInt(now),
    ':windowMs': BigInt(returnWindowDays * 86_400_000),
    ':slow': SLOW_HALF_LIFE_DAYS,
    ':fast': FAST_HALF_LIFE_DAYS,
  })
  db.close()
  return { ...row } as IndependentFigures
}

const rowsOf = (text: string): string[][] => parse(text)

/** Loads rows word for word, everything as text, under the names of their first line. */
function load(db: DatabaseSync, table: string, [names = [], ...rows]: string[][]): void {
  db.exec(`CREATE TABLE ${table} (${names.map((name) => `${name} TEXT`).join(', ')})`)
  const insert = db.prepare(`INSERT INTO ${table} VALUES (${names.map(() => '?').join(', ')})`)
  db.exec('BEGIN')
  for (const row of rows) insert.run(...row)
  db.exec('COMMIT')
}
