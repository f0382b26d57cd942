import { pagesIn, type UnseenPage } from '../page.ts'

/** More English pages: crowded tills, odd places for a code, and pages that talk of codes a great deal. */
export const englishFurther: UnseenPage[] = []
const { cart, checkout, other } = pagesIn('en', englishFurther)

checkout(
  'crowded-till',
  ['/checkout/billing', 'Billing'],
  'found input[name="f[11]"]',
  `
<form><input name="f[1]" placeholder="Full name"><input name="f[2]" placeholder="Loyalty number"><input name="f[3]" placeholder="Gift card number"><input name="f[4]" placeholder="Gift card PIN"><input name="f[5]" placeholder="VAT number"><input name="f[6]" placeholder="Door code"><input name="f[7]" placeholder="Employee ID"><input name="f[8]" placeholder="Referred by"><input name="f[11]" placeholder="Voucher / promotion"><input name="f[12]" placeholder="Delivery note"></form>
<p>Total due: £208.15</p><button>Pay £208.15</button>`,
  [20815, 'GBP'],
)

cart(
  'tailwind-row',
  ['/cart', 'Cart'],
  'found .mt-6 input',
  `
<div class="mx-auto max-w-2xl"><h1 class="text-3xl">Cart</h1><div class="flex">Tote <span>$35.00</span></div><div class="mt-6 flex items-end gap-2"><div class="w-full"><label class="text-sm" for="rad-1">Have a code from a friend or an ad? Get your discount here</label><input id="rad-1" class="h-9 w-full rounded-md border"></div><button class="h-9 px-4">Apply</button></div><div class="flex justify-between"><dt>Order total</dt><dd>$35.00</dd></div><button>Checkout</button></div>`,
  [3500, 'USD'],
)

checkout(
  'applied-then-more',
  ['/checkout', 'Checkout'],
  'found .entry input',
  `
<h1>Checkout</h1><p>Rug $300.00</p><div class="chips"><span>AUTUMN <button aria-label="Remove AUTUMN">×</button></span></div><div class="entry"><input placeholder="Add another promo"><button>Add</button></div><p>Discounts ‑$30.00</p><p>Tax $21.60</p><p>Total $291.60</p><button>Pay</button>`,
  [29160, 'USD'],
)

checkout(
  'payment-first',
  ['/pay/now', 'Pay'],
  'hidden',
  `
<h1>How would you like to pay?</h1><ul><li><label><input type="radio" name="pm"> Card</label></li><li><label><input type="radio" name="pm"> PayPal</label></li></ul><p><button type="button" class="link">Redeem a voucher code</button></p><p>Amount due €33.00</p><button>Pay €33.00</button>`,
  [3300, 'EUR'],
)

cart(
  'two-summaries',
  ['/cart', 'Shopping cart'],
  'found #desk input',
  `
<div class="off"><p>Total $58.00</p><label>Promo code <input></label><button>Apply</button></div><h1>Shopping cart</h1><p>Jar set $58.00</p><div id="desk"><label>Promo code <input></label><button>Apply</button><p>Shipping $7.00</p><p>Total $65.00</p></div><a href="/checkout">Checkout</a>`,
  [6500, 'USD'],
)

checkout(
  'agency-code',
  ['/reserve/payment', 'Car hire payment'],
  'found #cd2',
  `
<h1>Payment</h1><table><tr><td>Driver's licence</td><td><input></td></tr><tr><td>Corporate account</td><td><input></td></tr><tr><td>Coupon (if any)</td><td><input id="cd2"></td></tr><tr><td></td><td><button>Update price</button></td></tr></table><p>Compact, 3 days: $141.00</p><p>Fees: $32.28</p><p>Estimated total: $173.28</p><button>Reserve now</button>`,
  [17328, 'USD'],
)

checkout(
  'accordion-buried',
  ['/checkout', 'Checkout'],
  'hidden #z9',
  `
<div class="step done">1 Address</div><div class="step">2 Shipping</div><div class="step open">3 Payment<input autocomplete="cc-number" placeholder="Card number"></div><div class="panel"><div class="panel-heading"><h4><a data-toggle="collapse" href="#c-cpn">Use Coupon Code <i class="fa"></i></a></h4></div><div id="c-cpn" class="panel-collapse flat"><input id="z9"><input type="button" value="Apply Coupon"></div></div><table><tr><td>Sub-Total:</td><td>$500.00</td></tr><tr><td>Flat Rate:</td><td>$5.00</td></tr><tr><td>Total:</td><td>$505.00</td></tr></table>`,
  [50500, 'USD'],
)

