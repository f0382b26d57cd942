import { pagesIn, type UnseenPage } from '../page.ts'

/** English carts and checkouts that take a code, worded and built as shops do when nobody tells them how. */
export const englishFields: UnseenPage[] = []
const { cart, checkout, other } = pagesIn('en', englishFields)

cart(
  'kettle-house',
  ['/basket', 'Your basket – Kettle House'],
  'found #tt-in-7',
  `
<main class="css-0 e1p9"><h1 class="css-19kz">Your basket</h1><table class="css-tbl"><tbody>
<tr><td><a href="/p/1">Copper stove kettle 1.7 L</a></td><td><input type="number" value="1" aria-label="Quantity"></td><td>£64.00</td></tr>
<tr><td><a href="/p/2">Descaler, 3 sachets</a></td><td><input type="number" value="2" aria-label="Quantity"></td><td>£9.00</td></tr></tbody>
<tfoot><tr><td colspan="2"><div class="css-8dd1"><input id="tt-in-7" class="css-1x9kq2" placeholder="Got a promo code?" autocapitalize="characters"><button type="button" class="css-77" aria-label="Apply">→</button></div></td><td></td></tr>
<tr><th colspan="2">Goods</th><td>£73.00</td></tr><tr><th colspan="2">Royal Mail 48</th><td>£3.95</td></tr><tr class="css-grand"><th colspan="2">To pay</th><td>£76.95</td></tr></tfoot></table>
<a class="css-cta" href="/pay">Pay securely</a></main>`,
  [7695, 'GBP'],
)

checkout(
  'nested-parts',
  ['/checkout', 'Checkout | Fernwood'],
  'found fw-checkout >>> fw-summary >>> input.fw-i',
  `
<fw-checkout><template shadowrootmode="open"><section><h2>Contact</h2><label>Email <input type="email" autocomplete="email"></label><label>Postcode <input autocomplete="postal-code"></label></section>
<fw-summary><template shadowrootmode="open"><h3>Order summary</h3><div class="row"><span>Fern, maidenhair × 1</span><span>$28.00</span></div>
<div class="fw-f"><span id="pl">Discount code</span><input class="fw-i" aria-labelledby="pl"><fw-button role="button" tabindex="0">Apply</fw-button></div>
<div class="row"><span>Subtotal</span><span>$28.00</span></div><div class="row"><span>Shipping</span><span>$6.50</span></div><div class="row total"><strong>Total</strong><strong>$34.50</strong></div></template></fw-summary></template></fw-checkout>`,
  [3450, 'USD'],
)

checkout(
  'ticked-box',
  ['/order/payment', 'Payment – Harrow & Pike'],
  'hidden #vch',
  `
<form action="/order/place" method="post"><h1>Payment</h1><p>Step 3 of 3</p>
<fieldset><legend>Card</legend><input name="cardnumber" autocomplete="cc-number" placeholder="Card number"><input name="exp" placeholder="MM/YY"><input name="cvc" placeholder="CVC"></fieldset>
<label class="chk"><input type="checkbox" name="hasVoucher" onclick="document.getElementById('vr').classList.toggle('off')"> I have a discount voucher</label>
<div id="vr" class="off"><label for="vch">Voucher number</label><input id="vch" name="v1"><button type="button">Use it</button></div>
<dl><dt>Items</dt><dd>£112.40</dd><dt>Delivery</dt><dd>Free</dd><dt>Order total</dt><dd>£112.40</dd></dl><button class="place">Place order</button></form>`,
  [11240, 'GBP'],
)

checkout(
  'folded-details',
  ['/secure/checkout', 'Secure checkout'],
  'hidden input.jss412',
  `
<div class="jss301"><div class="jss302"><h2>Shipping address</h2><input placeholder="Full name" autocomplete="name"><input placeholder="Street" autocomplete="address-line1"><input placeholder="City"></div>
<aside class="jss330"><h2>In your bag</h2><p>Wool runner, 2.4 m <b>$189.00</b></p>
<details class="jss410"><summary>Promo, student or military code</summary><div><input class="jss412" type="text"><button class="jss413" type="button">Submit</button></div></details>
<p>Merchandise <span>$189.00</span></p><p>Estimated tax <span>$15.59</span></p><p><b>Estimated total</b> <b>$204.59</b></p></aside></div>`,
  [20459, 'USD'],
)

checkout(
  'tabbed-savings',
  ['/checkout/review', 'Review your order'],
  'hidden #pn-2 input',
  `
<h1>Almost done</h1><div class="savings"><div role="tablist"><button role="tab" aria-selected="true" aria-controls="pn-1">Gift card</button><button role="tab" aria-selected="false" aria-controls="pn-2">Coupon</button></div>
<div role="tabpanel" id="pn-1"><input placeholder="16-digit gift card number" inputmode="numeric"><input placeholder="PIN" maxlength="4"><button type="button">Redeem</button></div>
<div role="tabpanel" id="pn-2" hidden><input placeholder="Coupon" maxlength="24"><button type="button">Redeem</button></div></div>
<ul class="sums"><li><span>Subtotal (3)</span><span>C$81.97</span></li><li><span>HST</span><span>C$10.66</span></li><li class="t"><span>Total</span><span>C$92.63</span></li></ul><button>Submit order</button>`,
  [9263, 'CAD'],
)

