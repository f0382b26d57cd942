import { html, json, type Shop, Till } from './till.ts'

/** A Norwegian shop that hopes: any code lowers the total at once, and the server's answer a second later sets it right. */
export function bikes(): Shop {
  const till = new Till(1)
  return {
    till,
    path: '/kasse',
    currency: 'NOK',
    typed: { '#adr': 'Storgata 1', '#sted': 'Tromsø' },
    answer({ url, body }, reply) {
      if (url.pathname === '/kasse') return html(reply, PAGE)
      if (url.pathname === '/api/bestill') till.orders++
      const code = body.get('code') ?? ''
      const ok = url.pathname !== '/api/code' || till.put(code)
      if (url.pathname === '/api/remove') till.take(code)
      const answer = { ok, code: till.codes[0] ?? null, total: till.totalMinor }
      setTimeout(() => json(reply, ok ? 200 : 422, answer), url.pathname === '/api/state' ? 30 : 900)
    },
  }
}

const PAGE = `<html lang="nb"><title>Kasse</title><body><h1>Kasse</h1>
<label for="adr">Adresse</label><input id="adr"><label for="sted">Poststed</label><input id="sted">
<div id="app"></div><button id="bestill">Bestill nå</button>
<script>
const kr = (minor) => 'kr ' + (minor / 100).toFixed(2).replace('.', ',')
let state = { code: null, total: 12900 }, error = '', draft = ''
function draw() {
  document.querySelector('#app').innerHTML = '<div class="l"><span>Sykkelhjelm</span><span>kr 120,00</span></div><div class="l"><span>Frakt</span><span>kr 9,00</span></div>'
    + (state.code ? '<div class="l brukt"><span>Rabattkode: ' + state.code + '</span> <button class="fjern" aria-label="Fjern rabattkode ' + state.code + '">Fjern</button></div>' : '')
    + '<form class="kode"><label>Rabattkode <input name="kode"></label><button type="submit">Bruk</button></form>' + (error ? '<p class="feil">' + error + '</p>' : '')
    + '<div class="l sum"><strong>Å betale</strong><strong>' + kr(state.total) + '</strong></div>'
  const form = document.querySelector('.kode')
  form.kode.value = draft
  form.kode.oninput = () => { draft = form.kode.value }
  form.onsubmit = (event) => { event.preventDefault(); send('/api/code', draft, { code: draft, total: state.total - 1500 }) }
  const fjern = document.querySelector('.fjern')
  if (fjern) fjern.onclick = () => send('/api/remove', state.code, { code: null, total: state.total })
}
async function send(path, code, hoped) {
  const before = state
  if (hoped) { state = hoped; error = ''; draw() }
  const reply = await fetch(path, { method: 'POST', body: new URLSearchParams({ code }) })
  const { ok, ...truth } = await reply.json()
  state = truth
  error = ok ? '' : 'Koden er ugyldig'
  if (ok) draft = ''
  draw()
}
document.querySelector('#bestill').onclick = () => fetch('/api/bestill', { method: 'POST' })
send('/api/state', '')
</script></body></html>`
