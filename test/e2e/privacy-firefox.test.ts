import { join } from 'node:path'
import type { Browser, Page } from 'puppeteer-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { REQUESTS } from '../../extension/background/requests.ts'
import { SentKind } from '../../extension/background/sent-log.ts'
import { wxt } from '../demo/extension.ts'
import { openFirefox } from '../firefox.ts'
import { strangeHeaders } from './headers.ts'
import { openRecorder } from './recorder.ts'
import { openSmallWorld } from './small-world.ts'

let world: Awaited<ReturnType<typeof openSmallWorld>>
let recorder: Awaited<ReturnType<typeof openRecorder>>
let browser: Browser

beforeAll(async () => {
  world = await openSmallWorld()
  recorder = await openRecorder(world.worker.url)
  const outDir = join(world.dataDir, 'firefox')
  await wxt(['build', '--mode', 'localhost', '-b', 'firefox'], {
    STAMKUND_API: `http://127.0.0.1:${recorder.port}`,
    STAMKUND_OUT_DIR: outDir,
  })
  browser = await openFirefox(join(outDir, 'firefox-mv3-localhost'))
})
afterAll(async () => {
  await browser?.close()
  await recorder?.close()
  await world?.stop()
})

/** Waits until something has been asked of the worker. */
const asked = (path: string) =>
  expect.poll(() => recorder.recorded.map((request) => request.path), { timeout: 20_000 }).toContain(path)

/** The page that the extension greets with, once it has the list. */
async function welcomePage(): Promise<Page> {
  let found: Page | undefined
  await expect
    .poll(
      async () => {
        for (const page of await browser.pages()) {
          const address = await page.evaluate(() => location.href).catch(() => '')
          if (address.includes('welcome')) found = page
        }
        return found !== undefined
      },
      { timeout: 20_000 },
    )
    .toBe(true)
  return found as Page
}

test('Firefox’s requests carry what the privacy page names, and no id of the installation', async () => {
  await asked('/v1/partners')
  const welcome = await welcomePage()
  await welcome.locator('button.p').click()
  await asked('/v1/members')
  const page = await browser.newPage()
  await page.goto(world.shops.tallboda.origin)
  await page.locator('stamkund-panel >>> button.tab').click()
  await asked('/v1/decisions')
  for (const { method, path, fields, headers } of recorder.recorded) {
    expect(strangeHeaders(headers, null), `${method} ${path}`).toEqual([])
    const kinds = SentKind.options.filter((kind) =>
      REQUESTS[kind].some(
        (one) =>
          one.method === method && one.path.test(path) && fields.every((name) => one.fields.includes(name)),
      ),
    )
    expect(kinds, `${method} ${path} carries ${fields}`).not.toEqual([])
  }
}, 60_000)
