import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { describe, expect, test } from 'vitest'
import type * as Routes from '../../../extension/checkout/cart-routes/index.ts'
import type { CartState } from '../../../extension/checkout/types.ts'
import { launchChromium } from '../../browser.ts'
import { type ServedRequest, serve } from '../harness.ts'
import { type Storefront, shopifyCart } from './shopify.ts'
import { html, json, openTill, redirect, type Shop, type Till } from './till.ts'
import { type BlockShop, woocommerceBlocks } from './woocommerce-blocks.ts'

declare global {
  var routes: typeof Routes
}

const script = build({
  entryPoints: [fileURLToPath(new URL('../../../extension/checkout/cart-routes/index.ts', import.meta.url))],
  bundle: true,
  write: false,
  format: 'iife',
  globalName: 'routes',
}).then(({ outputFiles }) => outputFiles[0]!.text)

type Name = keyof typeof Routes
type Asked = { method: string; path: string; text: string }

/** Asks one route on a served page, call by call; `asked` is what the server heard of scripts since the page stood. */
async function on(shop: Shop, name: Name, ...calls: ['read' | 'apply' | 'remove', string?][]) {
  const asked: Asked[] = []
  const server = await serve((request, reply) => {
    asked.push({
      method: request.method,
      path: request.url.pathname + request.url.search,
      text: request.text,
    })
    shop.answer(request, reply)
  })
  const page = await (await launchChromium()).newPage()
  try {
    await page.addInitScript(`${await script};globalThis.routes = routes`)
    await page.goto(server.origin + shop.path, { waitUntil: 'networkidle' })
    asked.length = 0
    const detected = await page.evaluate((name) => routes[name].detect(document), name)
    const states: (CartState | null)[] = []
    for (const [call, code = ''] of calls) {
      states.push(
        await page.evaluate(
          ([name, call, code]) => {
            const signal = AbortSignal.timeout(5000)
            return call === 'read'
              ? routes[name].read(document, signal)
              : routes[name][call](document, code, signal)
          },
          [name, call, code] as const,
        ),
      )
    }
    return { detected, states, state: states.at(-1), asked }
  } finally {
    await page.close()
    await server.close()
  }
}

const usd = (amountMinor: number, ...codes: string[]) => ({
  total: { amountMinor, currency: 'USD' },
  codes,
  quantity: 1,
})