cart(
  'link-only',
  ['/cart', 'Shopping bag'],
  'hidden',
  `
<main><h1>Shopping bag</h1><article><h3>Boat shoe, tan</h3><p>Size 43</p><span>$120.00</span><button>Remove</button></article>
<div class="sum"><div><span>Order value</span><span>$120.00</span></div><div><span>Delivery</span><span>$0.00</span></div><a href="#" role="button" class="lnk">Enter a promotional code</a><div class="b"><span>Total</span><span>$120.00</span></div><a class="btn" href="/checkout">Continue to checkout</a></div></main>`,
  [12000, 'USD'],
)

checkout(
  'far-definition',
  ['/delivery', 'Delivery details – step 1 of 2'],
  'found dd.q > input',
  `
<main><ol><li aria-current="step">Delivery</li><li>Payment</li></ol><form><input placeholder="First name" autocomplete="given-name"><input placeholder="Last name" autocomplete="family-name"><input placeholder="Address" autocomplete="street-address"><button>Continue to payment</button></form>
<aside><dl class="g2"><dt>Cushion cover ×4</dt><dd>€ 71.80</dd><dt>Courier</dt><dd>€ 4.90</dd><dt>Offer code</dt><dd class="q"><input size="12"><button type="button">OK</button></dd><dt><b>Order total</b></dt><dd><b>€ 76.70</b></dd></dl></aside></main>`,
  [7670, 'EUR'],
)

checkout(
  'either-card-or-code',
  ['/checkouts/c1', 'Checkout'],
  'found input[name=reductions]',
  `
<div class="_1fragem1"><main><input placeholder="Email or mobile phone number" autocomplete="email"><h2>Delivery</h2><input placeholder="Address" autocomplete="shipping address-line1"></main>
<aside class="_1fragemlj"><div role="table"><div role="row"><span role="cell">Ceramic pour-over</span><span role="cell">$42.00</span></div></div>
<form class="_1fr0"><div class="_7ozb"><label for="ReductionsInput9" class="sr">Discount code or gift card</label><input id="ReductionsInput9" name="reductions" placeholder="Discount code or gift card"></div><button type="submit" disabled aria-label="Apply Discount Code">Apply</button></form>
<div role="table"><div role="row"><span role="rowheader">Subtotal</span><span role="cell">$42.00</span></div><div role="row"><span role="rowheader">Shipping</span><span role="cell">Enter shipping address</span></div><div role="row"><strong role="rowheader">Total</strong><span role="cell"><abbr>USD</abbr> <strong>$42.00</strong></span></div></div></aside></div>`,
  [4200, 'USD'],
)

checkout(
  'concert-seats',
  ['/event/8813/tickets', 'Order tickets – The Old Mill'],
  'found input[name=unlock]',
  `
<div class="modal" role="dialog" aria-label="Checkout"><h2>Select tickets</h2><p>Stalls <b>£38.50</b> <select><option>2</option></select></p><div class="eds"><div class="eds-lb">Promo Code</div><input name="unlock" type="text" autocomplete="off"><button>Apply</button></div>
<div class="eds-foot"><span>2 x Stalls £77.00</span><span>Fees £6.10</span><span>Total <b>£83.10</b></span><button>Check out</button></div></div>`,
  [8310, 'GBP'],
)

checkout(
  'stripe-like',
  ['/c/pay/cs_91', 'Subscribe to Plover Pro'],
  'found #promotionCode',
  `
<div class="App"><section><a href="/">Plover</a><p>Subscribe to Plover Pro</p><h1>$19.00 per month</h1><div><span>Plover Pro</span><span>$19.00</span></div><div><span>Subtotal</span><span>$19.00</span></div>
<div class="PromotionCodeEntry"><input id="promotionCode" name="promotionCode" placeholder="Add promotion code" class="PromotionCodeEntry-input--open"></div><div><span>Total due today</span><span>$19.00</span></div></section>
<section><form><input type="email" name="email"><input name="cardNumber" placeholder="1234 1234 1234 1234" autocomplete="cc-number"><input name="cardCvc" placeholder="CVC"><button>Subscribe</button></form></section></div>`,
  [1900, 'USD'],
)

