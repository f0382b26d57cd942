import { templateAdapter } from './template-adapter.ts'

/** WooCommerce's block cart and checkout, for where the Store API does not answer. Seen in: client/blocks. */
export const woocommerceBlocks = templateAdapter({
  platform: 'woocommerce',
  // assets/js/base/components/cart-checkout/totals/coupon/index.tsx
  page: '.wc-block-components-totals-coupon',
  // the same file: the class is on the text input's surrounding, the id ends in an instance's own number
  field:
    '.wc-block-components-totals-coupon__input input, input[id^="wc-block-components-totals-coupon__input-"]',
  // packages/components/panel/index.tsx; before version 8.6 a link
  toggle:
    '.wc-block-components-totals-coupon .wc-block-components-panel__button, .wc-block-components-totals-coupon-link',
  // totals/coupon/index.tsx: disabled until the field's own state has the code
  apply: '.wc-block-components-totals-coupon__button',
  // totals/discount/index.tsx and packages/components/chip/removable-chip.tsx
  remove: '.wc-block-components-totals-discount__coupon-list-item button.wc-block-components-chip__remove',
  row: '.wc-block-components-totals-discount__coupon-list-item',
})
