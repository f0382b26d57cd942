import { html, json, type Shop, Till } from './till.ts'

/** A Danish stepwise checkout in web components: a slow till, and bones where the sums were while it thinks. */
export function wines(): Shop {
  const till = new Till(2)
  return {
    till,
    path: '/kassen',
    currency: 'DKK',
    typed: { 'vin-trin input[name=navn]': 'Mads Holm' },
    answer({ url, body }, reply) {
      if (url.pathname === '/kassen') return html(reply, PAGE)
      if (url.pathname === '/api/ordre') till.orders++
      const kode = body.get('kode') ?? ''
      const ok = url.pathname !== '/api/kode' || till.put(kode)
      if (url.pathname === '/api/fjern') till.take(kode)
      const answer = {
        ok,
        koder: till.codes.map((code) => [code, till.off(code)]),
        total: till.totalMinor,
      }
      setTimeout(() => json(reply, 200, answer), url.pathname === '/api/kurv' ? 50 : 2200)
    },
  }
}

const PAGE = `<html lang="da"><title>Kassen</title><body><h1>Kassen</h1><vin-trin></vin-trin><vin-sum></vin-sum>
<script>
const kr = (minor) => (minor / 100).toLocaleString('da-DK', { minimumFractionDigits: 2 }) + ' kr.'
const post = async (path, kode = '') => (await fetch(path, { method: 'POST', body: new URLSearchParams({ kode }) })).json()
customElements.define('vin-trin', class extends HTMLElement {
  connectedCallback() {
    this.innerHTML = '<section><h2>1. Kontakt</h2><input name="navn" placeholder="Navn"></section><section><h2>2. Betaling</h2><p>Kort, MobilePay eller faktura</p><button type="button" class="slut">Gennemfør køb</button></section>'
    this.querySelector('.slut').onclick = () => post('/api/ordre')
  }
})
customElements.define('vin-sum', class extends HTMLElement {
  async connectedCallback() {
    this.root = this.attachShadow({ mode: 'open' })
    this.draw(await post('/api/kurv'))
  }
  async ask(path, kode) {
    for (const sum of this.root.querySelectorAll('dd')) sum.innerHTML = '<span class="skeleton" style="display:inline-block;width:60px;height:1em;background:#ddd"></span>'
    this.root.querySelector('.brug').disabled = true
    this.draw(await post(path, kode))
  }
  draw({ ok, koder, total }) {
    this.root.innerHTML = '<h2>Din ordre</h2><dl><dt>Rødvin, 6 flasker</dt><dd>120,00 kr.</dd><dt>Levering</dt><dd>9,00 kr.</dd>'
      + koder.map(([kode, off]) => '<dt>Rabatkode ' + kode + ' <a role="button" tabindex="0" class="fjern" data-kode="' + kode + '">Fjern</a></dt><dd>-' + kr(off) + '</dd>').join('')
      + '<dt><b>I alt</b></dt><dd><b>' + kr(total) + '</b></dd></dl>'
      + '<div class="felt"><input aria-label="Rabatkode" placeholder="Rabatkode"><button class="brug">Anvend</button></div><p aria-live="polite">' + (ok ? '' : 'Koden findes ikke') + '</p>'
    const field = this.root.querySelector('input')
    this.root.querySelector('.brug').onclick = () => this.ask('/api/kode', field.value)
    for (const link of this.root.querySelectorAll('.fjern')) link.onclick = () => this.ask('/api/fjern', link.dataset.kode)
  }
})
</script></body></html>`
