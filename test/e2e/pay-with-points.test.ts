import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import type { Balance, LedgerEntry, Redemption } from '../../shared/contracts/index.ts'
import { type Api, apiOf } from '../demo/api.ts'
import { appliedNow, minorOf, openPanel, panelOf, SHOPPING } from '../demo/journey.ts'
import { memberAt } from '../demo/member.ts'
import { openSmallWorldInBrowser } from './small-world.ts'

/** Points that the member is given before each test. */
const GIVEN = 1000

const shopping = SHOPPING.tallboda

let opened: Awaited<ReturnType<typeof openSmallWorldInBrowser>>
let context: BrowserContext
let merchant: Api
let member: Awaited<ReturnType<typeof memberAt>>

beforeAll(async () => {
  opened = await openSmallWorldInBrowser()
  context = opened.context
  merchant = apiOf(opened.world.worker.url, opened.world.demo.merchants.tallboda.apiKey)
  member = await memberAt(opened.world, 'tallboda')
})
afterAll(() => opened?.close())

const balance = () => member.api.get<Balance>('/members/me/balance')

/** The member is given points; a checkout whose goods cost more than twice what they pay for, with its panel open. */
async function atCheckout(): Promise<Page> {
  await merchant.post('/gifts', {
    enrolmentId: member.enrolmentId,
    unit: 'points',
    amount: GIVEN,
    operator: 'Kajsa, customer service',
    reason: 'To pay with',
  })
  const { origin } = opened.world.shops.tallboda
  const page = await context.newPage()
  onTestFinished(() => page.close())
  await page.goto(`${origin}/product/skogsrost`)
  await page.locator('input[name="quantity"]').fill('6')
  await page.locator('form.buy button').click()
  await page.waitForURL('**/cart')
  await page.goto(`${origin}/checkout`)
  await openPanel(page)
  return page
}

/** The offer that one's own points pay for, among the others. */
const ownPoints = (page: Page) =>
  panelOf(page).locator('.best, li.of', { hasText: 'Your own points pay for it. It is not a saving.' })

/** Pays with points: what the offer asked and promised, and what the page showed. */
async function payWithPoints(page: Page) {
  // What it takes stands there once the offers were worked out on the basket.
  const head = ownPoints(page).getByText(/^Pay [\d\s]+ points: /)
  await head.waitFor()
  const [, asked, promised] = /^Pay ([\d\s]+) points: (\$[\d.]+) off$/.exec((await head.innerText()).trim())!
  if (asked === undefined || promised === undefined) throw new Error('It names no price')
  await ownPoints(page).locator('button').first().click()
  const applied = await appliedNow(page)
  if (!applied.saved) throw new Error(`Nothing was paid: ${applied.title}`)
  return { points: Number(asked.replace(/\D/g, '')), promisedMinor: minorOf(promised), ...applied }
}

test('a member pays with points at the checkout, and the books take them once the order arrives', async () => {
  const page = await atCheckout()
  const before = await balance()
  const paid = await payWithPoints(page)
  expect(paid.points).toBe(before.available)
  expect(paid.savedMinor).toBe(paid.promisedMinor)
  expect(paid.beforeMinor - paid.afterMinor).toBe(paid.savedMinor)
  expect(minorOf(await shopping.total(page).innerText())).toBe(paid.afterMinor)
  // The slip calls it paid: own points are no saving.
  expect(await panelOf(page).locator('section.panel').innerText()).toMatch(
    /^Paid with [\d\s]+ points, measured/m,
  )
  expect(await balance()).toMatchObject({ available: 0, held: paid.points, pending: before.pending })

  const number = await shopping.pay(page)
  const order = opened.world.shops.tallboda.orders().find(({ id }) => id === number)
  expect(order?.purchase.totalMinor).toBe(paid.afterMinor)
  expect(await balance()).toMatchObject({
    available: 0,
    held: 0,
    pending: before.pending + (order?.pointsEarned ?? 0),
  })
  const { items } = await member.api.get<{ items: LedgerEntry[] }>('/members/me/entries?limit=200')
  const spent = items.filter(({ reason, fromAccount }) => reason === 'spend' && fromAccount === 'held')
  expect(spent.reduce((sum, { amount }) => sum + amount, 0)).toBe(paid.points)
  // Offers that count by themselves were redeemed by the same purchase, and took nothing off.
  const redeemed = await merchant.get<{ items: Redemption[] }>('/redemptions')
  expect(redeemed.items.filter(({ discountMinor }) => discountMinor > 0)).toMatchObject([
    { enrolmentId: member.enrolmentId, discountMinor: paid.savedMinor },
  ])
})

test('points that were set aside come back with Undo, and the total is what it was', async () => {
  const page = await atCheckout()
  const before = await balance()
  const paid = await payWithPoints(page)
  expect(await balance()).toMatchObject({ available: 0, held: paid.points })
  await panelOf(page).getByRole('button', { name: 'Undo' }).click()
  await page.locator('tr.discount').waitFor({ state: 'detached' })
  expect(minorOf(await shopping.total(page).innerText())).toBe(paid.beforeMinor)
  await expect.poll(balance, { timeout: 10_000 }).toEqual(before)
})
