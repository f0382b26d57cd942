import { templateAdapter } from './template-adapter.ts'

/** Magento 2's basket: every change posts the form and loads the page anew. Seen in: app/code/Magento/Checkout. */
export const magentoCart = templateAdapter({
  platform: 'magento',
  // view/frontend/templates/cart/coupon.phtml
  page: 'form#discount-coupon-form',
  field: '#discount-coupon-form #coupon_code, #discount-coupon-form input[name="coupon_code"]',
  // the same file: the collapsible's title is its surrounding's; the heading inside it bubbles up to it
  toggle: '#block-discount [data-role="title"], #block-discount-heading',
  // the same file: type=button, and discount-codes.js posts the form
  apply: '#discount-coupon-form button.action.apply',
  // the same file: stands in the place of apply once a code is in use
  remove: '#discount-coupon-form button.action.cancel',
  inUse: '#discount-coupon-form #coupon_code',
})
