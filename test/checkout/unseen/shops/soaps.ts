import { html, json, type Shop, Till } from './till.ts'

/** Custom elements with open shadow roots, a cart drawer that an address opens, and a code field that is not there until asked for. */
export function soaps(): Shop {
  const till = new Till(1)
  return {
    till,
    path: '/products/soap?openCartDrawer=true',
    currency: 'CAD',
    typed: { '[name=note]': 'No perfume, please' },
    answer({ url, body }, reply) {
      const code = body.get('code') ?? ''
      if (url.pathname === '/pay') till.orders++
      const known = url.pathname !== '/api/put' || till.put(code)
      if (url.pathname === '/api/take') till.take(code)
      if (url.pathname.startsWith('/api/'))
        return json(reply, known ? 200 : 422, { codes: till.codes, total: till.totalMinor })
      html(reply, PAGE)
    },
  }
}

const PAGE = `<html lang="en"><title>Soap</title><body><h1>Soap</h1><p>CA$60.00</p><button>Add to cart</button><soap-drawer></soap-drawer>
<script>
const post = (path, code = '') => fetch(path, { method: 'POST', body: new URLSearchParams({ code }) })
customElements.define('soap-code', class extends HTMLElement {
  connectedCallback() {
    this.attachShadow({ mode: 'open' }).innerHTML = '<button type="button" part="t">Add a discount code</button><div></div>'
    const [toggle, box] = this.shadowRoot.children
    toggle.onclick = () => {
      toggle.hidden = true
      box.innerHTML = '<label>Discount code <input></label><button type="button">Apply</button>'
      box.querySelector('button').onclick = () => this.dispatchEvent(new CustomEvent('code', { detail: box.querySelector('input').value }))
    }
  }
})
customElements.define('soap-drawer', class extends HTMLElement {
  async connectedCallback() {
    if (!location.search.includes('openCartDrawer=true')) return
    this.attachShadow({ mode: 'open' }).innerHTML = '<style>.d{position:fixed;right:0;top:0;width:360px;background:#fff}</style><div class="d" role="dialog" aria-label="Your cart"><h2>Your cart</h2><p>Soap × 2 <b>CA$120.00</b></p><textarea name="note"></textarea><soap-code></soap-code><p class="no"></p><ul></ul><p>Shipping CA$9.00</p><p>Total <b class="sum"></b></p><button class="pay">Checkout</button></div>'
    const root = this.shadowRoot
    root.querySelector('.pay').onclick = () => post('/pay')
    root.querySelector('soap-code').addEventListener('code', ({ detail }) => this.change('/api/put', detail))
    this.change('/api/read')
  }
  async change(path, code) {
    const root = this.shadowRoot
    const reply = await post(path, code)
    const { codes, total } = await reply.json()
    root.querySelector('.no').textContent = reply.ok ? '' : 'This code can not be used.'
    root.querySelector('.sum').textContent = 'CA$' + (total / 100).toFixed(2)
    root.querySelector('ul').replaceChildren(...codes.map((code) => {
      const line = document.createElement('li')
      line.innerHTML = '<b></b> <button type="button">Remove</button>'
      line.firstChild.textContent = code
      line.lastChild.onclick = () => this.change('/api/take', code)
      return line
    }))
  }
})
</script></body></html>`
