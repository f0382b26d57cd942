import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { applyBest, openPanel, panelOf, SHOPPING } from '../demo/journey.ts'
import { openSmallWorldInBrowser } from '../e2e/small-world.ts'

let opened: Awaited<ReturnType<typeof openSmallWorldInBrowser>>
let world: typeof opened.world
let context: BrowserContext

beforeAll(async () => {
  opened = await openSmallWorldInBrowser()
  world = opened.world
  context = opened.context
})
afterAll(() => opened?.close())

const foot = (page: Page) => panelOf(page).locator('.pf').innerText()

test.each(['tallboda', 'vindfaste'] as const)(
  'at %s a saving stays with its basket: the next order starts anew',
  async (kind) => {
    const { origin } = world.shops[kind]
    const shopping = SHOPPING[kind]
    const page = await context.newPage()
    onTestFinished(() => page.close())
    await shopping.fill(page, origin)
    // Decided without this basket's total, no code is promised for it.
    expect(await openPanel(page)).toMatch(/offers? here/)
    expect(await applyBest(page)).toMatchObject({ saved: true })
    expect(await foot(page)).toContain('The code stays in the basket')
    await page.reload()
    expect(await openPanel(page)).toContain('saved')
    await expect.poll(() => foot(page)).toContain('The code stays in the basket')

    await shopping.pay(page)
    if ((await panelOf(page).locator('.panel').count()) === 0) await openPanel(page)
    await panelOf(page).locator('.slip').waitFor()
    await expect.poll(() => foot(page)).not.toMatch(/basket|Undo/)

    await shopping.fill(page, origin)
    if ((await panelOf(page).locator('.panel').count()) === 0) await openPanel(page)
    await expect.poll(() => panelOf(page).locator('.slip').count()).toBe(0)
    await expect.poll(() => foot(page)).not.toMatch(/stays/)
  },
)

test('Alt+S goes into an open panel, and from inside folds it and gives the focus back', async () => {
  const page = await context.newPage()
  onTestFinished(() => page.close())
  await page.goto(`${world.shops.tallboda.origin}/product/skogsrost`)
  await openPanel(page)
  const field = page.locator('input[name="quantity"]')
  const inPanel = () => page.evaluate(() => document.activeElement?.localName === 'stamkund-panel')
  await field.focus()
  await page.keyboard.press('Alt+s')
  expect(await panelOf(page).locator('.panel').count()).toBe(1)
  expect(await inPanel()).toBe(true)
  await page.keyboard.press('Alt+s')
  expect(await panelOf(page).locator('.panel').count()).toBe(0)
  expect(await field.evaluate((element) => element === document.activeElement)).toBe(true)
})
