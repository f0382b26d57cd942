import { templateAdapter } from './template-adapter.ts'

/** WooCommerce's classic cart and checkout. Seen in: plugins/woocommerce/templates and client/legacy/js/frontend. */
export const woocommerce = templateAdapter({
  platform: 'woocommerce',
  // cart/cart.php; checkout/form-coupon.php
  page: 'form.woocommerce-cart-form, form.checkout_coupon',
  // cart/cart.php and checkout/form-coupon.php: both forms use the same id, so a page may hold it twice
  field: '#coupon_code, input[name="coupon_code"]',
  // checkout/form-coupon.php: the notice above the form; checkout.js slides it open
  toggle: 'a.showcoupon, .showcoupon[role="button"]',
  // cart/cart.php, checkout/form-coupon.php; older themes write an input
  apply: 'button[name="apply_coupon"], input[name="apply_coupon"]',
  // includes/wc-cart-functions.php, wc_cart_totals_coupon_html: data-coupon is the code in lower case
  remove: 'a.woocommerce-remove-coupon',
})
