import { html, type Shop, type Till, usd } from './till.ts'

/** WooCommerce writes codes in lower case. Source: includes/wc-formatting-functions.php, wc_format_coupon_code. */
const lower = (code: string): string => code.toLowerCase()

/** Source: includes/wc-cart-functions.php, wc_cart_totals_coupon_html. */
const couponRows = (till: Till): string =>
  till.codes
    .map(lower)
    .map(
      (
        code,
      ) => `<tr class="cart-discount coupon-${code}"><th>Coupon: ${code}</th><td data-title="Coupon: ${code}">
-<span class="woocommerce-Price-amount amount"><span class="woocommerce-Price-currencySymbol">$</span>${(till.off(code) / 100).toFixed(2)}</span>
<a role="button" aria-label="Remove ${code} coupon" href="/cart/?remove_coupon=${code}" class="woocommerce-remove-coupon" data-coupon="${code}">[Remove]</a></td></tr>`,
    )
    .join('')

const amount = (cents: number): string =>
  `<span class="woocommerce-Price-amount amount"><bdi><span class="woocommerce-Price-currencySymbol">$</span>${(cents / 100).toFixed(2)}</bdi></span>`

const notice = (kind: 'error' | 'message', text: string): string =>
  kind === 'error'
    ? `<ul class="woocommerce-error" role="alert"><li>${text}</li></ul>`
    : `<div class="woocommerce-message" role="alert">${text}</div>`

/** What wc-ajax answers: a notice, as HTML. Source: includes/class-wc-ajax.php, apply_coupon and remove_coupon. */
function ajax(till: Till, action: string, body: URLSearchParams): string {
  if (action === 'remove_coupon') {
    till.remove(body.get('coupon') ?? '')
    return notice('message', 'Coupon has been removed.')
  }
  const code = body.get('coupon_code') ?? ''
  return till.add(code)
    ? notice('message', 'Coupon code applied successfully.')
    : notice('error', `Coupon "${lower(code)}" does not exist!`)
}

// Both scripts block what they change (jquery.blockUI) and put HTML of the server's in its place.
const SCRIPT = `
const block = (el) => { el.classList.add('processing'); el.insertAdjacentHTML('beforeend', '<div class="blockUI blockOverlay" style="position:absolute;inset:0;opacity:.6"></div>') }
const unblock = (el) => { el.classList.remove('processing'); el.querySelectorAll('.blockUI').forEach((e) => e.remove()) }
const post = (action, data) => fetch('/?wc-ajax=' + action, { method: 'POST', body: new URLSearchParams({ security: 'n', ...data }) }).then((r) => r.text())
const clearNotices = () => document.querySelectorAll('.woocommerce-error, .woocommerce-message').forEach((e) => e.remove())
`

/** The classic cart. Source: templates/cart/cart.php, cart-totals.php, client/legacy/js/frontend/cart.js. */
export function woocommerceCart(till: Till): Shop {
  const cart = () => `<div class="woocommerce"><div class="woocommerce-notices-wrapper"></div>
<form class="woocommerce-cart-form" action="/cart/" method="post"><table class="shop_table cart"><tbody>
<tr class="cart_item"><td class="product-remove"><a href="/cart/?remove_item=1" class="remove" aria-label="Remove Kettle from cart">&times;</a></td><td class="product-name">Kettle</td>
<td class="product-quantity"><input type="number" id="quantity_1" class="qty" name="cart[1][qty]" value="1"></td><td class="product-subtotal">${amount(till.subtotal)}</td></tr>
<tr><td colspan="6" class="actions"><div class="coupon"><label for="coupon_code" class="screen-reader-text">Coupon:</label> <input type="text" name="coupon_code" class="input-text" id="coupon_code" value="" placeholder="Coupon code" /> <button type="submit" class="button" name="apply_coupon" value="Apply coupon">Apply coupon</button></div>
<button type="submit" class="button" name="update_cart" value="Update cart" disabled aria-disabled="true">Update cart</button></td></tr></tbody></table></form>
<div class="cart-collaterals"><div class="cart_totals"><h2>Cart totals</h2><table class="shop_table">
<tr class="cart-subtotal"><th>Subtotal</th><td data-title="Subtotal">${amount(till.subtotal)}</td></tr>${couponRows(till)}
<tr class="order-total"><th>Total</th><td data-title="Total"><strong>${amount(till.total())}</strong></td></tr></table>
<div class="wc-proceed-to-checkout"><a href="/checkout/" class="checkout-button button alt wc-forward">Proceed to checkout</a></div></div></div></div>`
  const page =
    () => `<!doctype html><html lang="en-US"><head><meta charset="utf-8"><title>Cart – Shop</title><meta name="generator" content="WooCommerce 9.8.1"></head>
<body class="woocommerce-cart woocommerce-page"><header><div class="widget_shopping_cart_content"><p class="woocommerce-mini-cart__total total"><strong>Subtotal:</strong> ${usd(till.subtotal)}</p></div></header>
<main><h1>Cart</h1>${cart()}</main><script>${SCRIPT}
const replace = async (text) => {
  const form = document.querySelector('.woocommerce-cart-form')
  const fresh = new DOMParser().parseFromString(await (await fetch(location.pathname)).text(), 'text/html')
  form.replaceWith(fresh.querySelector('.woocommerce-cart-form'))
  document.querySelector('.cart_totals').replaceWith(fresh.querySelector('.cart_totals'))
  if (text) document.querySelector('.woocommerce-notices-wrapper').insertAdjacentHTML('beforeend', text)
}
let clicked = null
document.addEventListener('click', async (event) => {
  clicked = event.target.closest('button[type=submit]')?.name ?? clicked
  const link = event.target.closest('a.woocommerce-remove-coupon')
  if (!link) return
  event.preventDefault()
  const totals = link.closest('.cart_totals'); block(totals)
  const text = await post('remove_coupon', { coupon: link.dataset.coupon })
  clearNotices(); await replace(text)
})
document.addEventListener('submit', async (event) => {
  if (!event.target.matches('.woocommerce-cart-form') || clicked !== 'apply_coupon') return
  event.preventDefault(); block(event.target)
  const text = await post('apply_coupon', { coupon_code: document.querySelector('#coupon_code').value })
  clearNotices(); await replace(text)
})</script></body></html>`
  return {
    path: '/cart/',
    answer({ url, body }, reply) {
      const action = url.searchParams.get('wc-ajax')
      setTimeout(() => html(reply, action ? ajax(till, action, body) : page()), action ? 150 : 0)
    },
  }
}

