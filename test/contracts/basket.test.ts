import { expect, test } from 'vitest'
import {
  Basket,
  BestCombination,
  issuesOf,
  MAX_AMOUNT,
  PurchaseCreate,
} from '../../shared/contracts/index.ts'
import { decide } from '../../shared/engine/index.ts'
import { idOf, inputOf, line, NOW, offerOf } from '../engine/make.ts'

const LINES = 500
/** Lines that come to so much together, evenly but for the last. */
const linesOf = (wholeMinor: number) => {
  const each = Math.floor(wholeMinor / LINES)
  return Array.from({ length: LINES }, (_, at) =>
    line('coffee', at < LINES - 1 ? each : wholeMinor - each * (LINES - 1)),
  )
}
const basket = (wholeMinor: number, shippingMinor = 0) => ({
  currency: 'SEK',
  totalMinor: MAX_AMOUNT,
  shippingMinor,
  lines: linesOf(wholeMinor),
})
const purchase = (lines: unknown[]) => ({
  storeId: idOf('sto', 1),
  externalRef: 'A-1',
  purchasedAt: NOW,
  currency: 'SEK',
  totalMinor: MAX_AMOUNT,
  lines,
})
const pathsOf = (schema: typeof Basket | typeof PurchaseCreate, value: unknown) => {
  const { error } = schema.safeParse(value)
  return error ? issuesOf(error).map(({ path }) => path) : []
}

test('a basket comes to no more than an amount can be, with its delivery', () => {
  expect(pathsOf(Basket, basket(MAX_AMOUNT))).toEqual([])
  expect(pathsOf(Basket, basket(MAX_AMOUNT + 1))).toEqual(['/lines'])
  expect(pathsOf(Basket, basket(MAX_AMOUNT - 1, 1))).toEqual([])
  expect(pathsOf(Basket, basket(MAX_AMOUNT, 1))).toEqual(['/lines'])
  expect(pathsOf(Basket, { ...basket(0), totalMinor: MAX_AMOUNT + 1 })).toEqual(['/totalMinor'])
})

test('nor does a purchase, before its discounts', () => {
  expect(pathsOf(PurchaseCreate, purchase(linesOf(MAX_AMOUNT)))).toEqual([])
  expect(pathsOf(PurchaseCreate, purchase(linesOf(MAX_AMOUNT + 1)))).toEqual(['/lines'])
  const dear = { beforeDiscountMinor: MAX_AMOUNT }
  expect(pathsOf(PurchaseCreate, purchase([line('tea', 1, dear)]))).toEqual([])
  expect(pathsOf(PurchaseCreate, purchase([line('tea', 1, dear), line('tea', 1)]))).toEqual(['/lines'])
})

test('what is worked out of the dearest basket can be told', () => {
  const offers = [
    offerOf(1, { reward: { kind: 'percentOff', percent: 100 } }),
    offerOf(2, { reward: { kind: 'bonusPoints', points: 1_000 }, code: null }),
  ]
  const { best, offers: shown } = decide(inputOf(offers, { basket: Basket.parse(basket(MAX_AMOUNT)) }))
  expect(BestCombination.parse(best)).toMatchObject({ savesMinor: MAX_AMOUNT, worthMinor: MAX_AMOUNT })
  expect(shown.map(({ effect }) => effect)).toContainEqual(
    expect.objectContaining({ amountMinor: MAX_AMOUNT }),
  )
})
