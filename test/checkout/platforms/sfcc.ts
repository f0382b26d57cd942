import { html, json, type Shop, type Till, usd } from './till.ts'

/**
 * Salesforce's reference shop: a GET by XHR, totals written into their classes, a modal that asks before a code is removed.
 * Source: app_storefront_base, templates/default/cart (cartPromoCode, cartCouponDisplay, cartTotals), client/default/js/cart/cart.js.
 */
export function sfcc(till: Till): Shop {
  const discounts = () =>
    till.codes
      .map(
        (code, at) =>
          `<div class="coupon-price-adjustment coupon-uuid-u${at}" data-uuid="u${at}"><div class="coupon-code">${code} - <span class="coupon-applied">Applied</span><button type="button" class="float-right remove-coupon" data-code="${code}" aria-label="Remove ${code} coupon" data-toggle="modal" data-target="#removeCouponModal" data-uuid="u${at}"><span aria-hidden="true">&times;</span></button></div><ul class="coupon-promotion-relationship"><li>Thank you</li></ul></div>`,
      )
      .join('')
  const data = () => ({
    discountsHtml: discounts(),
    grandTotal: usd(till.total()),
    subTotal: usd(till.subtotal),
    off: till.discount(),
    formatted: usd(till.discount()),
  })
  const page =
    () => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Sites-RefArch-Site</title></head><body><div class="page" data-action="Cart-Show" data-querystring=""><header><div class="minicart"><a class="minicart-link" href="/cart"><span class="minicart-quantity">1</span></a></div><form role="search"><input class="form-control search-field" type="text" name="q" placeholder="Search (keywords,etc)"></form></header><div class="container cart cart-page"><h1 class="page-title">Your Cart</h1><div class="row"><div class="col-sm-7"><div class="card product-info"><div class="line-item-name">Kettle</div><select class="form-control quantity custom-select" name="quantity"><option selected>1</option></select><button type="button" class="remove-btn-lg remove-product btn btn-light" data-toggle="modal" data-target="#removeProductModal" aria-label="Remove product Kettle"><span aria-hidden="true">&times;</span></button><div class="line-item-total-price-amount">${usd(till.subtotal)}</div></div></div>
<div class="col-sm-5 totals"><div class="row"><div class="col-12 d-sm-none"><p class="optional-promo" style="display:none">Enter Promo Code</p></div></div><div class="row"><div class="col-12"><form action="/on/demandware.store/Sites-RefArch-Site/en_US/Cart-AddCoupon" class="promo-code-form" method="GET" name="promo-code-form"><div class="form-group"><label for="couponCode">Promo Code</label><div class="row"><div class="col-7"><input type="text" class="form-control coupon-code-field" id="couponCode" name="couponCode" placeholder="Promo Code"><div class="coupon-error"><span class="coupon-missing-error" id="missingCouponCode" role="alert" style="display:none">No promo code entered</span><span class="coupon-error-message" id="invalidCouponCode" role="alert"></span></div></div><input type="hidden" name="csrf_token" value="c"/><div class="col-5 promo-code-submit"><button type="submit" class="btn btn-primary btn-block promo-code-btn">Submit</button></div></div></div></form></div></div>
<div class="coupons-and-promos">${discounts()}</div><div class="row order-discount ${till.discount() > 0 ? '' : 'hide-order-discount'}"><div class="col-8"><p>Order Discount</p></div><div class="col-4"><p class="text-right order-discount-total">- ${usd(till.discount())}</p></div></div>
<div class="row"><div class="col-8"><p>Subtotal</p></div><div class="col-4"><p class="text-right sub-total">${usd(till.subtotal)}</p></div></div><div class="row"><div class="col-8"><p><strong>Estimated Total</strong></p></div><div class="col-4"><p class="text-right grand-total">${usd(till.total())}</p></div></div><div class="row checkout-continue"><a href="/checkout" class="btn btn-primary btn-block checkout-btn" role="button">Checkout</a></div></div></div></div>
<div class="modal" id="removeCouponModal" role="dialog" aria-labelledby="removeCouponModal" style="display:none"><div class="modal-dialog"><div class="modal-content"><div class="modal-header delete-coupon-confirmation-header"><h2 class="modal-title">Remove Coupon?</h2><button type="button" class="close" data-dismiss="modal" aria-label="Close"><span aria-hidden="true">&times;</span></button></div><div class="modal-body delete-coupon-confirmation-body">Are you sure you want to remove the following coupon from the cart?<p class="coupon-to-remove"></p></div><div class="modal-footer"><button type="button" class="btn btn-outline-primary" data-dismiss="modal">Cancel</button><button type="button" class="btn btn-primary delete-coupon-confirmation-btn" data-dismiss="modal" data-action="/on/demandware.store/Sites-RefArch-Site/en_US/Cart-RemoveCouponLineItem">Yes</button></div></div></div></div></div>
<style>.hide-order-discount { display: none } .veil { position: fixed; inset: 0; opacity: .5 }</style><script>
const one = (selector) => document.querySelector(selector)
const spin = (on) => { one('.veil')?.remove(); if (on) document.body.insertAdjacentHTML('beforeend', '<div class="veil"><div class="underlay"></div><div class="spinner"></div></div>') }
const update = (data) => { one('.grand-total').textContent = data.grandTotal; one('.sub-total').textContent = data.subTotal; one('.order-discount').classList.toggle('hide-order-discount', data.off === 0); one('.order-discount-total').textContent = '- ' + data.formatted }
const ask = async (url) => (await fetch(url)).json()
const modal = one('#removeCouponModal'), doomed = {}
one('.promo-code-form').addEventListener('submit', async (event) => {
  event.preventDefault(); spin(true); one('.coupon-missing-error').style.display = 'none'; one('.coupon-error-message').textContent = ''
  if (!one('.coupon-code-field').value) { one('.coupon-missing-error').style.display = 'block'; return spin(false) }
  const data = await ask(event.target.action + '?' + new URLSearchParams(new FormData(event.target)))
  if (data.error) { one('.promo-code-form .form-control').classList.add('is-invalid'); one('.coupon-error-message').textContent = data.errorMessage } else { one('.coupons-and-promos').innerHTML = data.discountsHtml; update(data) }
  one('.coupon-code-field').value = ''; spin(false)
})
document.addEventListener('click', async (event) => {
  const remove = event.target.closest('.remove-coupon')
  if (remove) { Object.assign(doomed, remove.dataset); one('.coupon-to-remove').textContent = remove.dataset.code; return setTimeout(() => { modal.style.display = 'block' }, 300) }
  if (event.target.closest('[data-dismiss=modal]')) modal.style.display = 'none'
  const sure = event.target.closest('.delete-coupon-confirmation-btn'); if (!sure) return
  spin(true); const data = await ask(sure.dataset.action + '?' + new URLSearchParams({ code: doomed.code, uuid: doomed.uuid })); one('.coupon-uuid-' + doomed.uuid)?.remove(); update(data); spin(false)
})</script></body></html>`
  return {
    path: '/cart',
    answer({ url }, reply) {
      const code = url.searchParams.get('couponCode') ?? url.searchParams.get('code') ?? ''
      if (url.pathname.endsWith('Cart-AddCoupon')) {
        if (!till.add(code))
          return json(reply, {
            error: true,
            errorMessage: "We're sorry, the promo code you've entered could not be added to your cart.",
          })
      } else if (url.pathname.endsWith('Cart-RemoveCouponLineItem')) till.remove(code)
      else return html(reply, page())
      setTimeout(() => json(reply, data()), 150)
    },
  }
}
