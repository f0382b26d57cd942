import { amount, html, json, type Shop, Till } from './till.ts'

/** Everything is there twice, for phones and for desks, and only one of each is seen. */
export function games(): Shop {
  const till = new Till(2)
  return {
    till,
    path: '/checkout/review',
    currency: 'AUD',
    typed: { '#wide [name=instructions]': 'Leave with neighbour' },
    answer({ url, body }, reply) {
      const code = body.get('code') ?? ''
      if (url.pathname === '/checkout/review') return html(reply, page(till))
      if (url.pathname === '/api/place') till.orders++
      const ok = url.pathname !== '/api/apply' || till.put(code)
      if (url.pathname === '/api/remove') till.take(code)
      setTimeout(() => json(reply, 200, { ok, summary: summary(till) }), 500)
    },
  }
}

const summary = (till: Till): string =>
  `<dl><dt>Subtotal (3 items)</dt><dd>$120.00</dd>${till.codes.map((code) => `<dt>Promo ${code} <button type="button" data-drop="${code}">Remove</button></dt><dd>-$${amount(till.off(code))}</dd>`).join('')}<dt>Shipping</dt><dd>$${amount(till.shippingMinor)}</dd><dt>Total (incl. GST)</dt><dd>A$${amount(till.totalMinor)}</dd></dl>`
const half = (
  till: Till,
  id: string,
): string => `<section id="${id}"><h2>Order summary</h2><div class="sums">${summary(till)}</div>
<div class="promo"><label>Promo code <input name="promo"></label><button type="button" class="apply">Apply</button><p class="note"></p></div>
<label>Delivery instructions <input name="instructions"></label><button type="button" class="place">Place order</button></section>`
const page = (
  till: Till,
): string => `<html lang="en-AU"><title>Review</title><style>@media (min-width:600px){#narrow{display:none}}@media (max-width:599px){#wide{display:none}}</style><body><h1>Review your order</h1>${half(till, 'narrow')}${half(till, 'wide')}
<script>
const all = (selector) => document.querySelectorAll(selector)
async function post(path, code = '') {
  const { ok, summary } = await (await fetch(path, { method: 'POST', body: new URLSearchParams({ code }) })).json()
  all('.sums').forEach((sums) => { sums.innerHTML = summary })
  all('.note').forEach((note) => { note.textContent = ok ? '' : 'This promo code has expired or does not exist.' })
  if (ok) all('[name=promo]').forEach((field) => { field.value = '' })
}
document.addEventListener('click', ({ target }) => {
  if (target.matches('.apply')) post('/api/apply', target.closest('section').querySelector('[name=promo]').value)
  if (target.dataset.drop) post('/api/remove', target.dataset.drop)
  if (target.matches('.place')) post('/api/place')
})
</script></body></html>`
