import { html, json, type Shop, Till } from './till.ts'

/** Sums in the buyer's money beside the shop's, and a page that is built anew twice for each answer. */
export function surf(): Shop {
  const till = new Till(2)
  return {
    till,
    path: '/checkout',
    currency: 'NZD',
    typed: { '[name=beach]': 'Piha' },
    answer({ url, body }, reply) {
      const code = body.get('code') ?? ''
      if (url.pathname === '/checkout') return html(reply, PAGE)
      if (url.pathname === '/api/complete') till.orders++
      const ok = url.pathname !== '/api/code' || till.put(code)
      if (url.pathname === '/api/uncode') till.take(code)
      setTimeout(
        () =>
          json(reply, ok ? 200 : 400, {
            ok,
            codes: till.codes.map((one) => [one, till.off(one)]),
            total: till.totalMinor,
          }),
        600,
      )
    },
  }
}

const PAGE = `<html lang="en-NZ"><title>Checkout</title><style>.overlay{position:fixed;inset:0;background:#fff9}</style><body><main></main>
<script>
const both = (minor) => 'NZ$' + (minor / 100).toFixed(2) + ' <small>(≈ US$' + (minor * 0.58 / 100).toFixed(2) + ')</small>'
let beach = '', state = null, error = '', busy = true
const main = document.querySelector('main')
function draw() {
  main.innerHTML = '<h1>Checkout</h1><label>Beach <input name="beach"></label><ul class="sum"><li>Boards <b>' + both(12000) + '</b></li>'
    + (state?.codes ?? []).map(([code, off]) => '<li>Code <i>' + code + '</i> <b>−' + both(off) + '</b> <a href="#" class="un" data-code="' + code + '">Remove code</a></li>').join('')
    + '<li>Freight <b>' + both(900) + '</b></li><li class="grand">Grand total <b>' + (state ? both(state.total) : '–') + '</b></li></ul>'
    + '<div class="code"><label for="dc">Discount code</label><input id="dc"><button type="button" class="do">Apply</button>' + (error ? '<span class="err">' + error + '</span>' : '') + '</div><button type="button" class="done">Complete purchase</button>'
    + (busy ? '<div class="overlay loading-mask" aria-busy="true"></div>' : '')
  main.querySelector('[name=beach]').value = beach
  main.querySelector('[name=beach]').oninput = ({ target }) => { beach = target.value }
  main.querySelector('.do').onclick = () => ask('/api/code', main.querySelector('#dc').value)
  main.querySelector('.done').onclick = () => ask('/api/complete')
  main.querySelectorAll('.un').forEach((link) => { link.onclick = (event) => { event.preventDefault(); ask('/api/uncode', link.dataset.code) } })
}
async function ask(path, code = '') {
  busy = true; error = ''; draw()
  const answer = await (await fetch(path, { method: 'POST', body: new URLSearchParams({ code }) })).json()
  state = answer; draw()
  setTimeout(() => { busy = false; error = answer.ok ? '' : 'That discount code doesn’t exist'; draw() }, 300)
}
ask('/api/state')
</script></body></html>`
