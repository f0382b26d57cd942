import { html, json, type Shop, type Till, usd } from './till.ts'

/** How a storefront is set up. */
export interface Storefront {
  /** A market's own beginning of every address. */
  root?: string
  /** A live code that is sent again dies, until the list has been cleared. */
  killsResent?: boolean
  currency?: string
  /** What the Ajax cart counts in, to one cent of the till. */
  unitsACent?: number
}

/**
 * A theme's cart over the Ajax cart: pills for codes that take something off, a section's HTML put in place.
 * Source: dawn and horizon, snippets/cart-discount.liquid, assets/cart-discount.js; shopify.dev, api/ajax/reference/cart.
 */
export function shopifyCart(till: Till, set: Storefront = {}): Shop {
  const { root = '/', killsResent = false, currency = 'USD', unitsACent = 1 } = set
  let listed = [...till.codes]
  const dead = new Set<string>()
  const applicable = (code: string) => till.knows(code) && !dead.has(code)
  const write = (codes: string[]) => {
    if (codes.length === 0) dead.clear()
    else if (killsResent) for (const code of codes) if (till.codes.includes(code)) dead.add(code)
    listed = codes
    till.codes = codes.filter(applicable)
  }
  const cart = () => ({
    token: 'c',
    note: '',
    item_count: 1,
    total_price: till.total() * unitsACent,
    original_total_price: till.subtotal * unitsACent,
    currency,
    items: [{ quantity: 1, title: 'Kettle' }],
    discount_codes: listed.map((code) => ({ code, applicable: applicable(code) })),
  })
  const pill = (code: string) =>
    `<li class="cart-discount__pill" data-discount-code="${code}" aria-label="Discount applied: ${code}"><p class="cart-discount__pill-code">${code}</p><button type="button" class="cart-discount__pill-remove svg-wrapper svg-wrapper--smaller button-unstyled" aria-label="Remove discount ${code}"><svg width="12" height="12" viewBox="0 0 12 12"></svg></button></li>`
  const section = () => {
    const shown = till.codes.filter((code) => till.off(code) > 0)
    return `<div class="cart__summary-container"><cart-discount-component data-section-id="main"><accordion-custom class="cart-discount"><details class="details discount-details" ${shown.length > 0 ? 'open' : ''}><summary class="cart-discount__summary"><span class="cart-discount__label h6">Discount</span><span class="svg-wrapper icon-plus"></span></summary><div class="details-content"><div class="cart-discount__content"><form class="cart-discount__form" onsubmit="return false"><label for="cart-discount" class="visually-hidden">Apply a discount code</label><input id="cart-discount" class="cart-discount__input" name="discount" placeholder="Discount code"><button type="submit" class="button button--primary cart-discount__button">Apply</button></form></div><div class="cart-discount__error hidden" role="alert"><small class="cart-discount__error-text hidden" data-kind="code">Discount code cannot be applied to your cart</small><small class="cart-discount__error-text hidden" data-kind="shipping">Shipping discounts are shown at checkout after adding an address</small></div><ul class="cart-discount__codes">${shown.map(pill).join('')}</ul></div></details></accordion-custom></cart-discount-component>
<div class="cart__total-container">${shown.map((code) => `<div class="cart__total-discounts"><span>${code}</span> <span>-${usd(till.off(code))}</span></div>`).join('')}<div class="cart__total"><span class="cart__total-label">Estimated total</span> <span class="cart__total-value"><text-component>${usd(till.total())} ${currency}</text-component></span></div></div><button type="submit" id="checkout" class="cart__checkout-button button" name="checkout" form="cart-form">Check out</button></div>`
  }
  const page =
    () => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Your Shopping Cart</title><meta name="shopify-digital-wallet" content="/1/digital_wallets/dialog"><script id="shopify-features" type="application/json">{"locale":"en"}</script><script>var Shopify = Shopify || {};
Shopify.currency = {"active":"${currency}","rate":"1.0"};
Shopify.routes = Shopify.routes || {};
Shopify.routes.root = "${root}";</script></head><body class="page-width-narrow"><main id="MainContent" class="template-cart"><div id="shopify-section-main" class="shopify-section"><h1>Cart</h1><form action="${root}cart" id="cart-form" method="post"><table class="cart-items__table"><tr class="cart-items__table-row"><td>Kettle</td><td><input type="number" name="updates[]" value="1"></td><td>${usd(till.subtotal)}</td></tr></table></form><div id="summary">${section()}</div></div></main><style>.hidden { display: none } .visually-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden }</style>
<script>
const codes = () => [...document.querySelectorAll('.cart-discount__pill')].map((pill) => pill.dataset.discountCode)
const update = async (list) => (await fetch('${root}cart/update.js', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ discount: list.join(','), sections: ['main'] }) })).json()
const fail = (kind) => { document.querySelector('.cart-discount__error').classList.remove('hidden'); document.querySelector('[data-kind=' + kind + ']').classList.remove('hidden') }
document.addEventListener('submit', async (event) => {
  if (!event.target.matches('.cart-discount__form')) return
  event.preventDefault(); const input = event.target.querySelector('[name=discount]'), code = input.value, before = codes()
  if (!code || before.includes(code)) return
  document.querySelectorAll('.cart-discount__error, .cart-discount__error-text').forEach((e) => e.classList.add('hidden'))
  const data = await update([...before, code])
  if (data.discount_codes.find((d) => d.code === code && !d.applicable)) { input.value = ''; return fail('code') }
  const fresh = new DOMParser().parseFromString(data.sections.main, 'text/html')
  if (fresh.querySelectorAll('.cart-discount__pill').length === before.length) { input.value = ''; return fail('shipping') }
  document.querySelector('#summary').innerHTML = data.sections.main
})
document.addEventListener('click', async (event) => {
  const pill = event.target.closest('.cart-discount__pill-remove')?.closest('.cart-discount__pill'); if (!pill) return
  document.querySelector('#summary').innerHTML = (await update(codes().filter((code) => code !== pill.dataset.discountCode))).sections.main
})</script></body></html>`
  return {
    path: `${root}cart`,
    answer({ url, method, text }, reply) {
      if (url.pathname === `${root}cart.js`) return json(reply, cart())
      if (url.pathname !== `${root}cart/update.js` || method !== 'POST') {
        return url.pathname.endsWith('.js') ? json(reply, { status: 404 }, 404) : html(reply, page())
      }
      const { discount, sections } = JSON.parse(text) as { discount?: string; sections?: string[] }
      if (discount !== undefined) write(discount.split(',').filter(Boolean))
      setTimeout(
        () => json(reply, { ...cart(), ...(sections ? { sections: { main: section() } } : {}) }),
        120,
      )
    },
  }
}

/** The hosted checkout: names and labels that stay while classes change. Seen on: /checkouts/cn/ pages. */
export function shopifyCheckout(till: Till): Shop {
  const state = () => ({
    codes: till.codes.map((code) => ({ code, off: usd(till.off(code)) })),
    off: till.discount(),
    discount: usd(till.discount()),
    subtotal: usd(till.subtotal),
    total: usd(till.total()),
  })
  const page =
    () => `<!doctype html><html lang="en" dir="ltr"><head><meta charset="utf-8"><title>Checkout - Shop</title><meta name="serialized-graphql" content="{}"></head><body><div id="app"><main><h1 class="n8k95w1">Checkout</h1><form action="" method="POST" novalidate id="Form0"><section aria-label="Contact"><label>Email <input id="email" name="email" autocomplete="shipping email" type="text"></label></section><section aria-label="Shipping address"><label>ZIP code <input name="postalCode" autocomplete="shipping postal-code"></label></section><section aria-label="Payment" id="payment"><label>Card number <input name="number" autocomplete="cc-number"></label></section><button type="submit" id="checkout-pay-button"><span>Pay now</span></button></form></main><aside id="aside"></aside></div><style>.vh { position: absolute; width: 1px; height: 1px; overflow: hidden; clip: rect(0 0 0 0) }</style>
