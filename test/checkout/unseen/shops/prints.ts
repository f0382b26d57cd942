import { html, json, type Shop, Till } from './till.ts'

/** Shows a saving that it only hopes for, at once, and takes it back when the server has answered: the first total is never the last. */
export function prints(): Shop {
  const till = new Till(2)
  return {
    till,
    path: '/warenkorb',
    currency: 'EUR',
    typed: { '[name=gruss]': 'Alles Gute zum Geburtstag' },
    answer({ url, body }, reply) {
      const code = body.get('code') ?? ''
      if (url.pathname === '/bestellen') till.orders++
      const known = url.pathname !== '/api/put' || till.put(code)
      if (url.pathname === '/api/take') till.take(code)
      if (url.pathname.startsWith('/api/'))
        return void setTimeout(
          () =>
            json(reply, 200, {
              known,
              codes: till.codes.map((c) => [c, till.off(c)]),
              total: till.totalMinor,
            }),
          url.pathname === '/api/put' ? 2000 : 300,
        )
      html(reply, PAGE)
    },
  }
}

const PAGE = `<html lang="de"><title>Warenkorb</title><body><h1>Warenkorb</h1><p>Siebdruck, 50 × 70 cm <b>120,00 €</b></p>
<label>Grußkarte <textarea name="gruss"></textarea></label>
<details><summary>Gutscheincode eingeben</summary><form id="g"><input name="z" placeholder="Code"><button>Einlösen</button></form></details><ul id="in"></ul><p id="said" role="status"></p>
<dl><dt>Versand</dt><dd>9,00 €</dd><dt>Gesamtsumme</dt><dd id="sum"></dd></dl><button onclick="post('/bestellen')">Zur Kasse</button>
<script>
let state = { codes: [], total: 0 }
const eur = (minor) => (minor / 100).toFixed(2).replace('.', ',') + ' €'
const post = (path, code = '') => fetch(path, { method: 'POST', body: new URLSearchParams({ code }) })
const at = (id) => document.getElementById(id)
function draw(hoped = 0) {
  at('sum').textContent = eur(state.total - hoped)
  at('in').replaceChildren(...state.codes.map(([code, off]) => {
    const line = document.createElement('li')
    line.innerHTML = '<span></span> <button type="button">Gutschein entfernen</button>'
    line.firstChild.textContent = 'Gutschein ' + code + ': −' + eur(off)
    line.lastChild.onclick = () => change('/api/take', code)
    return line
  }))
}
async function change(path, code) {
  if (path === '/api/put') draw(2580)
  state = await (await post(path, code)).json()
  at('said').textContent = state.known ? '' : 'Dieser Code ist ungültig.'
  draw()
}
at('g').onsubmit = (event) => { event.preventDefault(); const code = at('g').z.value; at('g').reset(); change('/api/put', code) }
change('/api/read')
</script></body></html>`
