import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Inputs } from '../../extension/background/inputs.ts'
import { REQUESTS, type RequestKind } from '../../extension/background/requests.ts'
import { SentKind, type SentRecord } from '../../extension/background/sent-log.ts'
import type { Act } from '../../extension/facts.ts'
import { findChromium, launchChromium } from '../browser.ts'
import { openBrowser, pair } from '../demo/browser.ts'
import { builtExtension, LOCAL_EXTENSION_ID } from '../demo/extension.ts'
import { applyBest, openPanel, SHOPPING } from '../demo/journey.ts'
import { newPairingCode } from '../demo/member.ts'
import { strangeHeaders } from './headers.ts'
import { openRecorder, openTrap, type Recorded } from './recorder.ts'
import { openSmallWorld } from './small-world.ts'

/** An extension's id in Chromium is everybody's; Firefox's would be this installation's, and is never sent. */
const CHROMIUM_ORIGIN = new RegExp(`^chrome-extension://${LOCAL_EXTENSION_ID}$`)

let world: Awaited<ReturnType<typeof openSmallWorld>>
let recorder: Awaited<ReturnType<typeof openRecorder>>
let trap: Awaited<ReturnType<typeof openTrap>>
let context: BrowserContext
let own: Page
const sent: Pick<SentRecord, 'kind'>[] = []

/** Asks the background as a page of ours does. */
const ask = <K extends keyof Inputs>(type: K, data?: Inputs[K]): Promise<unknown> =>
  own.evaluate(
    async ([type, data]) => {
      const { runtime } = (
        globalThis as unknown as { chrome: { runtime: { sendMessage(m: unknown): Promise<unknown> } } }
      ).chrome
      const reply = (await runtime.sendMessage({ id: 1, type, data, timestamp: 0 })) as {
        res?: unknown
        err?: unknown
      }
      if (reply?.err) throw new Error(JSON.stringify(reply.err))
      return reply?.res
    },
    [type as string, data] as const,
  )

const act = (storeId: string, one: Act) => ask('act', { storeId, act: one })

const matches = ({ method, path, fields, headers }: Recorded, kind: RequestKind): boolean =>
  method === kind.method &&
  kind.path.test(path) &&
  'authorization' in headers === kind.token &&
  fields.every((field) => kind.fields.includes(field))

beforeAll(async () => {
  world = await openSmallWorld()
  recorder = await openRecorder(world.worker.url)
  trap = await openTrap()
  context = await openBrowser({
    executablePath: findChromium(),
    extensionDir: await builtExtension('localhost'),
    profileDir: join(world.dataDir, 'browser'),
    headless: true,
    resolve: [
      `MAP localhost:8787 127.0.0.1:${recorder.port}`,
      // Chromium's own calls home are none of ours.
      ...['google', 'googleapis', 'gstatic', 'gvt1'].map((host) => `MAP *.${host}.com ~NOTFOUND`),
      'MAP google.com ~NOTFOUND',
      // The shops of this world. Whatever else is asked for, by any name and at any port, is counted.
      ...Object.values(world.shops).map(({ origin }) => {
        const { hostname, port } = new URL(origin)
        return `MAP ${hostname}:${port} 127.0.0.1:${port}`
      }),
      `MAP * 127.0.0.1:${trap.port}`,
    ],
  })
})
afterAll(async () => {
  await context?.close()
  await recorder?.close()
  await trap?.close()
  await world?.stop()
})

