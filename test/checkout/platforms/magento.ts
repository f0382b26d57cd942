import { html, json, redirect, type Shop, type Till, usd } from './till.ts'

// mage/collapsible: a click on the title, or on what is in it, opens the content and marks the surrounding.
const COLLAPSIBLE = `document.querySelectorAll('[data-role=title]').forEach((title) => {
  title.setAttribute('role', 'tab'); title.setAttribute('aria-expanded', 'false'); title.tabIndex = 0
  const content = title.parentElement.querySelector('[data-role=content]'); content.style.display = 'none'
  title.addEventListener('click', () => { const open = content.style.display === 'none'; content.style.display = open ? 'block' : 'none'; title.setAttribute('aria-expanded', String(open)) })
})`

/** Source: module-sales-rule and module-tax, web/template/checkout/summary. */
const totals = (
  till: Till,
  table = 'data table totals',
): string => `<table class="${table}"><caption class="table-caption">Total</caption><tbody>
<tr class="totals sub"><th class="mark" scope="row">Subtotal</th><td class="amount"><span class="price" data-th="Subtotal">${usd(till.subtotal)}</span></td></tr>
${till.discount() > 0 ? `<tr class="totals"><th class="mark" scope="row"><span class="title">Discount</span> <span class="discount coupon">(${till.codes.join(', ')})</span></th><td class="amount"><span class="price">-${usd(till.discount())}</span></td></tr>` : ''}
<tr class="grand totals"><th class="mark" scope="row"><strong>Order Total</strong></th><td class="amount" data-th="Order Total"><strong><span class="price">${usd(till.total())}</span></strong></td></tr></tbody></table>`

