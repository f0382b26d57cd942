import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse'
import { header, inPieces, localTime, toLine } from './csv.ts'

const WEEK_MS = 7 * 86_400_000

/** A row of `transactions.csv`, as far as we read it. */
type Transaction = {
  household_id: string
  basket_id: string
  product_id: string
  quantity: string
  sales_value: string
  transaction_timestamp: string
}

type Product = { brand: string; product_category: string; product_type: string; package_size: string }

/**
 * Writes dunnhumby's "The Complete Journey" as the CSV that a merchant would upload: a row a line, the rows of a
 * basket together, baskets in the order of their time.
 *
 * `amount` is `sales_value`: what the shop took for the line after its own and the loyalty card's discounts. That is
 * not quite what the household handed over: a manufacturer's coupon (`coupon_disc`) is paid back to the shop by its
 * maker, so to the shop it is money like any other. It also exceeds the line's value in about a hundred rows, and a
 * line can't cost less than nothing.
 *
 * Nothing is left out. Rows of quantity 0 (all of them worth 0.00) go along, so that the import's own report refuses
 * and shows them; `COUPON/MISC ITEMS` is a category like another. A product that `products.csv` does not know has no
 * name, category or brand.
 *
 * The whole file is read before the first row goes out: its rows stand in no order.
 */
export async function* convertCompleteJourney(options: {
  dir: string
  memberNumberOf(household: string): string
  /** Whole weeks that every time is moved forward. */
  shiftWeeks: number
  /** Only these; left out, all. */
  households?: ReadonlySet<string>
}): AsyncGenerator<string> {
  const products = new Map<string, Product>()
  for await (const row of rowsOf<Product & { product_id: string }>(options.dir, 'products.csv'))
    products.set(row.product_id, row)

  const baskets = new Map<string, Transaction[]>()
  for await (const row of rowsOf<Transaction>(options.dir, 'transactions.csv')) {
    if (options.households && !options.households.has(row.household_id)) continue
    const lines = baskets.get(row.basket_id)
    if (lines) lines.push(row)
    else baskets.set(row.basket_id, [row])
  }

  const timeOf = ([first]: Transaction[]): number => asUtc(first!.transaction_timestamp)
  const ordered = [...baskets.values()].sort((a, b) => timeOf(a) - timeOf(b))

  yield header()
  yield* inPieces(
    ordered.flat().map((row) => {
      const product = products.get(row.product_id)
      return toLine({
        order_ref: row.basket_id,
        time: localTime(asUtc(row.transaction_timestamp) + options.shiftWeeks * WEEK_MS),
        member: options.memberNumberOf(row.household_id),
        sku: row.product_id,
        name: product ? [product.product_type, product.package_size].filter(Boolean).join(' ') : '',
        category: product?.product_category ?? '',
        brand: product?.brand ?? '',
        quantity: row.quantity,
        // One row holds 4.440892e-16, which is a nought that was summed as a float.
        amount: Number(row.sales_value).toFixed(2),
      })
    }),
  )
}

/**
 * How many whole weeks bring the latest purchase to within the seven days before `now` (epoch ms).
 *
 * The sample ends in August 2017; recency, decay and spend windows would all say "long gone". Whole weeks keep every
 * purchase on its weekday and at its hour, and all the distances between them, so habits stay what they were; only
 * the season moves. Nothing lands after `now`.
 */
export async function weeksToNow(dir: string, now: number): Promise<number> {
  const { latestAt } = await surveyCompleteJourney(dir)
  return Math.floor((now - latestAt) / WEEK_MS)
}

/** The households, ascending, and the instant of the latest purchase (its local time read as UTC). */
export async function surveyCompleteJourney(
  dir: string,
): Promise<{ households: string[]; latestAt: number }> {
  const households = new Set<string>()
  let latest = ''
  for await (const row of rowsOf<Transaction>(dir, 'transactions.csv')) {
    households.add(row.household_id)
    if (row.transaction_timestamp > latest) latest = row.transaction_timestamp
  }
  if (latest === '') throw new Error(`${join(dir, 'transactions.csv')} holds no purchase`)
  return { households: [...households].sort((a, b) => Number(a) - Number(b)), latestAt: asUtc(latest) }
}

const rowsOf = <Row>(dir: string, file: string): AsyncIterable<Row> =>
  createReadStream(join(dir, file)).pipe(parse({ columns: true }))

const asUtc = (local: string): number => Date.parse(`${local}Z`)
