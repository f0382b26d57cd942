import { html, json, type Shop, Till } from './till.ts'

/** A booking whose server takes its time: it says "received", and the page asks again each second until the price is known. */
export function trains(): Shop {
  const till = new Till(1)
  let readyAt = 0
  let later: (() => boolean) | null = null
  let ok = true
  return {
    till,
    path: '/booking/pay',
    currency: 'PLN',
    typed: { '[name=pasazer]': 'Jan Nowak' },
    answer({ url, body }, reply) {
      const code = body.get('code') ?? ''
      if (url.pathname === '/booking/pay') return html(reply, PAGE)
      if (url.pathname === '/api/pay') till.orders++
      if (url.pathname === '/api/promo' || url.pathname === '/api/unpromo') {
        readyAt = Date.now() + 1600
        later = () => {
          if (url.pathname === '/api/promo') return till.put(code)
          till.take(code)
          return true
        }
        return json(reply, 202, { pending: true })
      }
      if (later && Date.now() >= readyAt) {
        ok = later()
        later = null
      }
      json(reply, 200, { pending: later !== null, ok, code: till.codes[0] ?? null, total: till.totalMinor })
    },
  }
}

const PAGE = `<html lang="pl"><title>Płatność</title><body><h1>Płatność</h1><p>Kraków Główny – Gdynia</p><label>Pasażer <input name="pasazer"></label>
<div class="bilet"><span>Bilety</span><span>120,00 zł</span></div><div class="bilet"><span>Opłata</span><span>9,00 zł</span></div>
<div id="kod"></div><div class="razem"><span>Do zapłaty</span> <span id="suma">129,00 zł</span></div><button id="plac">Kupuję i płacę</button>
<script>
const $ = (selector) => document.querySelector(selector)
const post = async (path, code = '') => (await fetch(path, { method: 'POST', body: new URLSearchParams({ code }) })).json()
function draw({ ok, code, total }) {
  $('#kod').innerHTML = code
    ? '<p>Kod rabatowy: <b>' + code + '</b> <a href="#" id="usun">Usuń kod</a></p>'
    : '<label>Kod rabatowy <input id="pole"></label> <button id="dodaj">Zastosuj</button>' + (ok ? '' : '<p class="blad">Nieprawidłowy kod rabatowy</p>')
  $('#suma').textContent = (total / 100).toFixed(2).replace('.', ',') + ' zł'
  if (code) $('#usun').onclick = (event) => { event.preventDefault(); change('/api/unpromo', code) }
  else $('#dodaj').onclick = () => change('/api/promo', $('#pole').value)
}
async function change(path, code) {
  $('#kod').setAttribute('aria-busy', 'true')
  let state = await post(path, code)
  while (state.pending) { await new Promise((go) => setTimeout(go, 500)); state = await post('/api/state') }
  $('#kod').removeAttribute('aria-busy')
  draw(state)
}
$('#plac').onclick = () => post('/api/pay')
post('/api/state').then(draw)
</script></body></html>`
