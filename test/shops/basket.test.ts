import fc from 'fast-check'
import { expect, test } from 'vitest'
import { PurchaseCreate } from '../../shared/contracts/basket.ts'
import { allocateDiscount, type Cart, totalsOf } from '../demo/shops/basket.ts'
import { dataBlock, html } from '../demo/shops/html.ts'
import { type Session, Shop } from '../demo/shops/shop.ts'
import { STORE_ID } from './stand-in.ts'

const product = (sku: string, priceMinor: number) => ({
  sku,
  slug: sku,
  category: 'coffee',
  brand: 'b',
  priceMinor,
})
const cartOf = (...prices: number[]): Cart => ({
  lines: prices.map((price, index) => ({ product: product(`S${index}`, price), option: '', quantity: 1 })),
  code: null,
})
const shipping = { flatMinor: 590, freeFromMinor: 5000 }

test('an allocated discount adds up to the cent, and no line goes below nothing', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 20 }),
      fc.integer({ min: 0, max: 2_000_000 }),
      (amounts, discount) => {
        const whole = amounts.reduce((total, amount) => total + amount, 0)
        const shares = allocateDiscount(amounts, discount)
        expect(shares.reduce((total, share) => total + share, 0)).toBe(Math.min(discount, whole))
        expect(shares.every((share, index) => share >= 0 && share <= amounts[index]!)).toBe(true)
      },
    ),
  )
})

test('odd units go to the largest remainders, and of equals to the earlier line', () => {
  expect(allocateDiscount([100, 100, 100], 100)).toEqual([34, 33, 33])
  expect(allocateDiscount([1290, 750], 100)).toEqual([63, 37])
  expect(allocateDiscount([0, 0], 100)).toEqual([0, 0])
})

test('delivery is judged before the code, and a code for delivery takes just that', () => {
  const cart = cartOf(3000, 2500)
  const code = { code: 'C', headline: null, discountMinor: 1000, freeShipping: false }
  expect(totalsOf({ ...cart, code }, shipping)).toMatchObject({ shippingMinor: 0, totalMinor: 4500 })
  const free = { code: 'F', headline: null, discountMinor: 0, freeShipping: true }
  expect(totalsOf({ ...cartOf(3000), code: free }, shipping)).toEqual({
    subtotalMinor: 3000,
    shippingMinor: 590,
    discountMinor: 590,
    totalMinor: 3000,
  })
})

test('a discount larger than the goods leaves delivery to pay', () => {
  const code = { code: 'C', headline: null, discountMinor: 9999, freeShipping: false }
  expect(totalsOf({ ...cartOf(1000), code }, shipping).totalMinor).toBe(590)
})

test('an order that the worker never heard of is kept, and its lines and delivery add up to what was paid', async () => {
  const trade = { orderPrefix: 'T', currency: 'USD', shipping, nameOf: () => 'Coffee' }
  const shop = new Shop(trade, { worker: 'http://127.0.0.1:1', apiKey: '', storeId: STORE_ID }, () => {})
  const session: Session = shop.session(undefined)
  session.cart = {
    ...cartOf(1001, 333),
    code: { code: 'C', headline: null, discountMinor: 100, freeShipping: true },
  }
  const { purchase, delivery } = await shop.placeOrder(session)
  expect(delivery).toBe('unsent')
  expect(PurchaseCreate.parse(purchase)).toEqual(purchase)
  const lines = purchase.lines.reduce((total, line) => total + line.amountMinor, 0)
  expect(lines + purchase.shippingMinor).toBe(purchase.totalMinor)
  expect(purchase).toMatchObject({
    totalMinor: 1234,
    shippingMinor: 0,
    codes: [{ code: 'C', discountMinor: 690 }],
  })
})

test('markup escapes whatever is put into it, attributes and data blocks included', () => {
  const nasty = `"><script>alert('x')</script>&`
  const escaped = '&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;'
  expect(html`<p title="${nasty}">${[nasty]}</p>`.text).toBe(`<p title="${escaped}">${escaped}</p>`)
  expect(html`<b>${html`<i>${'<'}</i>`}${null}${false}${0}</b>`.text).toBe('<b><i>&lt;</i>0</b>')
  const block = dataBlock('application/json', { name: nasty }).text
  expect(block.match(/<\/script>/g)).toHaveLength(1)
  expect(JSON.parse(block.slice(block.indexOf('>') + 1, block.lastIndexOf('<')))).toEqual({ name: nasty })
})
