import { html, json, type Shop, Till } from './till.ts'

/** Food brought home: a row opens a sheet with offers to pick and a field of its own, which slides away when a code is taken. */
export function sheet(): Shop {
  const till = new Till(1)
  return {
    till,
    path: '/order/review',
    currency: 'USD',
    typed: { '.page [name=gate]': '4411' },
    answer({ url, body }, reply) {
      const code = body.get('code') ?? ''
      if (url.pathname === '/order/review') return html(reply, PAGE)
      if (url.pathname === '/api/order') till.orders++
      const ok = url.pathname !== '/api/promo' || till.put(code)
      if (url.pathname === '/api/promo/delete') till.take(code)
      setTimeout(
        () =>
          json(reply, 200, {
            ok,
            code: till.codes[0] ?? null,
            off: till.off(till.codes[0] ?? ''),
            total: till.totalMinor,
          }),
        300,
      )
    },
  }
}

const PAGE = `<html lang="en"><title>Review order</title><style>.veil{position:fixed;inset:0;background:#0008}.sheet{position:fixed;left:0;right:0;bottom:0;background:#fff;padding:16px}</style><body><div class="page"><h1>Review order</h1>
<label>Gate code for the courier <input name="gate"></label><div class="row"><span>6 bowls</span><span>$120.00</span></div><div class="promo"></div><div class="row"><span>Delivery</span><span>$9.00</span></div><div class="row big"><span>Total</span><span class="sum"></span></div><button class="order">Place order</button></div><div class="portal"></div>
<script>
const $ = (selector) => document.querySelector(selector)
const usd = (minor) => '$' + (minor / 100).toFixed(2)
async function post(path, code = '') {
  const state = await (await fetch(path, { method: 'POST', body: new URLSearchParams({ code }) })).json()
  if (!state.ok) { $('.sheet .err').textContent = 'Sorry, this promo is not available for your account'; return }
  $('.portal').replaceChildren()
  $('.promo').innerHTML = state.code
    ? '<div class="row"><span>Promo ' + state.code + '</span> <span>-' + usd(state.off) + '</span> <button class="x" aria-label="Remove promo ' + state.code + '">✕</button></div>'
    : ''
  $('.promo').insertAdjacentHTML('beforeend', '<div class="row open" role="button" tabindex="0"><span>Promotions</span><span>Enter or choose a promo code ›</span></div>')
  $('.open').onclick = show
  const x = $('.x')
  if (x) x.onclick = () => post('/api/promo/delete', state.code)
  $('.sum').textContent = usd(state.total)
}
function show() {
  $('.portal').innerHTML = '<div class="veil"></div><div class="sheet" role="dialog" aria-modal="true" aria-label="Promotions"><h2>Promotions</h2><ul><li>2 for 1 bowls <button>Select</button></li></ul><input placeholder="Enter promo code"><button class="use" disabled>Apply</button><p class="err" role="alert"></p><button class="close" aria-label="Close">×</button></div>'
  const field = $('.sheet input')
  field.oninput = () => { $('.use').disabled = field.value === '' }
  $('.use').onclick = () => post('/api/promo', field.value)
  $('.close').onclick = () => $('.portal').replaceChildren()
}
$('.order').onclick = () => fetch('/api/order', { method: 'POST' })
post('/api/state')
</script></body></html>`
