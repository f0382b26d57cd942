import { pagesIn, type UnseenPage } from '../page.ts'

/** English pages that have no field for a discount's code, and look as if they might. */
export const englishOthers: UnseenPage[] = []
const { cart, checkout, other } = pagesIn('en', englishOthers)

other(
  'otp-login-again',
  ['/account/verify', 'Verify it is you'],
  'none',
  `<h1>Enter your code</h1><p>We sent a 6-digit code to j***@mail.example. It expires in 10 minutes.</p><input inputmode="numeric" maxlength="6" autocomplete="one-time-code" placeholder="Code"><button>Verify</button><a href="#">Send a new code</a>`,
)
other(
  'gift-balance-anew',
  ['/gift-cards/balance', 'Check your gift card balance'],
  'none',
  `<h1>Check your balance</h1><label>Gift card number<input name="gc"></label><label>PIN<input name="pin"></label><button>Check balance</button>`,
)
other(
  'gift-buy',
  ['/products/e-gift-card', 'E-gift card'],
  'none',
  `<h1>E-gift card</h1><p>$50.00</p><label>Recipient email<input type="email"></label><label>Your message<input maxlength="120"></label><button>Add to cart</button><p>Recipients redeem the code at checkout.</p>`,
)
cart(
  'bag-no-code',
  ['/cart', 'Your bag'],
  'none',
  `<h1>Your bag</h1><p>Linen shirt $89.00</p><label>Order note<textarea></textarea></label><p>Discounts and shipping are calculated at checkout.</p><p>Estimated total $89.00</p><button>Check out</button>`,
  [8900, 'USD'],
)
cart(
  'bag-zip',
  ['/cart', 'Cart'],
  'none',
  `<h1>Cart</h1><p>Oak shelf &pound;75.00</p><h3>Delivery estimate</h3><input name="postcode" placeholder="Postcode"><button>Calculate</button><p>Total &pound;75.00</p><a href="/checkout">Checkout</a>`,
  [7500, 'GBP'],
)
checkout(
  'vat-number',
  ['/checkout', 'Checkout'],
  'none',
  `<h1>Business details</h1><label>VAT number<input name="vat"></label><button type="button">Validate</button><label>PO number<input name="po"></label><p>Total &euro;240.00</p><button>Place order</button>`,
  [24000, 'EUR'],
)
other(
  'track',
  ['/track-order', 'Track your order'],
  'none',
  `<h1>Track your order</h1><label>Order number<input></label><label>Postcode<input></label><button>Track</button>`,
)
other(
  'returns-code',
  ['/returns', 'Start a return'],
  'none',
  `<h1>Start a return</h1><p>Enter the return code from your packing slip.</p><input placeholder="Return code"><button>Start</button>`,
)
other(
  'promo-list',
  ['/offers', 'Deals and promo codes'],
  'none',
  `<h1>Deals and promo codes</h1><ul><li><b>SPRING15</b> 15% off planters <button>Copy code</button></li><li><b>FREESHIP</b> Free shipping over $50 <button>Copy code</button></li></ul><form><input type="email" placeholder="Your email"><button>Get codes by email</button></form>`,
)
other(
  'register-invite',
  ['/register', 'Create an account'],
  'none',
  `<h1>Create an account</h1><label>Email<input type="email"></label><label>Password<input type="password"></label><label>Invite code (optional)<input name="invite"></label><button>Create account</button>`,
)
other(
  'wholesale-login',
  ['/trade', 'Trade sign in'],
  'none',
  `<h1>Trade customers</h1><label>Customer number<input></label><label>Access code<input></label><button>Sign in</button>`,
)
other(
  'find-store',
  ['/stores', 'Find a store'],
  'none',
  `<h1>Find a store</h1><input placeholder="City or ZIP code" aria-label="City or ZIP code"><button>Go</button><p>Offers may vary by store.</p>`,
)
other(
  'warranty',
  ['/support/register-product', 'Register your product'],
  'none',
  `<h1>Register your product</h1><label>Serial number<input></label><label>Model code<input></label><label>Date of purchase<input type="date"></label><button>Register</button><p>Get 10% off accessories when you register.</p>`,
)
other(
  'pdp-size',
  ['/p/wool-coat', 'Wool coat'],
  'none',
  `<h1>Wool coat</h1><p><s>$320.00</s> $240.00</p><p>Extra 10% off with code COAT10 at checkout</p><label>Quantity<input type="number" value="1"></label><button>Add to bag</button><label>Notify me<input type="email" placeholder="Email"></label>`,
)
other(
  'quiz',
  ['/quiz/skin', 'Skin quiz'],
  'none',
  `<h1>Almost done</h1><p>Where shall we send your results and your 15% discount?</p><input placeholder="Phone number"><button>Reveal my discount</button>`,
)
other(
  'part-search',
  ['/parts', 'Find parts'],
  'none',
  `<h1>Find parts</h1><label>Part code<input placeholder="e.g. 8E0-615-301"></label><button>Apply filter</button><p>Vehicle: none selected</p>`,
)
other(
  'barcode',
  ['/grocery/scan', 'Add by barcode'],
  'none',
  `<h1>Quick shop</h1><label>Product code<input></label><label>Qty<input value="1"></label><button>Add to cart</button><p>Cart total $0.00</p>`,
)
other(
  'wifi-voucher',
  ['/hotspot', 'Guest internet'],
  'none',
  `<h1>Guest internet</h1><p>Enter the voucher printed at reception to go online.</p><label>Voucher<input name="voucher"></label><button>Connect</button>`,
)
other(
  'topup',
  ['/top-up', 'Top up your phone'],
  'none',
  `<h1>Top up</h1><p>Scratched a card? Enter the 14-digit voucher number.</p><input name="voucher" maxlength="14"><button>Top up now</button>`,
)
other(
  'activate',
  ['/activate', 'Activate your key'],
  'none',
  `<h1>Activate</h1><label>Product key<input placeholder="XXXXX-XXXXX-XXXXX"></label><button>Activate</button>`,
)
checkout(
  'card-only',
  ['/checkout/payment', 'Payment'],
  'none',
  `<h1>Payment</h1><label>Card number<input autocomplete="cc-number"></label><label>Expiry<input autocomplete="cc-exp"></label><label>Security code<input autocomplete="cc-csc" placeholder="CVV"></label><p>Total: $41.20</p><button>Pay $41.20</button>`,
  [4120, 'USD'],
)
checkout(
  'address',
  ['/checkout/shipping', 'Shipping'],
  'none',
  `<h1>Shipping address</h1><label>Street<input></label><label>Gate code<input placeholder="For the driver"></label><label>ZIP<input></label><p>Order total $19.99</p><button>Continue</button>`,
  [1999, 'USD'],
)
checkout(
  'giftcard-only',
  ['/checkout', 'Checkout'],
  'none',
  `<h1>Payment</h1><p>Pay with a gift card</p><label>Gift card number<input name="giftCardNumber" maxlength="19"></label><label>PIN<input name="giftCardPin" maxlength="4"></label><button type="button">Apply gift card</button><p>Total &pound;60.00</p><button>Pay now</button>`,
  [6000, 'GBP'],
)
checkout(
  'loyalty-number',
  ['/checkout', 'Checkout'],
  'none',
  `<h1>Checkout</h1><label>Loyalty card number<input placeholder="Earn points on this order"></label><button type="button">Add card</button><p>Total &euro;22.00</p><button>Order</button>`,
  [2200, 'EUR'],
)
checkout(
  'pickup-slot',
  ['/checkout/pickup', 'Pick up'],
  'none',
  `<h1>Pick up</h1><label>Search a pick-up point<input placeholder="Postal code"></label><button>Search</button><p>Total $12.00</p><button>Next</button>`,
  [1200, 'USD'],
)
other(
  'thanks',
  ['/order/confirmed', 'Thank you'],
  'none',
  `<h1>Thank you for your order</h1><p>Discount (SAVE5): -$5.00</p><p>Total paid $45.00</p><p>Give friends 20% off: share your code <input readonly value="ANNA20"><button>Copy</button></p>`,
)
other(
  'order-history-here',
  ['/account/orders/1', 'Order 1'],
  'none',
  `<h1>Order 1</h1><p>Promo code used: TREE. Discount -$4.00</p><p>Total $36.00</p><label>Leave a comment<input></label><button>Send</button>`,
)
other(
  'blog-codes',
  ['/blog/how-to-use-a-promo-code', 'How to use a promo code'],
  'none',
  `<article><h1>How to use a promo code</h1><p>Type the promo code into the field and press Apply.</p><h2>Comments</h2><label>Name<input></label><label>Comment<textarea></textarea></label><button>Submit</button></article>`,
)
other(
  'help-search',
  ['/help', 'Help'],
  'none',
  `<h1>Help</h1><input placeholder="Try 'promo code not working'"><button>Search</button><ul><li>My discount code does not apply</li><li>Gift cards</li></ul>`,
)
other(
  'survey-code',
  ['/survey', 'Tell us how we did'],
  'none',
  `<h1>Tell us how we did</h1><p>Enter the survey code on your receipt to get a validation code for $3 off your next visit.</p><label>Survey code<input></label><button>Start</button>`,
)
other(
  'rewards-redeem',
  ['/rewards', 'Rewards'],
  'none',
  `<h1>You have 420 points</h1><p>$5 voucher, 500 points <button disabled>Redeem</button></p><p>Free coffee, 200 points <button>Redeem</button></p><label>Missing points? Receipt code<input></label><button>Claim points</button>`,
)
other(
  'tickets-access',
  ['/events/12', 'Choose tickets'],
  'none',
  `<h1>Members' evening</h1><p>Presale</p><label>Presale password<input></label><button>Unlock tickets</button>`,
)
other(
  'rsvp',
  ['/wedding/rsvp', 'RSVP'],
  'none',
  `<h1>RSVP</h1><label>Invitation code<input></label><button>Open</button>`,
)
other(
  'career',
  ['/careers', 'Jobs'],
  'none',
  `<h1>Jobs</h1><label>Reference code<input placeholder="Job code"></label><button>Find</button><p>Staff get 30% discount.</p>`,
)
cart(
  'quick-order',
  ['/cart/quick-order', 'Quick order'],
  'none',
  `<h1>Quick order</h1><table><tr><th>SKU code</th><th>Qty</th></tr><tr><td><input name="sku1"></td><td><input name="q1"></td></tr><tr><td><input name="sku2"></td><td><input name="q2"></td></tr></table><button>Add all</button><p>Total: $0.00</p>`,
)
cart(
  'applied-only',
  ['/cart', 'Cart'],
  'none',
  `<h1>Cart</h1><p>Rug $300.00</p><p>Promotion "Autumn sale" -$30.00</p><p>Total $270.00</p><p>Promo codes can't be combined with sale prices.</p><label>Name for the packing slip<input></label><button>Checkout</button>`,
  [27000, 'USD'],
)
