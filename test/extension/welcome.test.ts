import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findChromium, launchChromium } from '../browser.ts'
import { extensionPage, MEMBER_NUMBER, openBrowser } from '../demo/browser.ts'
import { builtExtension, LOCAL_EXTENSION_ID } from '../demo/extension.ts'
import { openPanel, panelOf, shownOffers } from '../demo/journey.ts'
import { openSmallWorld } from '../e2e/small-world.ts'
import { buildGallery } from './gallery-page.ts'
import { welcomes } from './welcome-states.ts'

/** Clicks until a new member sees an offer: join, allow, open the shop. */
const MOST_CLICKS = 3
/** And how long that may take, of which a machine needs seconds. Milliseconds. */
const MOST_MS = 60_000

describe('a first run', () => {
  let world: Awaited<ReturnType<typeof openSmallWorld>>
  let context: Awaited<ReturnType<typeof openBrowser>>

  beforeAll(async () => {
    world = await openSmallWorld()
    context = await openBrowser({
      executablePath: findChromium(),
      extensionDir: await builtExtension('localhost'),
      profileDir: join(world.dataDir, 'browser'),
      headless: true,
      workerPort: Number(new URL(world.worker.url).port),
    })
    await context.addInitScript(() => {
      const clicks = () => Number(sessionStorage.getItem('clicks') ?? 0)
      addEventListener('click', () => sessionStorage.setItem('clicks', String(clicks() + 1)), true)
    })
  })
  afterAll(async () => {
    await context?.close()
    await world?.stop()
  })

  /** Stands in for the browser's own question, which no script can answer: it is asked, and says yes as its settings do. */
  async function answerYes(page: Page): Promise<string[][]> {
    const settings = await context.newPage()
    await settings.goto('chrome://extensions')
    const call = (method: string, ...args: unknown[]) =>
      settings.evaluate(
        ([method, args]) =>
          (
            globalThis as unknown as {
              chrome: { developerPrivate: Record<string, (...args: unknown[]) => Promise<void>> }
            }
          ).chrome.developerPrivate[method]?.(...args),
        [method, args] as const,
      )
    for (const hostAccess of ['ON_CLICK', 'ON_SPECIFIC_SITES'])
      await call('updateExtensionConfiguration', { extensionId: LOCAL_EXTENSION_ID, hostAccess })
    const asked: string[][] = []
    await page.exposeFunction('answer', async (origins: string[]) => {
      asked.push(origins)
      for (const origin of origins) await call('addHostPermission', LOCAL_EXTENSION_ID, origin)
    })
    await page.addInitScript(() => {
      const { chrome, answer } = globalThis as unknown as {
        chrome: { permissions: { request(wanted: { origins: string[] }): Promise<boolean> } }
        answer(origins: string[]): Promise<void>
      }
      chrome.permissions.request = async ({ origins }) => {
        await answer(origins)
        return true
      }
    })
    return asked
  }

  test('comes from nothing to an offer in three clicks at most, and is asked for the partners’ pages alone', async () => {
    const page = await context.newPage()
    const asked = await answerYes(page)
    const begunAt = Date.now()
    await page.goto(extensionPage('welcome.html'))
    expect(await page.getByRole('checkbox').isChecked()).toBe(false)
    await page.getByRole('button', { name: 'Join' }).click()
    await page.getByText(MEMBER_NUMBER).waitFor()
    expect(asked).toEqual([])
    await page.getByRole('button', { name: /^Allow all/ }).click()
    const opening = context.waitForEvent('page')
    await page.getByRole('link', { name: /^Open / }).click()
    const shop = await opening
    // Folded, it says how many offers there are: that is the first offer seen.
    const panel = panelOf(shop)
    await panel.locator('button.tab .say').filter({ hasText: /offer/ }).waitFor()
    expect(Date.now() - begunAt).toBeLessThan(MOST_MS)
    const clicks = await page.evaluate(() => Number(sessionStorage.getItem('clicks')))
    expect(clicks).toBe(MOST_CLICKS)
    expect(await shop.evaluate(() => sessionStorage.getItem('clicks'))).toBeNull()
    const { tallboda, vindfaste } = world.shops
    expect(asked).toEqual([[`${tallboda.origin}/*`, `${vindfaste.origin}/*`]])
    await openPanel(shop)
    expect((await shownOffers(shop)).length).toBeGreaterThan(0)
    const kept = await page.evaluate(async () => {
      const { chrome } = globalThis as unknown as {
        chrome: { runtime: { sendMessage(message: object): Promise<{ res: { interest: boolean } }> } }
      }
      return (await chrome.runtime.sendMessage({ id: 1, type: 'welcome', timestamp: 1 })).res.interest
    })
    // What was not ticked is not agreed to.
    expect(kept).toBe(false)
  })
})

describe('every state', () => {
  let page: Page
  let gallery: Awaited<ReturnType<typeof buildGallery>>
  beforeAll(async () => {
    gallery = await buildGallery()
    // 1280 pixels at 400% (WCAG 2.2, 1.4.10).
    page = await (await launchChromium()).newPage({
      viewport: { width: 320, height: 256 },
      reducedMotion: 'reduce',
    })
  })
  afterAll(() => page?.close())

  test.each(Object.keys(welcomes))(
    '%s needs no scrolling sideways at four times the size, and cuts nothing off',
    async (name) => {
      await page.goto(gallery.url('welcome', name, 'light'))
      const wide = await page.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>('main *')]
          .filter(
            (one) =>
              !one.closest('.sr') &&
              (one.getBoundingClientRect().right > innerWidth ||
                (one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0)),
          )
          .map((one) => one.outerHTML.slice(0, 120)),
      )
      expect(wide).toEqual([])
    },
  )

  test('the keyboard reaches all there is to do, in the order in which it is read', async () => {
    const order = async (name: string) => {
      await page.goto(gallery.url('welcome', name, 'light'))
      const seen: string[] = []
      for (;;) {
        await page.keyboard.press('Tab')
        const at = await page.evaluate(() => {
          const one = document.activeElement as HTMLInputElement
          return one === document.body
            ? null
            : one.type === 'checkbox'
              ? 'consent'
              : (one.innerText || one.id).trim()
        })
        if (at === null || seen.includes(at)) return seen
        seen.push(at)
      }
    }
    expect(await order('invite')).toEqual(['consent', 'Join', 'I already have a card'])
    const joined = await order('joined')
    expect(joined.map((one) => one.replace(/\s+/g, ' ').replace(' :', ':'))).toEqual([
      'Allow all 2 partner shops',
      'Allow: Tallboda Kafferosteri',
      'Allow: Vindfäste',
    ])
    expect((await order('many-found')).slice(0, 3)).toEqual([
      'Open Tallboda Kafferosteri',
      'find-shop',
      'Tallboda Kafferosteri',
    ])
  })

  test('a hundred thousand shops are not asked for at once, and the page says why', async () => {
    await page.goto(gallery.url('welcome', 'many', 'light'))
    expect(await page.getByRole('button').count()).toBe(0)
    expect(await page.locator('main').innerText()).toContain('too many for one question')
  })
})