describe.concurrent("Shopify's Ajax cart", () => {
  const shop = (used: string[] = [], set?: Storefront) => {
    const till = openTill(used)
    return { till, shop: shopifyCart(till, set) }
  }
  const bodies = (asked: Asked[]) =>
    asked.filter(({ method }) => method === 'POST').map(({ text }) => JSON.parse(text).discount)

  test('total and live codes are read', async () => {
    const { detected, state } = await on(shop(['EARLIER']).shop, 'shopify', ['read'])
    expect(detected).toBe(true)
    expect(state).toEqual(usd(8500, 'EARLIER'))
  })

  test('a code is put in beside those in use', async () => {
    const { state, asked } = await on(shop(['EARLIER']).shop, 'shopify', ['apply', 'SAVE10'])
    expect(state).toEqual(usd(7490, 'EARLIER', 'SAVE10'))
    expect(bodies(asked)).toEqual(['EARLIER,SAVE10'])
  })

  test('a live code that died of being sent again lives after the list was cleared', async () => {
    const { shop: front, till } = shop(['EARLIER'], { killsResent: true })
    const { state, asked } = await on(front, 'shopify', ['apply', 'SAVE10'])
    expect(state).toEqual(usd(7490, 'EARLIER', 'SAVE10'))
    expect(bodies(asked)).toEqual(['EARLIER,SAVE10', '', 'EARLIER,SAVE10'])
    expect(till.codes).toEqual(['EARLIER', 'SAVE10'])
  })

  test('a code in use, in any case, is not sent again', async () => {
    const { state, asked } = await on(shop(['SAVE10']).shop, 'shopify', ['apply', 'save10'])
    expect(state).toEqual(usd(8990, 'SAVE10'))
    expect(bodies(asked)).toEqual([])
  })

  test('a refused code leaves nothing behind', async () => {
    const { state, asked } = await on(shop(['EARLIER']).shop, 'shopify', ['apply', 'WRONG99'])
    expect(state).toEqual(usd(8500, 'EARLIER'))
    expect(bodies(asked)).toEqual(['EARLIER,WRONG99', 'EARLIER'])
  })

  test('one code is taken out, and no other', async () => {
    const { state } = await on(shop(['EARLIER', 'SAVE10']).shop, 'shopify', ['remove', 'save10'])
    expect(state).toEqual(usd(8500, 'EARLIER'))
  })

  test('the last code is taken out', async () => {
    const { state, asked } = await on(shop(['SAVE10']).shop, 'shopify', ['remove', 'SAVE10'])
    expect(state).toEqual(usd(10_000))
    expect(bodies(asked)).toEqual([''])
  })

  test("a market's own beginning is kept", async () => {
    const { state, asked } = await on(shop([], { root: '/sv-se/' }).shop, 'shopify', ['apply', 'SAVE10'])
    expect(state).toEqual(usd(8990, 'SAVE10'))
    expect(asked.map(({ path }) => path)).toEqual(['/sv-se/cart.js', '/sv-se/cart/update.js'])
  })

  test.each([
    ['JPY', 100],
    ['SEK', 10_000],
    ['KWD', 100_000],
    ['CLP', 100],
  ])('hundredths of a %s are its own minor units', async (currency, amountMinor) => {
    const { state } = await on(shop([], { currency }).shop, 'shopify', ['read'])
    expect(state).toEqual({ total: { amountMinor, currency }, codes: [], quantity: 1 })
  })

  test('a rest that the currency does not have is no amount', async () => {
    // 89.90 of a currency without decimals.
    expect((await on(shop(['SAVE10'], { currency: 'JPY' }).shop, 'shopify', ['read'])).state).toBeNull()
  })

  test.each<[string, (request: ServedRequest) => unknown]>([
    ['no cart', () => ({ status: 404 })],
    ['no codes told of', () => ({ total_price: 100, currency: 'USD' })],
    ['a total in words', () => ({ total_price: '100', currency: 'USD', discount_codes: [], quantity: 1 })],
    ['a negative total', () => ({ total_price: -1, currency: 'USD', discount_codes: [], quantity: 1 })],
    ['a code that is none', () => ({ total_price: 1, currency: 'USD', discount_codes: [{ code: 7 }] })],
    ['a made-up currency', () => ({ total_price: 1, currency: 'dollars', discount_codes: [], quantity: 1 })],
    ['a list', () => []],
  ])('%s is answered with null', async (_name, body) => {
    const front = shop().shop
    const { state } = await on(
      {
        ...front,
        answer: (request, reply) =>
          request.url.pathname.endsWith('.js') ? json(reply, body(request)) : front.answer(request, reply),
      },
      'shopify',
      ['read'],
    )
    expect(state).toBeNull()
  })

  test('where the shop points elsewhere nobody follows', async () => {
    const front = shop().shop
    const heard: string[] = []
    const other = await serve((request, reply) => {
      heard.push(request.url.pathname)
      reply.setHeader('access-control-allow-origin', '*')
      json(reply, { total_price: 1, currency: 'USD', discount_codes: [], quantity: 1 })
    })
    const { state } = await on(
      {
        ...front,
        answer: (request, reply) =>
          request.url.pathname === '/cart.js'
            ? redirect(reply, `${other.origin}/cart.js`)
            : front.answer(request, reply),
      },
      'shopify',
      ['read'],
    )
    await other.close()
    expect(state).toBeNull()
    expect(heard).toEqual([])
  })

  test('a page of HTML is no basket', async () => {
    const front = shop().shop
    const { state } = await on(
      {
        ...front,
        answer: (request, reply) =>
          request.url.pathname === '/cart.js' ? html(reply, '<p>Log in') : front.answer(request, reply),
      },
      'shopify',
      ['read'],
    )
    expect(state).toBeNull()
  })

  test('the hosted checkout is no storefront', async () => {
    const { detected } = await on({ ...shop().shop, path: '/checkouts/cn/abc' }, 'shopify')
    expect(detected).toBe(false)
  })
})

