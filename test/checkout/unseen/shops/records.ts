import { amount, html, type Shop, Till } from './till.ts'

/** Every form is sent by script and the whole body is exchanged for the answer's; what is said fades away. */
export function records(): Shop {
  const till = new Till(1)
  let flash = ''
  return {
    till,
    path: '/cart',
    currency: 'GBP',
    typed: { '[name=gift]': 'For Sam' },
    answer({ url, body }, reply) {
      flash = ''
      if (url.pathname === '/checkout') till.orders++
      if (url.pathname === '/vouchers')
        flash = till.put(body.get('voucher[code]') ?? '')
          ? 'Voucher applied.'
          : "Sorry, that voucher isn't valid."
      if (url.pathname.startsWith('/vouchers/')) till.take(decodeURIComponent(url.pathname.slice(10)))
      setTimeout(() => html(reply, page(till, flash)), url.pathname === '/cart' ? 0 : 700)
    },
  }
}

const page = (till: Till, flash: string): string => `<html lang="en"><head><title>Cart</title></head><body>
<div id="flash" role="status">${flash}</div><h1>Cart</h1>
<table><tr><td>Blue Lines LP</td><td>&pound;120.00</td></tr><tr><td>Postage</td><td>&pound;${amount(till.shippingMinor)}</td></tr>
${till.codes.map((code) => `<tr><td>Voucher ${code} <form action="/vouchers/${code}" method="post"><input type="hidden" name="_method" value="delete"><button>Remove</button></form></td><td>&minus;&pound;${amount(till.off(code))}</td></tr>`).join('')}
<tr class="total"><th>Total</th><th>&pound;${amount(till.totalMinor)}</th></tr></table>
<details><summary>Got a voucher?</summary><form action="/vouchers" method="post"><label for="voucher_code">Code</label> <input id="voucher_code" name="voucher[code]"><input type="submit" value="Apply"></form></details>
<label>Gift message <input name="gift" data-kept></label>
<form action="/checkout" method="post"><button>Checkout</button></form>
<script>
globalThis.visits ??= (addEventListener('submit', async (event) => {
  event.preventDefault()
  document.documentElement.setAttribute('aria-busy', 'true')
  const { action } = event.target
  const kept = [...document.querySelectorAll('[data-kept]')].map(({ value }) => value)
  const text = await (await fetch(action, { method: 'POST', body: new URLSearchParams(new FormData(event.target)) })).text()
  document.body.replaceWith(document.adoptNode(new DOMParser().parseFromString(text, 'text/html').body))
  ;[...document.querySelectorAll('[data-kept]')].forEach((field, at) => { field.value = kept[at] })
  document.documentElement.removeAttribute('aria-busy')
  setTimeout(() => document.querySelector('#flash').replaceChildren(), 1500)
}), 1)
</script></body></html>`
