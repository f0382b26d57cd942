import { templateAdapter } from './template-adapter.ts'

/** BigCommerce's basket. Seen in: cornerstone, templates/components/cart and assets/js/theme/cart.js. */
export const bigcommerceCart = templateAdapter({
  platform: 'bigcommerce',
  // coupon-input.html; content.html
  page: '[data-cart-coupon-code], .coupon-form #couponcode, [data-cart-content] .coupon-code-add',
  // coupon-input.html: the gift certificate's form beside it has another name
  field: '#couponcode, .coupon-form input[name="couponcode"]',
  // coupon-input.html: coupon-code-cancel, which hides it again, has the same aria-controls
  toggle: 'button.coupon-code-add',
  apply: '.coupon-form input[type="submit"], .coupon-form button[type="submit"]',
  // totals.html: a coupon's remove_url, in the row that says its code; a gift certificate's row says another
  remove: '.cart-total a[href*="coupon" i]',
  row: '.cart-total',
})