describe.concurrent("WooCommerce's Store API", () => {
  const blocks = (used: string[] = [], set?: BlockShop): { till: Till; shop: Shop } => {
    const till = openTill(used)
    return { till, shop: woocommerceBlocks(till, set) }
  }

  test('total and codes are read', async () => {
    const { detected, state } = await on(blocks(['EARLIER']).shop, 'woocommerceBlocks', ['read'])
    expect(detected).toBe(true)
    expect(state).toEqual(usd(8500, 'earlier'))
  })

  test("a code is put in and taken out in the shop's own case", async () => {
    const { states } = await on(
      blocks(['EARLIER']).shop,
      'woocommerceBlocks',
      ['apply', 'SAVE10'],
      ['remove', 'Save10'],
    )
    expect(states).toEqual([usd(7490, 'earlier', 'save10'), usd(8500, 'earlier')])
  })

  test.each([400, 409, 500])('a code refused with %s is not among the codes', async (refuseWith) => {
    const { state } = await on(blocks([], { refuseWith }).shop, 'woocommerceBlocks', ['apply', 'WRONG99'])
    expect(state).toEqual(usd(10_000))
  })

  test('a shop that is not well is not taken for one that refuses', async () => {
    const { state } = await on(blocks([], { refuseWith: 503 }).shop, 'woocommerceBlocks', [
      'apply',
      'WRONG99',
    ])
    expect(state).toBeNull()
  })

  test('a nonce that is refused is fetched anew, once', async () => {
    const { shop, till } = blocks([], { staleNonces: 1 })
    const { state, asked } = await on(shop, 'woocommerceBlocks', ['apply', 'SAVE10'])
    expect(state).toEqual(usd(8990, 'save10'))
    expect(till.codes).toEqual(['SAVE10'])
    expect(asked.map(({ method }) => method)).toEqual(['GET', 'POST', 'GET', 'POST'])
  })

  test('a site without pretty links is asked by its query', async () => {
    const { state, asked } = await on(blocks([], { plainLinks: true }).shop, 'woocommerceBlocks', [
      'apply',
      'SAVE10',
    ])
    expect(state).toEqual(usd(8990, 'save10'))
    expect(asked.every(({ path }) => path.startsWith('/index.php?rest_route='))).toBe(true)
  })

  test("the shop's own number of decimals is not the currency's", async () => {
    const whole = await on(blocks([], { decimals: 0, currency: 'SEK' }).shop, 'woocommerceBlocks', ['read'])
    expect(whole.state).toEqual({ total: { amountMinor: 10_000, currency: 'SEK' }, codes: [], quantity: 1 })
    const yen = await on(blocks([], { decimals: 2, currency: 'JPY' }).shop, 'woocommerceBlocks', ['read'])
    expect(yen.state).toEqual({ total: { amountMinor: 100, currency: 'JPY' }, codes: [], quantity: 1 })
  })

  test('a REST root at another address is not asked', async () => {
    const heard: string[] = []
    const other = await serve((request, reply) => {
      heard.push(request.method)
      reply.setHeader('access-control-allow-origin', '*')
      json(reply, {})
    })
    const { shop } = blocks()
    const { state } = await on(
      {
        ...shop,
        answer: (request, reply) =>
          request.url.pathname === '/cart/'
            ? html(
                reply,
                `<link rel="https://api.w.org/" href="${other.origin}/wp-json/"><div class="wp-block-woocommerce-cart"></div>`,
              )
            : shop.answer(request, reply),
      },
      'woocommerceBlocks',
      ['read'],
    )
    await other.close()
    expect(state).toBeNull()
    expect(heard).toEqual([])
  })

  test('an answer that never comes is null when the time is out', async () => {
    const { shop } = blocks()
    const { state } = await on(
      {
        ...shop,
        answer: (request, reply) => (request.method === 'POST' ? undefined : shop.answer(request, reply)),
      },
      'woocommerceBlocks',
      ['apply', 'SAVE10'],
    )
    expect(state).toBeNull()
  })
})