/** The classic checkout. Source: templates/checkout/form-coupon.php, review-order.php, client/legacy/js/frontend/checkout.js. */
export function woocommerceCheckout(till: Till): Shop {
  const review =
    () => `<table class="shop_table woocommerce-checkout-review-order-table"><tbody><tr class="cart_item"><td class="product-name">Kettle <strong class="product-quantity">&times;&nbsp;1</strong></td><td class="product-total">${amount(till.subtotal)}</td></tr></tbody>
<tfoot><tr class="cart-subtotal"><th>Subtotal</th><td>${amount(till.subtotal)}</td></tr>${couponRows(till)}<tr class="order-total"><th>Total</th><td><strong>${amount(till.total())}</strong></td></tr></tfoot></table>`
  const page =
    () => `<!doctype html><html lang="en-US"><head><meta charset="utf-8"><title>Checkout – Shop</title></head><body class="woocommerce-checkout woocommerce-page"><main><h1>Checkout</h1><div class="woocommerce"><div class="woocommerce-notices-wrapper"></div>
<div class="woocommerce-form-coupon-toggle"><div class="woocommerce-info">Have a coupon? <a href="#" role="button" aria-label="Enter your coupon code" aria-controls="woocommerce-checkout-form-coupon" aria-expanded="false" class="showcoupon">Click here to enter your code</a></div></div>
<form class="checkout_coupon woocommerce-form-coupon" method="post" style="display:none" id="woocommerce-checkout-form-coupon"><p class="form-row form-row-first"><label for="coupon_code" class="screen-reader-text">Coupon:</label><input type="text" name="coupon_code" class="input-text" placeholder="Coupon code" id="coupon_code" value="" /></p><p class="form-row form-row-last"><button type="submit" class="button" name="apply_coupon" value="Apply coupon">Apply coupon</button></p></form>
<form name="checkout" method="post" class="checkout woocommerce-checkout" action="/checkout/"><p><label>First name <input name="billing_first_name" autocomplete="given-name" value="Astrid"></label></p><p><label>Postcode <input name="billing_postcode" autocomplete="postal-code" value="903 20"></label></p>
<div id="order_review" class="woocommerce-checkout-review-order">${review()}<div id="payment"><label>Card number <input name="card-number" autocomplete="cc-number"></label><button type="submit" class="button alt" name="woocommerce_checkout_place_order" id="place_order" value="Place order">Place order</button></div></div></form></div></main>
<script>${SCRIPT}
document.querySelector('a.showcoupon').addEventListener('click', (event) => { event.preventDefault(); const form = document.querySelector('.checkout_coupon'); setTimeout(() => { form.style.display = 'block' }, 400) })
const update = async () => { const old = document.querySelector('.woocommerce-checkout-review-order-table'); block(old.parentElement); const text = await post('update_order_review', {}); old.outerHTML = text; unblock(document.querySelector('#order_review')) }
document.querySelector('form.checkout_coupon').addEventListener('submit', async (event) => {
  event.preventDefault(); const form = event.target; block(form)
  const text = await post('apply_coupon', { coupon_code: form.querySelector('#coupon_code').value })
  clearNotices(); unblock(form); form.insertAdjacentHTML('beforebegin', text)
  if (!text.includes('woocommerce-error')) { form.style.display = 'none'; update() }
})
document.addEventListener('click', async (event) => {
  const link = event.target.closest('a.woocommerce-remove-coupon'); if (!link) return
  event.preventDefault(); block(link.closest('#order_review'))
  const text = await post('remove_coupon', { coupon: link.dataset.coupon })
  clearNotices(); document.querySelector('form.woocommerce-checkout').insertAdjacentHTML('beforebegin', text); update()
})</script></body></html>`
  return {
    path: '/checkout/',
    answer({ url, body }, reply) {
      const action = url.searchParams.get('wc-ajax')
      if (action === 'update_order_review') return void setTimeout(() => html(reply, review()), 150)
      setTimeout(() => html(reply, action ? ajax(till, action, body) : page()), action ? 150 : 0)
    },
  }
}
