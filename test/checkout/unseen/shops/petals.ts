import { html, json, type Shop, Till } from './till.ts'

/** A Swedish florist: "Ja, jag har en kod" is a choice, the field comes with it, and sums are whole kronor. */
export function petals(): Shop {
  const till = new Till(1)
  return {
    till,
    path: '/bestall',
    currency: 'SEK',
    typed: { '#kort': 'Grattis mormor' },
    answer({ url, body }, reply) {
      const code = body.get('kod') ?? ''
      if (url.pathname === '/bestall') return html(reply, PAGE)
      if (url.pathname === '/api/kop') till.orders++
      const ok = url.pathname !== '/api/kod' || till.put(code)
      if (url.pathname === '/api/utan') till.take(code)
      setTimeout(
        () =>
          json(reply, 200, {
            ok,
            kod: till.codes[0] ?? null,
            avdrag: till.off(till.codes[0] ?? ''),
            summa: till.totalMinor,
          }),
        250,
      )
    },
  }
}

const PAGE = `<html lang="sv"><title>Beställ</title><body><h1>Din bukett</h1><p>Höstbukett <span>120 kr</span></p><p>Bud <span>9 kr</span></p><label>Hälsning på kortet <input id="kort"></label>
<fieldset><legend>Har du en rabattkod?</legend><label><input type="radio" name="har" value="nej" checked> Nej</label> <label><input type="radio" name="har" value="ja"> Ja, jag har en kod</label><div id="kodplats"></div></fieldset><div id="avdrag"></div>
<p class="slut"><span>Summa att betala</span> <strong id="summa">129 kr</strong></p><button type="button" id="kop">Köp</button>
<script>
const $ = (selector) => document.querySelector(selector)
const kr = (minor) => Math.round(minor / 100) + ' kr'
async function post(path, kod = '') {
  const svar = await (await fetch(path, { method: 'POST', body: new URLSearchParams({ kod }) })).json()
  $('#summa').textContent = kr(svar.summa)
  $('#avdrag').innerHTML = svar.kod ? '<p>Rabattkod ' + svar.kod + ' <span>-' + kr(svar.avdrag) + '</span> <button type="button">Ta bort rabattkoden</button></p>' : ''
  if (svar.kod) $('#avdrag button').onclick = () => post('/api/utan', svar.kod)
  const fel = $('#kodplats em')
  if (fel) fel.textContent = svar.ok ? '' : 'Vi hittar ingen sådan kod.'
}
document.querySelectorAll('[name=har]').forEach((radio) => { radio.onchange = () => {
  $('#kodplats').innerHTML = radio.value === 'ja' ? '<input class="kodruta" aria-label="Rabattkod"><button type="button">Använd</button><em></em>' : ''
  const knapp = $('#kodplats button')
  if (knapp) knapp.onclick = () => post('/api/kod', $('.kodruta').value)
} })
$('#kop').onclick = () => post('/api/kop')
post('/api/las')
</script></body></html>`
