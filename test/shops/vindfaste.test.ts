import { afterEach, beforeEach, expect, test } from 'vitest'
import { Basket, PurchaseCreate, ReturnCreate } from '../../shared/contracts/basket.ts'
import { type OpenShop, openShop } from './open-shop.ts'

let open: OpenShop
beforeEach(async () => {
  open = await openShop('vindfaste')
})
afterEach(() => open.close())

const SPACES = /[\u00a0\u202f]/g
const total = async (): Promise<string> =>
  (await open.page.locator('.sum .pay dd').textContent())!.replace(SPACES, ' ')
const field = () => open.page.getByLabel('Rabattkod')
const applyButton = () => open.page.getByRole('button', { name: 'Använd' })

/** To the checkout as people go there: by links and buttons, without a load after the first. */
async function toCheckout(): Promise<void> {
  const { page, shop } = open
  await page.goto(shop.origin)
  await page.getByRole('link', { name: /Dunjacka Brant/ }).click()
  await page.getByRole('button', { name: 'Lägg i varukorgen' }).click()
  await page.getByRole('link', { name: 'Till kassan' }).click()
  await page.getByRole('heading', { name: 'Kassa' }).waitFor()
}

async function applyCode(code: string): Promise<void> {
  await field().pressSequentially(code)
  await applyButton().click()
}

test('the checkout is reached without a load, and has its own address', async () => {
  const { page } = open
  await page.goto(open.shop.origin)
  await page.evaluate(() => {
    document.documentElement.dataset.same = 'yes'
  })
  await page.getByRole('link', { name: /Dunjacka Brant/ }).click()
  await page.getByRole('button', { name: 'Lägg i varukorgen' }).click()
  await page.getByRole('link', { name: 'Till kassan' }).click()
  await page.getByRole('heading', { name: 'Kassa' }).waitFor()
  expect(new URL(page.url()).pathname).toBe('/kassa')
  expect(await page.evaluate(() => document.documentElement.dataset.same)).toBe('yes')
  await page.goBack()
  await page.getByRole('heading', { name: 'Varukorg' }).waitFor()
})

test('the button sleeps until the page has heard someone type', async () => {
  const { page } = open
  await toCheckout()
  const sleeping = () =>
    applyButton().evaluate((button: HTMLButtonElement) => [
      button.disabled,
      getComputedStyle(button).pointerEvents,
    ])
  expect(await sleeping()).toEqual([true, 'none'])
  await field().evaluate((input: HTMLInputElement) => {
    input.value = 'TEN'
  })
  expect(await sleeping()).toEqual([true, 'none'])
  await field().evaluate((input) => input.dispatchEvent(new Event('input', { bubbles: false })))
  expect(await sleeping()).toEqual([true, 'none'])
  await field().evaluate((input) => input.dispatchEvent(new Event('input', { bubbles: true })))
  expect(await sleeping()).toEqual([false, 'auto'])
  await field().fill('')
  await field().pressSequentially('TEN')
  await applyButton().click()
  await page.locator('[data-code=TEN]').waitFor()
})

test('the total stays for a while after the answer, then falls, and the field is another element', async () => {
  const { page } = open
  // The page's clock is ours, so that a slow machine sees what a fast one does.
  await page.clock.install()
  await toCheckout()
  const before = await field().elementHandle()
  await field().pressSequentially('TENPERCENT')
  await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 60_000)
  const answered = page.waitForResponse('**/api/code')
  await applyButton().click()
  await (await answered).finished()

  await page.clock.runFor(590)
  expect(await total()).toBe('2 495,00 kr')
  expect(await page.locator('.summary').getAttribute('aria-busy')).toBe('true')

  await expect
    .poll(async () => {
      await page.clock.runFor(310)
      return total()
    })
    .toBe('2 245,50 kr')
  expect(await before!.evaluate((element) => element.isConnected)).toBe(false)
  expect(await field().inputValue()).toBe('')
})

test('what was typed in the address is still there after a code', async () => {
  const { page } = open
  await toCheckout()
  await page.getByLabel('Gatuadress').fill('Fjällvägen 1')
  await applyCode('TEN')
  await page.locator('[data-code=TEN]').waitFor()
  expect(await page.getByLabel('Gatuadress').inputValue()).toBe('Fjällvägen 1')
})

