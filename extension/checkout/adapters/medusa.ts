import { templateAdapter } from './template-adapter.ts'

/** Medusa's storefront. Seen in: nextjs-starter-medusa, src/modules/checkout/components/discount-code/index.tsx. */
export const medusa = templateAdapter({
  platform: 'medusa',
  page: '[data-testid="add-discount-button"], [data-testid="discount-input"], [data-testid="discount-row"]',
  // Its name is only "code".
  field: 'input[data-testid="discount-input"]',
  toggle: '[data-testid="add-discount-button"]',
  apply: '[data-testid="discount-apply-button"]',
  // Gift cards have remove-gift-card-button.
  remove: '[data-testid="remove-discount-button"]',
  row: '[data-testid="discount-row"]',
})
