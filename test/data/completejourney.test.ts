import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, describe, expect, test } from 'vitest'
import { convertCompleteJourney, weeksToNow } from './completejourney.ts'
import { merchantMapping, textOf } from './csv.ts'
import { figuresFromCompleteJourney, figuresFromCsv } from './independent.ts'

const DAY_MS = 86_400_000

// Made by hand in the sample's columns; nothing of the sample itself.
const TRANSACTIONS = `household_id,store_id,basket_id,product_id,quantity,sales_value,retail_disc,coupon_disc,coupon_match_disc,week,transaction_timestamp
7,1,B3,P1,1,6.99,0,0,0,5,2017-03-01T18:00:00
8,1,B2,P2,2,3.5,0.5,1,0,4,2017-02-01T09:30:00
7,1,B1,P1,1,5.49,0,0,0,1,2017-01-05T12:00:00
7,1,B3,P3,0,0,0,0,0,5,2017-03-01T18:00:00
7,1,B1,P9,1,1,0,0,0,1,2017-01-05T12:00:00
7,1,B4,P2,0,4.440892e-16,0,0,0,5,2017-03-02T10:00:00
`
const PRODUCTS = `product_id,manufacturer_id,department,brand,product_category,product_type,package_size
P1,1,GROCERY,National,COFFEE,GROUND COFFEE,12 OZ
P2,2,DELI,Private,CHEESE,"CHEDDAR, ""SHARP""",
P3,3,MISC,National,COUPON/MISC ITEMS,COUPON,
`
const dir = mkdtempSync(join(tmpdir(), 'stamkund-journey-'))
writeFileSync(join(dir, 'transactions.csv'), TRANSACTIONS)
writeFileSync(join(dir, 'products.csv'), PRODUCTS)
afterAll(() => rmSync(dir, { recursive: true }))

const convert = (shiftWeeks = 0, households?: Set<string>): Promise<string> =>
  textOf(convertCompleteJourney({ dir, memberNumberOf: (h) => `M${h}`, shiftWeeks, households }))
const rows = (csv: string): Record<string, string>[] => parse(csv, { columns: true })

describe('the converter', () => {
  test('keeps the rows of one basket together, baskets in the order of their time', async () => {
    expect(rows(await convert()).map((row) => row.order_ref)).toEqual(['B1', 'B1', 'B2', 'B3', 'B3', 'B4'])
  })

  test('writes every column that the mapping names', async () => {
    const [first] = rows(await convert())
    expect(first).toEqual({
      order_ref: 'B1',
      time: '2017-01-05T12:00:00',
      member: 'M7',
      sku: 'P1',
      name: 'GROUND COFFEE 12 OZ',
      category: 'COFFEE',
      brand: 'National',
      quantity: '1',
      amount: '5.49',
    })
    expect(Object.keys(first!)).toEqual(expect.arrayContaining(Object.values(merchantMapping)))
  })

  test('quotes what has to be quoted, and takes no coupon off the amount', async () => {
    const row = rows(await convert()).find(({ order_ref }) => order_ref === 'B2')
    expect(row).toMatchObject({ name: 'CHEDDAR, "SHARP"', amount: '3.50', quantity: '2' })
  })

  test('hides nothing: rows of quantity 0 and unknown products go along', async () => {
    const all = rows(await convert())
    expect(all.filter((row) => row.quantity === '0')).toHaveLength(2)
    expect(all.find((row) => row.order_ref === 'B4')!.amount).toBe('0.00')
    expect(all.find((row) => row.sku === 'P9')).toMatchObject({ name: '', category: '', brand: '' })
  })

  test('leaves out households that were not asked for', async () => {
    expect(rows(await convert(0, new Set(['8']))).map((row) => row.member)).toEqual(['M8'])
  })
})

describe('moving to now', () => {
  const now = Date.UTC(2026, 10, 23, 18)

  test('brings the latest purchase into the last seven days, on its own weekday and hour', async () => {
    const weeks = await weeksToNow(dir, now)
    const latest = Date.parse(`${rows(await convert(weeks)).at(-1)!.time}Z`)
    expect(now - latest).toBeGreaterThanOrEqual(0)
    expect(now - latest).toBeLessThan(7 * DAY_MS)
    const original = new Date('2017-03-02T10:00:00Z')
    expect(new Date(latest).getUTCDay()).toBe(original.getUTCDay())
    expect(new Date(latest).getUTCHours()).toBe(original.getUTCHours())
  })

  test('puts a purchase at `now` itself, never after it', async () => {
    expect(await weeksToNow(dir, Date.UTC(2017, 2, 2, 10))).toBe(0)
    expect(await weeksToNow(dir, Date.UTC(2017, 2, 2, 10) - 1)).toBe(-1)
  })
})

describe('independent figures', () => {
  const now = Date.UTC(2017, 2, 3, 18)
  const fromRaw = figuresFromCompleteJourney({ dir, household: '7', shiftWeeks: 0, now })

  test('agree with a sum done by hand', () => {
    const old = 2 ** -(57.25 / 180)
    const fresh = 2 ** -(2 / 180)
    expect(fromRaw).toMatchObject({
      purchases: 2,
      spendMinor: 549 + 100 + 699,
      spend90DaysMinor: 549 + 100 + 699,
      averageOrderMinor: 674,
      points: 6 + 6,
      pointsPending: 6,
      coffeePurchases: 2,
      coffeeDays: 2,
      coffeeFirstDay: '2017-01-05',
      coffeeLastDay: '2017-03-01',
      daysSinceCoffee: 2,
      coffeeEveryDays: 55,
      refusedRows: 2,
    })
    // The unknown product has no category, and the coupon's row was refused: coffee is all there is.
    expect(fromRaw.coffeeShareSlow).toBeCloseTo((old + fresh) / (old + fresh), 12)
  })

  test('are the same from the raw rows as from the merchant’s file', async () => {
    expect(figuresFromCsv({ csv: await convert(), member: 'M7', now })).toEqual(fromRaw)
  })

  test('count 90 whole UTC days, today among them', async () => {
    const csv = await convert()
    const spend = (at: number) => figuresFromCsv({ csv, member: 'M7', now: at }).spend90DaysMinor
    expect(spend(Date.UTC(2017, 3, 4, 23, 59))).toBe(1348)
    expect(spend(Date.UTC(2017, 3, 5, 0, 0))).toBe(699)
  })

  test('weigh a fresh pair more than an old one', () => {
    const csv = `order_ref,time,member,sku,name,category,brand,quantity,amount
1,2017-01-01T00:00:00,M,a,,Cheese,,1,1.00
2,2017-06-30T00:00:00,M,b,, coffee ,,1,1.00
2,2017-06-30T00:00:00,M,c,,COFFEE,,1,1.00
`
    const figures = figuresFromCsv({ csv, member: 'M', now: Date.UTC(2017, 5, 30) })
    expect(figures.coffeeShareSlow).toBeCloseTo(1 / 1.5, 12)
    expect(figures.coffeeShareFast).toBeCloseTo(1 / (1 + 2 ** -(180 / 28)), 12)
    expect(figures.coffeePurchases).toBe(1)
  })
})
