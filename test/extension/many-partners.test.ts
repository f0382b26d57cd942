import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { siteHash, siteKey } from '../../shared/contracts/index.ts'
import { findChromium } from '../browser.ts'
import { extensionPage, MEMBER_NUMBER, openBrowser, pair } from '../demo/browser.ts'
import { builtExtension } from '../demo/extension.ts'
import { panelOf } from '../demo/journey.ts'
import { newPairingCode } from '../demo/member.ts'
import { openSmallWorld } from '../e2e/small-world.ts'

/** Enough that details come in buckets and that no one question could hold them. */
const SHOPS = 1_500

let world: Awaited<ReturnType<typeof openSmallWorld>>
let context: BrowserContext
let welcome: Page

beforeAll(async () => {
  world = await openSmallWorld()
  const db = await world.worker.database()
  const rows = Array.from({ length: SHOPS }, (_, n) => {
    const origin = `https://butik-${n}.example`
    return [`sto_${String(n).padStart(26, '0')}`, origin, siteHash(siteKey(origin)), `Butik ${n}`]
  })
  const json = JSON.stringify(rows)
  await db.batch([
    db
      .prepare(
        `INSERT INTO stores SELECT value ->> 0, s.merchant_id, s.program_id, value ->> 3, value ->> 1, s.platform,
           s.currency, s.locale, 'token', 1, 'dns', 1 FROM json_each(?1), (SELECT * FROM stores LIMIT 1) s`,
      )
      .bind(json),
    db
      .prepare(
        `INSERT INTO sites SELECT value ->> 0, value ->> 1, value ->> 2, 1, 'dns', 1 FROM json_each(?1)`,
      )
      .bind(json),
  ])
  context = await openBrowser({
    executablePath: findChromium(),
    extensionDir: await builtExtension('localhost'),
    profileDir: join(world.dataDir, 'browser'),
    headless: true,
    workerPort: Number(new URL(world.worker.url).port),
  })
  await pair(context, await newPairingCode(world))
  welcome = await context.newPage()
  await welcome.goto(extensionPage('welcome.html'))
  await welcome.getByText(MEMBER_NUMBER).waitFor()
})
afterAll(async () => {
  await context?.close()
  await world?.stop()
})

test('a shop among many is known by its host, and shows the panel as ever', async () => {
  const shop = await context.newPage()
  await shop.goto(world.shops.vindfaste.origin)
  await panelOf(shop).locator('button.tab').waitFor()
  await shop.close()
})

test('what was asked for the list and the details named no shop', async () => {
  const paths = await welcome.evaluate(async () => {
    const { chrome } = globalThis as unknown as {
      chrome: { storage: { local: { get(key: string): Promise<Record<string, unknown>> } } }
    }
    const { partnerList, partnerBuckets } = await chrome.storage.local.get(null as unknown as string)
    return {
      bits: (partnerList as { list: { bits: number } }).list.bits,
      buckets: Object.entries(partnerBuckets as Record<string, { partners: unknown[] }>).map(
        ([name, { partners }]) => [name, partners.length] as const,
      ),
    }
  })
  expect(paths.bits).toBe(2)
  for (const [name, size] of paths.buckets) {
    expect(name).toMatch(/^[01]{2}$/)
    expect(size).toBeGreaterThan(200)
  }
})

test('shops are looked for by host, and none is asked for unless it is chosen', async () => {
  const asked: string[][] = []
  await welcome.exposeFunction('asked', (origins: string[]) => asked.push(origins))
  await welcome.evaluate(() => {
    const { chrome, asked } = globalThis as unknown as {
      chrome: { permissions: { request(wanted: { origins: string[] }): Promise<boolean> } }
      asked(origins: string[]): void
    }
    chrome.permissions.request = async ({ origins }) => {
      asked(origins)
      return false
    }
  })
  await welcome.getByText('too many for one question').waitFor()
  await welcome.getByLabel('Find a shop').fill('BUTIK-77')
  const rows = welcome.locator('.shops .set')
  await rows.filter({ hasText: 'butik-77.example' }).waitFor()
  expect(await rows.count()).toBe(11)
  await welcome.getByRole('button', { name: /^Allow ?: butik-77\.example$/ }).click()
  await welcome.getByText('Nothing was allowed.').waitFor()
  expect(asked).toEqual([['https://butik-77.example/*']])
  await welcome.getByLabel('Find a shop').fill('no-such-shop')
  await welcome.getByText('No partner shop has that').waitFor()
})
