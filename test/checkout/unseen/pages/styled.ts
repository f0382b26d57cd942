import { pagesIn, type UnseenPage } from '../page.ts'

/** Carts and checkouts whose markup helps nobody: hashed classes, generated ids, shadow roots, every kind of toggle. */
export const styled: UnseenPage[] = []
const en = pagesIn('en', styled)
const sv = pagesIn('sv', styled)

en.cart(
  'hash-only-aria-label',
  ['/bag', 'Your bag'],
  'found .x1q',
  `<div class="x9f"><h1>Your bag</h1><div class="x7a">Merino crew $120.00</div><div class="x2b"><input class="x1q" aria-label="Promo code"><button class="x3c" aria-label="Apply promo code">→</button></div><div class="x8d"><span>Estimated total</span><span>$120.00</span></div><button>Checkout</button></div>`,
  [12000, 'USD'],
)
en.checkout(
  'chakra-checkout',
  ['/checkout', 'Checkout'],
  'found .chakra-input',
  `<div class="css-0"><div class="chakra-stack css-1"><input autocomplete="email" type="email"><input autocomplete="address-line1"></div><div class="chakra-stack css-2"><div class="chakra-form-control"><label class="chakra-form__label css-3" id="field-:r1:-label" for="field-:r1:">Gift card or discount code</label><input id="field-:r1:" class="chakra-input css-4"></div><button class="chakra-button" disabled>Apply</button><p class="css-5">Subtotal · 2 items</p><p class="css-5">$64.00</p><p class="css-6">Total</p><p class="css-6">USD $64.00</p></div></div>`,
  [6400, 'USD'],
)
en.checkout(
  'react-aria-field',
  ['/checkout/review', 'Review your order'],
  'found #react-aria-88',
  `<main><h1>Review your order</h1><div data-rac=""><span id="react-aria-89">Offer code</span><input id="react-aria-88" aria-labelledby="react-aria-89" data-rac=""><button data-rac="">Add</button></div><div><div>Items</div><div>£72.00</div></div><div><div>Delivery</div><div>£3.99</div></div><div><div>Total to pay</div><div>£75.99</div></div><button>Pay £75.99</button></main>`,
  [7599, 'GBP'],
)
en.cart(
  'bootstrap-card-redeem',
  ['/cart', 'Cart'],
  'found .card input',
  `<div class="row"><div class="col-md-4"><h4 class="d-flex"><span>Your cart</span><span class="badge">3</span></h4><ul class="list-group"><li class="list-group-item"><h6>Product name</h6><span>$12</span></li><li class="list-group-item"><span>Total (USD)</span> <strong>$20</strong></li></ul><form class="card p-2"><div class="input-group"><input type="text" class="form-control" placeholder="Promo code"><button class="btn btn-secondary">Redeem</button></div></form><a href="/checkout">Proceed to checkout</a></div></div>`,
  [2000, 'USD'],
)
en.checkout(
  'floating-label-after',
  ['/checkouts/cn/1', 'Checkout'],
  'found ._1ip0g input',
  `<div><section><input autocomplete="given-name"><input autocomplete="postal-code"></section><section><div class="_1ip0g"><input type="text" placeholder=" " id="Rx1"><label for="Rx1">Discount code or gift card</label><button disabled>Apply</button></div><div role="table"><div role="row"><div role="rowheader">Subtotal</div><div role="cell">$40.00</div></div><div role="row"><div role="rowheader">Shipping</div><div role="cell">$7.00</div></div><div role="row"><div role="rowheader"><strong>Total</strong></div><div role="cell"><abbr>USD</abbr> <strong>$47.00</strong></div></div></div><button>Pay now</button></section></div>`,
  [4700, 'USD'],
)
en.cart(
  'tel-typed-code',
  ['/basket', 'Basket'],
  'found input[type=tel]',
  `<div><h1>Basket</h1><p>Desk lamp £40.00</p><p>Enter your 8-digit voucher code</p><input type="tel" maxlength="8"><button>Redeem</button><p>Basket total <b>£40.00</b></p><button>Secure checkout</button></div>`,
  [4000, 'GBP'],
)
en.cart(
  'search-typed-code',
  ['/cart', 'Cart'],
  'found .pc input',
  `<div><h1>Cart (1)</h1><p>Trail socks $18.00</p><div class="pc"><h5>Promotion</h5><input type="search" autocomplete="off"><button>Apply</button></div><p>Total: $18.00</p><button>Checkout</button></div>`,
  [1800, 'USD'],
)
en.cart(
  'details-summary',
  ['/cart', 'Cart'],
  'hidden details input',
  `<div><h1>Cart</h1><p>Notebook $9.00</p><details><summary>Discounts</summary><label>Code <input></label><button>Apply</button></details><p>Order total $9.00</p><button>Check out</button></div>`,
  [900, 'USD'],
)
en.checkout(
  'tab-panel',
  ['/checkout', 'Checkout'],
  'hidden #pt input',
  `<h1>Checkout</h1><div role="tablist"><button role="tab" aria-selected="true">Gift card</button><button role="tab" aria-selected="false" aria-controls="pt">Promo code</button></div><div role="tabpanel"><input aria-label="Gift card number"><input aria-label="PIN"></div><div role="tabpanel" id="pt" hidden><input><button>Apply</button></div><p>Total due: $210.00</p><button>Place order</button>`,
  [21000, 'USD'],
)
en.checkout(
  'checkbox-reveals',
  ['/secure/checkout', 'Checkout'],
  'hidden #dc',
  `<h1>Checkout</h1><form><input type="checkbox" id="hasdc"><label for="hasdc">I have a discount code</label><div class="off"><input id="dc" name="dc"><button type="button">Apply</button></div><div>Order total: <b>€45.50</b></div><button>Buy now</button></form>`,
  [4550, 'EUR'],
)
en.cart(
  'accordion-div-no-role',
  ['/shopping-bag', 'Shopping bag'],
  'hidden .bd input',
  `<h1>Shopping bag</h1><p>Silk scarf £85.00</p><div class="ac"><div class="hd" style="cursor:pointer">Promotional code <span>+</span></div><div class="bd off"><input><a class="b">Submit</a></div></div><p><span>Total</span> <span>£85.00</span></p><button>Proceed to checkout</button>`,
  [8500, 'GBP'],
)
en.cart(
  'modal-by-button',
  ['/cart', 'Cart'],
  'hidden .dlg input',
  `<h1>Cart</h1><p>Headphones $199.00</p><button type="button" aria-haspopup="dialog">Use a coupon</button><p>Order total <b>$199.00</b></p><button>Checkout</button><div class="dlg" role="dialog" aria-label="Coupons" hidden><input placeholder="Enter coupon"><button>Apply</button><button aria-label="Close">×</button></div>`,
  [19900, 'USD'],
)
en.cart(
  'mobile-drawer',
  ['/collections/all', 'Shop all'],
  'found cart-drawer input',
  `<main><h1>Shop all</h1><a href="/p/1">Tee $30.00</a></main><cart-drawer class="modal" open><div role="dialog" aria-modal="true" aria-label="Your cart"><p>Tee $30.00</p><form><input placeholder="Discount code" name="d"><button>Apply</button></form><p>Estimated total <span>$30.00</span></p><button name="checkout">Check out</button></div></cart-drawer>`,
  [3000, 'USD'],
)
en.cart(
  'shadow-open',
  ['/cart', 'Cart'],
  'found shop-cart >>> input',
  `<shop-cart><template shadowrootmode="open"><h1>Your cart</h1><p>Vase $54.00</p><label>Coupon <input></label><button>Apply</button><p>Total <b>$54.00</b></p><button>Checkout</button></template></shop-cart>`,
  [5400, 'USD'],
)
en.checkout(
  'shadow-nested',
  ['/checkout', 'Checkout'],
  'found x-app >>> x-promo >>> x-input >>> input',
  `<x-app><template shadowrootmode="open"><h1>Checkout</h1><input autocomplete="street-address"><x-promo><template shadowrootmode="open"><h3>Promo code</h3><x-input><template shadowrootmode="open"><input></template></x-input><button>Apply</button></template></x-promo><div>Order total <b>$77.00</b></div><button>Place order</button></template></x-app>`,
  [7700, 'USD'],
)
en.cart(
  'polymer-slot',
  ['/cart', 'Cart - SHOP'],
  'found #pv',
  `<shop-box><template shadowrootmode="open"><div><slot name="label"></slot><slot name="input"></slot><slot></slot></div></template><label slot="label" for="pv">Voucher code</label><input id="pv" slot="input"><shop-button><button>Apply</button></shop-button></shop-box><h1>Your Cart</h1><p>Hoodie $48.20</p><p>Total: $48.20</p><button>Checkout</button>`,
  [4820, 'USD'],
)
en.cart(
  'icon-only-ticket',
  ['/cart', 'My cart'],
  'found .fld input',
  `<h1>My cart</h1><p>Speaker $89.00</p><div class="fld"><i class="icon icon-coupon"></i><input><button aria-label="apply"><svg width="9" height="9"></svg></button></div><p>Total $89.00</p><button>Checkout</button>`,
  [8900, 'USD'],
)
en.checkout(
  'heading-above-only',
  ['/checkout', 'Checkout'],
  'found .hh input',
  `<h1>Checkout</h1><div class="hh"><h3>Got a code?</h3><p>Enter it here to get your discount.</p><div><div><input></div><div><span role="button" tabindex="0">Apply</span></div></div></div><table><tr><td>Total</td><td>$15.00</td></tr></table><button>Pay</button>`,
  [1500, 'USD'],
)
en.cart(
  'table-layout-old',
  ['/cgi-bin/cart.pl', 'View cart'],
  'found [name=disc]',
  `<center><table border="1"><tr><td>Item</td><td>Qty</td><td>Price</td></tr><tr><td>Fly rod</td><td><input name="q1" value="1" size="2"></td><td>$59.95</td></tr><tr><td colspan="2">Discount code (if any)</td><td><input name="disc" size="8"></td></tr><tr><td colspan="2">TOTAL</td><td>$59.95</td></tr></table><input type="submit" name="recalc" value="Recalculate"><input type="submit" name="co" value="Check Out"></center>`,
  [5995, 'USD'],
)
sv.cart(
  'sv-web-component',
  ['/varukorg', 'Varukorg'],
  'hidden b-korg >>> .kod input',
  `<b-korg><template shadowrootmode="open"><style>.kod{display:none}</style><h1>Varukorg</h1><p>Tältlykta 349 kr</p><button aria-expanded="false">Har du en värdekod?</button><div class="kod"><input><button>Använd</button></div><p>Att betala 349 kr</p><a href="/kassa">Gå till kassan</a></template></b-korg>`,
  [34900, 'SEK'],
)
sv.checkout(
  'sv-emotion-bonuskod',
  ['/checkout', 'Kassa'],
  'found .css-k1 input',
  `<div class="css-a"><h1>Kassa</h1><label class="css-p">Medlemsnummer<input name="loyalty"></label><div class="css-k1"><p>Bonuskod eller rabattcheck</p><input><button>Lös in</button></div><div class="css-s"><span>Summa</span><span>1 049 kr</span></div><button>Genomför köp</button></div>`,
  [104900, 'SEK'],
)
