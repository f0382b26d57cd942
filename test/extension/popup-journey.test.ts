import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { verifyReceipt } from '../../shared/ledger/receipts/verify.ts'
import { type Api, apiOf } from '../demo/api.ts'
import { extensionPage, MEMBER_NUMBER } from '../demo/browser.ts'
import { memberAt } from '../demo/member.ts'
import { openSmallWorldInBrowser } from '../e2e/small-world.ts'

const byHand = { operator: 'Kajsa, customer service', reason: 'For the test' }
const always = [{ days: [1, 2, 3, 4, 5, 6, 7], opens: '00:00', closes: '24:00' }]
const rules = {
  currency: 'SEK',
  timeZone: 'Europe/Stockholm',
  units: { points: { expiry: { kind: 'rolling', months: 12 } }, storedValue: {}, stamps: {} },
  earn: [
    {
      key: 'purchases',
      give: { kind: 'proportional', amount: 1, perMinor: 1000, wholeStepsOnly: true },
    },
    { key: 'birthday', on: { kind: 'birthdayMonth' }, give: { kind: 'fixed', amount: 50 } },
  ],
  pointValueCentiMinor: 1000,
  transfers: { unit: 'points', perDay: 300 },
  tiers: {
    basis: { kind: 'earned', unit: 'points' },
    window: { kind: 'calendarYear' },
    levels: [
      { key: 'bas', name: 'Bas', threshold: 0 },
      { key: 'topp', name: 'Topp', threshold: 100_000 },
    ],
  },
  plans: [
    {
      key: 'plus',
      name: 'Vindfäste Plus',
      price: { amountMinor: 39_000, currency: 'SEK' },
      term: 'year',
      entitlements: { freeShipping: true },
    },
  ],
}

let opened: Awaited<ReturnType<typeof openSmallWorldInBrowser>>
let popup: Page
let merchant: Api
let enrolmentId: string
let balance: () => Promise<number>

beforeAll(async () => {
  opened = await openSmallWorldInBrowser()
  const { world, context } = opened
  const { apiKey, storeId } = world.demo.merchants.vindfaste
  merchant = apiOf(world.worker.url, apiKey)
  const member = await memberAt(world, 'vindfaste')
  enrolmentId = member.enrolmentId
  balance = async () => (await member.api.get<{ available: number }>('/members/me/balance')).available
  await merchant.put('/program/rules', rules)
  await merchant.post('/gifts', { enrolmentId, unit: 'points', amount: 1000, ...byHand })
  await merchant.post('/subscriptions', { enrolmentId, plan: 'plus', ...byHand })
  await merchant.post('/causes', { key: 'leden', name: 'Leden', summary: 'Stigar och spänger.' })
  const offered = { content: { en: { name: '25 kr off' }, sv: { name: '25 kr rabatt' } } }
  await merchant.post('/rewards', {
    key: 'rabatt',
    ...offered,
    goods: {
      kind: 'code',
      source: { kind: 'minted', prefix: 'TACK' },
      discount: { kind: 'amountOff', amountMinor: 2500 },
    },
    price: { unit: 'points', amount: 200 },
  })
  await merchant.post('/rewards', {
    key: 'mugg',
    content: { en: { name: 'Cup' } },
    goods: { kind: 'gift', name: 'Kåsa' },
    price: { unit: 'points', amount: 300 },
  })
  await merchant.post('/rewards', {
    key: 'gava',
    content: { en: { name: 'Mend a path' } },
    goods: { kind: 'donation', amountMinor: 2000 },
    price: { unit: 'points', amount: 100 },
  })
  await merchant.put(`/stores/${storeId}/menu`, {
    places: [{ key: 'hyllan', name: 'Hyllan', address: 'Storgatan 4', openingHours: always }],
    items: [{ sku: 'kaffe', name: 'Coffee', amountMinor: 3200 }],
  })

  popup = await context.newPage()
  popup.setDefaultTimeout(8_000)
  await popup.setViewportSize({ width: 380, height: 600 })
  await popup.goto(extensionPage(`popup.html?url=${encodeURIComponent(world.shops.vindfaste.origin)}`))
  await popup.getByText(MEMBER_NUMBER).first().waitFor()
})
afterAll(() => opened?.close())

const tab = (name: string) => popup.getByRole('tab', { name }).click()
/** What only a screen reader is told stands behind a colon of its own. */
const button = (name: string | RegExp) =>
  popup.getByRole('button', {
    name: typeof name === 'string' ? new RegExp(`^${name.replace(': ', ' ?: ')}$`) : name,
  })
const said = () => popup.locator('main').innerText()

test('the card shows what the worker says, with every expiry', async () => {
  await popup.getByText('more to Topp by').waitFor()
  const available = await balance()
  expect((await popup.locator('.total').innerText()).replace(/\s/g, '')).toContain(`${available}points`)
  expect(await said()).toMatch(/−1\s?000 points/)
})

