import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inputs } from '../../extension/background/inputs.ts'
import { LOCAL_EXTENSION_ID } from '../demo/extension.ts'
import { panelOf } from '../demo/journey.ts'
import { openSmallWorldInBrowser } from './small-world.ts'

/** As much of Chromium's interface for extensions as is asked here. */
interface Chrome {
  chrome: {
    runtime: { sendMessage(message: unknown): Promise<{ err?: { message?: string } } | undefined> }
    storage: {
      local: {
        get(key: string): Promise<Record<string, unknown>>
        set(values: Record<string, unknown>): Promise<void>
      }
    }
    tabs: { query(what: { url: string }): Promise<{ id: number }[]> }
    scripting: {
      executeScript<A extends unknown[], T>(how: {
        target: { tabId: number }
        args?: A
        func(...args: A): T
      }): Promise<{ result: Awaited<T> }[]>
      getRegisteredContentScripts(): Promise<{ matches: string[] }[]>
    }
    developerPrivate: {
      updateExtensionConfiguration(change: { extensionId: string; hostAccess: string }): Promise<void>
      addHostPermission(extensionId: string, host: string): Promise<void>
    }
  }
}

/** What a partner's page may ask. Everything else is for our own pages. */
const FROM_PAGES = new Set<string>([
  ...['pageInfo', 'claim', 'outcome', 'exposure', 'hide', 'looked', 'saveRun', 'saveResult', 'place'],
  ...['joinHere', 'openWelcome'],
])

let scene: Awaited<ReturnType<typeof openSmallWorldInBrowser>>
beforeAll(async () => {
  scene = await openSmallWorldInBrowser()
})
afterAll(() => scene?.close())

const worker = () =>
  scene.context.serviceWorkers()[0] as NonNullable<ReturnType<typeof scene.context.serviceWorkers>[0]>

/** Has the page note every event that it hears, of whatever name, and every message. */
const listenToAll = () => {
  const heard: string[] = []
  Object.assign(globalThis, { heard })
  const real = EventTarget.prototype.dispatchEvent
  EventTarget.prototype.dispatchEvent = function (event) {
    heard.push(event.type)
    return real.call(this, event)
  }
  addEventListener('message', (event) => heard.push(`message ${JSON.stringify(event.data)}`))
}
/** The names that WXT's own content scripts would use. */
const listenToWxt = (id: string) => {
  for (const name of ['content', 'panel'])
    for (const event of ['wxt:content-script-started', 'wxt:locationchange'])
      for (const target of [document, window])
        target.addEventListener(`${id}:${name}:${event}`, () =>
          (globalThis as unknown as { heard: string[] }).heard.push(event),
        )
}
const heardBy = (page: Page) => page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard)

async function visit(): Promise<Page> {
  const page = await scene.context.newPage()
  await page.addInitScript(listenToAll)
  await page.addInitScript(listenToWxt, LOCAL_EXTENSION_ID)
  await page.goto(scene.world.shops.tallboda.origin)
  return page
}

test('a shop’s scripts hear nothing of the panel and can’t end it', async () => {
  const page = await visit()
  await panelOf(page).locator('button.tab').waitFor()
  await page.evaluate(() => history.pushState({}, '', '/elsewhere'))
  await page.evaluate((id) => {
    for (const name of ['content', 'panel'])
      document.dispatchEvent(
        new CustomEvent(`${id}:${name}:wxt:content-script-started`, {
          detail: { contentScriptName: name, messageId: 'x' },
        }),
      )
  }, LOCAL_EXTENSION_ID)
  await page.waitForTimeout(1_200)
  expect((await heardBy(page)).filter((name) => !name.includes('content-script-started'))).toEqual([])
  await panelOf(page).locator('button.tab').waitFor()
  await page.close()
})

/** Asks the background, or reads the storage, as a content script of ours in the shop's tab. */
const asScript = (what: 'ask' | 'read', types: string[] = []) =>
  worker().evaluate(
    async ([source, url, types]) => {
      const { chrome } = globalThis as unknown as Chrome
      const [tab] = await chrome.tabs.query({ url })
      const run = await chrome.scripting.executeScript({
        target: { tabId: tab?.id ?? 0 },
        args: [types],
        // The worker's policy lets nothing be made from text: each question stands here.
        func:
          source === 'ask'
            ? async (types: string[]) => {
                const { chrome } = globalThis as unknown as Chrome
                const answers: [string, string][] = []
                for (const type of types) {
                  const reply = await chrome.runtime.sendMessage({ id: 1, type, data: null, timestamp: 0 })
                  answers.push([type, reply?.err?.message ?? 'answered'])
                }
                return answers as unknown
              }
            : () =>
                (globalThis as unknown as Chrome).chrome.storage.local.get('card').then(
                  () => 'read' as unknown,
                  () => 'refused' as unknown,
                ),
      })
      return run[0]?.result
    },
    [what, `${scene.world.shops.tallboda.origin}/*`, types] as const,
  )
test('a script in a shop’s page gets nothing that is for our own pages, and reads no storage', async () => {
  const page = await visit()
  const own = Object.keys(inputs).filter((type) => !FROM_PAGES.has(type))
  expect(own.length).toBeGreaterThan(25)
  expect(await asScript('ask', own)).toEqual(own.map((type) => [type, 'Not from our own pages']))
  expect(await asScript('read')).toBe('refused')
  await page.close()
})

test('a shop that the member has hidden hears nothing and gets nothing', async () => {
  await worker().evaluate(async () => {
    const { local } = (globalThis as unknown as Chrome).chrome.storage
    const { partnerBuckets, settings } = (await local.get(null as unknown as string)) as {
      partnerBuckets: { all: { partners: { storeId: string }[] } }
      settings?: object
    }
    const hiddenStoreIds = partnerBuckets.all.partners.map((one) => one.storeId)
    await local.set({ settings: { ...settings, hiddenStoreIds } })
  })
  const page = await visit()
  await page.waitForTimeout(1_000)
  expect(await heardBy(page)).toEqual([])
  expect(await panelOf(page).count()).toBe(0)
  await page.close()
})

test('two permissions given at once are both followed', async () => {
  const settings = await scene.context.newPage()
  await settings.goto('chrome://extensions')
  const { tallboda, vindfaste } = scene.world.shops
  const registered = () =>
    worker().evaluate(async () =>
      (await (globalThis as unknown as Chrome).chrome.scripting.getRegisteredContentScripts()).flatMap(
        (script) => script.matches,
      ),
    )
  for (let round = 0; round < 3; round += 1) {
    await settings.evaluate(
      async ([id, ...hosts]) => {
        const { developerPrivate } = (globalThis as unknown as Chrome).chrome
        await developerPrivate.updateExtensionConfiguration({ extensionId: id, hostAccess: 'ON_CLICK' })
        await developerPrivate.updateExtensionConfiguration({
          extensionId: id,
          hostAccess: 'ON_SPECIFIC_SITES',
        })
        await Promise.all(hosts.map((host) => developerPrivate.addHostPermission(id, host)))
      },
      [LOCAL_EXTENSION_ID, `${tallboda.origin}/*`, `${vindfaste.origin}/*`] as const,
    )
    await expect.poll(registered, { timeout: 5_000 }).toHaveLength(2)
  }
  await settings.close()
})
