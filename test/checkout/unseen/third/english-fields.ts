import { pagesIn, type UnseenPage } from '../page.ts'

/** English shops with a field for a code. */
export const englishFields: UnseenPage[] = []
const { cart, checkout, other } = pagesIn('en', englishFields)

cart(
  'kettle-mui',
  ['/cart', 'Your cart'],
  'found #\\:r7\\:',
  `
<main class="MuiContainer-root css-1qsxih2"><h1 class="MuiTypography-root">Your cart</h1><div class="MuiStack-root"><p>Stovetop kettle, 1.6 l</p><p>$64.00</p></div><div class="MuiFormControl-root css-17vezug"><label class="MuiInputLabel-root" for=":r7:" id=":r7:-label">Promo</label><div class="MuiInputBase-root"><input aria-invalid="false" id=":r7:" type="text" class="MuiInputBase-input" value=""><fieldset aria-hidden="true"><legend><span>Promo</span></legend></fieldset></div></div><button class="MuiButton-root" type="button">Add</button><dl><dt>Subtotal</dt><dd>$64.00</dd><dt>Estimated tax</dt><dd>$5.28</dd><dt>Estimated total</dt><dd>$69.28</dd></dl><button class="MuiButton-containedPrimary">Proceed to checkout</button></main>`,
  [6928, 'USD'],
)
checkout(
  'bikes-tail',
  ['/checkouts/c/9f2', 'Checkout'],
  'found input[name=reductions]',
  `
<div class="grid grid-cols-2"><form class="space-y-4"><h2 class="text-lg">Contact</h2><input class="rounded border" placeholder="Email or mobile phone number"><h2>Delivery</h2><input placeholder="Address"><input placeholder="ZIP code"><button class="w-full bg-black">Pay now</button></form><aside class="bg-neutral-100 p-8"><p>Gravel tyre 40c &times; 2 <b>$98.00</b></p><form class="flex gap-3"><input class="rounded border" name="reductions" placeholder="Discount code or gift card" autocomplete="off"><button disabled>Apply</button></form><p>Subtotal <span>$98.00</span></p><p>Shipping <span>Enter shipping address</span></p><p><strong>Total</strong> <small>USD</small> <strong>$98.00</strong></p></aside></div>`,
  [9800, 'USD'],
)
cart(
  'vinyl-accordion',
  ['/basket', 'Basket'],
  'hidden #acc-3 input',
  `
<h1>Basket</h1><table><tr><td>Hounds of Love LP</td><td>&pound;27.99</td></tr></table><div class="accordion"><h3><button aria-expanded="false" aria-controls="acc-3">Apply a voucher</button></h3><div id="acc-3" hidden><input type="text" maxlength="16"><button>Redeem</button></div></div><div class="totals"><p>Sub-total &pound;27.99</p><p>Postage &pound;3.50</p><p class="grand">Order total &pound;31.49</p></div><a class="btn" href="/checkout">Checkout securely</a>`,
  [3149, 'GBP'],
)
cart(
  'farm-aspnet',
  ['/ShoppingCart.aspx', 'Shopping Cart'],
  'found #ctl00_cph_txtCpn',
  `
<form method="post" action="./ShoppingCart.aspx" id="aspnetForm"><input type="hidden" name="__VIEWSTATE" value="/wEPDw"><table id="ctl00_cph_gv"><tr><th>Item</th><th>Qty</th><th>Price</th></tr><tr><td>Organic chick starter 25 lb</td><td><input name="q1" value="2" size="2"></td><td>$58.90</td></tr></table><table><tr><td>Coupon #:</td><td><input name="ctl00$cph$txtCpn" type="text" id="ctl00_cph_txtCpn"></td><td><input type="submit" name="ctl00$cph$btnCpn" value="Go"></td></tr></table><table><tr><td>Merchandise:</td><td>$58.90</td></tr><tr><td>Freight:</td><td>$14.25</td></tr><tr><td><b>Order Total:</b></td><td><b>$73.15</b></td></tr></table><input type="submit" value="Continue to Payment"></form>`,
  [7315, 'USD'],
)
checkout(
  'mattress-link',
  ['/checkout/payment', 'Payment'],
  'hidden',
  `
<section><h2>Payment</h2><div class="card"><label>Card number<input inputmode="numeric" autocomplete="cc-number"></label><label>CVC<input autocomplete="cc-csc"></label></div><button>Place order</button></section><section aria-label="Order summary"><p>Queen mattress <s>$1,299.00</s> $999.00</p><p>White glove delivery $0.00</p><button type="button" class="linky">Have a promo code?</button><p>Total due today <b>$999.00</b></p><p>or $83.25/mo with Affirm</p></section>`,
  [99900, 'USD'],
)
cart(
  'ozchem',
  ['/au/cart', 'Cart'],
  'found .prm >>> input',
  `
<h1>Your cart</h1><p>SPF 50+ sunscreen 1 L <b>A$18.99</b></p><div class="prm"><template shadowrootmode="open"><style>:host{display:block}</style><label>Got a promo code? <input></label><button>Apply</button></template></div><p>Order total (incl. GST) <b>A$18.99</b></p><button>Checkout</button>`,
  [1899, 'AUD'],
)
checkout(
  'food-sheet',
  ['/order/review', 'Review your order'],
  'found [data-e2e="offer-entry"]',
  `
<h1>Review your order</h1><p>Masala dosa x1 &#8377;180</p><p>Filter coffee x2 &#8377;120</p><div class="sheet"><h4>Offers &amp; benefits</h4><div><input data-e2e="offer-entry" placeholder="Enter coupon code"><span role="button" tabindex="0">APPLY</span></div></div><div class="bill"><p>Item total &#8377;300</p><p>Delivery fee &#8377;35</p><p>Platform fee &#8377;6</p><p>GST and restaurant charges &#8377;17.05</p><p>To pay &#8377;358.05</p></div><label>Cooking instructions<textarea></textarea></label><button>Slide to pay</button>`,
  [35805, 'INR'],
)
cart(
  'stationery-drawer',
  ['/collections/notebooks', 'Notebooks'],
  'found aside.open [name="code"]',
  `
<main><h1>Notebooks</h1><article><h2>Dotted A5</h2><p>&euro;14.50</p><button>Add to bag</button></article></main><aside class="drawer open modal" role="dialog" aria-label="Your bag"><h2>Your bag (1)</h2><p>Dotted A5 &euro;14.50</p><form><input name="code" placeholder="Offer code" aria-label="Offer code"><button>&rarr;</button></form><p>Total &euro;14.50</p><a href="/checkout">Check out</a></aside>`,
  [1450, 'EUR'],
)
checkout(
  'hosting-order',
  ['/cart.php', 'Review & Checkout'],
  'found #inputPromotionCode',
  `
<h1>Review &amp; Checkout</h1><div class="view-cart-items"><p>Web hosting, Starter. Annually <b>$71.88 USD</b></p><p>example.org, 1 year registration <b>$12.99 USD</b></p></div><ul class="nav nav-tabs"><li class="active"><a href="#applyPromo">Apply Promo Code</a></li><li><a href="#calcTaxes">Estimate Taxes</a></li></ul><div id="applyPromo"><form><div class="form-group"><label for="inputPromotionCode">&nbsp;</label><input type="text" name="promocode" id="inputPromotionCode" placeholder="Enter promo code if you have one"></div><button class="btn btn-block">Validate Code</button></form></div><div class="order-summary"><h2>Order Summary</h2><p>Subtotal <span>$84.87 USD</span></p><p>Total Due Today <span>$84.87 USD</span></p><button>Checkout</button></div>`,
  [8487, 'USD'],
)
checkout(
  'ferry-booking',
  ['/booking/extras', 'Extras and payment'],
  'found #pc',
  `
<h1>Extras and payment</h1><p>Holyhead &ndash; Dublin, 1 car, 2 adults</p><label>Vehicle registration<input name="reg"></label><div><label for="pc">Promotional code (optional)</label><input id="pc" name="pc"><button type="button">Check</button></div><p>Outbound &pound;164.00</p><p>Return &pound;151.00</p><p>Total to pay: &pound;315.00</p><button>Pay &pound;315.00</button>`,
  [31500, 'GBP'],
)
cart(
  'candles-ant',
  ['/shop/cart', 'Shopping bag'],
  'found .ant-input-search input',
  `
<h1>Shopping bag</h1><div class="ant-list"><div>Fig candle <b>$38</b></div><div>Wick trimmer <b>$12</b></div></div><span class="ant-input-group-wrapper ant-input-search"><span class="ant-input-wrapper ant-input-group"><input type="text" class="ant-input" placeholder="Gift code / voucher" value=""><span class="ant-input-group-addon"><button type="button" class="ant-btn ant-input-search-button"><span>Apply</span></button></span></span></span><div class="ant-statistic"><div class="ant-statistic-title">Total</div><div class="ant-statistic-content"><span>$</span><span class="ant-statistic-content-value-int">50</span><span>.00</span></div></div><button class="ant-btn-primary">Checkout</button>`,
  [5000, 'USD'],
)
checkout(
  'museum-tickets',
  ['/tickets/checkout', 'Checkout - tickets'],
  'hidden #promo-region input',
  `
<h1>Your tickets</h1><p>Adult x 2 <b>$50.00</b></p><p>Service fee <b>$3.00</b></p><label><input type="checkbox" aria-controls="promo-region"> I have a member or promotional code</label><div id="promo-region" style="display:none"><input name="accessCode"><button>Unlock</button></div><p><b>Total</b> <b>$53.00</b></p><label>Email<input type="email"></label><button>Continue to payment</button>`,
  [5300, 'USD'],
)
cart(
  'garage-magento',
  ['/checkout/cart/', 'Shopping Cart'],
  'hidden #coupon_code',
  `
<h1>Shopping Cart</h1><div class="cart-summary"><strong>Summary</strong><div class="block shipping"><div class="title"><strong>Estimate Shipping and Tax</strong></div><div class="off"><input name="postcode"></div></div><table class="data table totals"><tr class="totals sub"><th>Subtotal</th><td><span class="price">$212.40</span></td></tr><tr class="grand totals"><th><strong>Order Total</strong></th><td><strong><span class="price">$212.40</span></strong></td></tr></table></div><div class="block discount" id="block-discount"><div class="title" data-role="title"><strong>Apply Discount Code</strong></div><div class="content off" data-role="content"><form><label for="coupon_code"><span>Enter discount code</span></label><input type="text" id="coupon_code" name="coupon_code" placeholder="Enter discount code"><button class="action apply" type="button" value="Apply Discount"><span>Apply Discount</span></button></form></div></div>`,
  [21240, 'USD'],
)
cart(
  'print-angular',
  ['/basket', 'Basket'],
  'found mat-form-field input',
  `
<app-root><app-basket><h1>Basket</h1><mat-card>Poster A2 &pound;24.00</mat-card><mat-form-field class="mat-form-field-appearance-outline"><div class="mat-form-field-infix"><input matinput formcontrolname="voucher" class="mat-input-element" id="mat-input-4"><span class="mat-form-field-label-wrapper"><label for="mat-input-4"><mat-label>Voucher</mat-label></label></span></div></mat-form-field><button mat-stroked-button><span class="mat-button-wrapper">Apply</span></button><app-summary><div class="row"><span>Total excl. VAT</span><span>&pound;20.00</span></div><div class="row"><span>VAT 20%</span><span>&pound;4.00</span></div><div class="row strong"><span>Total incl. VAT</span><span>&pound;24.00</span></div></app-summary><button mat-flat-button>Go to checkout</button></app-basket></app-root>`,
  [2400, 'GBP'],
)
checkout(
  'wine-legacy',
  ['/store/order2.cfm', 'Secure Order Form'],
  'found [name="src_code"]',
  `
<center><font size="4">Secure Order Form</font></center><form><table border="0"><tr><td>Ship-to ZIP</td><td><input name="zip"></td></tr><tr><td>Gift message</td><td><input name="msg"></td></tr><tr><td>Special offer code<br><font size="1">(from your postcard or e-mail)</font></td><td><input name="src_code" size="10"> <input type="button" value="Update Total"></td></tr></table><table><tr><td>Wines</td><td>144.00</td></tr><tr><td>Shipping &amp; handling</td><td>21.50</td></tr><tr><td><b>TOTAL (US$)</b></td><td><b>$165.50</b></td></tr></table><input type="submit" value="Submit Order"></form>`,
  [16550, 'USD'],
)
cart(
  'runner-clicks',
  ['/cart', 'Cart'],
  'hidden',
  `
<h1>Cart</h1><p>Trail shoe EU 44 <b>CHF 159.00</b></p><ul><li><a href="#" role="button">Add a gift note</a></li><li><a href="#" role="button">Enter a promo code +</a></li></ul><p>Total (incl. VAT) CHF 159.00</p><button>Continue to checkout</button>`,
  [15900, 'CHF'],
)
checkout(
  'gym-join',
  ['/join/summary', 'Join online'],
  'found #offer',
  `
<h1>Join online: summary</h1><p>Flex membership &pound;24.99 / month</p><p>Joining fee &pound;10.00</p><div><p>Got a promo code?</p><input id="offer" placeholder="Type it here"><button>Apply code</button></div><p>Pay today: &pound;34.99</p><label>Sort code<input name="sort" placeholder="00-00-00"></label><label>Account number<input name="acc"></label><button>Join now</button>`,
  [3499, 'GBP'],
)
checkout(
  'toys-step',
  ['/onepage', 'One page checkout'],
  'found #step-4 .fld',
  `
<ol><li id="step-1"><h3>1. Address</h3><input name="zip" placeholder="Postcode"></li><li id="step-2"><h3>2. Delivery</h3><label><input type="radio">Standard</label></li><li id="step-3"><h3>3. Payment</h3><label><input type="radio">Card</label></li><li id="step-4"><h3>4. Discounts &amp; loyalty</h3><div><span>Discount codes</span><div><input class="fld"><a class="btn">Use</a></div></div></li></ol><table><tr><td>Goods</td><td>$45.00</td></tr><tr><td>Delivery</td><td>$5.00</td></tr><tr><th>To pay</th><th>$50.00</th></tr></table><button>Buy now</button>`,
  [5000, 'USD'],
)
cart(
  'hats-plus',
  ['/bag', 'Bag'],
  'hidden details input',
  `
<h1>Bag</h1><p>Wide brim hat $120.00</p><details><summary>Add promo code</summary><form><input name="p" aria-label="Code"><button>Add</button></form></details><div><div>Subtotal</div><div>$120.00</div></div><div><div>Shipping</div><div>Free</div></div><div><div>Total</div><div>$120.00</div></div><a href="/checkout">Checkout</a>`,
  [12000, 'USD'],
)
cart(
  'pets-floating',
  ['/cart', 'My cart'],
  'found #float-1',
  `
<h1>My cart</h1><p>Grain-free kibble 12 kg</p><p>NZ$ 89.99</p><div class="form-floating"><input id="float-1" class="form-control" placeholder=" "><label for="float-1">Coupon or referral code</label></div><button class="btn btn-outline-dark">Apply</button><h5>Total: NZ$ 89.99</h5><button class="btn btn-success">Proceed</button>`,
  [8999, 'NZD'],
)
checkout(
  'app-plan',
  ['/subscribe', 'Subscribe'],
  'hidden',
  `
<h1>Subscribe to Pro</h1><p>$120.00 per year</p><div><span>Subtotal</span><span>$120.00</span></div><button type="button"><div><span>Add promotion code</span></div></button><div><span>Total due today</span><span>$120.00</span></div><form><label>Email<input type="email"></label><label>Card information<input autocomplete="cc-number" placeholder="1234 1234 1234 1234"></label><button>Subscribe</button></form>`,
  [12000, 'USD'],
)
checkout(
  'campus-books',
  ['/checkout', 'Checkout'],
  'found .kk-z9 input',
  `
<h1>Checkout</h1><div class="kk-a1"><div class="kk-b2">Delivery</div><input aria-label="First name"><input aria-label="Eircode"></div><div class="kk-z9"><div>Student discount code</div><div><input type="text" spellcheck="false"></div><div role="button" tabindex="0">Submit</div></div><div>Books: &euro;54.20</div><div>Postage: &euro;4.95</div><div>Total payable: &euro;59.15</div><div role="button" tabindex="0">Pay</div>`,
  [5915, 'EUR'],
)
cart(
  'wheel-vouchers',
  ['/basket', 'My Basket'],
  'found #vch',
  `
<h1>My Basket</h1><p>Alloy wheel cleaner &pound;9.00</p><div><h2>Vouchers</h2><p>Please enter one voucher at a time.</p><input id="vch" type="text" autocorrect="off"><input type="button" value="ADD"></div><div>Basket total: &pound;9.00</div><p>Spend another &pound;11.00 for free delivery</p><button>CHECKOUT</button>`,
  [900, 'GBP'],
)
other(
  'donate-match',
  ['/checkout/review', 'Review'],
  'found input.promo-input',
  `
<h1>Almost there</h1><p>Reusable bottle $30.00</p><p>Add a donation: <label><input type="radio">$1</label><label><input type="radio">$5</label></p><div class="promo"><label>Promo / corporate code <input class="promo-input"></label><button>Apply</button></div><p>Amount due $30.00</p><button>Confirm and pay</button>`,
  [3000, 'USD'],
)
