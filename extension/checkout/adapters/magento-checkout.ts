import { templateAdapter } from './template-adapter.ts'

/** Magento 2's checkout: a Knockout form at the payment step. Seen in: app/code/Magento/SalesRule. */
export const magentoCheckout = templateAdapter({
  platform: 'magento',
  // view/frontend/web/template/payment/discount.html
  page: 'form#discount-form, .opc-payment-additional.discount-code',
  field: '#discount-code',
  // the same file: mage/collapsible on .payment-option listens at data-role=title
  toggle: '.discount-code [data-role="title"], #block-discount-heading',
  apply: '#discount-form button.action-apply',
  // the same file: the field turns into #discount-code-applied, disabled, and apply into cancel
  remove: '#discount-form button.action-cancel',
  inUse: '#discount-code-applied',
})