<script>
let state = ${JSON.stringify(state())}, value = '', error = '', busy = false
const line = (label, amount, strong) => '<div role="row" class="_1x41w3p1"><div role="rowheader" class="_1x41w3p5"><' + strong + ' class="_19gi7yt0">' + label + '</' + strong + '></div><div role="cell" class="_1x41w3p6">' + amount + '</div></div>'
function draw() {
  document.querySelector('#aside').innerHTML = '<div><section><h2 class="vh">Order summary</h2><div role="table" aria-label="Shopping cart"><div role="row"><div role="cell"><img alt="" width="4" height="4"></div><div role="cell"><p>Kettle</p></div><div role="cell"><span>' + state.subtotal + '</span></div></div></div></section><section><h2 class="vh">Discount code or gift card</h2><div id="gift-card-field"><form action="" method="POST" novalidate id="Form1"><div><label id="ReductionsInput0-label" for="ReductionsInput0">Discount code or gift card</label><input id="ReductionsInput0" name="reductions" placeholder="Discount code or gift card" type="text" autocomplete="on" aria-labelledby="ReductionsInput0-label"><button type="submit" data-event-name="apply_discount" aria-label="Apply Discount Code" class="QT4by"><span>Apply</span></button></div>' + (error ? '<p id="error-for-ReductionsInput0" role="alert">' + error + '</p>' : '') + '</form>' + (state.codes.length ? '<div><h3 class="vh">Applied discounts</h3><ul>' + state.codes.map(({ code }) => '<li><div><svg width="12" height="12"></svg><p>' + code + '</p><button type="button" data-event-name="remove_discount_code" aria-label="Remove ' + code + '"><svg width="12" height="12"></svg></button></div></li>').join('') + '</ul></div>' : '') + '</div></section><section><div role="table" aria-labelledby="MoneyLine-Heading0"><h3 id="MoneyLine-Heading0" class="vh">Cost summary</h3>' + line('Subtotal', state.subtotal, 'span') + (state.off ? line('Order discount', '−' + state.discount, 'span') : '') + line('Shipping', 'Enter shipping address', 'span') + line('Total', '<div><abbr>USD</abbr> <strong class="_19gi7yt0">' + state.total + '</strong></div>', 'strong') + '</div></section></div>'
  const input = document.querySelector('[name=reductions]'), button = input.parentElement.querySelector('button')
  input.value = value; button.disabled = busy || !value
  input.addEventListener('input', () => { value = input.value; button.disabled = !value })
}
const send = async (change) => (await fetch('/checkouts/internal/graphql', { method: 'POST', body: JSON.stringify(change) })).json()
document.addEventListener('submit', async (event) => {
  event.preventDefault(); if (event.target.id !== 'Form1') return
  busy = true; error = ''; draw(); const answer = await send({ add: value.trim() }); busy = false
  if (answer.cart) { state = answer.cart; value = '' } else error = answer.message
  draw()
})
document.addEventListener('click', async (event) => { const remove = event.target.closest('[data-event-name=remove_discount_code]'); if (!remove) return; state = (await send({ remove: remove.getAttribute('aria-label').slice(7) })).cart; draw() })
draw()</script></body></html>`
  return {
    path: '/checkouts/cn/abc123',
    answer({ url, text }, reply) {
      if (!url.pathname.endsWith('graphql')) return html(reply, page())
      const { add, remove } = JSON.parse(text) as { add?: string; remove?: string }
      if (remove) till.remove(remove)
      else if (!till.add(add ?? ''))
        return json(reply, { message: 'Enter a valid discount code or gift card' })
      setTimeout(() => json(reply, { cart: state() }), 150)
    },
  }
}
