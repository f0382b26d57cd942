import type { ServerResponse } from 'node:http'

/** How a shop takes codes: all of them, the latest one, or one until it is taken out. */
export interface RuleShop {
  rule: 'stack' | 'replace' | 'exclusive'
  /** Cents that each known code takes off; less than nothing raises the total. */
  worth: Record<string, number>
  /** Codes in use when the visit begins. */
  used?: string[]
  slowMs?: number
  /** Codes whose taking out is refused. */
  sticky?: string[]
}

const SUBTOTAL = 9000
const SHIPPING = 1000

/** What becomes of the codes in use, and what the shop says. Plain script: the client-rendered shop runs it in the page. */
export function takeCode(
  { rule, worth }: RuleShop,
  used: string[],
  code: string,
): { used: string[]; said: string } {
  if (!(code in worth)) return { used, said: `Coupon ${code} is not valid` }
  if (used.includes(code)) return { used, said: `Coupon ${code} has already been applied` }
  if (rule === 'exclusive' && used.length > 0)
    return { used, said: `Coupon ${code} cannot be combined with ${used[0]}` }
  return { used: rule === 'stack' ? [...used, code] : [code], said: '' }
}

const dollars = (cents: number): string => `$${(cents / 100).toFixed(2)}`

const totalOf = ({ worth }: RuleShop, used: string[]): number =>
  SUBTOTAL + SHIPPING - used.reduce((sum, code) => sum + worth[code]!, 0)

/** The same basket page, whoever renders it. */
function basket(shop: RuleShop, used: string[], said: string): string {
  const chips = used.map(
    (code) =>
      `<li class="coupon"><form method="post" action="/cart/remove"><input type="hidden" name="coupon" value="${code}">${code.toLowerCase()} <button data-code="${code}" aria-label="Remove ${code}">×</button></form></li>`,
  )
  const rows = used.map((code) => `<tr><th>Discount</th><td>–${dollars(shop.worth[code]!)}</td></tr>`)
  return `<form class="coupon-form" method="post" action="/cart/apply"><label>Coupon code <input name="coupon" id="code"></label> <button>Apply</button></form>
<p role="alert" class="error">${said}</p><ul class="coupons">${chips.join('')}</ul>
<table class="summary"><tr><th>Subtotal</th><td>${dollars(SUBTOTAL)}</td></tr><tr><th>Shipping</th><td>${dollars(SHIPPING)}</td></tr>${rows.join('')}<tr><th>Total</th><td id="total">${dollars(totalOf(shop, used))}</td></tr></table>`
}

const HEAD =
  '<!doctype html><html lang="en"><meta charset="utf-8"><title>Shopping cart</title><h1>Shopping cart</h1>'
const FOOT = '<form action="/order" method="post"><button>Place order</button></form>'

/** A page that keeps its codes itself and renders everything anew after each change. */
export const clientShop = (shop: RuleShop): string => `${HEAD}<div id="basket"></div>${FOOT}<script>
const shop = ${JSON.stringify(shop)}, SUBTOTAL = ${SUBTOTAL}, SHIPPING = ${SHIPPING}
const dollars = ${dollars}
const totalOf = ${totalOf}
const takeCode = ${takeCode}
const basket = ${basket}
let used = shop.used ?? []
globalThis.posts = []
const render = (said = '') => { document.getElementById('basket').innerHTML = basket(shop, used, said) }
document.addEventListener('submit', (event) => {
  event.preventDefault()
  const path = new URL(event.target.action).pathname
  const code = (new FormData(event.target).get('coupon') ?? '').toUpperCase()
  posts.push(path + ' ' + code)
  setTimeout(() => {
    let said = ''
    if (path === '/cart/remove') { if (!(shop.sticky ?? []).includes(code)) used = used.filter((one) => one !== code) }
    else ({ used, said } = takeCode(shop, used, code))
    render(said)
  }, shop.slowMs ?? 80)
})
render()
</script>`

/** A shop that answers every change with a redirection to its basket. */
export function serverShop(shop: RuleShop): {
  posts: string[]
  used(): string[]
  answer(request: { method: string; url: URL; body: URLSearchParams }, reply: ServerResponse): void
} {
  const posts: string[] = []
  let used = shop.used ?? []
  let said = ''
  return {
    posts,
    used: () => used,
    answer({ method, url, body }, reply) {
      if (method !== 'POST') {
        reply.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
        reply.end(HEAD + basket(shop, used, said) + FOOT)
        said = ''
        return
      }
      const code = (body.get('coupon') ?? '').toUpperCase()
      posts.push(`${url.pathname} ${code}`)
      if (url.pathname === '/cart/remove') {
        if (!shop.sticky?.includes(code)) used = used.filter((one) => one !== code)
      } else ({ used, said } = takeCode(shop, used, code))
      setTimeout(() => reply.writeHead(303, { location: '/cart' }).end(), shop.slowMs ?? 0)
    },
  }
}
