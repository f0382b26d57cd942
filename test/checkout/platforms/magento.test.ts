import { magentoCart, magentoCheckout } from './magento.ts'
import { applies } from './spec.ts'

// One code at a time: where one is in use the field is closed, and nobody but the member opens it.
applies("Magento's cart", 'magento', magentoCart, { besideEarlier: 'unsupported' })
applies("Magento's checkout", 'magento', magentoCheckout, { besideEarlier: 'unsupported' })
