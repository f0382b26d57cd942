import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { CDPSession, Page, Worker } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { extensionPage } from '../demo/browser.ts'
import { LOCAL_EXTENSION_ID } from '../demo/extension.ts'
import { applyBest, minorOf, openPanel, panelOf, SHOPPING } from '../demo/journey.ts'
import { openSmallWorldInBrowser } from '../e2e/small-world.ts'
import { buildExtension } from './build.ts'

/** What the browser's own page of extensions calls, and its settings are drawn from. */
interface DeveloperPrivate {
  updateExtensionConfiguration(change: { extensionId: string; hostAccess: string }): Promise<void>
  addHostPermission(extensionId: string, pattern: string): Promise<void>
  removeHostPermission(extensionId: string, pattern: string): Promise<void>
}

let opened: Awaited<ReturnType<typeof openSmallWorldInBrowser>>
let settings: Page
let own: Page
let shop: Page
let worker: Worker
let browserSession: CDPSession

beforeAll(async () => {
  opened = await openSmallWorldInBrowser()
  const { context } = opened
  settings = await context.newPage()
  await settings.goto('chrome://extensions')
  own = await context.newPage()
  await own.goto(extensionPage('welcome.html'))
  worker = context.serviceWorkers()[0] as Worker
  browserSession = (await context.browser()?.newBrowserCDPSession()) as CDPSession
  shop = await context.newPage()
})
afterAll(() => opened?.close())
beforeEach(() => hostAccess('ON_ALL_SITES'))

const origin = (name: 'tallboda' | 'vindfaste') => opened.world.shops[name].origin
const hostAccess = (access: 'ON_CLICK' | 'ON_SPECIFIC_SITES' | 'ON_ALL_SITES') =>
  settings.evaluate(
    ([extensionId, hostAccess]) =>
      (
        globalThis as unknown as { chrome: { developerPrivate: DeveloperPrivate } }
      ).chrome.developerPrivate.updateExtensionConfiguration({ extensionId, hostAccess }),
    [LOCAL_EXTENSION_ID, access] as const,
  )
const permit = (name: 'tallboda' | 'vindfaste', way: 'addHostPermission' | 'removeHostPermission') =>
  settings.evaluate(
    ([id, pattern, way]) =>
      (globalThis as unknown as { chrome: { developerPrivate: DeveloperPrivate } }).chrome.developerPrivate[
        way
      ](id, pattern),
    [LOCAL_EXTENSION_ID, `${origin(name)}/*`, way] as const,
  )
const registered = () =>
  worker.evaluate(async () => {
    const { chrome } = globalThis as unknown as {
      chrome: { scripting: { getRegisteredContentScripts(): Promise<{ matches?: string[] }[]> } }
    }
    return (await chrome.scripting.getRegisteredContentScripts()).flatMap((script) => script.matches ?? [])
  })
/** What an own page says to the background, as the library writes it. */
const say = (type: string, data: unknown, from = own) =>
  from.evaluate(
    ([type, data]) =>
      (
        globalThis as unknown as { chrome: { runtime: { sendMessage(message: unknown): Promise<unknown> } } }
      ).chrome.runtime.sendMessage({ id: 1, type, data, timestamp: Date.now() }),
    [type, data] as const,
  )
const tabOf = (address: string) =>
  worker.evaluate(async (address) => {
    const { chrome } = globalThis as unknown as {
      chrome: { tabs: { query(of: object): Promise<{ id: number; url?: string }[]> } }
    }
    return (await chrome.tabs.query({})).find((tab) => tab.url?.startsWith(address))?.id
  }, address)
/** Presses the toolbar button over a tab, as a member does. */
async function pressButton(address: string): Promise<void> {
  const { targetInfos } = await browserSession.send('Target.getTargets', { filter: [{ type: 'tab' }] })
  const targetId = targetInfos.find((target) => target.url.startsWith(address))?.targetId
  await browserSession.send(
    'Extensions.triggerAction' as never,
    { id: LOCAL_EXTENSION_ID, targetId } as never,
  )
}

test('access taken away in the browser’s settings ends an open panel, and given back brings it, without a reload', async () => {
  await shop.goto(origin('vindfaste'))
  await panelOf(shop).waitFor({ state: 'attached' })
  await hostAccess('ON_CLICK')
  await panelOf(shop).waitFor({ state: 'detached' })
  expect(await registered()).toEqual([])
  await shop.reload()
  await shop.waitForLoadState()
  expect(await panelOf(shop).count()).toBe(0)
  await hostAccess('ON_ALL_SITES')
  await panelOf(shop).waitFor({ state: 'attached' })
  expect((await registered()).length).toBe(2)
})

test('one shop is allowed and no other', async () => {
  await hostAccess('ON_CLICK')
  await hostAccess('ON_SPECIFIC_SITES')
  await permit('vindfaste', 'addHostPermission')
  await expect.poll(registered).toEqual([`${origin('vindfaste')}/*`])
  await shop.goto(origin('tallboda'))
  await shop.waitForLoadState()
  expect(await panelOf(shop).count()).toBe(0)
  await shop.goto(origin('vindfaste'))
  await panelOf(shop).waitFor({ state: 'attached' })
  await permit('vindfaste', 'removeHostPermission')
  await panelOf(shop).waitFor({ state: 'detached' })
  expect(await registered()).toEqual([])
})

