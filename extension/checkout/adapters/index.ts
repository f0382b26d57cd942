// Tried in the order written; a platform of its own before `generic`, which fits everywhere.

export { bigcommerceCart } from './bigcommerce-cart.ts'
export { bigcommerceCheckout } from './bigcommerce-checkout.ts'
export { generic } from './generic.ts'
export { magentoCart } from './magento-cart.ts'
export { magentoCheckout } from './magento-checkout.ts'
export { medusa } from './medusa.ts'
export { prestashop } from './prestashop.ts'
export { sfcc } from './sfcc.ts'
export { shopify } from './shopify.ts'
export { shopifyCheckout } from './shopify-checkout.ts'
export { woocommerce } from './woocommerce.ts'
export { woocommerceBlocks } from './woocommerce-blocks.ts'
