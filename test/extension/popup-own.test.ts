import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { extensionPage, MEMBER_NUMBER } from '../demo/browser.ts'
import { memberAt } from '../demo/member.ts'
import { openSmallWorldInBrowser } from '../e2e/small-world.ts'

let opened: Awaited<ReturnType<typeof openSmallWorldInBrowser>>
let popup: Page

beforeAll(async () => {
  opened = await openSmallWorldInBrowser()
  popup = await opened.context.newPage()
  popup.setDefaultTimeout(8_000)
  await popup.setViewportSize({ width: 380, height: 600 })
  await open()
})
afterAll(() => opened?.close())

const open = async () => {
  const { origin } = opened.world.shops.vindfaste
  await popup.goto(extensionPage(`popup.html?url=${encodeURIComponent(origin)}`))
  await popup.getByText(MEMBER_NUMBER).first().waitFor()
}
const tab = (name: string) => popup.getByRole('tab', { name }).click()
const button = (name: string | RegExp) => popup.getByRole('button', { name })
const said = async () => (await popup.locator('main').innerText()).replace(/[\u00a0\u202f]/g, ' ')
const gear = () => popup.locator('.top .ib')
const settings = async (page?: RegExp) => {
  if ((await gear().getAttribute('aria-pressed')) === 'true') await gear().click()
  await gear().click()
  await popup.locator('.top .ib[aria-pressed=true]').waitFor()
  if (page) await button(page).click()
}

test('the number is shown as bars or as a square, by keyboard too, and stays as it was left', async () => {
  await popup.getByRole('radio', { name: 'Bar code' }).focus()
  await popup.keyboard.press('ArrowRight')
  await popup.getByRole('img', { name: /^QR code for member number/ }).waitFor()
  await open()
  await popup.getByRole('img', { name: /^QR code for member number/ }).waitFor()
  await popup.getByText('Bar code', { exact: true }).click()
  await popup.getByRole('img', { name: /^Bar code for member number/ }).waitFor()
})

test('offers elsewhere are looked up on a click, and are the ones the shop would show', async () => {
  await tab('Offers')
  await button(/^Tallboda/).click()
  await button(/^Look up offers/).click()
  await popup.locator('.unfolded .of').first().waitFor()
  const { api } = await memberAt(opened.world, 'tallboda')
  const { storeId } = opened.world.demo.merchants.tallboda
  const decision = await api.post<{ offers: { headline: string }[] }>('/decisions', { storeId, locale: 'en' })
  const heads = await popup.locator('.unfolded .of .head').allInnerTexts()
  expect(heads.length).toBe(decision.offers.length)
  expect(heads).toEqual(expect.arrayContaining([decision.offers[0]!.headline]))
})

