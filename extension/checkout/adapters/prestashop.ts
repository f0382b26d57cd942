import { templateAdapter } from './template-adapter.ts'

/** PrestaShop 1.7 to 9. Seen in: themes/classic and hummingbird, templates/checkout/_partials/cart-voucher.tpl. */
export const prestashop = templateAdapter({
  platform: 'prestashop',
  // cart-voucher.tpl of both themes
  page: '.cart-voucher, form[data-link-action="add-voucher"], input[name="discount_name"]',
  field: 'input[name="discount_name"]',
  // classic: a link in .promo-code-button, the link itself in older releases; hummingbird: an accordion's button
  toggle:
    '.promo-code-button a, a.promo-code-button:not(.cancel-promo), .cart-voucher [data-bs-target="#promo-code"]',
  apply: 'form[data-link-action="add-voucher"] [type="submit"], .promo-code form [type="submit"]',
  remove: 'a[data-link-action="remove-voucher"]',
  // Rows show a voucher's name, and often no code: then it is nobody's to take out but the member's.
  row: '.cart-summary-line, .cart-voucher__item, li',
})
