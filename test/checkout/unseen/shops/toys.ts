import { html, json, type Shop, Till } from './till.ts'

/** A client-rendered checkout whose fields keep what its own state says, with a button that sleeps until something is typed. */
export function toys(): Shop {
  const till = new Till(2)
  return {
    till,
    path: '/checkout',
    currency: 'EUR',
    typed: { '[name=city]': 'Ghent' },
    answer({ url, body }, reply) {
      const code = body.get('code') ?? ''
      if (url.pathname === '/checkout') return html(reply, PAGE)
      if (url.pathname === '/api/order') till.orders++
      const ok = url.pathname !== '/api/add' || till.put(code)
      if (url.pathname === '/api/drop') till.take(code)
      const answer = { codes: till.codes.map((one) => [one, till.off(one)]), total: till.totalMinor }
      setTimeout(
        () => json(reply, ok ? 200 : 404, ok ? answer : { ...answer, error: 'Promotion could not be found' }),
        url.pathname === '/api/get' ? 20 : 450,
      )
    },
  }
}

const PAGE = `<html lang="en"><title>Checkout</title><body><div id="root"></div>
<script>
const state = { code: '', busy: false, error: '', city: '', data: { codes: [], total: 0 } }
const el = (tag, props, ...children) => {
  const node = Object.assign(document.createElement(tag), props)
  node.append(...children)
  return node
}
const eur = (minor) => '€' + (minor / 100).toFixed(2)
function controlled(node, key) {
  const own = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')
  // Like a framework's tracker: what was set past the setter's notice is thrown away.
  let known = state[key]
  own.set.call(node, known)
  node.addEventListener('input', () => { const value = own.get.call(node); if (value === known) return; known = state[key] = value; apply.disabled = !state.code; })
  node.addEventListener('blur', () => own.set.call(node, state[key]))
  return node
}
let apply
async function call(path, code) {
  state.busy = true; draw()
  const reply = await fetch(path, { method: 'POST', body: new URLSearchParams({ code }) })
  const answer = await reply.json()
  Object.assign(state, { busy: false, error: answer.error ?? '', data: answer })
  if (!answer.error) state.code = ''
  draw()
}
function draw() {
  const { data, busy, error } = state
  apply = el('button', { type: 'button', className: 'sc-1x', disabled: !state.code || busy, onclick: () => call('/api/add', state.code) }, busy ? 'Applying…' : 'Apply')
  document.querySelector('#root').replaceChildren(
    el('div', { className: 'sc-a' }, controlled(el('input', { name: 'city', placeholder: 'City' }), 'city')),
    el('div', { className: 'sc-b' }, controlled(el('input', { className: 'sc-i', placeholder: 'Promo code or voucher' }), 'code'), apply, ...(error ? [el('p', { className: 'sc-e' }, error)] : [])),
    ...data.codes.map(([code, off]) => {
      const cross = el('button', { type: 'button', ariaLabel: 'Remove discount ' + code, onclick: () => call('/api/drop', code) })
      cross.innerHTML = '<svg width="10" height="10"><path d="M0 0L10 10M10 0L0 10" stroke="#000"/></svg>'
      return el('div', { className: 'sc-c' }, el('span', {}, code), cross, el('span', {}, '-' + eur(off)))
    }),
    el('div', { className: 'sc-t' }, el('span', {}, 'Order total'), el('span', {}, eur(data.total))),
    el('button', { type: 'button', onclick: () => call('/api/order', '') }, 'Pay now'),
  )
}
call('/api/get', '')
</script></body></html>`
