import { describe, expect, test } from 'vitest'
import type { ApplyResult } from '../../extension/checkout/index.ts'
import { openServed, serve } from './harness.ts'

const WORTH: Record<string, number> = { ALFA10: 1000, BETA20: 2000, ZERO: 0 }

interface Storefront {
  body?: string
  used?: string[]
  path?: string
  /** Called before a page is drawn; answers its total in cents, given the server's. */
  shows?(total: number, loads: number): number
  /** How many things of $50.00 are left in the basket once so many writes have come in. Two at first. */
  holds?(writes: number): number
}

/** A storefront with an Ajax cart as Shopify's, one code at a time unless both are sent in one list; no field on its page. */
function storefront({
  body = '',
  used: before = [],
  path = '/cart',
  shows = (total) => total,
  holds = () => 2,
}: Storefront) {
  let used = before
  let loads = 0
  const writes: string[] = []
  const cart = () => ({
    currency: 'USD',
    item_count: holds(writes.length),
    total_price: 5000 * holds(writes.length) - used.reduce((sum, code) => sum + (WORTH[code] ?? 0), 0),
    discount_codes: used.map((code) => ({ code, applicable: code in WORTH })),
  })
  return {
    writes,
    loads: () => loads,
    used: () => used,
    async visit(onTestFinished: (close: () => Promise<void>) => void) {
      const server = await serve(({ method, url, body: _body }, reply) => {
        if (url.pathname.endsWith('/cart.js'))
          return void reply.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(cart()))
        if (url.pathname.endsWith('/cart/update.js') && method === 'POST') {
          const sent = JSON.parse([..._body.keys()].join('') || '{}') as { discount?: string }
          used = (sent.discount ?? '').split(',').filter((code) => code !== '')
          writes.push(used.join())
          return void reply.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(cart()))
        }
        if (url.pathname !== path) return void reply.writeHead(404).end()
        loads++
        const total = shows(cart().total_price, loads)
        reply.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(`<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Your cart</title><script id="shopify-features" type="application/json">{}</script>
<h1>Your cart</h1>${body}<table class="summary"><tr><th>Total</th><td id="total">$${(total / 100).toFixed(2)}</td></tr></table>
<form action="/checkout" method="post"><button>Check out</button></form></html>`)
      })
      const tab = await openServed(`${server.origin}${path}`)
      onTestFinished(async () => {
        await tab.page.close()
        await server.close()
      })
      return tab
    },
  }
}
const told = ({ codes }: ApplyResult): string =>
  codes.map(({ code, outcome }) => `${code} ${outcome}`).join(', ')

describe.concurrent("a platform's own cart API", () => {
  test('puts codes in where no field is, and the saving is told when the page shows it', async ({
    onTestFinished,
  }) => {
    const shop = storefront({})
    const tab = await shop.visit(onTestFinished)
    await tab.call('start', ['ALFA10', 'BETA20'])
    const result = await tab.result()
    expect(result).toMatchObject({ outcome: 'applied', savedMinor: 3000 })
    expect(told(result)).toBe('ALFA10 applied, BETA20 applied')
    expect(await tab.page.locator('#total').innerText()).toBe('$70.00')
    expect(shop.loads()).toBe(2)
  })

  test('refuses: the basket is left as it was, and no page is loaded for it', async ({ onTestFinished }) => {
    const shop = storefront({ used: ['BETA20'] })
    const tab = await shop.visit(onTestFinished)
    await tab.call('start', ['WRONG'])
    expect(await tab.result()).toMatchObject({ outcome: 'rejected', savedMinor: null })
    expect(shop.used()).toEqual(['BETA20'])
    expect(shop.loads()).toBe(1)
  })

  test('is not believed where the page goes on showing another total', async ({ onTestFinished }) => {
    const shop = storefront({ shows: () => 10_000 })
    const tab = await shop.visit(onTestFinished)
    await tab.call('start', ['ALFA10'])
    expect(await tab.result()).toMatchObject({ outcome: 'unconfirmed', savedMinor: null })
  })

  test('is not used where it and the page disagree from the start', async ({ onTestFinished }) => {
    const shop = storefront({ shows: () => 12_500 })
    const tab = await shop.visit(onTestFinished)
    await tab.call('start', ['ALFA10'])
    expect(await tab.result()).toMatchObject({ outcome: 'unsupported', savedMinor: null })
    expect(shop.writes).toEqual([])
  })

  test('changes nothing where the member has typed something: a load anew would lose it', async ({
    onTestFinished,
  }) => {
    const shop = storefront({ body: '<form><label>Note <textarea name="note"></textarea></label></form>' })
    const tab = await shop.visit(onTestFinished)
    await tab.page.fill('[name=note]', 'Leave it at the door')
    await tab.call('start', ['ALFA10'])
    expect(await tab.result()).toMatchObject({ outcome: 'unsupported' })
    expect(shop.writes).toEqual([])
    expect(await tab.page.inputValue('[name=note]')).toBe('Leave it at the door')
  })

  test('contradicts what the page shows: nothing is said to be saved', async ({ onTestFinished }) => {
    const field = `<div class="coupon"><label>Coupon code <input name="coupon" id="code"></label> <button type="button" id="apply">Apply</button></div><ul id="chips"></ul>
<form><label>Note <textarea name="note"></textarea></label></form>
<script>apply.onclick = () => setTimeout(() => { chips.innerHTML = '<li>ALFA10 <button data-code="ALFA10" aria-label="Remove ALFA10">×</button></li>'; total.textContent = '$90.00' }, 100)</script>`
    const shop = storefront({ body: field })
    const tab = await shop.visit(onTestFinished)
    await tab.page.fill('[name=note]', 'Leave it at the door')
    await tab.call('start', ['ALFA10'])
    expect(await tab.result()).toMatchObject({ outcome: 'unconfirmed', savedMinor: null })
  })

  test.for<[string, string[], number]>([
    ['before the first write is answered', ['ZERO'], 1],
    ['between two codes', ['ALFA10', 'BETA20'], 2],
    ['while a code is refused', ['WRONG'], 1],
  ])('holds less, %s: nothing is said to be saved', async ([, codes, writes], { onTestFinished }) => {
    const shop = storefront({ holds: (written) => (written >= writes ? 1 : 2) })
    const tab = await shop.visit(onTestFinished)
    await tab.call('start', codes)
    expect(await tab.result()).toMatchObject({ outcome: 'unconfirmed', savedMinor: null })
    // Nothing more is put in; what was refused may be cleared away.
    expect(shop.writes.filter((list) => list !== '')).toHaveLength(writes)
  })

  test('takes out again at the wish of the member', async ({ onTestFinished }) => {
    const shop = storefront({ used: ['ALFA10'] })
    const tab = await shop.visit(onTestFinished)
    await tab.call('undo', ['ALFA10'])
    expect(await tab.result()).toMatchObject({ outcome: 'cancelled', removed: true })
    expect(shop.used()).toEqual([])
    expect(await tab.page.locator('#total').innerText()).toBe('$100.00')
  })

  test('cancelled in the middle leaves the basket as it was', async ({ onTestFinished }) => {
    const shop = storefront({})
    const tab = await shop.visit(onTestFinished)
    await tab.call('start', ['ALFA10', 'BETA20'])
    while (shop.used().length === 0) await tab.page.waitForTimeout(20)
    await tab.call('stop')
    expect(await tab.result()).toMatchObject({ outcome: 'cancelled', savedMinor: null })
    expect(shop.used()).toEqual([])
    await tab.page.waitForFunction(() => document.querySelector('#total')?.textContent === '$100.00')
  })
})
