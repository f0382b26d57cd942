import { applies } from './spec.ts'
import type { Till } from './till.ts'
import { woocommerceBlocks } from './woocommerce-blocks.ts'

applies("WooCommerce's block cart", 'woocommerce', woocommerceBlocks, { route: true })
applies(
  "WooCommerce's block cart without pretty links, of few nonces, that answers 500",
  'woocommerce',
  (till: Till) => woocommerceBlocks(till, { plainLinks: true, staleNonces: 1, refuseWith: 500 }),
  { only: 'route' },
)
