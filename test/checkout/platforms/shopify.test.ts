import { shopifyCart, shopifyCheckout } from './shopify.ts'
import { applies } from './spec.ts'
import type { Till } from './till.ts'

// A code for shipping counts and shows nothing: the theme says so, draws no pill for it, and so offers nothing to press.
const unseen = { nothing: 'a code without effect on the cart has no remove control there' }
applies("Shopify's cart", 'shopify', shopifyCart, {
  route: true,
  fails: { adapter: unseen, detector: unseen },
})
applies(
  "Shopify's cart of another market, where a code sent again dies",
  'shopify',
  (till: Till) => shopifyCart(till, { root: '/en-gb/', killsResent: true }),
  { only: 'route' },
)
applies("Shopify's hosted checkout", 'shopify', shopifyCheckout)
