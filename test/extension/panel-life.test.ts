import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { openPanel, panelOf, SHOPPING } from '../demo/journey.ts'
import { openSmallWorldInBrowser } from '../e2e/small-world.ts'

let opened: Awaited<ReturnType<typeof openSmallWorldInBrowser>>

beforeAll(async () => {
  opened = await openSmallWorldInBrowser()
})
afterAll(() => opened?.close())

/** A shop's page of its own for one test. */
async function visit(shop: 'tallboda' | 'vindfaste'): Promise<Page> {
  const page = await opened.context.newPage()
  onTestFinished(() => page.close().catch(() => undefined))
  await page.goto(opened.world.shops[shop].origin + SHOPPING[shop].product)
  return page
}

test('where the member puts it at one shop, it stands at the next', async () => {
  const page = await visit('tallboda')
  await openPanel(page)
  const handle = panelOf(page).getByRole('button', { name: 'Move' })
  await handle.focus()
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowUp')
  const next = await visit('vindfaste')
  const tab = panelOf(next).locator('button.tab')
  await expect.poll(async () => (await tab.boundingBox())?.x).toBe(20)
  const { y = 0, height = 0 } = (await tab.boundingBox()) ?? {}
  expect(innerHeightOf(next) - y - height).toBeGreaterThanOrEqual(68)
})

test('what the shop’s scripts write neither opens nor presses anything', async () => {
  const page = await visit('tallboda')
  await panelOf(page).locator('button.tab').waitFor()
  await page.evaluate(() => {
    dispatchEvent(new KeyboardEvent('keydown', { altKey: true, code: 'KeyS', bubbles: true }))
    const host = document.querySelector('stamkund-panel')
    host?.shadowRoot?.querySelector('button')?.click()
    host?.dispatchEvent(new CustomEvent('toggle'))
    postMessage({ type: 'pageInfo', data: { totalMinor: 1 } }, '*')
  })
  expect(await panelOf(page).locator('section.panel').count()).toBe(0)
  await page.keyboard.press('Alt+s')
  await panelOf(page).locator('section.panel').waitFor()
})

// The last: the extension is another one afterwards.
test('a panel whose extension was updated says so, and the page goes on', async () => {
  const page = await visit('tallboda')
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  await openPanel(page)
  const [worker] = opened.context.serviceWorkers()
  await worker?.evaluate(() =>
    (globalThis as unknown as { chrome: { runtime: { reload(): void } } }).chrome.runtime.reload(),
  )
  // Whatever is pressed now reaches nobody.
  await expect
    .poll(async () => {
      await panelOf(page)
        .getByRole('button', { name: 'Hide here' })
        .click({ timeout: 2_000 })
        .catch(() => undefined)
      await panelOf(page)
        .getByRole('button', { name: 'For this visit' })
        .click({ timeout: 2_000 })
        .catch(() => undefined)
      return panelOf(page).locator('section.panel').innerText()
    })
    .toMatch(/Stamkund was updated/)
  await panelOf(page).getByRole('button', { name: 'Load anew' }).waitFor()
  expect(await page.locator('form.buy button').isEnabled()).toBe(true)
  expect(errors).toEqual([])
})

const innerHeightOf = (page: Page): number => page.viewportSize()?.height ?? 0
