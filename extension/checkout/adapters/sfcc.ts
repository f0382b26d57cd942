import { templateAdapter } from './template-adapter.ts'

/** Salesforce Commerce Cloud. Seen in: SFRA, cartridges/app_storefront_base, templates/default/cart and client/default/js/cart. */
export const sfcc = templateAdapter({
  platform: 'sfcc',
  // cartPromoCode.isml; the action is Cart-AddCoupon on every site
  page: 'form.promo-code-form, form[action*="Cart-AddCoupon"]',
  field: 'input.coupon-code-field, .promo-code-form #couponCode',
  // cartPromoCode.isml: shown on narrow screens, where cart.js folds the form
  toggle: '.optional-promo',
  apply: '.promo-code-btn',
  // cartCouponDisplay.isml: data-code is the code as the shop writes it
  remove: 'button.remove-coupon[data-code]',
  row: '.coupon-price-adjustment',
  // cartRemoveCouponModal.isml; cart.js writes the code into the question
  confirm: {
    yes: '#removeCouponModal .delete-coupon-confirmation-btn',
    names: '#removeCouponModal .coupon-to-remove',
  },
})
