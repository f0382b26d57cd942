import { applies } from './spec.ts'
import { woocommerceCart, woocommerceCheckout } from './woocommerce.ts'

applies("WooCommerce's classic cart", 'woocommerce', woocommerceCart)
applies("WooCommerce's classic checkout", 'woocommerce', woocommerceCheckout)