test('a full journey sends what the privacy page names, each noted in the log, and nothing else', async () => {
  const { storeId } = world.demo.merchants.tallboda
  const { origin } = world.shops.tallboda
  own = await pair(context, await newPairingCode(world))
  const page = await context.newPage()
  const shopping = SHOPPING.tallboda

  await page.goto(`${origin}${shopping.product}`)
  await openPanel(page)
  await shopping.fill(page, origin)
  await openPanel(page)
  await applyBest(page)
  await shopping.pay(page)

  await ask('setInterest', { on: true })
  await page.goto(`${origin}${shopping.product}`)
  await openPanel(page)
  await page.waitForTimeout(1_500)
  await shopping.fill(page, origin)
  await openPanel(page)
  await page.waitForTimeout(1_000)

  for (const type of ['membership', 'catalogue', 'pickups', 'mirror', 'consents', 'offersAt'] as const)
    await ask(type, { storeId })
  await ask('entries', { storeId, units: ['points'] })
  await ask('receipt', { storeId, unit: 'points', seq: 1 })
  const { member } = (await ask('popup', { url: origin })) as { member: { number: string } }
  const acts: Act[] = [
    { kind: 'orderReward', reward: 'mug' },
    { kind: 'cancelOrder', orderId: 'ror_00000000000000000000000001' },
    { kind: 'cancelPlan', plan: 'plus', refund: false },
    { kind: 'resumePlan', plan: 'plus' },
    {
      kind: 'placePickup',
      placeKey: 'umea',
      pickupAt: 1_900_000_000_000,
      lines: [{ sku: 'A', quantity: 1 }],
    },
    { kind: 'cancelPickup', pickupId: 'pic_00000000000000000000000001' },
    { kind: 'setBirthMonth', month: 4 },
    { kind: 'setBirthMonth', month: null },
    { kind: 'transfer', toNumber: member.number, unit: 'points', amount: 1 },
    { kind: 'setConsent', purpose: 'news', granted: true },
  ]
  // Some are refused, as nobody has such an order: what they ask has left the device all the same.
  for (const one of acts) await act(storeId, one).catch(() => undefined)
  await ask('pairingCode')
  await ask('exportData')
  const { sent: log } = (await ask('settings')) as { sent: SentRecord[] }
  sent.push(...log)

  await ask('erase')
  await ask('join')
  sent.push({ kind: 'erase' }, { kind: 'join' })

  for (const { headers } of recorder.recorded) expect(strangeHeaders(headers, CHROMIUM_ORIGIN)).toEqual([])
  // A browser's question in advance of a request is no request of ours.
  const made = recorder.recorded.filter(({ method }) => method !== 'OPTIONS')
  for (const request of made) {
    const kinds = SentKind.options.filter((kind) => REQUESTS[kind].some((one) => matches(request, one)))
    expect(kinds, `${request.method} ${request.path} carries ${request.fields}`).not.toEqual([])
  }
  // In the order they were made, newest first in the log.
  const inOrder = [...log].reverse()
  for (const [index, { kind }] of inOrder.entries()) {
    const request = made[index]
    expect(request && REQUESTS[kind].some((one) => matches(request, one)), `${kind} ${request?.path}`).toBe(
      true,
    )
  }
  expect(trap.knocks()).toBe(0)
}, 120_000)

test('the journey made every kind of request that the privacy page names', () => {
  const made = new Set(sent.map(({ kind }) => kind))
  // Where partners are few there is nothing to ask for: test/extension/many-partners.test.ts has them many.
  expect(SentKind.options.filter((kind) => !made.has(kind))).toEqual(['partnerDetails'])
})

test.each(['tallboda', 'vindfaste'] as const)(
  '%s is asked nothing more for the panel’s sake, and is given no cookie and no other address',
  async (shop) => {
    const { origin } = world.shops[shop]
    const browse = async (page: Page, panel: boolean) => {
      const asked: string[] = []
      page.on('request', (request) => {
        const { host, pathname, search } = new URL(request.url())
        // The tab's own picture is asked for when it pleases the browser.
        if (/icon/.test(pathname)) return
        if (/^https?:/.test(request.url())) asked.push(`${request.method()} ${host} ${pathname}${search}`)
      })
      await page.goto(`${origin}${SHOPPING[shop].product}`)
      if (panel) await openPanel(page)
      await SHOPPING[shop].fill(page, origin)
      if (panel) await openPanel(page)
      await page.waitForTimeout(500)
      const left = {
        asked: [...new Set(asked)].sort(),
        address: page.url(),
        cookies: await page.evaluate(() => document.cookie),
      }
      await page.context().clearCookies()
      await page.close()
      return left
    }
    await ask('join')
    const withPanel = await browse(await context.newPage(), true)
    const plain = await (await launchChromium()).newContext()
    expect(withPanel).toEqual(await browse(await plain.newPage(), false))
    await plain.close()
  },
  60_000,
)
