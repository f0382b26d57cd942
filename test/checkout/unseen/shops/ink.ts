import { amount, html, json, type Shop, Till } from './till.ts'

/** A code is asked for by script, and a moment later the page loads itself anew; codes are written small. */
export function ink(): Shop {
  const till = new Till(1)
  let refused = ''
  return {
    till,
    path: '/basket',
    currency: 'EUR',
    typed: { '#ref': 'Order 12 for Nora' },
    answer({ url, body }, reply) {
      const code = body.get('code') ?? ''
      if (url.pathname === '/ajax/order') till.orders++
      if (url.pathname === '/ajax/coupon') {
        refused = till.put(code) ? '' : code
        return void setTimeout(() => json(reply, 200, {}), 200)
      }
      if (url.pathname === '/ajax/uncoupon') {
        till.take(code)
        return void setTimeout(() => json(reply, 200, {}), 200)
      }
      const said = refused
      refused = ''
      html(reply, page(till, said))
    },
  }
}

const page = (
  till: Till,
  refused: string,
): string => `<html lang="en"><title>Basket</title><body><h1>Basket</h1>
<div class="basket-table"><div>Ink, 10 bottles</div><div>€ 120,00</div></div>
${till.codes.map((code) => `<div class="basket-row coupon-row"><div>Coupon: ${code.toLowerCase()} <a href="#" class="drop" data-id="${code}"><i class="fa fa-trash"></i></a></div><div>-€ ${amount(till.off(code), ',')}</div></div>`).join('')}
<div class="basket-row"><div>Shipping</div><div>€ ${amount(till.shippingMinor, ',')}</div></div><div class="basket-row total"><div>Total to pay</div><div>€ ${amount(till.totalMinor, ',')}</div></div>
<div class="coupon-box"><label for="coupon_code">Have a coupon?</label> <input id="coupon_code"><button id="send" type="button">Use coupon</button>${refused && `<div class="error">Coupon ${refused} does not exist</div>`}</div>
<label>Your reference <input id="ref"></label><button id="order" type="button">Order now</button>
<style>.fa{display:inline-block;width:12px;height:12px;background:#999}</style>
<script>
const ref = document.querySelector('#ref')
ref.value = sessionStorage.ref ?? ''
ref.oninput = () => { sessionStorage.ref = ref.value }
const post = (path, code = '') => fetch(path, { method: 'POST', body: new URLSearchParams({ code }) })
const anew = () => setTimeout(() => location.reload(), 400)
document.querySelector('#send').onclick = () => post('/ajax/coupon', document.querySelector('#coupon_code').value).then(anew)
document.querySelectorAll('.drop').forEach((link) => { link.onclick = (event) => { event.preventDefault(); post('/ajax/uncoupon', link.dataset.id).then(anew) } })
document.querySelector('#order').onclick = () => post('/ajax/order')
</script></body></html>`
