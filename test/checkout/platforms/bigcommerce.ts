import { html, json, type Shop, type Till, usd } from './till.ts'

/** One coupon at a time; its form gives way to it. Source: cornerstone, templates/components/cart, assets/js/theme/cart.js. */
export function bigcommerceCart(till: Till): Shop {
  const content = () =>
    `<table class="cart" data-cart-quantity="1"><tbody class="cart-list"><tr class="cart-item" data-item-row><td class="cart-item-block">Kettle</td><td class="cart-item-quantity"><input class="form-input form-input--incrementTotal cart-item-qty-input" name="qty-9" type="tel" value="1"></td><td class="cart-item-block"><strong class="cart-item-value">${usd(till.subtotal)}</strong> <button class="cart-remove icon" data-cart-itemid="9" aria-label="Remove Kettle from cart"><svg></svg></button></td></tr></tbody></table>`
  const totals =
    () => `<ul class="cart-totals"><li class="cart-total"><div class="cart-total-label"><strong>Subtotal:</strong></div><div class="cart-total-value"><span>${usd(till.subtotal)}</span></div></li>
<li class="cart-total"><div class="cart-total-label"><strong>Shipping:</strong></div><div class="cart-total-value"><button class="shipping-estimate-show">Add Info</button></div></li>
${
  till.codes.length > 0
    ? till.codes
        .map(
          (code) =>
            `<li class="cart-total"><div class="cart-total-label"><strong>Coupon Code (${code}):</strong><div><a href="/cart.php?action=removecoupon&couponcode=1">Remove</a></div></div><div class="cart-total-value"><span>-${usd(till.off(code))}</span></div></li>`,
        )
        .join('')
    : `<li class="cart-total"><div class="cart-total-label"><strong>Coupon Code:</strong></div><div class="cart-total-value"><button class="coupon-code-add" aria-label="Add Coupon" aria-controls="add-coupon" aria-expanded="false">Add Coupon</button><button class="coupon-code-cancel" style="display: none;" aria-label="Add Coupon" aria-controls="add-coupon" aria-expanded="true">Cancel</button></div>
<div id="add-coupon" class="cart-form coupon-code" aria-hidden="true" style="display: none;"><form class="form form--hiddenLabels coupon-form" method="post" action="/cart.php"><label class="form-label" for="couponcode">Enter your coupon code</label><input class="form-input" data-error="Please enter your coupon code." id="couponcode" type="text" name="couponcode" value="" placeholder="Enter your coupon code"><input class="button button--primary button--small" type="submit" aria-label="Apply coupon" value="Apply"><input type="hidden" name="action" value="applycoupon"></form></div></li>`
}
<li class="cart-total"><div class="cart-total-label"><strong>Gift Certificate:</strong></div><div class="cart-total-value"><button class="gift-certificate-add" aria-label="Gift Certificate" aria-controls="add-gift-certificate">Gift Certificate</button></div><div class="cart-form cart-gift-certificate gift-certificate-code" id="add-gift-certificate" style="display: none;"><form class="form cart-gift-certificate-form" method="post" action="/cart.php"><input class="form-input" name="certcode" type="text" placeholder="Enter your certificate code"><input class="button" type="submit" value="Apply"></form></div></li>
<li class="cart-total"><div class="cart-total-label"><strong>Grand total:</strong></div><div class="cart-total-value cart-total-grandTotal"><span>${usd(till.total())}</span></div></li></ul>`
  const page =
    () => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop - Shopping Cart</title><meta name="platform" content="bigcommerce.stencil"></head><body><div class="body" data-currency-code="USD"><main class="page" data-cart><h1 class="page-heading" data-cart-page-title>Your Cart (1 item)</h1><div data-cart-status></div><div class="loadingOverlay" style="display:none"></div><div class="page-content"><div data-cart-content class="cart-content-padding-right">${content()}</div><div data-cart-totals class="cart-content-padding-right">${totals()}</div><div class="cart-actions"><a class="button button--primary" href="/checkout">Check out</a></div></div></main></div><div id="alert-modal" class="modal" style="display:none" role="alertdialog"><div class="modal-content"></div><button type="button" class="confirm button">OK</button></div>
<script>
const show = (selector, on) => { document.querySelector(selector).style.display = on ? 'block' : 'none' }
const alertModal = (text) => { document.querySelector('#alert-modal .modal-content').textContent = text; show('#alert-modal', true) }
const refresh = async () => { show('.loadingOverlay', true); const parts = await (await fetch('/cart.php', { headers: { 'stencil-options': 'x' } })).json(); document.querySelector('[data-cart-content]').innerHTML = parts.content; document.querySelector('[data-cart-totals]').innerHTML = parts.totals; bind(); show('.loadingOverlay', false) }
function bind() {
  document.querySelector('.coupon-code-add')?.addEventListener('click', (event) => { event.preventDefault(); event.currentTarget.style.display = 'none'; show('.coupon-code', true); show('.coupon-code-cancel', true); document.querySelector('#couponcode').focus() })
  document.querySelector('.coupon-form')?.addEventListener('submit', async (event) => {
    event.preventDefault(); const code = document.querySelector('#couponcode').value; if (!code) return alertModal('Please enter your coupon code.')
    const answer = await (await fetch('/remote/v1/apply-code', { method: 'POST', body: new URLSearchParams({ code }) })).json()
    if (answer.data.status === 'success') refresh(); else alertModal(answer.data.errors.join('\\n'))
  })
}
bind(); document.querySelector('#alert-modal .confirm').addEventListener('click', () => show('#alert-modal', false))</script></body></html>`
  return {
    path: '/cart.php',
    answer({ url, body, headers }, reply) {
      if (url.pathname === '/remote/v1/apply-code') {
        const code = body.get('code') ?? ''
        const known = till.knows(code)
        if (known) till.codes = [code]
        const errors = ["The coupon code you entered couldn't be applied to any items in your order."]
        return void setTimeout(
          () => json(reply, { data: known ? { status: 'success' } : { status: 'failed', errors } }),
          150,
        )
      }
      if (headers['stencil-options']) return json(reply, { content: content(), totals: totals() })
      if (url.searchParams.get('action') === 'removecoupon') till.codes = []
      html(reply, page())
    },
  }
}

/** React, one box for both kinds, coupons listed under it. Source: checkout-js, packages/core/src/app/cart. */
export function bigcommerceCheckout(till: Till): Shop {
  const state = () => ({
    codes: till.codes.map((code) => ({ code, off: usd(till.off(code)) })),
    subtotal: usd(till.subtotal),
    discount: till.discount(),
    total: usd(till.total()),
  })
  const page =
    () => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Checkout - Shop</title></head><body><div id="checkout-app"><div class="layout optimizedCheckout-contentPrimary"><div class="layout-main"><ol class="checkout-steps"><li class="checkout-step checkout-step--payment"><h2 class="stepHeader-title">Payment</h2><form class="checkout-form" data-test="payment-form"><label>Credit Card Number <input id="ccNumber" name="ccNumber" autocomplete="cc-number"></label><label>Order Comments <input name="orderComment"></label><button id="checkout-payment-continue" class="button button--action" type="submit">Place Order</button></form></li></ol></div><aside class="layout-cart" id="aside"></aside></div></div>
<script>
let state = ${JSON.stringify(state())}, open = false, value = '', error = '', busy = false
const coupons = () => state.codes.map(({ code, off }) => '<li class="form-checklist-item"><div class="form-checklist-header"><div class="form-checklist-checkbox"><span class="is-srOnly">Applied</span></div><div class="form-label form-label-redeemable"><div class="redeemable"><div class="redeemable-column redeemable-info" data-test="redeemable-item--coupon"><span class="redeemable-info-header"><span class="redeemable-info-header--highlight" data-test="coupon-amount">' + off + '</span> Coupon</span><span class="redeemable-info-subHeader" data-test="coupon-code">' + code + '</span></div><div class="redeemable-column redeemable-actions"><button class="redeemable-remove" data-test="redeemable-remove" data-c="' + state.codes.findIndex((c) => c.code === code) + '" type="button"><div class="icon"><svg viewBox="0 0 24 24" width="16" height="16"></svg></div></button></div></div></div></div></li>').join('')
const prices = () => state.codes.map(({ code, off }) => '<div data-test="cart-coupon"><div aria-live="polite" class="cart-priceItem optimizedCheckout-contentPrimary"><span class="cart-priceItem-label"><span data-test="cart-price-label">' + off + ' off  </span></span><span class="cart-priceItem-value"><span data-test="cart-price-value">-' + off + '</span></span><span class="cart-priceItem-postFix optimizedCheckout-contentSecondary" data-test="cart-price-code">' + code + '</span></div></div>').join('')
function draw() {
  document.querySelector('#aside').innerHTML = '<article class="cart optimizedCheckout-orderSummary" data-test="cart"><header class="cart-header"><h3 class="cart-title">Order Summary</h3><a class="cart-header-link" href="/cart.php">Edit Cart</a></header><section class="cart-section optimizedCheckout-orderSummary-cartSection"><ul class="productList"><li class="productList-item is-visible">1 x Kettle ' + state.subtotal + '</li></ul></section><section class="cart-section optimizedCheckout-orderSummary-cartSection"><div data-test="cart-subtotal"><div class="cart-priceItem"><span class="cart-priceItem-label">Subtotal  </span><span class="cart-priceItem-value">' + state.subtotal + '</span></div></div>' + prices()
  + '<a aria-controls="redeemable-collapsable" aria-expanded="' + open + '" class="redeemable-label body-cta" data-test="redeemable-label" href="#">Coupon/Gift Certificate</a>' + (open ? '<div data-test="redeemable-collapsable" id="redeemable-collapsable"><fieldset class="form-fieldset redeemable-entry"><div class="form-body"><div class="form-field"><label for="redeemableCode" class="form-label is-srOnly optimizedCheckout-form-label">Gift Certificate or Coupon Code</label>' + (error ? '<div class="alertBox alertBox--error"><div class="alertBox-column alertBox-message">' + error + '</div></div>' : '') + '<div class="form-prefixPostfix"><input type="text" aria-label="Gift Certificate or Coupon Code" name="redeemableCode" class="form-input optimizedCheckout-form-input" data-test="redeemableEntry-input"><button type="button" id="applyRedeemableButton" class="button form-prefixPostfix-button--postfix button--tertiary optimizedCheckout-buttonSecondary' + (busy ? ' is-loading' : '') + '" data-test="redeemableEntry-submit">Apply</button></div></div></div></fieldset><ul class="form-checklist optimizedCheckout-form-checklist">' + coupons() + '</ul></div>' : '')
  + '</section><section class="cart-section optimizedCheckout-orderSummary-cartSection"><div data-test="cart-total"><div class="cart-priceItem optimizedCheckout-contentPrimary cart-priceItem--total"><span class="cart-priceItem-label"><span data-test="cart-price-label">Total (USD)  </span></span><span class="cart-priceItem-value"><span data-test="cart-price-value">' + state.total + '</span></span></div></div></section></article>'
  const input = document.querySelector('[name=redeemableCode]'); if (!input) return
  input.value = value; input.addEventListener('input', () => { value = input.value; if (error) { error = ''; } })
}
const send = async (path, options) => { const reply = await fetch('/api/storefront/checkouts/x/' + path, options); return { ok: reply.ok, body: await reply.json() } }
document.addEventListener('click', async (event) => {
  if (event.target.closest('[data-test=redeemable-label]')) { event.preventDefault(); open = !open; return draw() }
  const remove = event.target.closest('[data-test=redeemable-remove]')
  if (remove) { remove.disabled = true; state = (await send('coupons/' + state.codes[remove.dataset.c].code, { method: 'DELETE' })).body; return draw() }
  if (!event.target.closest('#applyRedeemableButton') || !value.trim()) return
  busy = true; draw()
  // A gift certificate of that code is looked for first.
  const body = JSON.stringify({ code: value.trim() })
  if (!(await send('gift-certificates', { method: 'POST', body })).ok) {
    const { ok, body: answer } = await send('coupons', { method: 'POST', body })
    if (ok) { state = answer; value = '' } else error = answer.detail
  }
  busy = false; draw()
})
draw()</script></body></html>`
  return {
    path: '/checkout',
    answer({ url, text, method }, reply) {
      if (!url.pathname.startsWith('/api/')) return html(reply, page())
      const [, what, code] = url.pathname.match(/checkouts\/x\/([a-z-]+)\/?(.*)$/)!
      if (what === 'gift-certificates') return json(reply, { detail: 'not found' }, 404)
      if (method === 'DELETE') till.remove(decodeURIComponent(code!))
      else if (!till.add(JSON.parse(text).code))
        return json(reply, { detail: 'The coupon code or gift certificate is invalid.' }, 422)
      setTimeout(() => json(reply, state()), 150)
    },
  }
}
