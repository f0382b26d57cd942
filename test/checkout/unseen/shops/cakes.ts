import { html, json, type Shop, Till } from './till.ts'

/** A field with no button beside it: the code is sent by the Enter key alone. */
export function cakes(): Shop {
  const till = new Till(1)
  return {
    till,
    path: '/cart',
    currency: 'USD',
    typed: { '#gift': 'Happy birthday' },
    answer({ url, body }, reply) {
      const code = body.get('code') ?? ''
      if (url.pathname === '/cart') return html(reply, PAGE)
      if (url.pathname === '/api/checkout') till.orders++
      const ok = url.pathname !== '/api/coupon' || till.put(code)
      if (url.pathname === '/api/uncoupon') till.take(code)
      setTimeout(() => json(reply, 200, { ok, codes: till.codes, total: till.totalMinor }), 250)
    },
  }
}

const PAGE = `<html lang="en"><title>Cart</title><body><h1>Cart</h1><p>Layer cake <span>$120.00</span></p><p>Shipping <span>$9.00</span></p>
<label>Gift note <input id="gift"></label>
<div class="coupon"><form><label for="cp">Coupon code</label><input id="cp" placeholder="Press Enter to apply"></form><ul></ul><p role="alert"></p></div>
<p class="grand"><strong>Order total</strong> <span id="sum">$129.00</span></p><button id="go">Checkout</button>
<script>
const $ = (selector) => document.querySelector(selector)
async function post(path, code) {
  const { ok, codes, total } = await (await fetch(path, { method: 'POST', body: new URLSearchParams({ code }) })).json()
  $('#sum').textContent = '$' + (total / 100).toFixed(2)
  $('[role=alert]').textContent = ok ? '' : 'That coupon is not valid'
  $('.coupon ul').replaceChildren(...codes.map((code) => {
    const line = document.createElement('li')
    line.innerHTML = '<span></span> <button type="button">Remove coupon</button>'
    line.firstChild.textContent = code
    line.lastChild.onclick = () => post('/api/uncoupon', code)
    return line
  }))
}
$('.coupon form').onsubmit = (event) => { event.preventDefault(); post('/api/coupon', $('#cp').value); $('#cp').value = '' }
$('#go').onclick = () => post('/api/checkout', '')
post('/api/state', '')
</script></body></html>`
