import { html, json, type Shop, type Till, usd } from './till.ts'

/** React server actions: the page's own address is posted to, and the tree is drawn anew. Source: nextjs-starter-medusa, src/modules/checkout. */
export function medusa(till: Till): Shop {
  const state = () => ({
    codes: till.codes.map((code) => ({ code, off: usd(till.off(code)) })),
    off: till.discount(),
    discount: usd(till.discount()),
    subtotal: usd(till.subtotal),
    total: usd(till.total()),
  })
  const page =
    () => `<!doctype html><html lang="en" data-mode="light"><head><meta charset="utf-8"><title>Cart | Medusa Store</title></head><body><main class="relative"><div class="py-12"><div class="content-container" data-testid="cart-container"><h2>Cart</h2><table><tbody><tr data-testid="product-row"><td>Kettle</td><td><select data-testid="product-select-button"><option selected>1</option></select></td><td><button data-testid="product-delete-button" class="flex gap-x-1"><svg width="15"></svg><span></span></button></td><td>${usd(till.subtotal)}</td></tr></tbody></table><div id="summary"></div></div></div></main>
<script>
let state = ${JSON.stringify(state())}, open = false, message = null
const row = ({ code, off }) => '<div class="flex items-center justify-between w-full max-w-full mb-2" data-testid="discount-row"><p class="flex gap-x-1 items-baseline txt-small-plus w-4/5 pr-1"><span class="truncate" data-testid="discount-code"><span class="badge">' + code + '</span> (' + off + ')</span></p><button class="flex items-center" data-testid="remove-discount-button"><svg width="14" height="14"></svg><span class="sr-only">Remove discount code from order</span></button></div>'
function draw() {
  document.querySelector('#summary').innerHTML = '<div class="flex flex-col gap-y-4"><h2>Summary</h2><div class="w-full bg-white flex flex-col"><div class="txt-medium"><form class="w-full mb-5" id="f"><label class="flex gap-x-1 my-2 items-center"><button type="button" class="txt-medium" data-testid="add-discount-button">Add Promotion Code(s)</button></label>' + (open ? '<div class="flex w-full gap-x-2"><input class="size-full" id="promotion-input" name="code" type="text" data-testid="discount-input"><button type="submit" class="w-full" data-testid="discount-apply-button">Apply</button></div>' + (message ? '<div class="pt-2 text-rose-500 text-small-regular" data-testid="discount-error-message"><span>' + message + '</span></div>' : '') : '') + '</form>' + (state.codes.length ? '<div class="w-full flex items-center"><div class="flex flex-col w-full"><h3 class="txt-medium mb-2">Promotion(s) applied:</h3>' + state.codes.map(row).join('') + '</div></div>' : '') + '</div></div>'
  + '<div><div class="flex flex-col gap-y-2 txt-medium"><div class="flex items-center justify-between"><span>Subtotal (excl. shipping and taxes)</span><span data-testid="cart-subtotal" data-value="100">' + state.subtotal + '</span></div>' + (state.off ? '<div class="flex items-center justify-between"><span>Discount</span><span data-testid="cart-discount">- ' + state.discount + '</span></div>' : '') + '</div><div class="h-px"></div><div class="flex items-center justify-between mb-2 txt-medium"><span>Total</span><span class="txt-xlarge-plus" data-testid="cart-total">' + state.total + '</span></div></div><a href="/us/checkout" data-testid="checkout-button"><button class="w-full h-10">Go to checkout</button></a></div>'
}
const action = async (name, args) => { const answer = await (await fetch(location.href, { method: 'POST', headers: { 'next-action': name, accept: 'text/x-component' }, body: JSON.stringify(args) })).json(); if (answer.cart) state = answer.cart; message = answer.message ?? null; draw() }
document.addEventListener('click', (event) => {
  if (event.target.closest('[data-testid=add-discount-button]')) { open = !open; return draw() }
  const remove = event.target.closest('[data-testid=remove-discount-button]')
  if (remove) action('remove', [[...document.querySelectorAll('[data-testid=remove-discount-button]')].indexOf(remove)])
})
document.addEventListener('submit', (event) => { event.preventDefault(); action('add', [event.target.code.value]) })
draw()</script></body></html>`
  return {
    path: '/us/cart',
    answer({ text, headers }, reply) {
      const name = headers['next-action']
      if (!name) return html(reply, page())
      const [argument] = JSON.parse(text)
      if (name === 'remove') till.remove(till.codes[argument]!)
      else if (!till.add(argument))
        return json(reply, { message: `The promotion code ${argument} is invalid` })
      setTimeout(() => json(reply, { cart: state() }), 150)
    },
  }
}
