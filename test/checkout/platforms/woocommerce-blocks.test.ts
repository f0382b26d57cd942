import { applies } from './spec.ts'
import { woocommerceBlocks } from './woocommerce-blocks.ts'

applies("WooCommerce's block cart", 'woocommerce', woocommerceBlocks, { route: true })
