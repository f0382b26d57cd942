import { amountOf, basketOf, skuOf } from '../basket.ts'
import { dataBlock, type Html, html, type Part } from '../html.ts'
import type { Order } from '../shop.ts'
import { goodBySku, type Language } from './catalogue.ts'
import { layout, money, type View } from './layout.ts'
import { CODE_WORDS, WORDS } from './words.ts'

/** The cart: lines that can be changed, and the sum of it. */
export function cartPage(view: View): Html {
  const { session, language } = view
  const words = WORDS[language]
  if (session.cart.lines.length === 0)
    return layout(
      view,
      words.cart,
      html`<h1>${words.cart}</h1>${notice(view)}<p>${words.emptyCart}</p><a class="button" href="/category/coffee">${words.seeCoffee}</a>`,
    )
  const lines = session.cart.lines.map((line) => {
    const good = goodBySku(line.product.sku)!
    const name = good.name[language]
    return html`<li><img src="/pictures/${good.sku}.svg" alt="" width="96" height="96">
<div><h2><a href="/product/${good.slug}">${name}</a></h2><span class="muted">${good.kind[language]}</span><br>
<form method="post" action="/cart/update"><input type="hidden" name="sku" value="${skuOf(line)}"><input type="number" name="quantity" value="${line.quantity}" min="0" max="20" inputmode="numeric" aria-label="${words.quantity}: ${name}"><button class="quiet">${words.update}</button></form>
<form method="post" action="/cart/update"><input type="hidden" name="sku" value="${skuOf(line)}"><input type="hidden" name="quantity" value="0"><button class="quiet" aria-label="${words.remove} ${name}">${words.remove}</button></form></div>
<span class="price">${money(amountOf(line), language)}</span></li>`
  })
  return layout(
    view,
    words.cart,
    html`<h1>${words.cart}</h1><div class="two"><ul class="lines">${lines}</ul>
<aside class="panel" aria-labelledby="sum"><h2 id="sum">${words.summary}</h2>${codeAndTotals(view)}<a class="button wide" href="/checkout">${words.toCheckout}</a></aside></div>`,
    basketData(view),
  )
}

/** Address, a payment section like any shop's, and the sum. The code has its own form, outside the order's. */
export function checkoutPage(view: View): Html {
  const { language } = view
  const words = WORDS[language]
  const field = (name: string, label: string, autocomplete: string, more: Part = null): Html =>
    html`<label${more}>${label}<input name="${name}" autocomplete="${autocomplete}" maxlength="120"${name === 'email' ? html` type="email"` : null} required></label>`
  const card = (name: string, label: string, autocomplete: string, more: Part = null): Html =>
    html`<label${more}>${label}<input name="${name}" autocomplete="${autocomplete}" inputmode="numeric" maxlength="23"></label>`
  const full = html` class="full"`
  return layout(
    view,
    words.checkout,
    html`<h1>${words.checkout}</h1><div class="two late"><aside class="panel" aria-labelledby="sum"><h2 id="sum">${words.summary}</h2><ul class="small">${view.session.cart.lines.map((line) => html`<li><span>${line.quantity} × ${goodBySku(line.product.sku)!.name[language]}</span><span class="price">${money(amountOf(line), language)}</span></li>`)}</ul>${codeAndTotals(view)}</aside>
<form id="order" method="post" action="/checkout">
<fieldset><legend>${words.contact}</legend><div class="fields">${field('name', words.name, 'name', full)}${field('email', words.email, 'email', full)}${field('address', words.address, 'street-address', full)}${field('postcode', words.postcode, 'postal-code')}${field('city', words.city, 'address-level2')}</div></fieldset>
<fieldset><legend>${words.payment}</legend><p class="muted">${words.paymentHint}</p><div class="fields">${card('cardnumber', words.card, 'cc-number', full)}${card('exp', words.expiry, 'cc-exp')}${card('cvc', words.cvc, 'cc-csc')}</div></fieldset>
<button class="wide" name="place-order" value="1">${words.pay}</button></form></div>`,
    basketData(view),
  )
}

