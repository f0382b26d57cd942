import { html, json, type Shop, Till } from './till.ts'

/** Drawn by a script that asks the server, half a second after the last key, whether a code may be tried; an unknown code is a 500. */
export function lamps(): Shop {
  const till = new Till(1)
  return {
    till,
    path: '/checkout',
    currency: 'USD',
    typed: { '[name=address1]': '12 Elm Street', '[name=note]': 'Leave with the doorman' },
    answer({ url, body }, reply) {
      const code = body.get('code') ?? ''
      if (url.pathname === '/order') till.orders++
      if (url.pathname === '/api/shape') return json(reply, 200, { may: /^\w{3,}$/.test(code) })
      if (url.pathname === '/api/put' && !till.put(code)) return json(reply, 500, {})
      if (url.pathname === '/api/take') till.take(code)
      if (url.pathname.startsWith('/api/'))
        return void setTimeout(
          () => json(reply, 200, { codes: till.codes.map((c) => [c, till.off(c)]), total: till.totalMinor }),
          300,
        )
      html(reply, PAGE)
    },
  }
}

const PAGE = `<html lang="en"><title>Checkout</title><body><section><h1>Checkout</h1>
<input name="address1" placeholder="Street address"><input name="note" placeholder="Delivery note"></section><aside id="side"></aside>
<button onclick="post('/order')">Place order</button>
<script>
let state = { codes: [], total: 0 }, text = '', may = false, busy = false, error = '', timer
const usd = (minor) => '$' + (minor / 100).toFixed(2)
const post = (path, code = '') => fetch(path, { method: 'POST', body: new URLSearchParams({ code }) })
async function change(path, code) {
  busy = true; error = ''; draw()
  const reply = await post(path, code)
  busy = false
  if (reply.ok) { state = await reply.json(); text = '' } else error = 'Something went wrong.'
  draw()
}
function draw() {
  const side = document.querySelector('#side')
  const focused = side.contains(document.activeElement)
  side.innerHTML = '<div class="r1"><span>Arc lamp</span><span>$120.00</span></div>'
    + '<div class="r2"><div class="k9"><span>Promo code</span><input class="k8" autocomplete="off"></div><button class="k7" ' + (may && !busy ? '' : 'disabled') + '>' + (busy ? 'Applying' : 'Apply') + '</button></div>'
    + (error ? '<p role="alert">' + error + '</p>' : '')
    + state.codes.map(([code, off]) => '<div class="chip"><span>' + code + '</span> <span>-' + usd(off) + '</span><button aria-label="Remove ' + code + '">×</button></div>').join('')
    + '<div class="r3"><span>Shipping</span><span>$9.00</span></div><div class="r3 t"><span>Order total</span><span>' + (busy ? '…' : usd(state.total)) + '</span></div>'
  const field = side.querySelector('.k8')
  field.value = text
  if (focused) field.focus()
  field.oninput = () => {
    text = field.value; may = false; side.querySelector('.k7').disabled = true
    clearTimeout(timer)
    timer = setTimeout(async () => { may = (await (await post('/api/shape', text)).json()).may; draw() }, 500)
  }
  side.querySelector('.k7').onclick = () => change('/api/put', text)
  side.querySelectorAll('.chip').forEach((chip, at) => { chip.querySelector('button').onclick = () => change('/api/take', state.codes[at][0]) })
}
change('/api/read')
</script></body></html>`
