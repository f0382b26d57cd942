// One route a platform's own cart API. At most one of them recognises a page.

export { shopify } from './shopify.ts'
export { woocommerceBlocks } from './woocommerce-blocks.ts'
