import { pagesIn, type UnseenPage } from '../page.ts'

/** Carts and checkouts of platforms and site builders that no adapter knows, with a code field. */
export const platforms: UnseenPage[] = []
const en = pagesIn('en', platforms)

en.cart(
  'opencart3-cart',
  ['/index.php', 'Shopping Cart'],
  'hidden [name=coupon]',
  `<div id="content"><h1>Shopping Cart</h1><table><tr><td>Canon EOS 5D</td><td><input name="quantity[42]" value="1"></td><td>$98.00</td></tr></table><h2>What would you like to do next?</h2><div id="accordion"><div class="panel"><a href="#collapse-coupon" data-toggle="collapse" class="accordion-toggle">Use Coupon Code <i class="fa"></i></a><div id="collapse-coupon" class="collapse off"><label>Enter your coupon here</label><input name="coupon" class="form-control"><input type="button" value="Apply Coupon"></div></div><div class="panel"><a href="#cs" class="accordion-toggle">Estimate Shipping &amp; Taxes</a></div><div class="panel"><a href="#collapse-voucher" class="accordion-toggle">Use Gift Certificate</a><div class="off"><input name="voucher"><input type="submit" value="Apply Gift Certificate"></div></div></div><table><tr><td>Sub-Total:</td><td>$80.00</td></tr><tr><td>Eco Tax (-2.00):</td><td>$2.00</td></tr><tr><td>VAT (20%):</td><td>$16.00</td></tr><tr><td>Total:</td><td>$98.00</td></tr></table><a href="#">Checkout</a></div>`,
  [9800, 'USD'],
)
en.cart(
  'nopcommerce-cart',
  ['/cart', 'Shopping cart'],
  'found #discountcouponcode',
  `<form id="shopping-cart-form"><table class="cart"><tr><td>Build your own computer</td><td><input class="qty-input" value="1"></td><td>$1,200.00</td></tr></table><div class="cart-collaterals"><div class="deals"><div class="coupon-box"><div class="title"><strong>Discount Code</strong></div><div class="hint">Enter your coupon here</div><div class="coupon-code"><input id="discountcouponcode" name="discountcouponcode"><button type="submit" name="applydiscountcouponcode">Apply coupon</button></div></div><div class="giftcard-box"><div class="title"><strong>Gift Cards</strong></div><input id="giftcardcouponcode" name="giftcardcouponcode"><button type="submit">Add gift card</button></div></div><table class="cart-total"><tr><td>Sub-Total:</td><td>$1,200.00</td></tr><tr><td>Tax:</td><td>$0.00</td></tr><tr><td>Total:</td><td>$1,200.00</td></tr></table><button id="checkout">Checkout</button></div></form>`,
  [120000, 'USD'],
)
en.cart(
  'spree-cart',
  ['/cart', 'Shopping Cart'],
  'found #order_coupon_code',
  `<form id="update-cart"><h1>Your shopping cart</h1><div>Stripped Jumper <input name="order[line_items_attributes][0][quantity]" value="1"> $46.99</div><div id="coupon"><input name="order[coupon_code]" id="order_coupon_code" placeholder="Add promo code"><button type="submit" class="shopping-cart-coupon-code-button">Apply</button></div><div><span>Subtotal:</span> <span>$46.99</span></div><div><span>Total:</span> <span>$46.99</span></div><button name="checkout">Checkout</button></form>`,
  [4699, 'USD'],
)
en.cart(
  'sylius-cart',
  ['/en_US/cart/', 'Your shopping cart'],
  'found #sylius_cart_promotionCoupon',
  `<form name="sylius_cart"><h1>Your shopping cart</h1><table><tr><td>T-Shirt "modi"</td><td>$27.11</td></tr></table><div class="ui coupon"><input type="text" id="sylius_cart_promotionCoupon" name="sylius_cart[promotionCoupon]" placeholder="Enter your code..."><button class="ui teal icon button" type="submit"><i class="ticket icon"></i> Apply coupon</button></div></form><div class="summary"><div>Items total: $27.11</div><div>Shipping total: $8.51</div><div>Taxes total: $0.00</div><div>Order total: $35.62</div></div><a>Checkout</a>`,
  [3562, 'USD'],
)
en.cart(
  'vue-storefront-cart',
  ['/cart', 'Cart'],
  'found .sf-input input',
  `<div id="__nuxt"><div id="cart"><div class="sf-property"><span>Total items</span><span>2</span></div><div class="sf-collected-product">Cotton tee £18.00</div><div class="promo-code"><div class="sf-input"><input id="v-0-4" value="" required><label for="v-0-4">Enter promo code</label></div><button class="sf-circle-icon" aria-label="Apply"></button></div><div class="sf-property"><span>Subtotal</span><span>£36.00</span></div><div class="sf-property"><span>Total price</span><span>£36.00</span></div><button>Go to Checkout</button></div></div>`,
  [3600, 'GBP'],
)
en.cart(
  'hybris-cart',
  ['/yacceleratorstorefront/cart', 'Your Shopping Cart'],
  'found #js-voucher-code-text',
  `<div class="cart-header"><h1>Cart ID: 00001003</h1></div><ul><li>PowerShot A480 <input name="quantity" value="1"> £99.85</li></ul><div class="cart-voucher"><form id="applyVoucherForm"><label class="control-label" for="js-voucher-code-text">Coupon Code</label><input id="js-voucher-code-text" name="voucherCode" maxlength="100"><button id="js-voucher-apply-btn" type="button">Apply</button></form></div><div class="js-cart-totals"><div>Subtotal: £99.85</div><div>Order Total £99.85</div></div><button>Check Out</button>`,
  [9985, 'GBP'],
)
en.cart(
  'aspnet-voucher',
  ['/ShoppingCart.aspx', 'Your basket'],
  'found [name="ctl00$MainContent$txtVoucher"]',
  `<form method="post" action="./ShoppingCart.aspx" id="aspnetForm"><input type="hidden" name="__VIEWSTATE" value="dDw"><table id="ctl00_MainContent_gv"><tr><td>Garden hose 25m</td><td><input name="ctl00$MainContent$gv$ctl02$txtQty" value="1"></td><td>£32.50</td></tr></table><table><tr><td><span id="ctl00_MainContent_lblV">Voucher:</span></td><td><input name="ctl00$MainContent$txtVoucher" type="text" id="ctl00_MainContent_txtVoucher"></td><td><input type="submit" name="ctl00$MainContent$btnVoucher" value="Go"></td></tr><tr><td>Delivery</td><td></td><td>£4.95</td></tr><tr><td><b>Total inc VAT</b></td><td></td><td><b>£37.45</b></td></tr></table><input type="submit" name="ctl00$MainContent$btnCheckout" value="Checkout"></form>`,
  [3745, 'GBP'],
)
en.cart(
  'squarespace-cart',
  ['/cart', 'Cart'],
  'hidden',
  `<div class="cart-container"><h2 class="cart-title">Shopping Cart</h2><div class="cart-row">Ceramic bowl <input type="number" value="1" aria-label="Quantity"> $38.00</div><div class="cart-summary"><button class="coupon-code-toggle">Add promo code</button><div><span>Subtotal</span> <span class="cart-subtotal-price">$38.00</span></div></div><button class="cart-checkout-button">CHECKOUT</button></div>`,
)
en.cart(
  'wix-cart-page',
  ['/cart-page', 'Cart Page'],
  'hidden',
  `<div data-hook="CartAppDataHook.root"><h1>My cart</h1><div data-hook="CartItem">Candle $22.00</div><button data-hook="Coupon.trigger" class="sJkd8"><svg width="10" height="10"></svg><span>Enter a promo code</span></button><button data-hook="Note.trigger"><span>Add a note</span></button><dl data-hook="total"><dt>Subtotal</dt><dd>$22.00</dd><dt>Delivery</dt><dd>$5.00</dd><dt>Total</dt><dd>$27.00</dd></dl><button>Checkout</button></div>`,
  [2700, 'USD'],
)
en.cart(
  'bigcartel-cart',
  ['/cart', 'Cart'],
  'found #cart_discount_code',
  `<form id="cart-form"><h1>Cart</h1><ul><li>Risograph print <input name="cart[update][0]" value="1"> $25.00</li></ul><div><label for="cart_discount_code">Discount</label><input id="cart_discount_code" name="cart[discount_code]"></div><h2>$25.00</h2><button name="update">Update</button><button name="checkout">Checkout</button></form>`,
)
en.cart(
  'ecwid-cart',
  ['/store/cart', 'Store'],
  'hidden',
  `<div class="ecwid"><div class="ec-cart"><h1 class="page-title__name">Shopping Cart</h1><div class="ec-cart-item">Beard oil $14.00</div><div class="ec-cart__discount"><div class="ec-cart-coupon"><div class="ec-cart-coupon__button--add ec-link"><a role="button">Redeem your discount coupon</a></div></div></div><div class="ec-cart__summary"><table><tr><td>Subtotal</td><td>$14.00</td></tr><tr><td>Total</td><td>$14.00</td></tr></table></div><button>Checkout</button></div></div>`,
  [1400, 'USD'],
)
en.checkout(
  'volusion-one-page',
  ['/one-page-checkout.asp', 'Checkout'],
  'found #couponcode-x',
  `<form name="OnePageCheckoutForm"><table><tr><td>Coupon code / gift certificate:</td><td><input id="couponcode-x" name="CouponCode"><input type="image" alt="Apply" src=""></td></tr></table><table><tr><td>Card number</td><td><input name="CardNumber" autocomplete="cc-number"></td></tr><tr><td>CVV2</td><td><input name="CVV2"></td></tr></table><table><tr><td>Subtotal</td><td>$55.00</td></tr><tr><td>Tax</td><td>$4.54</td></tr><tr><td>Grand Total</td><td>$59.54</td></tr></table><button>Place Order</button></form>`,
  [5954, 'USD'],
)
en.checkout(
  'commercetools-checkout',
  ['/checkout/payment', 'Checkout'],
  'found [data-automation=dc-in]',
  `<div><h2>Payment</h2><form><input autocomplete="cc-number"><input autocomplete="cc-csc" placeholder="CVC"></form><aside><h3>Your order</h3><div>Sneaker €110.00</div><form><span>Enter Discount Code</span><input data-automation="dc-in" placeholder="Code"><button>Redeem</button></form><div>Taxes €17.56</div><div>Order total €114.99</div></aside><button>Buy now</button></div>`,
  [11499, 'EUR'],
)
en.checkout(
  'foxycart-checkout',
  ['/checkout', 'Secure checkout'],
  'hidden [name=coupon]',
  `<div id="fc"><section class="fc-cart"><table><tr><td>Order Total:</td><td>$31.00</td></tr></table><div class="fc-coupon"><a class="fc-coupon__toggle" href="#">Add a coupon code or gift card</a><div class="off"><input name="coupon" size="8"><button>Apply</button></div></div></section><section><input name="customer_email"><input name="shipping_postal_code"><button>Pay now</button></section></div>`,
  [3100, 'USD'],
)
