import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Page } from 'puppeteer-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { wxt } from '../demo/extension.ts'
import { minorOf } from '../demo/journey.ts'
import { newPairingCode } from '../demo/member.ts'
import { openFirefox } from '../firefox.ts'
import { openSmallWorld } from './small-world.ts'

/** A guard, not a measure. Milliseconds. */
const STEP_MS = 20_000

let world: Awaited<ReturnType<typeof openSmallWorld>>
let browser: Browser

beforeAll(async () => {
  world = await openSmallWorld()
  const outDir = join(world.dataDir, 'firefox')
  // Firefox has no rules that send one address to another: this build knows this world's own.
  await wxt(['build', '--mode', 'localhost', '-b', 'firefox'], {
    STAMKUND_API: world.worker.url,
    STAMKUND_OUT_DIR: outDir,
  })
  browser = await openFirefox(join(outDir, 'firefox-mv3-localhost'))
  await pair(await welcomePage(), await newPairingCode(world))
})
afterAll(async () => {
  await browser?.close()
  await world?.stop()
  await rm(world.dataDir, { recursive: true, force: true })
})

/** The page that the extension greets whoever installs it with. BiDi tells no address of it. */
async function welcomePage(): Promise<Page> {
  for (const endsAt = Date.now() + STEP_MS; Date.now() < endsAt; ) {
    for (const page of await browser.pages()) {
      const address = await page.evaluate(() => location.href).catch(() => '')
      if (address.startsWith('moz-extension:') && address.includes('welcome')) return page
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('The extension greeted nobody')
}

async function pair(page: Page, code: string): Promise<void> {
  await page.locator('button.q').click()
  await page.locator('#pair-code').fill(code)
  await page.locator('form button[type="submit"]').click()
  await page.locator('.number').wait()
}

async function newPage(): Promise<Page> {
  const page = await browser.newPage()
  page.setDefaultTimeout(STEP_MS)
  await page.setViewport({ width: 1280, height: 800 })
  onTestFinished(() => page.close())
  return page
}

/** Something in the panel, whose shadow root the local build leaves open. */
const inPanel = (page: Page, selector: string) => page.locator(`stamkund-panel >>> ${selector}`)
const textsInPanel = (page: Page, selector: string): Promise<string[]> =>
  page.$$eval(`stamkund-panel >>> ${selector}`, (found) => found.map((one) => one.textContent?.trim() ?? ''))

const SHOPS = {
  tallboda: {
    async fill(page: Page, origin: string) {
      for (const [slug, quantity] of [
        ['skogsrost', '2'],
        ['oat-crisps', '1'],
      ] as const) {
        await page.goto(`${origin}/product/${slug}`)
        await page.locator('input[name="quantity"]').fill(quantity)
        await Promise.all([page.waitForNavigation(), page.locator('form.buy button').click()])
      }
      await page.goto(`${origin}/checkout`)
    },
    total: 'tr.total td',
  },
  vindfaste: {
    async fill(page: Page, origin: string) {
      await page.goto(`${origin}/produkt/dunjacka-brant`)
      await page.locator('form.about button').click()
      await page.locator('a[href="/kassa"]').click()
    },
    total: '.sum .pay dd',
  },
}

describe.each(['tallboda', 'vindfaste'] as const)('in Firefox, at %s', (kind) => {
  test('a member sees offers, applies the best, and reads the saving that the page shows', async () => {
    const { origin } = world.shops[kind]
    const { fill, total } = SHOPS[kind]
    const page = await newPage()
    await fill(page, origin)
    await page.locator(total).wait()
    const before = minorOf(await page.$eval(total, (cell) => cell.textContent ?? ''))

    await inPanel(page, 'button.tab').click()
    await inPanel(page, '.best button.p').click()
    await inPanel(page, '.slip').wait()

    const after = minorOf(await page.$eval(total, (cell) => cell.textContent ?? ''))
    const [saidBefore] = await textsInPanel(page, '.slip .rl:not(.cut):not(.tot) span:last-child')
    const [saidAfter] = await textsInPanel(page, '.slip .rl.tot span:last-child')
    expect(minorOf(saidBefore ?? '')).toBe(before)
    expect(minorOf(saidAfter ?? '')).toBe(after)
    expect(after).toBeLessThan(before)
  })
})

test('in Firefox, a page that is no partner gets nothing', async () => {
  const page = await newPage()
  // Local access covers this machine's hosts; the worker's own pages are no partner.
  await page.goto(`${world.worker.url}/docs`)
  await new Promise((resolve) => setTimeout(resolve, 500))
  expect(await page.$('stamkund-panel')).toBeNull()
})