checkout(
  'catalogue-order',
  ['/Shop/Checkout.aspx', 'Checkout'],
  'found input[size="9"]',
  `
<form id="aspnetForm" method="post"><table border="0" cellpadding="3"><tr><td class="hd" colspan="4">Your Order</td></tr><tr><td>Thermal socks, grey</td><td>2</td><td>14.95</td><td>$29.90</td></tr>
<tr><td colspan="3" align="right">Catalogue offer code (see back cover):</td><td><input name="ctl00$cphM$tx44" size="9"> <input type="submit" name="ctl00$cphM$b44" value="Recalculate"></td></tr>
<tr><td colspan="3" align="right">Postage &amp; packing:</td><td>$7.95</td></tr><tr><td colspan="3" align="right"><b>Grand total:</b></td><td><b>$37.85</b></td></tr></table>
<table><tr><td>Name</td><td><input name="ctl00$cphM$nm"></td></tr><tr><td>Zip</td><td><input name="ctl00$cphM$zp"></td></tr></table><input type="submit" value="Complete order"></form>`,
  [3785, 'USD'],
)

cart(
  'open-dialog',
  ['/bag', 'Bag'],
  'found dialog input',
  `
<main><h1>Bag</h1><p>Linen shirt — A$ 99.00</p><p class="tot">Bag total <span>A$ 99.00</span></p><a href="/checkout">Checkout</a><button>Add savings</button></main>
<dialog open><header>Savings &amp; rewards</header><p>Type or paste the code from your offer</p><div><input type="search" enterkeyhint="done" autocapitalize="off"><button>Add</button></div><button>Close</button></dialog>`,
  [9900, 'AUD'],
)

cart(
  'side-drawer',
  ['/products/moss-candle', 'Moss candle'],
  'found #drw input[data-r=cd]',
  `
<main><h1>Moss candle</h1><p>$24.00</p><button>Add to cart</button></main>
<div id="drw" role="dialog" aria-modal="true" style="position:fixed;right:0;top:0;width:380px;background:#fff"><h2>Cart (1)</h2><div>Moss candle <span>$24.00</span> <input value="1" aria-label="Qty"></div><label>Note for us<textarea></textarea></label>
<div><input data-r="cd" placeholder="Coupon / creator code"><a role="button" href="#">Apply</a></div><div><span>Estimated total</span> <span>$24.00 USD</span></div><a href="/checkout" class="btn">Check out</a></div>`,
  [2400, 'USD'],
)

checkout(
  'pizza-night',
  ['/order/summary', 'Your order – Forno 9'],
  'hidden .deal-x',
  `
<section><h1>Your order</h1><p>1 × Diavola 12" €11.50</p><p>1 × Lemonade €2.80</p><label>Notes for the kitchen<input name="notes"></label><label>Doorbell<input name="bell"></label>
<label><input type="radio" name="dl" checked> No deal</label><label><input type="radio" name="dl" onchange="this.closest('section').querySelector('.flat').classList.remove('flat')"> Enter a deal code</label><div class="flat"><input class="deal-x" name="d"><button type="button">Check</button></div>
<p>Delivery €2.00</p><p><b>You pay €16.30</b></p><button>Order and pay</button></section>`,
  [1630, 'EUR'],
)

checkout(
  'room-booking',
  ['/book/guest-details', 'Guest details | Hotel Larch'],
  'found #fld_88',
  `
<h1>Complete your booking</h1><form><div class="fg"><label>Guest name</label><input autocomplete="name"></div><div class="fg"><label>Flight number (optional)</label><input></div><div class="fg"><label>Special requests</label><textarea></textarea></div></form>
<div class="rate-box"><h3>Price</h3><div>2 nights, double room</div><div>EUR 248.00</div><div class="fg fl"><div class="ttl">Promotional code</div><div class="bd"><input id="fld_88" class="k-input"><span class="k-btn" role="button" tabindex="0">Redeem</span></div></div><div>City tax EUR 9.00</div><div><strong>Total price</strong> <strong>EUR 257.00</strong></div></div><button>Book with obligation to pay</button>`,
  [25700, 'EUR'],
)

other(
  'club-joining',
  ['/join', 'Join Rally Gym'],
  'found #promo_in',
  `
<h1>Join today</h1><form><input placeholder="First name" autocomplete="given-name"><input type="email" placeholder="Email"><input type="password" placeholder="Choose password"><input placeholder="Friend's member number (optional)"><label for="promo_in">Promo code (optional)</label><input id="promo_in" name="promo"><button>Create my account</button></form>`,
)

cart(
  'unlabelled-near-heading',
  ['/viewcart', 'View cart'],
  'found .w3 input[name=cc]',
  `
<div id="wrap"><div class="w1"><b>Hex bolts M8 (100)</b> 12.20</div><div class="w1"><b>Spring washers</b> 3.10</div>
<div class="w3"><h4>Coupons</h4><form action="/viewcart" method="post"><input type="hidden" name="op" value="c"><input type="text" name="cc"><input type="image" alt="Go" src="/go.gif"></form></div>
<div class="w4">Sub-total: $15.30<br>Shipping: $8.00<br><font size="4">TOTAL: $23.30</font></div><a href="/co">Proceed to checkout</a></div>`,
  [2330, 'USD'],
)
