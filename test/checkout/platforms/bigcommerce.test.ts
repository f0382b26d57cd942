import { bigcommerceCart, bigcommerceCheckout } from './bigcommerce.ts'
import { applies } from './spec.ts'

// One coupon at a time: where one is in use there is no field.
applies("BigCommerce's cart", 'bigcommerce', bigcommerceCart, { besideEarlier: 'unsupported' })
applies("BigCommerce's checkout", 'bigcommerce', bigcommerceCheckout)
