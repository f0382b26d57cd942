import { html, json, type Shop, Till } from './till.ts'

/**
 * A Swedish one-page checkout. Its address is saved two seconds after the last key, and whenever a code changes the whole
 * page is drawn from what the server has: an address younger than that is gone.
 */
export function kassa(): Shop {
  const till = new Till(1)
  let address: Record<string, string> = {}
  return {
    till,
    path: '/kassa',
    currency: 'SEK',
    typed: { '[name=gata]': 'Storgatan 4', '[name=ort]': 'Umeå', '[name=portkod]': '1234' },
    answer({ url, body }, reply) {
      const kod = body.get('kod') ?? ''
      if (url.pathname === '/kop') till.orders++
      if (url.pathname === '/api/adress') address = Object.fromEntries(body)
      const ok = url.pathname !== '/api/kod' || till.put(kod)
      if (url.pathname === '/api/bort') till.take(kod)
      if (url.pathname.startsWith('/api/'))
        return void setTimeout(
          () => json(reply, 200, { ok, address, koder: till.codes, summa: till.totalMinor }),
          150,
        )
      html(reply, PAGE)
    },
  }
}

const PAGE = `<html lang="sv"><title>Kassa</title><body><div id="app"></div>
<script>
let v = { address: {}, koder: [], summa: 0, ok: true }, timer
const kr = (minor) => (minor / 100).toFixed(2).replace('.', ',').replace(/(\\d)(\\d{3},)/, '$1\\u00a0$2') + ' kr'
const post = (path, body = {}) => fetch(path, { method: 'POST', body: new URLSearchParams(body) })
const load = async (path, kod = '') => { v = await (await post(path, { kod })).json(); draw() }
function draw() {
  const app = document.querySelector('#app')
  app.innerHTML = '<h1>Kassa</h1><div class="steg"><h2>1. Din adress</h2><input name="gata" placeholder="Gatuadress"><input name="ort" placeholder="Ort"><input name="portkod" placeholder="Portkod"></div>'
    + '<div class="steg"><h2>2. Din varukorg</h2><div><span>Ullfilt</span> <span>120,00 kr</span></div>'
    + '<div class="kodrad"><div class="etikett">Rabattkod</div><input class="kodfalt"><div role="button" tabindex="0" class="knapp">Lägg till</div>' + (v.ok ? '' : '<em>Koden är ogiltig</em>') + '</div>'
    + v.koder.map((kod) => '<div class="kod">Kod: ' + kod + ' <button type="button" class="bort">Ta bort kod</button></div>').join('')
    + '<div><span>Frakt</span> <span>9,00 kr</span></div><div class="sum"><span>Att betala</span> <span>' + kr(v.summa) + '</span></div></div><button class="kop">Slutför köp</button>'
  for (const field of app.querySelectorAll('.steg input[name]')) {
    field.value = v.address[field.name] ?? ''
    field.oninput = () => { clearTimeout(timer); timer = setTimeout(() => post('/api/adress', Object.fromEntries([...app.querySelectorAll('.steg input[name]')].map((one) => [one.name, one.value]))), 2000) }
  }
  app.querySelector('.knapp').onclick = () => load('/api/kod', app.querySelector('.kodfalt').value)
  app.querySelector('.kop').onclick = () => post('/kop')
  app.querySelectorAll('.bort').forEach((button, at) => { button.onclick = () => load('/api/bort', v.koder[at]) })
}
load('/api/las')
</script></body></html>`
