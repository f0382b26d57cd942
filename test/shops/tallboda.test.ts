import { afterEach, beforeEach, expect, test } from 'vitest'
import { Basket, PurchaseCreate, ReturnCreate } from '../../shared/contracts/basket.ts'
import { type OpenShop, openShop } from './open-shop.ts'

let open: OpenShop
beforeEach(async () => {
  open = await openShop('tallboda')
})
afterEach(() => open.close())

const total = (): Promise<string | null> => open.page.locator('.totals .total td').textContent()

/** Presses a button that posts, and waits for the page that comes: a step taken before it would land on the old one. */
async function submit(name: string): Promise<void> {
  const { page } = open
  const loaded = page.waitForEvent('load')
  await page.getByRole('button', { name, exact: true }).click()
  await loaded
}

async function fillCart(...slugs: string[]): Promise<void> {
  for (const slug of slugs) {
    await open.page.goto(`${open.shop.origin}/product/${slug}`)
    await submit('Add to cart')
  }
}

async function applyCode(code: string): Promise<void> {
  const field = open.page.getByLabel('Discount code')
  if (!(await field.isVisible())) await open.page.getByRole('link', { name: 'Have a discount code?' }).click()
  await field.fill(code)
  await submit('Apply')
}

async function order(): Promise<string> {
  const { page, shop } = open
  await page.goto(`${shop.origin}/checkout`)
  for (const label of ['Full name', 'Street address', 'ZIP code', 'City'])
    await page.getByLabel(label).fill('Test')
  await page.getByLabel('E-mail').fill('someone@example.com')
  await submit('Place order')
  return (await page.locator('[data-order]').textContent())!
}

test('the code field is hidden until its link is followed; a good code comes back as a row and a lower total', async () => {
  const { page, worker } = open
  await fillCart('skogsrost', 'cardamom-buns')
  expect(await page.getByLabel('Discount code').isVisible()).toBe(false)
  expect(await total()).toBe('$26.30')

  await applyCode('tenpercent')
  expect(await total()).toBe('$24.26')
  expect(await page.locator('tr.discount').textContent()).toContain('TENPERCENT')
  expect(new URL(page.url()).pathname).toBe('/cart')
  expect(worker.heard.authorizations).toEqual(['Bearer key'])
  expect(worker.heard.validations[0]!.basket).toMatchObject({
    currency: 'USD',
    totalMinor: 2630,
    shippingMinor: 590,
    lines: [
      { sku: 'TB-SKOGSROST', category: 'coffee', quantity: 1, amountMinor: 1290 },
      { sku: 'TB-BULLAR', category: 'baked bread/buns/rolls', quantity: 1, amountMinor: 750 },
    ],
  })
})

test('the remove button takes out its own code and the total rises again', async () => {
  await fillCart('skogsrost')
  await applyCode('TEN')
  expect(await total()).toBe('$8.80')
  await submit('Remove code TEN')
  expect(await total()).toBe('$18.80')
  expect(await open.page.locator('tr.discount').count()).toBe(0)
})

test('a code is applied at the checkout too, and the visitor stays there', async () => {
  await fillCart('skogsrost')
  await open.page.goto(`${open.shop.origin}/checkout`)
  await applyCode('SHIP')
  expect(new URL(open.page.url()).pathname).toBe('/checkout')
  expect(await total()).toBe('$12.90')
})

test.each([
  ['GONE', 'That code has expired.'],
  ['FULL', 'That code does not fit this cart.'],
  ['NOPE', 'We don’t know that code.'],
])('%s is refused in words, and the code before it stays', async (code, words) => {
  await fillCart('skogsrost')
  await applyCode('TEN')
  await applyCode(code)
  expect(await open.page.getByRole('alert').textContent()).toBe(words)
  expect(await total()).toBe('$8.80')
})

test('a code that no longer fits a smaller cart is taken out, and the page says so', async () => {
  const { page } = open
  await fillCart('skogsrost')
  await page.getByLabel('Quantity: Skogsrost').fill('8')
  await submit('Update')
  await applyCode('FULL')
  expect(await total()).toBe('$83.20')
  await page.getByLabel('Quantity: Skogsrost').fill('1')
  await submit('Update')
  expect(await page.getByRole('alert').textContent()).toContain('no longer fits')
  expect(await total()).toBe('$18.80')
})

test('an order is sent with its lines, its code and what each line really cost', async () => {
  const { page, worker, shop } = open
  await fillCart('skogsrost', 'cardamom-buns')
  await applyCode('TENPERCENT')
  const number = await order()
  expect(await total()).toBe('$24.26')

  const sent = PurchaseCreate.parse(worker.heard.purchases[0])
  expect(sent).toMatchObject({
    externalRef: number,
    currency: 'USD',
    totalMinor: 2426,
    shippingMinor: 590,
    codes: [{ code: 'TENPERCENT', discountMinor: 204 }],
    buyer: {},
  })
  expect(sent.lines.map((line) => line.amountMinor)).toEqual([1290 - 129, 750 - 75])
  expect(shop.orders()).toMatchObject([{ id: number, delivery: 'recorded' }])
  expect(await page.getByRole('status').textContent()).toContain('12 points')
  expect(JSON.stringify(worker.heard)).not.toContain('someone@example.com')
})