/** One code at a time, and each change is a posted form. Source: module-checkout, templates/cart/coupon.phtml, web/js/discount-codes.js. */
export function magentoCart(till: Till): Shop {
  let said = ''
  const page = () => {
    const code = till.codes[0] ?? ''
    const message = said
    said = ''
    return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shopping Cart</title><script type="text/x-magento-init">{"*":{}}</script></head>
<body class="checkout-cart-index page-layout-1column"><header class="page-header"><div class="minicart-wrapper"><span class="counter-number">1</span></div></header><main id="maincontent" class="page-main"><h1 class="page-title">Shopping Cart</h1>
<div class="page messages"><div role="alert" class="messages">${message}</div></div>
<div class="cart-container"><div class="cart-summary"><strong class="summary title">Summary</strong><div id="cart-totals" class="cart-totals"></div><ul class="checkout methods items"><li class="item"><button type="button" class="action primary checkout"><span>Proceed to Checkout</span></button></li></ul></div>
<form action="/checkout/cart/updatePost/" method="post" id="form-validate" class="form form-cart"><table class="cart items data table"><tbody class="cart item"><tr class="item-info"><td class="col item">Kettle</td><td class="col qty"><input name="cart[7][qty]" value="1" type="number" class="input-text qty"></td><td class="col subtotal"><span class="price">${usd(till.subtotal)}</span></td></tr><tr class="item-actions"><td><a href="#" class="action action-delete" title="Remove item">Remove item</a></td></tr></tbody></table><button type="submit" class="action update" title="Update Shopping Cart">Update Shopping Cart</button></form>
<div class="cart-discount"><div class="block discount" id="block-discount"><div class="title" data-role="title"><strong id="block-discount-heading" role="heading" aria-level="2">Apply Discount Code</strong></div><div class="content" data-role="content" aria-labelledby="block-discount-heading">
<form id="discount-coupon-form" action="/checkout/cart/couponPost/" method="post"><div class="fieldset coupon${code ? ' applied' : ''}"><input type="hidden" name="remove" id="remove-coupon" value="0" />
<div class="field"><label for="coupon_code" class="label"><span>Enter discount code</span></label><div class="control"><input type="text" class="input-text" id="coupon_code" name="coupon_code" value="${code}" placeholder="Enter discount code" ${code ? 'disabled="disabled"' : ''} /></div></div>
<div class="actions-toolbar"><div class="primary">${code ? '<button type="button" class="action cancel primary" value="Cancel Coupon"><span>Cancel Coupon</span></button>' : '<button class="action apply primary" type="button" value="Apply Discount"><span>Apply Discount</span></button>'}</div></div></div></form></div></div></div></div></main>
<script>${COLLAPSIBLE}
${code ? "document.querySelector('#block-discount [data-role=title]').click()" : ''}
fetch('/rest/default/V1/guest-carts/x/totals').then((r) => r.json()).then((t) => setTimeout(() => { document.querySelector('#cart-totals').innerHTML = t.html }, 250))
const form = document.querySelector('#discount-coupon-form'), send = (remove) => { form.querySelector('#remove-coupon').value = remove; const value = form.querySelector('#coupon_code').value; if (remove === '1' || value) form.submit() }
form.querySelector('button.action.apply')?.addEventListener('click', () => send('0'))
form.querySelector('button.action.cancel')?.addEventListener('click', () => send('1'))</script></body></html>`
  }
  const message = (kind: string, text: string) =>
    `<div class="message-${kind} ${kind} message"><div>${text}</div></div>`
  return {
    path: '/checkout/cart/',
    answer({ url, body, method }, reply) {
      if (url.pathname.startsWith('/rest/')) return json(reply, { html: totals(till) })
      if (method !== 'POST') return html(reply, page())
      const code = body.get('coupon_code') ?? ''
      if (body.get('remove') === '1') {
        till.codes = []
        said = message('success', 'You canceled the coupon code.')
      } else if (till.knows(code)) {
        till.codes = [code]
        said = message('success', `You used coupon code "${code}".`)
      } else said = message('error', `The coupon code "${code}" is not valid.`)
      redirect(reply, '/checkout/cart/')
    },
  }
}

/** Source: module-sales-rule, web/template/payment/discount.html, web/js/view/payment/discount.js, js/action/set-coupon-code.js. */
export function magentoCheckout(till: Till): Shop {
  const page =
    () => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Checkout</title></head><body class="checkout-index-index page-layout-checkout"><main id="maincontent" class="page-main"><h1 class="page-title">Checkout</h1><div id="checkout" class="checkout-container">
<aside class="opc-sidebar"><div class="opc-block-summary"><span class="title">Order Summary</span><div id="summary">${totals(till, 'data table table-totals')}</div></div></aside>
<div class="opc-wrapper"><ol class="opc" id="checkoutSteps"><li id="payment" class="checkout-payment-method"><form id="co-payment-form" class="form payments"><fieldset><legend><span>Payment Information</span></legend><div class="payment-method _active"><label>Card number <input name="payment[cc_number]" autocomplete="cc-number"></label><div class="actions-toolbar"><button class="action primary checkout" type="submit" title="Place Order"><span>Place Order</span></button></div></div></fieldset></form>
<div class="payment-option _collapsible opc-payment-additional discount-code"><div class="payment-option-title field choice" data-role="title"><span class="action action-toggle" id="block-discount-heading" role="heading" aria-level="2">Apply Discount Code</span></div>
<div class="payment-option-content" data-role="content"><div role="alert" class="messages" id="said"></div><form class="form form-discount" id="discount-form"><div class="payment-option-inner"><div class="field"><label class="label" for="discount-code"><span>Enter discount code</span></label><div class="control" id="control"></div></div></div><div class="actions-toolbar"><div class="primary" id="actions"></div></div></form></div></div></li></ol></div></div></main>
<div class="loading-mask" style="display:none;position:fixed;inset:0"></div><script>${COLLAPSIBLE}
let code = ${JSON.stringify(till.codes[0] ?? '')}, applied = code !== ''
const mask = document.querySelector('.loading-mask'), said = document.querySelector('#said')
// Knockout puts each side of "ifnot: isApplied()" in and takes it out; "value:" listens for change.
function draw() {
  document.querySelector('#control').innerHTML = '<input class="input-text" type="text" id="' + (applied ? 'discount-code-applied" disabled="disabled"' : 'discount-code"') + ' name="discount_code" placeholder="Enter discount code">'
  const input = document.querySelector('#control input'); input.value = code; input.addEventListener('change', () => { code = input.value.trim() })
  document.querySelector('#actions').innerHTML = applied ? '<button class="action action-cancel" type="submit" value="Cancel"><span>Cancel coupon</span></button>' : '<button class="action action-apply" type="submit" value="Apply Discount"><span>Apply Discount</span></button>'
  document.querySelector('#actions button').addEventListener('click', (event) => { event.preventDefault(); applied ? cancel() : apply() })
}
async function send(method, path) {
  mask.style.display = 'block'
  const answer = await (await fetch('/rest/default/V1/guest-carts/x/coupons' + path, { method })).json()
  // Totals are asked for again before anything is said.
  if (answer.ok) document.querySelector('#summary').innerHTML = (await (await fetch('/rest/default/V1/guest-carts/x/totals')).json()).html
  mask.style.display = 'none'
  return answer
}
const say = (kind, text) => { said.innerHTML = '<div class="message message-' + kind + ' ' + kind + '"><div>' + text + '</div></div>' }
async function apply() { if (!code) return; said.innerHTML = ''; const answer = await send('PUT', '/' + encodeURIComponent(code)); if (answer.ok) { applied = true; draw(); say('success', 'Your coupon was successfully applied.') } else say('error', answer.message) }
async function cancel() { code = ''; said.innerHTML = ''; await send('DELETE', ''); applied = false; draw(); say('success', 'Your coupon was successfully removed.') }
draw()</script></body></html>`
  return {
    path: '/checkout/',
    answer({ url, method }, reply) {
      if (url.pathname.endsWith('/totals'))
        return json(reply, { html: totals(till, 'data table table-totals') })
      if (!url.pathname.includes('/coupons')) return html(reply, page())
      const code = decodeURIComponent(url.pathname.split('/coupons/')[1] ?? '')
      if (method === 'DELETE') till.codes = []
      else if (!till.knows(code))
        return json(reply, {
          ok: false,
          message: "The coupon code isn't valid. Verify the code and try again.",
        })
      else till.codes = [code]
      setTimeout(() => json(reply, { ok: true }), 150)
    },
  }
}
