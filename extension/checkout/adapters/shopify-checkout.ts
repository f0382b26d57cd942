import { templateAdapter } from './template-adapter.ts'

/**
 * Shopify's hosted checkout. Its classes are made anew at every release; names, labels and roles stay.
 * Seen on: /checkouts/cn/ pages; the older layout's checkout/_reduction_code markup.
 */
export const shopifyCheckout = templateAdapter({
  platform: 'shopify',
  page: 'input[name="reductions"], input[name="checkout[reduction_code]"]',
  // Two copies, one for narrow screens: the visible one is meant. Older layout: #checkout_reduction_code.
  field: 'input[name="reductions"], input[name="checkout[reduction_code]"]',
  // Asleep until React has seen the code; the form is the field's own, and the event's name is the same in every language.
  apply:
    'button[data-event-name="apply_discount"], form:has(input[name="reductions"]) button[type="submit"], .order-summary__section--discount button[type="submit"]',
  // A tag beside the field, in a list without the lines' pictures; older layout: .tag
  remove: 'button[data-event-name="remove_discount_code"], li:not(:has(img)) button, .tag .tag__button',
  row: 'li, .tag',
})