/** A placed order, and the way to give some of it back. */
export function orderPage(view: View, order: Order, refused: boolean): Html {
  const { language, shop } = view
  const words = WORDS[language]
  const name = (sku: string): string => goodBySku(sku)!.name[language]
  const open = order.purchase.lines.filter((_, line) => shop.returnable(order, line) > 0)
  const points =
    order.delivery === 'unsent'
      ? html`<p class="says" role="status">${words.unsent}</p>`
      : order.pointsEarned !== null &&
        html`<p class="muted" role="status">${order.pointsEarned} ${words.points}</p>`
  return layout(
    view,
    `${words.order} ${order.id}`,
    html`<article class="slip"><h1>${words.thanks}</h1><p>${words.thanksText} <strong class="number" data-order="${order.id}">${order.id}</strong>.</p>
<ul class="small">${order.purchase.lines.map((line, index) => html`<li><span>${line.quantity} × ${name(line.sku)}</span><span class="price">${money(order.grossMinor[index]!, language)}</span></li>`)}</ul>
<table class="totals"><tbody>${order.code !== null && html`<tr class="discount"><th scope="row">${words.discount} (${order.code})</th><td>${minus(order.totals.discountMinor, language)}</td></tr>`}<tr><th scope="row">${words.shipping}</th><td>${free(order.totals.shippingMinor, language)}</td></tr><tr class="total"><th scope="row">${words.paid}</th><td>${money(order.purchase.totalMinor, language)}</td></tr></tbody></table>
${points}
${order.returns.map((back) => html`<p class="says" role="status">${words.returned}: ${back.lines.map(({ line, quantity }, index) => html`${index > 0 && ', '}${quantity} × ${name(order.purchase.lines[line]!.sku)}`)}. ${back.refundMinor !== null && html`${words.refund}: ${money(back.refundMinor, language)}`}</p>`)}
${refused && html`<p class="says" role="alert">${words.notReturned}</p>`}
${
  open.length > 0 &&
  html`<section class="give"><h2>${words.returnThis}</h2><p class="muted">${words.returnText}</p><form method="post" action="/orders/${order.id}/return"><ul class="small">${order.purchase.lines.map((line, index) => shop.returnable(order, index) > 0 && html`<li><label for="line-${index}">${name(line.sku)}</label><input id="line-${index}" type="number" name="line-${index}" value="0" min="0" max="${shop.returnable(order, index)}" inputmode="numeric"></li>`)}</ul><button>${words.returnButton}</button></form></section>`
}
<p><a href="/">${words.keepShopping}</a></p></article>`,
  )
}

/**
 * The code's field stands behind a link: hidden until the address names it, so it works without any script. The
 * discount row carries the code, and the button that takes it out.
 */
function codeAndTotals(view: View): Html {
  const { session, language, url, shop } = view
  const words = WORDS[language]
  const totals = shop.totals(session.cart)
  const { code } = session.cart
  const here = html`<input type="hidden" name="back" value="${url.pathname}">`
  return html`${notice(view)}<p><a href="#discount" class="show-code">${words.haveCode}</a></p>
<form id="discount" method="post" action="/cart/code">${here}<label>${words.code}<input type="text" name="discount_code" maxlength="60" autocomplete="off" autocapitalize="characters" spellcheck="false" required></label><button>${words.apply}</button></form>
<table class="totals"><tbody><tr class="subtotal"><th scope="row">${words.subtotal}</th><td>${money(totals.subtotalMinor, language)}</td></tr>
<tr class="shipping"><th scope="row">${words.shipping}</th><td>${free(totals.shippingMinor, language)}</td></tr>
${code && html`<tr class="discount" data-code="${code.code}"><th scope="row">${words.discount} (${code.code})<form method="post" action="/cart/code/remove">${here}<button class="quiet" name="remove_discount_code" value="${code.code}" aria-label="${words.removeCode} ${code.code}">${words.remove}</button></form></th><td>${minus(totals.discountMinor, language)}</td></tr>`}
<tr class="total"><th scope="row">${words.total}</th><td>${money(totals.totalMinor, language)}</td></tr></tbody></table>`
}

function notice({ session, language }: View): Part {
  const { notice: what } = session
  return (
    what &&
    html`<p class="says" role="${what === 'applied' ? 'status' : 'alert'}">${CODE_WORDS[language][what]}</p>`
  )
}

/** The cart as data, for whoever reads pages: what the shop itself tells the worker, before any code. */
function basketData({ session, shop, language }: View): Html {
  const nameOf = ({ sku }: { sku: string }): string => goodBySku(sku)!.name[language]
  const basket = basketOf(session.cart, shop.trade.currency, shop.trade.shipping, nameOf)
  return dataBlock('application/json', basket, 'stamkund-basket')
}

const minus = (minor: number, language: Language): string => `−${money(minor, language)}`
const free = (minor: number, language: Language): string =>
  minor === 0 ? WORDS[language].free : money(minor, language)