cart(
  'ul-irish',
  ['/bag', 'Your bag'],
  'found [data-slot=savings] input',
  `
<h1>Your bag</h1><p>Aran jumper €145.00</p><section data-slot="savings"><h2>Savings</h2><p>Only one per order. Not valid on gift cards.</p><input aria-label="Enter code"><button>Apply</button></section><p>Total incl. VAT €145.00</p><button>Checkout</button>`,
  [14500, 'EUR'],
)

other(
  'terms-of-codes',
  ['/help/promo-codes', 'How do promo codes work?'],
  'none',
  `
<h1>How do promo codes work?</h1><p>Add your promo code in the box called Promo code at checkout, then press Apply.</p><img alt="Promo code box"><input placeholder="Search help"><p>Was this useful?</p><textarea placeholder="Tell us more"></textarea><button>Send</button>`,
)

checkout(
  'codes-refused',
  ['/checkout', 'Checkout'],
  'none',
  `
<h1>Checkout</h1><p>Promo codes can't be used on sale items.</p><label>Recipient email <input type="email"></label><label>Message <input></label><p>Total $25.00</p><button>Place order</button>`,
  [2500, 'USD'],
)

other(
  'wifi-portal',
  ['/wifi', 'Guest wifi'],
  'none',
  `
<h1>Guest wifi</h1><p>Room number and surname, or the access code from reception.</p><input placeholder="Room"><input placeholder="Access code"><button>Connect</button>`,
)

other(
  'parcel-where',
  ['/track', 'Track your parcel'],
  'none',
  `
<h1>Track your parcel</h1><label>Tracking code <input></label><label>Postcode <input></label><button>Track</button><p>Save 10% on your next order with code TRACK</p>`,
)

checkout(
  'points-only',
  ['/checkout/rewards', 'Rewards'],
  'none',
  `
<h1>Rewards</h1><p>You have 1,240 points ($12.40)</p><label>Points to use <input inputmode="numeric"></label><button>Apply</button><label>Member number <input></label><button>Link</button><p>Order total $67.10</p><button>Continue</button>`,
  [6710, 'USD'],
)

other(
  'claim-prize',
  ['/competition', 'Enter the on-pack code'],
  'none',
  `
<h1>Win a holiday</h1><p>Enter the code inside your pack</p><input placeholder="Pack code"><input placeholder="Email"><button>Enter draw</button>`,
)

cart(
  'insurance-cart',
  ['/basket', 'Your quote'],
  'none',
  `
<h1>Your quote</h1><p>Bicycle cover £48.00 a year</p><label>Frame number <input></label><label>Bike shop ID <input></label><button>Update</button><p>Online discount included: £6.00</p><p>Total to pay £48.00</p><button>Buy cover</button>`,
  [4800, 'GBP'],
)

other(
  'gym-checkin',
  ['/app/security', 'Two-step sign-in'],
  'none',
  `
<h1>Authenticator</h1><p>Enter the code from your app, or redeem a backup code.</p><input placeholder="Backup code"><button>Redeem</button>`,
)

checkout(
  'ticket-access',
  ['/event/presale', 'Presale'],
  'none',
  `
<h1>Presale</h1><p>Seat map</p><label>Fan club password <input type="password"></label><button>Unlock</button><label>Ticket holder name <input></label><p>Total £90.00</p><button>Continue</button>`,
  [9000, 'GBP'],
)

checkout(
  'hidden-machine-field',
  ['/checkout', 'Checkout'],
  'none',
  `
<form><input type="hidden" name="coupon_code" value=""><input name="website" class="sr" tabindex="-1" autocomplete="off" aria-hidden="true"><label>Full name <input></label><label>Gift wrap note <input></label><p>Discount: $0.00</p><p>Total: $42.00</p><button>Place order</button></form>`,
  [4200, 'USD'],
)