test('a reason unfolds, and leads to all that the shop makes of the member', async () => {
  const why = button(/^Why am I seeing this/).last()
  await why.click()
  expect(await popup.locator('.why2').innerText()).toContain('Worked out from')
  await button(/^All that .* works out about you$/).click()
  await popup.getByText('Groups you are in').waitFor()
  const { api } = await memberAt(opened.world, 'tallboda')
  const { storeId } = opened.world.demo.merchants.tallboda
  const mirror = await api.get<{ segments: { name: string; matched: boolean }[] }>(
    `/members/me/mirror?storeId=${storeId}`,
  )
  const told = await said()
  for (const { name, matched } of mirror.segments) if (matched) expect(told).toContain(name)
  expect(told).toContain('Purchases in all')
  expect(told).not.toMatch(/undefined|NaN|\{|null/)
  await button(/^Back/).click()
})

test('how shops’ texts sound is remembered', async () => {
  await settings()
  await popup.getByLabel('How shops’ texts sound').selectOption('warm')
  await open()
  await settings()
  expect(await popup.getByLabel('How shops’ texts sound').inputValue()).toBe('warm')
})

test('the keyboard goes into a page and comes back to what led there', async () => {
  await button(/^Another device/).focus()
  await popup.keyboard.press('Enter')
  const focused = () => popup.evaluate(() => document.activeElement?.textContent)
  await expect.poll(focused).toBe('Back: Another device')
  await popup.keyboard.press('Enter')
  await expect.poll(focused).toBe('Another device')
})

test('another language is spoken at once, in every part of the settings', async () => {
  await popup.getByLabel('Language').selectOption('ru')
  await popup.getByText('Решать вам').waitFor()
  await popup.getByLabel('Язык').selectOption('en')
  await popup.getByText('Yours to decide').waitFor()
})

test('what a shop has named is called in the language that is spoken', async () => {
  const card = `popup.html?url=${encodeURIComponent(opened.world.shops.tallboda.origin)}`
  const language = () => popup.locator('select').first()
  await language().selectOption('sv')
  await popup.goto(extensionPage(card))
  await popup
    .getByText(/Gäst|Stamgäst|Rostare/)
    .first()
    .waitFor()
  await settings()
  await language().selectOption('en')
  await popup.goto(extensionPage(card))
  await popup
    .getByText(/Guest|Regular|Roaster/)
    .first()
    .waitFor()
  await open()
})

test('what may be done is changed for one programme, and the worker knows it', async () => {
  await settings(/^What shops may do/)
  await button(/Vindf/).click()
  const news = popup.getByRole('switch', { name: /^News from the shop/ })
  expect(await news.getAttribute('aria-checked')).toBe('false')
  await news.click()
  await popup.getByText('Saved.').waitFor()
  expect(await news.getAttribute('aria-checked')).toBe('true')
  const { api } = await memberAt(opened.world, 'vindfaste')
  const { consents } = await api.get<{ consents: { purpose: string; granted: boolean }[] }>(
    '/members/me/consents',
  )
  expect(consents).toContainEqual(expect.objectContaining({ purpose: 'news', granted: true }))
})

test('nothing of what is looked at is sent until the switch is on', async () => {
  await settings(/^What would be sent now/)
  await popup.getByText('Counting is off.').waitFor()
  const counting = popup.getByRole('switch', { name: /^Count what I look at/ })
  await counting.click()
  await popup.getByText('Nothing has been counted yet').waitFor()
  await counting.click()
  await popup.getByText('Counting is off.').waitFor()
})

test('what is stored and what was sent is told, with the requests of this very visit', async () => {
  await settings(/^What is stored here/)
  await popup.getByText('Your card').waitFor()
  expect(await said()).toMatch(/Your card[\s\S]*1 entry/)
  await settings(/^See all/)
  await expect.poll(said).toMatch(/What .* works out about you[\s\S]*Your pseudonym, nothing else/)
  expect(await said()).toContain('Consent changed at')
})

test('a shop is found by its name, and access that the build itself holds is said to be kept', async () => {
  await settings(/^Shops/)
  await popup.getByLabel('Find a shop').fill('vindf')
  await expect.poll(() => popup.locator('.shop').count()).toBe(1)
  await button(/^Take away/).click()
  await popup.getByText('The browser still lets Stamkund run here.').waitFor()
})

test('a shop whose panel was put aside for this visit is listed, and shown again on a click', async () => {
  const { storeId } = opened.world.demo.merchants.tallboda
  const hiddenVisits = (write: string[] | null) =>
    popup.evaluate(async (ids) => {
      const { session } = (
        globalThis as unknown as {
          chrome: { storage: { session: Record<'get' | 'set', (what: unknown) => Promise<unknown>> } }
        }
      ).chrome.storage
      if (ids) await session.set({ hiddenVisits: ids })
      return ((await session.get('hiddenVisits')) as { hiddenVisits: string[] }).hiddenVisits
    }, write)
  await hiddenVisits([storeId])
  await settings(/^Shops/)
  await popup.getByLabel('Find a shop').fill('')
  await popup.getByText('The panel is hidden here').waitFor()
  await button(/^Show again.*Tallboda/).click()
  await popup.getByText('The panel is hidden here').waitFor({ state: 'detached' })
  expect(await hiddenVisits(null)).toEqual([])
})

test('the code for another device is shown to be read and to be scanned', async () => {
  await settings(/^Another device/)
  await button('Show a code').click()
  await popup.getByRole('img', { name: 'QR code that holds the code' }).waitFor()
  expect(await popup.locator('.paircode').innerText()).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/)
  await popup.getByLabel('Code from your other device').fill('0000-0000')
  await button('Fetch my card').click()
  await popup.getByText('That code is unknown, used or too old.').waitFor()
})

test('all that is known is saved as one file', async () => {
  await settings(/^Take my data out/)
  const download = popup.waitForEvent('download')
  await button('Save the file').click()
  const file = await download
  const text = await readFile(await file.path(), 'utf8')
  const number = opened.world.demo.member.number
  expect(text).toContain(number)
  expect(JSON.parse(text)).toBeTypeOf('object')
  await popup.getByText('Look among your downloads').waitFor()
})

test('at 400% everything is reached by scrolling down alone', async () => {
  await popup.setViewportSize({ width: 200, height: 150 })
  const width = () => popup.evaluate(() => document.scrollingElement!.scrollWidth)
  await expect.poll(() => popup.locator('html[data-narrow]').count()).toBe(1)
  for (const page of [undefined, /^What would be sent now/, /^Shops/, /^Another device/, /^Erase me/]) {
    await settings(page)
    expect(await width(), String(page)).toBeLessThanOrEqual(200)
  }
  await gear().click()
  for (const name of ['Card', 'Offers', 'Rewards', 'Activity']) {
    await tab(name)
    expect(await width(), name).toBeLessThanOrEqual(200)
  }
  await popup.setViewportSize({ width: 380, height: 600 })
  await expect.poll(() => popup.locator('html[data-narrow]').count()).toBe(0)
})

test('a key that is held erases nobody; two deliberate steps do, here and at the worker', async () => {
  await settings(/^Erase me/)
  await button('I want to be erased').focus()
  await popup.keyboard.press('Enter')
  await popup.keyboard.press('Enter')
  await button('I want to be erased').waitFor()
  await button('I want to be erased').click()
  await button('Erase me now').click()
  await popup.getByText('You are erased').waitFor()
  const { deviceId, deviceSecret } = opened.world.demo.member
  const session = await fetch(`${opened.world.worker.url}/v1/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ deviceId, deviceSecret }),
  })
  expect(session.status).toBe(401)
  await button('Done').click()
  await popup.getByText('Your card is one click away').waitFor()
})

test('with no worker to answer, one who joined has their card at once, and is told what is missing', async () => {
  await button('Join').click()
  await popup.getByText(MEMBER_NUMBER).first().waitFor()
  await opened.world.worker.stop()
  // What was decided a moment ago is not asked for again: after that moment it is.
  await expect
    .poll(
      async () => {
        await open()
        await tab('Offers')
        await popup.locator('.cards .of, .bd > .note').first().waitFor()
        return popup.locator('.chip').count()
      },
      { timeout: 15_000 },
    )
    .toBe(1)
  expect(await popup.locator('.chip').innerText()).toMatch(/^(As of|No connection)/)
})
