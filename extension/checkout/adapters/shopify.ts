import { templateAdapter } from './template-adapter.ts'

/**
 * Shopify's newer themes, for where the cart route does not answer. Seen in: Dawn and Horizon,
 * snippets/cart-discount.liquid and assets/cart-discount.js.
 */
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
