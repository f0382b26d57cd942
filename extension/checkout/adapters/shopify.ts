import { templateAdapter } from './template-adapter.ts'

/** Shopify's newer themes, for where the cart route does not answer. Seen in: Horizon, snippets/cart-discount.liquid. */
export const shopify = templateAdapter({
  platform: 'shopify',
  page: 'cart-discount-component, .cart-discount__form',
  field: '.cart-discount__form input[name="discount"], input.cart-discount__input',
  // the same file: an accordion around the form
  toggle: 'summary.cart-discount__summary, .cart-discount summary',
  apply: '.cart-discount__form button[type="submit"], button.cart-discount__button',
  remove: '.cart-discount__pill-remove',
  row: '.cart-discount__pill',
})