test('an order whose answer was lost is sent again under the same key', async () => {
  const { worker, shop } = open
  await fillCart('skogsrost')
  worker.cutOff(2)
  await order()
  expect(worker.heard.keys).toHaveLength(3)
  expect(new Set(worker.heard.keys).size).toBe(1)
  expect(shop.orders()).toMatchObject([{ delivery: 'recorded' }])
})

test('without the worker the shop says that it can’t check codes, sells, and sends the order later', async () => {
  const { page, worker, shop } = open
  await fillCart('skogsrost')
  worker.cutOff(1)
  await applyCode('TEN')
  expect(await page.getByRole('alert').textContent()).toBe(
    'We can’t check codes right now. You can still order.',
  )

  worker.cutOff(3)
  const first = await order()
  expect(shop.orders()).toMatchObject([{ id: first, delivery: 'unsent' }])
  expect(await page.getByRole('status').textContent()).toContain('Points will follow')

  await fillCart('skogsrost')
  await order()
  expect(shop.orders().map(({ delivery }) => delivery)).toEqual(['recorded', 'recorded'])
})

test('lines are given back once, and no more than were bought', async () => {
  const { page, worker } = open
  await fillCart('skogsrost', 'cardamom-buns')
  const number = await order()
  await page.getByLabel('Skogsrost').fill('1')
  await submit('Send the return')
  expect(await page.getByRole('status').textContent()).toContain('1 × Skogsrost')
  expect(ReturnCreate.parse(worker.heard.returns[0])).toMatchObject({
    purchaseRef: number,
    externalRef: `${number}-R1`,
    lines: [{ line: 0, quantity: 1 }],
  })
  expect(await page.getByLabel('Skogsrost').count()).toBe(0)
})

test('text from outside stays text: in the search, in its field and as a code', async () => {
  const { page, shop, complaints } = open
  const nasty = '"><img src=x onerror="document.title=\'caught\'">'
  await page.goto(`${shop.origin}/search?q=${encodeURIComponent(nasty)}`)
  expect(await page.locator('h1').textContent()).toContain(nasty)
  expect(await page.getByRole('searchbox').inputValue()).toBe(nasty)
  await fillCart('skogsrost')
  await applyCode(nasty)
  expect(await page.locator('img[src=x]').count()).toBe(0)
  expect(await page.title()).not.toContain('caught')
  expect(complaints).toEqual([])
})

test('a post from another site changes nothing', async () => {
  const { shop } = open
  const response = await fetch(`${shop.address}/cart/add`, {
    method: 'POST',
    headers: { origin: 'https://elsewhere.example', 'content-type': 'application/x-www-form-urlencoded' },
    body: 'sku=TB-SKOGSROST',
    redirect: 'manual',
  })
  expect(response.status).toBe(403)
})

test('nobody sees another visitor’s order', async () => {
  await fillCart('skogsrost')
  const number = await order()
  expect((await fetch(`${open.shop.address}/orders/${number}`)).status).toBe(404)
})

test('the proof of ownership is there, and follows what the shop is told', async () => {
  const { shop } = open
  const read = async () => (await fetch(`${shop.address}/.well-known/stamkund.json`)).json()
  expect(await read()).toEqual({ tokens: ['tok'] })
  shop.configure({ verificationTokens: ['one', 'two'] })
  expect(await read()).toEqual({ tokens: ['one', 'two'] })
})

test('pages say what they hold: product, way here, and the cart as data', async () => {
  const { page } = open
  await page.goto(`${open.shop.origin}/product/skogsrost`)
  const blocks = await page.locator('script[type="application/ld+json"]').allTextContents()
  expect(blocks.map((text) => JSON.parse(text)['@type'])).toEqual(['Product', 'BreadcrumbList'])
  expect(JSON.parse(blocks[0]!)).toMatchObject({
    category: 'coffee',
    offers: { price: '12.90', priceCurrency: 'USD' },
  })
  await fillCart('skogsrost')
  const data = await page.locator('#stamkund-basket').textContent()
  expect(Basket.parse(JSON.parse(data!))).toMatchObject({ totalMinor: 1880, shippingMinor: 590 })
})

test('Swedish is a link away and stays', async () => {
  const { page } = open
  await page.goto(open.shop.origin)
  await page.getByRole('link', { name: 'Svenska' }).click()
  await page.goto(`${open.shop.origin}/product/skogsrost`)
  await page.getByRole('button', { name: 'Lägg i varukorgen' }).click()
  expect(await page.locator('html').getAttribute('lang')).toBe('sv')
  await page.getByRole('link', { name: 'Har du en rabattkod?' }).click()
  expect(await page.getByLabel('Rabattkod').isVisible()).toBe(true)
})