test('without any access the toolbar button brings the panel into this tab, once', async () => {
  await hostAccess('ON_CLICK')
  await shop.goto(origin('vindfaste'))
  expect(await registered()).toEqual([])
  await shop.bringToFront()
  await pressButton(origin('vindfaste'))
  const tabId = await tabOf(origin('vindfaste'))
  expect(tabId).toBeDefined()
  expect(await say('showHere', { tabId })).toEqual({ res: { ok: true, value: null } })
  await panelOf(shop).waitFor({ state: 'attached' })
  await panelOf(shop).locator('button.tab').click()
  await panelOf(shop).locator('section.panel').waitFor()
  await shop.goto(origin('tallboda'))
  await shop.waitForLoadState()
  expect(await panelOf(shop).count()).toBe(0)
})

test('called with the button alone, it comes back where the shop loads anew, and its run goes on', async () => {
  await hostAccess('ON_CLICK')
  await SHOPPING.tallboda.fill(shop, origin('tallboda'))
  await shop.bringToFront()
  await pressButton(origin('tallboda'))
  expect(await say('showHere', { tabId: await tabOf(origin('tallboda')) })).toEqual({
    res: { ok: true, value: null },
  })
  await openPanel(shop)
  const before = minorOf(await SHOPPING.tallboda.total(shop).innerText())
  const applied = await applyBest(shop)
  expect(applied).toMatchObject({ saved: true, beforeMinor: before })
  await shop.goto(origin('vindfaste'))
  await shop.waitForLoadState()
  expect(await panelOf(shop).count()).toBe(0)
})

test('nowhere but on a partner’s page: a tab that is none, and one that was not pressed over, are refused', async () => {
  await hostAccess('ON_CLICK')
  await shop.goto(origin('vindfaste'))
  const seen = await worker.evaluate(async () => {
    const { chrome } = globalThis as unknown as {
      chrome: { tabs: { query(of: object): Promise<{ id: number; url?: string }[]> } }
    }
    return (await chrome.tabs.query({})).filter((tab) => tab.url === undefined).map((tab) => tab.id)
  })
  for (const tabId of seen)
    expect(await say('showHere', { tabId })).toEqual({ res: { ok: false, trouble: 'notPartner' } })
  expect(await panelOf(shop).count()).toBe(0)
})

test('the button lights up on the partners’ hosts by the browser’s own rules', async () => {
  const lit = await worker.evaluate(
    () =>
      new Promise((resolve) =>
        (
          globalThis as unknown as {
            chrome: {
              declarativeContent: { onPageChanged: { getRules(take: (rules: unknown) => void): void } }
            }
          }
        ).chrome.declarativeContent.onPageChanged.getRules(resolve),
      ),
  )
  const parts = (name: 'tallboda' | 'vindfaste') => {
    const { hostname, port } = new URL(origin(name))
    return expect.objectContaining({
      pageUrl: { hostEquals: hostname, ports: [Number(port)], schemes: ['http'] },
    })
  }
  expect(lit).toMatchObject([{ conditions: [parts('tallboda'), parts('vindfaste')] }])
})

test('a page’s own scripts reach nobody: no runtime, and nothing listens to what a window is told', async () => {
  await shop.goto(origin('vindfaste'))
  await panelOf(shop).waitFor({ state: 'attached' })
  const before = await say('settings', null)
  const reached = await shop.evaluate(async () => {
    const { chrome } = globalThis as unknown as {
      chrome?: { runtime?: { sendMessage?: (id: string, message: unknown) => Promise<unknown> } }
    }
    const forged = {
      id: 1,
      type: 'claim',
      data: { offerIds: ['off_00000000000000000000000000'] },
      timestamp: 1,
    }
    for (const target of [window, document])
      for (const type of ['claim', 'wxt:content-script-started', 'stamkund'])
        target.dispatchEvent(new CustomEvent(type, { detail: forged }))
    window.postMessage(forged, '*')
    return chrome?.runtime?.sendMessage !== undefined
  })
  expect(reached).toBe(false)
  await shop.waitForTimeout(300)
  expect(await panelOf(shop).count()).toBe(1)
  const kinds = (answer: unknown) =>
    (answer as { res: { sent: { kind: string }[] } }).res.sent.filter(({ kind }) => kind === 'claim')
  expect(kinds(await say('settings', null))).toEqual(kinds(before))
})

test.each(['chrome', 'firefox'] as const)(
  'the build for %s listens to no other extension',
  async (browser) => {
    const script = await readFile(join(await buildExtension('production', browser), 'background.js'), 'utf8')
    expect(script).toContain('onMessage')
    expect(script).not.toMatch(/onMessageExternal|onConnectExternal|onUserScriptMessage/)
  },
)
