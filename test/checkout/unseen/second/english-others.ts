import { pagesIn, type UnseenPage } from '../page.ts'

/** English pages that take no discount code, many of which look as if they did. */
export const englishOthers: UnseenPage[] = []
const { cart, checkout, other } = pagesIn('en', englishOthers)

checkout(
  'card-and-pin',
  ['/checkout/payment', 'Payment'],
  'none',
  `
<h1>Payment</h1><section><h2>Gift cards</h2><div class="r"><input name="gc_no" placeholder="Card number" inputmode="numeric" maxlength="19"><input name="gc_pin" placeholder="PIN" maxlength="8"><button type="button">Apply</button></div><p>Promotions are applied automatically.</p></section>
<section><input autocomplete="cc-number" placeholder="Credit card number"><input autocomplete="cc-csc" placeholder="Security code"></section><table><tr><td>Items</td><td>$54.00</td></tr><tr><td>Discount</td><td>-$5.40</td></tr><tr><td>Order total</td><td>$48.60</td></tr></table><button>Place order</button>`,
  [4860, 'USD'],
)

checkout(
  'miles-number',
  ['/booking/pax', 'Passengers'],
  'none',
  `
<h1>Who's flying?</h1><form><input placeholder="Given name"><input placeholder="Surname"><label for="ff">Frequent flyer number</label><input id="ff" name="ffn"><button type="button">Add</button><label for="kt">Known traveller code</label><input id="kt"></form>
<aside><div>Fare £142.00</div><div>Taxes £38.17</div><div>Total <b>£180.17</b></div></aside><button>Continue to seats</button>`,
  [18017, 'GBP'],
)

checkout(
  'vat-and-po',
  ['/checkout', 'Checkout — Bolt Supply'],
  'none',
  `
<form><h2>Company</h2><label>VAT ID <input name="vat_id"></label><button type="button">Validate</button><label>PO number / cost code <input name="cost_code"></label><label>Tax exemption code <input name="tx"></label></form>
<div class="summary"><p>Net £410.00</p><p>Trade discount (10%) −£41.00</p><p>VAT £73.80</p><p class="g">Total £442.80</p></div><button>Submit order for approval</button>`,
  [44280, 'GBP'],
)

checkout(
  'gate-code',
  ['/groceries/checkout', 'Delivery slot & address'],
  'none',
  `
<h1>Where to?</h1><input placeholder="Street" autocomplete="address-line1"><input placeholder="Gate or door code" name="access_code"><textarea placeholder="Leave with a neighbour?"></textarea>
<p>Items $88.12</p><p>You save $6.40 with today's offers</p><label>Driver tip <input name="tip" inputmode="decimal"></label><button type="button">Apply</button><p><strong>Total $88.12</strong></p><button>Pay now</button>`,
  [8812, 'USD'],
)

cart(
  'letter-lure',
  ['/cart', 'Cart'],
  'none',
  `
<h1>Cart</h1><p>Enamel mug $18.00</p><p>Cart total $18.00</p><a href="/checkout">Checkout</a>
<div class="modal" role="dialog"><h2>Get 15% OFF</h2><p>Enter your email and we'll send your discount code straight away.</p><input type="text" inputmode="email" placeholder="you@example.com"><button>Send my code</button><button>No thanks, full price</button></div>`,
  [1800, 'USD'],
)

checkout(
  'bank-step',
  ['/checkout/verify', 'Verify your payment'],
  'none',
  `
<div class="modal"><h1>Enter verification code</h1><p>We have sent a code to ***42. Amount: $61.20</p><input name="otp" placeholder="Code" autocomplete="one-time-code" maxlength="6"><button>Submit</button><a href="#">Resend code</a></div>`,
)

checkout(
  'staff-number',
  ['/checkout', 'Checkout'],
  'none',
  `
<h1>Checkout</h1><fieldset><legend>Employees and partners</legend><label for="emp">Employee number</label><input id="emp" name="emp_no"><button type="button">Verify</button><p>Staff discount is added at month end.</p></fieldset><label>Phone <input type="tel"></label><p>Order total: US$ 1,204.00</p><button>Place order</button>`,
  [120400, 'USD'],
)

other(
  'find-booking',
  ['/manage', 'Manage my booking'],
  'none',
  `
<h1>Manage my booking</h1><form><label for="r">Booking reference</label><input id="r" name="bookingCode" placeholder="e.g. X7K2QP"><label for="s">Surname</label><input id="s"><button>Find</button></form><p>Save 20% on extra bags when you add them online.</p>`,
)

