import type { ServerResponse } from 'node:http'

/** A server-rendered shop that reloads on every change. What it does with each code is written here. */
export interface ReloadingShop {
  answer(request: { method: string; url: URL; body: URLSearchParams }, reply: ServerResponse): void
  posts: string[]
}

const OFF: Record<string, number> = { SAVE10: 1010, NOTHING: 0, MORE: -500 }

/** `slowMs` holds every answer to a post back; `bounces` sends the browser round so many times before it shows the page. */
export function reloadingShop({ slowMs = 0, bounces = 0 } = {}): ReloadingShop {
  const posts: string[] = []
  let used: string | null = null
  let refused: string | null = null
  const page = () => {
    const off = used === null ? 0 : OFF[used]!
    const total = ((10_000 - off) / 100).toFixed(2)
    return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Shopping cart</title><h1>Shopping cart</h1>
<form id="f" method="post" action="/cart"><label>Coupon code <input name="coupon" value="${used ?? ''}" ${used ? 'readonly' : ''}></label></form>
<button form="f" formaction="/cart/apply">Coupon</button> <button form="f" formaction="/cart/remove">Coupon</button>
${refused ? `<p class="error">Coupon ${refused} does not exist</p>` : ''}
<form id="note"><textarea name="note"></textarea></form>
<table><tr><th>Subtotal</th><td>$100.00</td></tr>${used ? `<tr><th>Coupon ${used.toLowerCase()}</th><td>$${(off / 100).toFixed(2)}</td></tr>` : ''}
<tr><th>Total</th><td id="total">$${total}</td></tr></table><form action="/order" method="post"><button>Place order</button></form>`
  }
  return {
    posts,
    answer({ method, url, body }, reply) {
      if (method === 'POST') {
        posts.push(url.pathname)
        const code = body.get('coupon') ?? ''
        refused = null
        if (url.pathname === '/cart/remove') used = null
        else if (code in OFF) used = code
        else refused = code
        setTimeout(() => reply.writeHead(303, { location: bounces > 0 ? '/hop/1' : '/cart' }).end(), slowMs)
        return
      }
      const hop = Number(url.pathname.match(/^\/hop\/(\d+)/)?.[1] ?? 0)
      reply.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
      if (hop > 0) {
        const next = hop >= bounces ? '/cart' : `/hop/${hop + 1}`
        reply.end(
          `<!doctype html><p>One moment</p><script>setTimeout(() => location.replace('${next}'), 150)</script>`,
        )
        return
      }
      reply.end(page())
    },
  }
}