test('a reward is asked for, confirmed, and its code shown; the books agree', async () => {
  const before = await balance()
  await tab('Rewards')
  await button('Order: 25 kr off').click()
  await button('Not now').click()
  expect(await popup.evaluate(() => document.activeElement?.textContent)).toMatch(/^Order.*25 kr off$/)
  await button('Order: 25 kr off').click()
  await button('Order for 200 points').click()
  await popup.getByText('Ordered. 200 points used.').waitFor()
  expect(await popup.locator('.code').first().innerText()).toMatch(/^TACK/)
  expect(await balance()).toBe(before - 200)
})

test('an order that is taken back gives all back', async () => {
  const before = await balance()
  await button('Order: Cup').click()
  await button('Order for 300 points').click()
  await button('Cancel: Cup').click()
  expect(await balance()).toBe(before - 300)
  await popup.locator('.ask').getByRole('button', { name: 'Cancel' }).click()
  await popup.getByText('300 points came back').waitFor()
  expect(await balance()).toBe(before)
})

test('a gift goes to the cause that was chosen, and its public total says so', async () => {
  await button(/^Causes to give to/).click()
  await button(/^Give 20.kr for 100 points ?: Leden$/).click()
  await button(/^Give 20.kr for 100 points$/).click()
  await popup
    .getByText(/20\s?kr given to Leden on \d+ [A-Z][a-z]{2}/)
    .first()
    .waitFor()
  await expect.poll(said).toMatch(/Given by members\s+20\s?kr/)
  await button(/^Back/).click()
})

test('an order to be fetched is placed, shows the card, and is cancelled', async () => {
  await button(/^Pick-up orders/).click()
  await button('New order').click()
  await button('One more: Coffee').click()
  await button(/^Order for 32/).click()
  await popup.getByText('Show your card at the counter').waitFor()
  expect(await popup.locator('.counter').count()).toBe(1)
  await button('Cancel').click()
  await popup.locator('.ask').getByRole('button', { name: 'Cancel' }).click()
  await popup.getByText('Cancelled, nothing was paid').waitFor()
  await button(/^Back/).click()
})

test('the birth month is said and taken back', async () => {
  await tab('Card')
  await button(/^Birth month/).click()
  await popup.getByLabel('Month').selectOption('3')
  await button('Save the month').click()
  await popup.getByText('You have said March.').waitFor()
  await button('Take it back').click()
  await popup.getByText('You have said March.').waitFor({ state: 'detached' })
  await button(/^Back/).click()
  expect(await button(/^Birth month/).innerText()).toContain('not said')
})

test('points are handed on to another member', async () => {
  const other = await apiOf(opened.world.worker.url).post<{
    member: { number: string }
    deviceId: string
    deviceSecret: string
  }>('/members', {})
  const { deviceId, deviceSecret } = other
  const { storeId } = opened.world.demo.merchants.vindfaste
  const session = await apiOf(opened.world.worker.url).post<{ accessToken: string }>('/sessions', {
    deviceId,
    deviceSecret,
    storeId,
  })
  const before = await balance()
  await button(/^Hand on to another member/).click()
  await popup.getByLabel('Their member number').fill(other.member.number)
  await popup.getByLabel('How much').fill('50')
  await button('Look it over').click()
  await button('Hand on 50 points').click()
  await popup.getByText('50 points handed on.').waitFor()
  expect(await balance()).toBe(before - 50)
  const theirs = apiOf(opened.world.worker.url, session.accessToken)
  expect(await theirs.get('/members/me/balance')).toMatchObject({ available: 50 })
  await expect.poll(said).toContain('250 points left to hand on today')
  await button(/^Back/).click()
})

test('a plan is cancelled at the end of its term, and kept after all', async () => {
  await button(/^Vindfäste Plus/).click()
  await button(/^Cancel after/).click()
  await popup
    .locator('.ask')
    .getByRole('button', { name: /^Cancel after/ })
    .click()
  await popup.getByText(/^Cancelled\. It works until/).waitFor()
  await button('Keep the plan after all').click()
  await popup.getByText(/^Paid until/).waitFor()
  await button(/^Back/).click()
})

test('every movement has words, and a receipt that anybody can verify', async () => {
  await tab('Activity')
  await popup.getByText('Handed on to another member').first().waitFor()
  const activity = await said()
  for (const words of ['A gift from the shop', 'Used', 'Given back', 'The shop says: For the test'])
    expect(activity).toContain(words)
  const download = popup.waitForEvent('download')
  await button(/^Receipt ?: Handed on/).click()
  const file = await download
  expect(file.suggestedFilename()).toMatch(/^stamkund-receipt-points-\d+\.json$/)
  const receipt = JSON.parse(await readFile(await file.path(), 'utf8'))
  expect(receipt.entry).toMatchObject({ reason: 'transfer', amount: 50 })
  const findings = await verifyReceipt(receipt)
  expect(findings.filter(({ holds }) => !holds)).toEqual([])
  await popup.getByText('Receipt saved').waitFor()
})
