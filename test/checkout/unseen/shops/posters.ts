import { html, json, type Shop, Till } from './till.ts'

/** A bag that slides in beside the goods; its only total stands where the labels are one column and the sums another. */
export function posters(): Shop {
  const till = new Till(1)
  return {
    till,
    path: '/collections/all',
    currency: 'GBP',
    typed: { '[name=note]': 'No tube, please' },
    answer({ url, body }, reply) {
      const code = body.get('code') ?? ''
      if (url.pathname === '/collections/all') return html(reply, PAGE)
      if (url.pathname === '/checkout') till.orders++
      const ok = url.pathname !== '/bag/promo' || till.put(code)
      if (url.pathname === '/bag/promo/remove') till.take(code)
      setTimeout(
        () =>
          json(reply, 200, {
            ok,
            code: till.codes[0] ?? null,
            off: till.codes.reduce((sum, one) => sum + till.off(one), 0),
            total: till.totalMinor,
          }),
        350,
      )
    },
  }
}

const PAGE = `<html lang="en"><title>All posters</title><style>.bag{position:fixed;top:0;right:0;bottom:0;width:360px;background:#fff;transition:transform .3s}.bag:not(.in){transform:translateX(100%);visibility:hidden}.cols{display:flex;justify-content:space-between}</style>
<body><h1>All posters</h1><ul><li>Moon, A2 <b>£24.00</b> <button>Add</button></li></ul><button class="open">Bag (5)</button>
<aside class="bag in"><h2>Your bag</h2><p>Moon, A2 × 5</p><textarea name="note"></textarea><div class="promo"></div>
<div class="cols"><div class="l"></div><div class="r"></div></div><button class="go">Check out</button></aside>
<script>
const $ = (selector) => document.querySelector(selector)
const gbp = (minor) => '£' + (minor / 100).toFixed(2)
async function post(path, code = '') {
  const { ok, code: used, off, total } = await (await fetch(path, { method: 'POST', body: new URLSearchParams({ code }) })).json()
  $('.promo').innerHTML = used
    ? '<span class="pill">' + used + '<button type="button" class="off-it" aria-label="Remove promo code">×</button></span>'
    : '<form class="try"><input name="code" placeholder="Promo code"><button>Apply</button></form>' + (ok ? '' : '<small class="bad">Promo code not valid</small>')
  $('.l').innerHTML = '<div>Subtotal</div>' + (used ? '<div>Discount</div>' : '') + '<div>Delivery</div><div><b>Total</b></div>'
  $('.r').innerHTML = '<div>£120.00</div>' + (used ? '<div>-' + gbp(off) + '</div>' : '') + '<div>£9.00</div><div><b>' + gbp(total) + '</b></div>'
  const form = $('.try')
  if (form) form.onsubmit = (event) => { event.preventDefault(); post('/bag/promo', form.code.value) }
  const cross = $('.off-it')
  if (cross) cross.onclick = () => post('/bag/promo/remove', used)
}
$('.open').onclick = () => $('.bag').classList.toggle('in')
$('.go').onclick = () => fetch('/checkout', { method: 'POST' })
post('/bag')
</script></body></html>`