other(
  'thanks-mug',
  ['/checkout/order-received/7712', 'Thank you'],
  'none',
  `
<h1>Thank you, your order is in</h1><p>Order 7712</p><table><tr><td>Mug</td><td>$18.00</td></tr><tr><td>Coupon: WELCOME</td><td>-$1.80</td></tr><tr><td>Total paid</td><td>$16.20</td></tr></table>
<section><h2>Give $10, get $10</h2><p>Share your personal discount code</p><input readonly value="ANNA-10" aria-label="Your code"><button>Copy code</button></section>`,
)

other(
  'coupon-wallet',
  ['/account/coupons', 'My coupons'],
  'none',
  `
<nav><a href="/account">Account</a><a href="/account/orders">Orders</a></nav><h1>My coupons</h1><ul><li>20% off shoes <code>SHOE20</code> <button>Use in cart</button></li><li>Free shipping <code>SHIPFREE</code> <button>Use in cart</button></li></ul><label>Filter <input placeholder="Filter coupons"></label>`,
)

other(
  'clip-it',
  ['/dp/B0771', 'Steel bottle 750 ml'],
  'none',
  `
<h1>Steel bottle 750 ml</h1><p>$21.99</p><label><input type="checkbox"> Apply 10% coupon</label><p>Use promo code BOTTLE at checkout</p><label>Engraving (max 12 letters) <input maxlength="12"></label><input placeholder="ZIP code" name="zip"><button>Check delivery</button><button>Add to cart</button>`,
)

other(
  'deals-blog',
  ['/stores/kettle-house-coupons', '12 Kettle House promo codes, today'],
  'none',
  `
<h1>Kettle House promo codes</h1><input placeholder="Search stores and coupon codes"><button>Find codes</button><article><b>15% off sitewide</b><input readonly value="KETTLE15"><button>Copy</button></article><article><b>£5 off</b><button>Reveal code</button></article><form><p>Submit a coupon and help others</p><input placeholder="Store website"><input placeholder="Coupon code" name="code"><button>Submit coupon</button></form>`,
)

other(
  'shop-admin',
  ['/admin/discounts/new', 'Create discount'],
  'none',
  `
<aside><a>Orders</a><a>Products</a><a>Discounts</a></aside><main><h1>Create discount</h1><label for="dc">Discount code</label><input id="dc" name="discountCode"><button type="button">Generate random code</button><label>Value <input name="value"></label><label>Usage limit <input type="number"></label><button>Save</button></main>`,
)

cart(
  'postage-guess',
  ['/basket', 'Basket'],
  'none',
  `
<h1>Basket</h1><p>Garden twine £6.00</p><div class="est"><h3>Estimate delivery</h3><input placeholder="Postcode"><button>Apply</button></div><div class="qo"><h3>Quick add</h3><input placeholder="Item code"><button>Add</button></div><p>Offers you have earned: 3 for 2</p><p>Basket total £6.00</p><a href="/checkout">Checkout</a>`,
  [600, 'GBP'],
)

other(
  'gift-balance',
  ['/gift-cards/balance', 'Check your gift card balance'],
  'none',
  `
<h1>Check your balance</h1><label>Gift card number <input name="card"></label><label>Access code <input name="pin"></label><button>Check</button><p>Gift cards cannot be combined with discount codes.</p>`,
)

other(
  'parts-diagnosis',
  ['/support/error-codes', 'Look up an error code'],
  'none',
  `
<h1>Error code finder</h1><p>Type the code on your dishwasher's display.</p><input name="code" placeholder="Enter code, e.g. E24"><button>Go</button><p>Spare parts now 10% off.</p>`,
)

checkout(
  'no-code-at-all',
  ['/checkout/review', 'Review'],
  'none',
  `
<h1>Review and pay</h1><ul><li>Desk lamp €59.00</li><li>Bulb €7.50</li></ul><label>Gift message <input name="giftMessage" maxlength="80"></label><label>Order reference (yours) <input name="ref"></label><p>Promo LAMP2 <span>− €6.65</span> <button type="button">Remove</button></p><p>Total incl. VAT <b>€59.85</b></p><button>Buy now</button>`,
  [5985, 'EUR'],
)

other(
  'referral-signup',
  ['/register', 'Create account'],
  'none',
  `
<h1>Create account</h1><form><input type="email" placeholder="Email"><input type="password" placeholder="Password"><label>Referral code (optional) <input name="ref_code"></label><label>Invite code <input name="invite"></label><button>Register</button></form>`,
)

checkout(
  'donation-round',
  ['/give', 'Your gift'],
  'none',
  `
<h1>Your donation</h1><label>Other amount <input name="amount" placeholder="$"></label><label>Appeal code <input name="appeal"></label><input placeholder="Card number" autocomplete="cc-number"><input placeholder="CVV"><p>Total: $50.00</p><button>Donate</button>`,
  [5000, 'USD'],
)
