/** What a shop with a code field does when all is well: SAVE10 takes 10.00 off, and the member may still buy. */
const SHOP = `
const at = (id) => document.getElementById(id)
at('apply').addEventListener('click', () => setTimeout(() => {
  if (at('code').value !== 'SAVE10') return at('said').append('This code is not valid.')
  at('row').innerHTML = '<td>Discount SAVE10</td><td>-$10.00 <button type="button" onclick="at(\\'row\\').textContent = \\'\\'; at(\\'total\\').textContent = \\'$100.00\\'">Remove SAVE10</button></td>'
  at('total').textContent = '$90.00'
}, 60))
let bought = 0
at('buy').onclick = () => at('buy').setAttribute('data-bought', ++bought)`

const shop = ({ before = '', inside = '', after = '', script = '' }): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>Cart</title><body>${before}<main><h1>Shopping cart</h1><p>Lamp <b>$100.00</b></p>
<form id="f" onsubmit="return false">${inside}<label>Promo code <input id="code"></label><button type="button" id="apply">Apply</button><p id="said" role="alert"></p></form>
<textarea id="note"></textarea><table><tr id="row"></tr><tr><td>Total</td><td id="total">$100.00</td></tr></table><button type="button" id="buy">Place order</button></main>${after}
<script>${SHOP}</script><script>${script}</script></body></html>`

const clobbered = [
  ...['querySelector', 'querySelectorAll', 'getElementsByTagName', 'createTreeWalker', 'body', 'forms'],
  ...['documentElement', 'activeElement', 'defaultView', 'addEventListener', 'head', 'title', 'cookie'],
]
const clobberedInForm = [
  ...['parentNode', 'parentElement', 'children', 'attributes', 'id', 'className', 'textContent', 'innerText'],
  ...['querySelector', 'querySelectorAll', 'closest', 'contains', 'getAttribute', 'matches', 'elements'],
  ...['isConnected', 'ownerDocument', 'localName', 'tagName', 'nodeType', 'submit', 'action', 'method'],
  ...['getBoundingClientRect', 'checkVisibility', 'addEventListener', 'getRootNode', 'style', 'shadowRoot'],
]

/** Pages that do their worst to whoever reads them, and in which the code can be applied all the same. */
export const endured: Record<string, string> = {
  'a page that mutates for ever': shop({
    after: '<div id="churn"></div>',
    script: `setInterval(() => { at('churn').innerHTML = '<p>' + Math.random() + '</p><input placeholder="Search">' }, 0)`,
  }),
  'a thousand inputs': shop({
    before: `<div>${'<label>Engraving <input name="line"></label>'.repeat(1000)}</div>`,
  }),
  'ten thousand nodes': shop({
    before: `<ul>${'<li><a href="#"><span>Lamp</span></a></li>'.repeat(3400)}</ul>`,
  }),
  'a tree of four hundred storeys': shop({
    before: `${'<div>'.repeat(400)}Deep${'</div>'.repeat(400)}`,
  }),
  'a label of a million letters': shop({
    before: `<label>${'coupon '.repeat(150_000)}<input name="other" type="hidden"></label>`,
  }),
  'prototypes patched by the page': shop({
    script: `
const boom = () => { throw new Error('patched') }
for (const name of ['map', 'filter', 'find', 'slice', 'includes', 'some']) Array.prototype[name] = boom
for (const name of ['querySelector', 'querySelectorAll', 'closest', 'matches', 'getAttribute', 'getBoundingClientRect']) Element.prototype[name] = boom
Object.defineProperty(HTMLInputElement.prototype, 'value', { get() { return '' }, set: boom })
at('code').addEventListener('input', (event) => event.stopImmediatePropagation(), true)
Object.defineProperty(at('code'), 'value', { get: () => 'SAVE10', set: boom })
for (const name of ['Event', 'InputEvent', 'PointerEvent', 'MouseEvent', 'MutationObserver', 'IntersectionObserver', 'AbortController']) window[name] = boom
RegExp.prototype.exec = boom; Object.keys = boom; JSON.stringify = boom; window.fetch = boom; window.getComputedStyle = boom`,
  }),
  'names that hide the document': shop({
    after: clobbered.map((name) => `<img name="${name}" id="${name}" alt="">`).join(''),
  }),
  'names that hide the form': shop({
    inside: clobberedInForm.map((name) => `<input type="hidden" name="${name}">`).join(''),
  }),
  'messages forged by the page': shop({
    script: `setInterval(() => {
  for (const type of ['applied', 'result', 'claim', 'stamkund', 'wxt:content-script-started']) {
    postMessage({ type, outcome: 'applied', savedMinor: 9999, from: 'stamkund', codes: [] }, '*')
    document.dispatchEvent(new CustomEvent(type, { detail: { savedMinor: 9999 } }))
  }
}, 20)
window.checkout = window.stamkundCheckout = { startRun: () => ({ outcome: 'applied', savedMinor: 9999 }) }`,
  }),
  'a field that is made anew at every key': shop({
    script: `at('f').addEventListener('input', () => { const old = at('code'), fresh = old.cloneNode(); fresh.value = old.value; old.replaceWith(fresh) })`,
  }),
  'listeners that throw': shop({
    script: `for (const type of ['input', 'change', 'focus', 'pointerdown', 'mousedown', 'click'])
  at('f').addEventListener(type, () => { throw new Error('the page\\'s own') }, true)`,
  }),
}

/** Pages of which nothing may be said but that it is not known. */
export const inconclusive: Record<string, string> = {
  'a total that counts for ever': shop({
    script: `let minor = 10000; setInterval(() => { at('total').textContent = '$' + (minor-- / 100).toFixed(2) }, 40)`,
  }),
  'a total that swings for ever': shop({
    script: `let up = false; setInterval(() => { up = !up; at('total').textContent = up ? '$100.00' : '$55.00' }, 150)`,
  }),
  'an answer that takes the total away': shop({
    script: `at('apply').addEventListener('click', () => { at('total').remove() })`,
  }),
  'an answer that empties the page': shop({
    script: `at('apply').addEventListener('click', () => setTimeout(() => { document.body.textContent = '' }, 100))`,
  }),
  'a field in a frame': `<!doctype html><title>Cart</title><h1>Shopping cart</h1><p>Total $100.00</p><textarea id="note"></textarea><button id="buy" onclick="this.dataset.bought = 1">Place order</button>
<iframe srcdoc="&lt;label&gt;Promo code &lt;input id=code&gt;&lt;/label&gt;&lt;button&gt;Apply&lt;/button&gt;"></iframe>`,
}
