import type { ServerResponse } from 'node:http'
import { describe, expect, test } from 'vitest'
import { openServed, type ServedRequest, serve } from './harness.ts'

type Close = (close: () => Promise<void>) => void

async function visit(
  answer: (request: ServedRequest, reply: ServerResponse) => void,
  path: string,
  onTestFinished: Close,
) {
  const server = await serve(answer)
  const tab = await openServed(`${server.origin}${path}`)
  onTestFinished(async () => {
    await tab.page.close()
    await server.close()
  })
  return tab
}
const show = (reply: ServerResponse, title: string, body: string): void =>
  void reply
    .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    .end(
      `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title><h1>${title}</h1>${body}</html>`,
    )
const field = (action: string): string =>
  `<form class="coupon" method="post" action="${action}"><label>Coupon code <input name="coupon"></label> <button>Apply coupon</button></form>`
const inUse = (code: string, action: string): string =>
  code &&
  `<form method="post" action="${action}">${code} <button data-code="${code}" aria-label="Remove ${code}">×</button></form>`

describe.concurrent("a stop while the shop's answer is under way", () => {
  test.for([800, 1800, 3500])(
    '%i milliseconds: is heeded on the next page',
    async (slowMs, { onTestFinished }) => {
      let used = ''
      const posts: string[] = []
      const tab = await visit(
        ({ method, url, body }, reply) => {
          if (method === 'POST') {
            posts.push(url.pathname)
            const next = url.pathname === '/remove' ? '' : (body.get('coupon') ?? '')
            return void setTimeout(() => {
              used = next
              reply.writeHead(303, { location: '/cart' }).end()
            }, slowMs)
          }
          const total = used ? '$90.00' : '$100.00'
          show(
            reply,
            'Shopping cart',
            `${field('/cart')}${inUse(used, '/remove')}<table class="summary"><tr><th>Total</th><td id="total">${total}</td></tr></table>`,
          )
        },
        '/cart',
        onTestFinished,
      )
      // From the page itself: a call from without may be answered by the next one.
      await tab.page.evaluate(() => {
        const { stop } = globalThis as unknown as { stop(): void }
        document.addEventListener('submit', () => setTimeout(stop, 300))
      })
      await tab.call('start', ['SAVE10', 'OTHER'])
      expect(await tab.result()).toMatchObject({ outcome: 'cancelled', removed: true, savedMinor: null })
      expect(posts).toEqual(['/cart', '/remove'])
      expect(used).toBe('')
      expect(tab.saved.at(-1)!.halted).toBe('cancelled')
    },
  )
})

test.concurrent('a stop while a code is on its way out is answered when it is out', async ({
  onTestFinished,
}) => {
  let used = ''
  const posts: string[] = []
  const tab = await visit(
    ({ method, url, body }, reply) => {
      if (method === 'POST') {
        posts.push(`${url.pathname} ${body.get('coupon') ?? ''}`.trim())
        used = url.pathname === '/remove' ? '' : (body.get('coupon') ?? '')
        return void setTimeout(() => reply.writeHead(303, { location: '/cart' }).end(), 1500)
      }
      const summary = '<table class="summary"><tr><th>Total</th><td>$100.00</td></tr></table>'
      show(reply, 'Shopping cart', `${field('/cart')}${inUse(used, '/remove')}${summary}`)
    },
    '/cart',
    onTestFinished,
  )
  await tab.page.addInitScript(() => {
    document.addEventListener('submit', ({ target }) => {
      const { stop } = globalThis as unknown as { stop(): void }
      if ((target as HTMLFormElement).action.endsWith('/remove')) setTimeout(stop, 300)
    })
  })
  await tab.call('start', ['USELESS', 'OTHER'])
  expect(await tab.result()).toMatchObject({ outcome: 'cancelled', removed: true, savedMinor: null })
  expect(posts).toEqual(['/cart USELESS', '/remove'])
})

describe.concurrent('pages of one path', () => {
  test.for<[string, string, string, number | null]>([
    ['another one, which leaves out the delivery', 'checkout/checkout', 'unconfirmed', null],
    ['the same one', 'checkout/cart&ok=1', 'applied', 1000],
  ])('told apart by their query: %s', async ([, next, outcome, savedMinor], { onTestFinished }) => {
    let used = ''
    const tab = await visit(
      ({ method, url, body }, reply) => {
        if (method === 'POST') {
          used = body.get('coupon') ?? ''
          return void reply.writeHead(303, { location: `/index.php?route=${next}` }).end()
        }
        const cart = url.searchParams.get('route') === 'checkout/cart'
        const rows = cart
          ? `<tr><th>Shipping</th><td>$10.00</td></tr>${used ? '<tr><th>Coupon</th><td>-$10.00</td></tr>' : ''}<tr><th>Total</th><td id="total">$${used ? '90' : '100'}.00</td></tr>`
          : '<tr><th>Total</th><td id="total">$90.00</td></tr>'
        show(
          reply,
          cart ? 'Shopping cart' : 'Checkout',
          `${cart ? field('/index.php?route=extension/coupon') : ''}${inUse(used, '/remove')}<table class="summary"><tr><th>Subtotal</th><td>$90.00</td></tr>${rows}</table>`,
        )
      },
      '/index.php?route=checkout/cart',
      onTestFinished,
    )
    await tab.call('start', ['SAVE10'])
    expect(await tab.result()).toMatchObject({ outcome, savedMinor })
  })
})
