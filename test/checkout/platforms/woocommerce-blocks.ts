import { html, json, type Shop, type Till, usd } from './till.ts'

/** How a shop is set up. `refuseWith`: what a bad code is answered with; `nonces`: how many posts a nonce lasts. */
export interface BlockShop {
  refuseWith?: number
  plainLinks?: boolean
  staleNonces?: number
  decimals?: number
  currency?: string
}

/**
 * The Store API beside its block cart: the panel mounts its field when opened, apply sleeps until React has seen a code.
 * Source: src/StoreApi/Routes/V1 (AbstractCartRoute, CartApplyCoupon, CartRemoveCoupon), client/blocks, totals/coupon and discount.
 */
export function woocommerceBlocks(till: Till, set: BlockShop = {}): Shop {
  const { refuseWith = 409, plainLinks = false, decimals = 2, currency = 'USD' } = set
  let stale = set.staleNonces ?? 0
  let nonce = 'n0'
  const cart = () => ({
    items_count: 1,
    coupons: till.codes.map((code) => ({
      code: code.toLowerCase(),
      totals: { total_discount: String(till.off(code)) },
    })),
    totals: {
      total_items: String(till.subtotal),
      total_discount: String(till.discount()),
      total_price: String(till.total() * 10 ** (decimals - 2)),
      currency_code: currency,
      currency_minor_unit: decimals,
      currency_symbol: '$',
    },
  })
  const root = plainLinks ? '/index.php?rest_route=/' : '/wp-json/'
  const page =
    () => `<!doctype html><html lang="en-US"><head><meta charset="utf-8"><title>Cart – Shop</title><link rel="https://api.w.org/" href="${root}" /></head><body class="woocommerce-cart woocommerce-page"><main><h1>Cart</h1><div data-block-name="woocommerce/cart" class="wp-block-woocommerce-cart alignwide"><div class="wc-block-components-sidebar-layout wc-block-cart"><div class="wc-block-cart__main"><table class="wc-block-cart-items"><tbody><tr class="wc-block-cart-items__row"><td>Kettle</td><td><input class="wc-block-components-quantity-selector__input" type="number" value="1" aria-label="Quantity of Kettle in your cart."><button class="wc-block-cart-item__remove-link" aria-label="Remove Kettle from cart">Remove item</button></td><td><span class="wc-block-components-formatted-money-amount">${usd(till.subtotal)}</span></td></tr></tbody></table></div><div class="wc-block-cart__sidebar" id="side"></div></div></div></main>
<script>
let cart = ${JSON.stringify(cart())}, open = false, value = '', error = '', busy = false, nonce = ''
const api = (path) => ${plainLinks ? "'/index.php?rest_route=' + encodeURIComponent('/wc/store/v1/cart' + path)" : "'/wp-json/wc/store/v1/cart' + path"}
const money = (minor) => '<span class="wc-block-formatted-money-amount wc-block-components-formatted-money-amount wc-block-components-totals-item__value">' + (minor < 0 ? '-' : '') + '$' + (Math.abs(minor) / 100).toFixed(2) + '</span>'
const chip = ({ code }) => '<li class="wc-block-components-totals-discount__coupon-list-item is-removable wc-block-components-chip wc-block-components-chip--radius-large"><span aria-hidden="true" class="wc-block-components-chip__text">' + code + '</span><span class="screen-reader-text" style="position:absolute;width:1px;height:1px;overflow:hidden">Coupon: ' + code + '</span><button class="wc-block-components-chip__remove" aria-label="Remove coupon &quot;' + code + '&quot;"><svg width="16" height="16" aria-hidden="true"></svg></button></li>'
function draw() {
  const off = Number(cart.totals.total_discount), total = Number(cart.totals.total_price) / 10 ** (cart.totals.currency_minor_unit - 2)
  document.querySelector('#side').innerHTML = '<div class="wp-block-woocommerce-cart-order-summary-block"><h2 class="wc-block-cart__totals-title">Cart totals</h2><div class="wc-block-components-totals-wrapper"><div class="wc-block-components-totals-item"><span class="wc-block-components-totals-item__label">Subtotal</span>' + money(10000) + '</div></div>'
  + (cart.coupons.length ? '<div class="wc-block-components-totals-wrapper"><div class="wc-block-components-totals-item wc-block-components-totals-discount"><span class="wc-block-components-totals-item__label">' + (off ? 'Discount' : 'Coupons') + '</span>' + (off ? money(-off) : '<span>-</span>') + '<div class="wc-block-components-totals-item__description"><ul class="wc-block-components-totals-discount__coupon-list">' + cart.coupons.map(chip).join('') + '</ul></div></div></div>' : '')
  + '<div class="wc-block-components-totals-wrapper"><div class="wc-block-components-totals-coupon wc-block-components-panel"><h2><button aria-expanded="' + open + '" class="wc-block-components-panel__button"><svg class="wc-block-components-panel__button-icon" width="24" height="24"></svg>Add coupons</button></h2>' + (open ? '<div class="wc-block-components-panel__content"><div class="wc-block-components-totals-coupon__content"><form class="wc-block-components-totals-coupon__form" id="wc-block-components-totals-coupon__form"><div class="wc-block-components-text-input wc-block-components-totals-coupon__input"><input type="text" id="wc-block-components-totals-coupon__input-0" autocapitalize="off" autocomplete="off" aria-label="Enter code"><label for="wc-block-components-totals-coupon__input-0">Enter code</label></div><button class="wc-block-components-button wp-element-button wc-block-components-totals-coupon__button contained" type="submit"><span class="wc-block-components-button__text">Apply</span></button></form>' + (error ? '<div class="wc-block-components-validation-error" role="alert"><p>' + error + '</p></div>' : '') + '</div></div>' : '') + '</div></div>'
  + '<div class="wc-block-components-totals-wrapper"><div class="wc-block-components-totals-item wc-block-components-totals-footer-item"><span class="wc-block-components-totals-item__label">Estimated total</span><div class="wc-block-components-totals-item__value">' + money(total) + '</div></div></div></div><a href="/checkout/" class="wc-block-cart__submit-button">Proceed to Checkout</a>'
  const input = document.querySelector('#side input'); if (!input) return
  input.value = value
  const button = document.querySelector('.wc-block-components-totals-coupon__button'); button.disabled = busy || !value; button.style.pointerEvents = button.disabled ? 'none' : ''
  input.addEventListener('input', () => { value = input.value; button.disabled = !value; button.style.pointerEvents = value ? '' : 'none' })
}
const post = async (path, code) => { const reply = await fetch(api(path), { method: 'POST', headers: { 'content-type': 'application/json', nonce }, body: JSON.stringify({ code }) }); nonce = reply.headers.get('nonce'); return { ok: reply.ok, body: await reply.json() } }
document.addEventListener('click', async (event) => {
  if (event.target.closest('.wc-block-components-panel__button')) { open = !open; return draw() }
  const remove = event.target.closest('.wc-block-components-chip__remove'); if (!remove) return
  remove.disabled = true; cart = (await post('/remove-coupon', remove.closest('li').querySelector('.wc-block-components-chip__text').textContent)).body; draw()
})
document.addEventListener('submit', async (event) => {
  event.preventDefault(); busy = true; error = ''; draw()
  const { ok, body } = await post('/apply-coupon', value); busy = false
  if (ok) { cart = body; value = ''; open = false } else error = body.message
  draw()
})
fetch(api('')).then((reply) => { nonce = reply.headers.get('nonce') })
draw()</script></body></html>`
  return {
    path: '/cart/',
    answer({ url, method, text, headers }, reply) {
      const path =
        url.searchParams.get('rest_route') ??
        (url.pathname.startsWith('/wp-json') ? url.pathname.slice(8) : '')
      if (!path.startsWith('/wc/store/v1/cart')) return html(reply, page())
      const keys = { nonce, 'nonce-timestamp': '1', 'cart-token': 'token' }
      if (method !== 'POST') return json(reply, cart(), 200, keys)
      const valid = (headers.nonce === nonce && stale-- <= 0) || headers['cart-token'] === 'token'
      nonce = `n${Number(nonce.slice(1)) + 1}`
      const fresh = { ...keys, nonce }
      if (!headers.nonce && !headers['cart-token'])
        return json(
          reply,
          { code: 'woocommerce_rest_missing_nonce', message: 'Missing the Nonce header.' },
          401,
          fresh,
        )
      if (!valid)
        return json(
          reply,
          { code: 'woocommerce_rest_invalid_nonce', message: 'Nonce is invalid.' },
          403,
          fresh,
        )
      const { code } = JSON.parse(text)
      if (path.endsWith('/remove-coupon')) till.remove(code)
      else if (!till.add(code))
        return json(
          reply,
          {
            code: 'woocommerce_rest_cart_coupon_error',
            message: `Coupon &quot;${code.toLowerCase()}&quot; does not exist!`.replaceAll('&quot;', '"'),
            data: { status: refuseWith },
          },
          refuseWith,
          fresh,
        )
      setTimeout(() => json(reply, cart(), 201, fresh), 100)
    },
  }
}