test('the cross takes out the code that it names', async () => {
  const { page } = open
  await toCheckout()
  await applyCode('TEN')
  await page.getByRole('button', { name: 'Ta bort TEN' }).click()
  await page.locator('[data-code=TEN]').waitFor({ state: 'detached' })
  expect(await total()).toBe('2 495,00 kr')
})

test('a refused code is told in words; without the worker the shop says that it can’t check', async () => {
  const { page, worker } = open
  await toCheckout()
  await applyCode('GONE')
  await page.getByText('Den koden har gått ut.').waitFor()
  worker.cutOff(1)
  await applyCode('TEN')
  await page.getByText('Vi kan inte kontrollera koder just nu.').waitFor()
  expect(await total()).toBe('2 495,00 kr')
})

test('an order is taken, sent, shown with its number, and can be given back', async () => {
  const { page, worker, shop, complaints } = open
  await toCheckout()
  await applyCode('TENPERCENT')
  await page.locator('[data-code=TENPERCENT]').waitFor()
  for (const label of ['Namn', 'Gatuadress', 'Postnummer', 'Ort'])
    await page.getByLabel(label, { exact: true }).fill('Test')
  await page.getByLabel('E-post').fill('someone@example.com')
  await page.getByLabel('Kortnummer').fill('4111 1111 1111 1111')
  const sent = page.waitForRequest('**/api/orders')
  await page.getByRole('button', { name: 'Betala' }).click()
  expect((await sent).postData()).toBeNull()
  const number = (await page.locator('[data-order]').textContent())!
  expect(shop.orders()).toMatchObject([{ id: number, delivery: 'recorded' }])
  expect(PurchaseCreate.parse(worker.heard.purchases[0])).toMatchObject({
    externalRef: number,
    currency: 'SEK',
    totalMinor: 224_550,
    shippingMinor: 0,
    lines: [{ sku: 'VF-BRANT-M', category: 'jackor', quantity: 1, amountMinor: 224_550 }],
    codes: [{ code: 'TENPERCENT', discountMinor: 24_950 }],
  })

  await page.getByLabel('Dunjacka Brant').fill('1')
  await page.getByRole('button', { name: 'Skicka returen' }).click()
  await page.getByText('Tillbakalämnat: 1 × Dunjacka Brant.').waitFor()
  expect(ReturnCreate.parse(worker.heard.returns[0])).toMatchObject({ purchaseRef: number })
  expect(complaints).toEqual([])
})

test('pages say what they hold: product, way here, and the cart as data', async () => {
  const { page } = open
  await page.goto(`${open.shop.origin}/produkt/ullmossa-tjarn`)
  await page.getByRole('heading', { name: 'Ullmössa Tjärn' }).waitFor()
  const blocks = await page.locator('script[type="application/ld+json"]').allTextContents()
  expect(blocks.map((text) => JSON.parse(text)['@type'])).toEqual(['BreadcrumbList', 'Product'])
  await page.getByRole('button', { name: 'Lägg i varukorgen' }).click()
  const data = page.locator('#stamkund-basket')
  await data.waitFor({ state: 'attached' })
  expect(Basket.parse(JSON.parse((await data.textContent())!))).toMatchObject({
    currency: 'SEK',
    totalMinor: 34_900 + 4_900,
    lines: [{ category: 'mössor' }],
  })
})

test('a code made of markup stays text', async () => {
  const { page, worker, complaints } = open
  await toCheckout()
  const nasty = '<img src=x onerror="document.title=1">'
  await field().fill(nasty)
  await applyButton().click()
  await page.getByText('Den koden känner vi inte till.').waitFor()
  expect(worker.heard.validations[0]!.code).toBe(nasty)
  expect(await page.locator('img[src=x]').count()).toBe(0)
  expect(complaints).toEqual([])
})

test('English is a link away and stays', async () => {
  const { page } = open
  await page.goto(`${open.shop.origin}/produkt/ullmossa-tjarn`)
  await page.getByRole('link', { name: 'English' }).click()
  await page.getByRole('heading', { name: 'Tjärn wool beanie' }).waitFor()
  await page.getByRole('button', { name: 'Add to cart' }).click()
  await page.getByRole('link', { name: 'Go to checkout' }).click()
  await page.getByLabel('Discount code').waitFor()
})
