import { templateAdapter } from './template-adapter.ts'

/** BigCommerce's checkout: one box for codes and gift certificates. Seen in: checkout-js, packages/core/src/app. */
export const bigcommerceCheckout = templateAdapter({
  platform: 'bigcommerce',
  // cart/Redeemable.tsx; coupon/components/CouponForm.tsx. On a phone the summary is a drawer with neither.
  page: '#checkout-app, [data-test="redeemable-label"], [name="redeemableCode"]',
  field: 'input[name="redeemableCode"]',
  // cart/Redeemable.tsx; coupon/components/CollapsibleCouponForm.tsx
  toggle: 'a[data-test="redeemable-label"], a.redeemable-label',
  // both files
  apply: '#applyRedeemableButton, [data-test="redeemableEntry-submit"]',
  // cart/AppliedRedeemable.tsx: the code stands in the same .redeemable (coupon/AppliedCoupon.tsx)
  remove: 'button[data-test="redeemable-remove"], button.redeemable-remove',
  row: '.redeemable',
})
