import { shopifyCart, shopifyCheckout } from './shopify.ts'
import { applies } from './spec.ts'

// A code for shipping counts and shows nothing: the theme says so, draws no pill for it, and so offers nothing to press.
const unseen = { nothing: 'a code without effect on the cart has no remove control there' }
const folded = 'the field is in a closed <details> whose summary says only "Discount"'
applies("Shopify's cart", 'shopify', shopifyCart, {
  route: true,
  fails: { adapter: unseen, detector: { ...unseen, saves: folded, refused: folded } },
})
applies("Shopify's hosted checkout", 'shopify', shopifyCheckout)
