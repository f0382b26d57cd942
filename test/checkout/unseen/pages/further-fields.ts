import { pagesIn, type UnseenPage } from '../page.ts'

/** A second gathering of carts and checkouts that have a code field: groceries, travel, tickets, software, fashion. */
export const furtherFields: UnseenPage[] = []
const en = pagesIn('en', furtherFields)
const sv = pagesIn('sv', furtherFields)
const da = pagesIn('da', furtherFields)
const nb = pagesIn('nb', furtherFields)
const ru = pagesIn('ru', furtherFields)
const de = pagesIn('de', furtherFields)
const fr = pagesIn('fr', furtherFields)
const es = pagesIn('es', furtherFields)
const pl = pagesIn('pl', furtherFields)

en.checkout(
  'grocery-voucher-panel',
  ['/groceries/checkout', 'Checkout'],
  'found #voucher-0',
  `<h1>Checkout</h1><section><h2>Delivery slot</h2><p>Fri 4–5pm £3.50</p></section><section><h2>Vouchers and eCoupons</h2><p>Enter one code at a time</p><input id="voucher-0" maxlength="13"><button type="button">Add voucher</button></section><ul><li>Groceries £61.20</li><li>Delivery £3.50</li><li>Guide price total £64.70</li></ul><button>Place order</button>`,
  [6470, 'GBP'],
)
en.checkout(
  'saas-plan-payment',
  ['/subscribe/checkout', 'Subscribe'],
  'hidden',
  `<h1>Subscribe to Pro</h1><div><span>Pro plan, yearly</span><span>$96.00</span></div><button type="button" class="link">Add promotion code</button><div><span>Total due today</span><span>$96.00</span></div><form><input autocomplete="cc-number" placeholder="1234 1234 1234 1234"><input autocomplete="cc-exp"><input autocomplete="cc-csc"><button>Subscribe</button></form>`,
  [9600, 'USD'],
)
en.checkout(
  'ticket-order',
  ['/e/44/checkout', 'Checkout'],
  'found [data-spec=promo] input',
  `<h1>Tickets</h1><label>General admission <select><option>1</option></select> $35.00</label><div data-spec="promo"><input placeholder="Enter promo code"><button>Apply</button></div><p>Fees $4.20</p><p>Total <b>$39.20</b></p><button>Register</button>`,
  [3920, 'USD'],
)
en.checkout(
  'hotel-booking-payment',
  ['/booking/checkout', 'Complete your booking'],
  'hidden .pr input',
  `<h1>Complete your booking</h1><p>2 nights, double room</p><a href="#" class="tg">Have a voucher or promo code?</a><div class="pr off"><input><button>Apply</button></div><form><input placeholder="First name"><input placeholder="Passport number"></form><p>Total price: £212.00</p><button>Book now</button>`,
  [21200, 'GBP'],
)
en.cart(
  'pizza-basket',
  ['/basket', 'Your order'],
  'found #vouch',
  `<h1>Your basket</h1><p>Margherita, large £14.99</p><label for="vouch">Got a voucher?</label><input id="vouch" placeholder="Enter code"><button>Apply</button><p>Basket total: £14.99</p><button>Continue to checkout</button>`,
  [1499, 'GBP'],
)
en.cart(
  'photo-prints-key-code',
  ['/cart', 'Cart'],
  'found [name=keycode]',
  `<h1>Shopping cart</h1><p>20 prints $7.80</p><table><tr><td>Catalog discount code</td><td><input name="keycode"></td><td><button>Update</button></td></tr><tr><td>Order total</td><td></td><td>$7.80</td></tr></table><button>Checkout</button>`,
  [780, 'USD'],
)
en.cart(
  'ant-design-cart',
  ['/cart', 'Cart'],
  'found .ant-input',
  `<div class="ant-card"><h2>My cart</h2><p>Desk mat S$39.90</p><span class="ant-input-search"><input class="ant-input" placeholder="Voucher code"><button class="ant-btn">Apply</button></span><div class="ant-row"><div>Total payment</div><div>S$39.90</div></div><button>Check out</button></div>`,
  [3990, 'SGD'],
)
en.checkout(
  'angular-material-review',
  ['/checkout/review', 'Review'],
  'found #mat-input-7',
  `<app-root><h1>Review and pay</h1><mat-form-field><div><input matinput id="mat-input-7"><span><label for="mat-input-7"><mat-label>Coupon</mat-label></label></span></div></mat-form-field><button mat-button>Apply</button><table><tr><td>Grand total</td><td>A$130.00</td></tr></table><button>Submit order</button></app-root>`,
  [13000, 'AUD'],
)
en.cart(
  'fieldset-legend',
  ['/basket', 'Basket'],
  'found fieldset input',
  `<h1>Basket</h1><p>Rug €240.00</p><fieldset><legend>Promotional code</legend><input><button>Apply</button></fieldset><p>Total €240.00</p><button>Checkout</button>`,
  [24000, 'EUR'],
)
en.cart(
  'title-attribute-only',
  ['/bag', 'Bag'],
  'found [title]',
  `<h1>Bag</h1><p>Belt $45.00</p><input title="Enter your promotion code here"><a href="#" role="button">Apply</a><p>Estimated total $45.00</p><button>Checkout</button>`,
  [4500, 'USD'],
)
en.checkout(
  'multi-step-tabs-summary',
  ['/checkout/delivery', 'Delivery'],
  'hidden #cc1',
  `<ol><li>Delivery</li><li>Payment</li></ol><input autocomplete="street-address"><aside><h3>Summary</h3><h4><button aria-expanded="false" aria-controls="cw">Discount codes</button></h4><div id="cw" hidden><label for="cc1">Code</label><input id="cc1"><button>Apply</button></div><p>Total £57.00</p></aside><button>Continue to payment</button>`,
  [5700, 'GBP'],
)
sv.checkout(
  'sv-blommor-erbjudandekod',
  ['/kassa', 'Kassa'],
  'found #erb',
  `<h1>Kassa</h1><p>Bukett 395 kr</p><label for="erb">Erbjudandekod</label><input id="erb"><button>Lägg till</button><label>Hälsning på kortet<input name="kort"></label><p>Att betala: 444 kr</p><button>Slutför köp</button>`,
  [44400, 'SEK'],
)
sv.cart(
  'sv-apotek-varukorg',
  ['/varukorg', 'Varukorg'],
  'hidden',
  `<h1>Varukorg</h1><p>Handkräm 79 kr</p><button type="button" aria-expanded="false">Lägg till rabattkod eller presentkort</button><p>Frakt 39 kr</p><p>Totalt 118 kr</p><a href="/kassa">Till kassan</a>`,
  [11800, 'SEK'],
)
sv.checkout(
  'sv-biljett-kampanj',
  ['/boka/betala', 'Betala'],
  'hidden #kk',
  `<h1>Betala resa</h1><p>Stockholm–Umeå 645 kr</p><label><input type="checkbox"> Jag har en kampanjkod</label><div hidden><input id="kk"><button>Använd</button></div><p>Totalpris 645 kr</p><button>Betala</button>`,
  [64500, 'SEK'],
)
sv.cart(
  'sv-bokhandel-sidokorg',
  ['/bok/1', 'Roman'],
  'found .sk input',
  `<h1>Roman</h1><button>Köp</button><aside role="dialog" aria-label="Varukorg" class="modal"><h2>Varukorg</h2><p>Roman 229 kr</p><div class="sk"><input placeholder="Ange rabattkod"><button>Ok</button></div><p>Summa 229 kr</p><a href="/kassa">Till kassan</a></aside>`,
  [22900, 'SEK'],
)
da.checkout(
  'da-vin-kampagnekode',
  ['/kassen', 'Kassen'],
  'found [name=kk]',
  `<h1>Kassen</h1><p>Rødvin, 6 fl. 474,00 kr.</p><p>Kampagnekode</p><input name="kk"><button>Anvend</button><p>I alt inkl. moms 523,00 kr.</p><button>Gennemfør køb</button>`,
  [52300, 'DKK'],
)
da.cart(
  'da-kurv-toggle',
  ['/kurv', 'Kurv'],
  'hidden .rk input',
  `<h1>Din kurv</h1><p>Puslespil 149,95 kr.</p><div class="t" tabindex="0">Tilføj rabatkode +</div><div class="rk off"><input><button>Tilføj</button></div><p>Total 149,95 kr.</p><button>Til kassen</button>`,
  [14995, 'DKK'],
)
nb.checkout(
  'nb-rabattkode-gavekort',
  ['/kasse', 'Kasse'],
  'found #rk2',
  `<h1>Kasse</h1><p>Turlue 249 kr</p><label for="gk">Gavekort</label><input id="gk"><label for="rk2">Rabattkode</label><input id="rk2"><button>Bruk</button><p>Totalsum 298 kr</p><button>Fullfør kjøp</button>`,
  [29800, 'NOK'],
)
ru.checkout(
  'ru-dostavka-edy',
  ['/checkout', 'Оформление заказа'],
  'found [name=pc]',
  `<h1>Ваш заказ</h1><p>Пицца 690 ₽</p><input name="flat" placeholder="Квартира"><input name="pc" placeholder="Введите промокод"><button>OK</button><p>К оплате: 789 ₽</p><button>Заказать</button>`,
  [78900, 'RUB'],
)
ru.cart(
  'ru-korzina-kupon-toggle',
  ['/cart', 'Корзина'],
  'hidden',
  `<h1>Корзина</h1><p>Книга 540 ₽</p><span class="dashed" role="button" tabindex="0">У меня есть купон</span><p>Итого 540 ₽</p><button>Перейти к оформлению</button>`,
  [54000, 'RUB'],
)
de.cart(
  'de-moebel-aktionscode',
  ['/warenkorb', 'Warenkorb'],
  'found #ac',
  `<h1>Warenkorb</h1><p>Sessel 349,00 €</p><label for="ac">Aktionscode</label><input id="ac"><button>Anwenden</button><p>Gesamtbetrag 388,00 €</p><p>inkl. 19 % MwSt. 61,95 €</p><button>Zur Kasse</button>`,
  [38800, 'EUR'],
)
fr.checkout(
  'fr-commande-code-reduction',
  ['/commande/paiement', 'Paiement'],
  'hidden details input',
  `<h1>Paiement</h1><details><summary>Ajouter un code de réduction</summary><input><button>Appliquer</button></details><p>Total à payer 84,20 €</p><button>Payer ma commande</button>`,
  [8420, 'EUR'],
)
es.cart(
  'es-cesta-codigo-descuento',
  ['/cesta', 'Cesta'],
  'found #cd',
  `<h1>Mi cesta</h1><p>Aceite 18,90 €</p><label for="cd">Código de descuento</label><input id="cd"><button>Aplicar</button><p>Total (IVA incl.) 18,90 €</p><button>Tramitar pedido</button>`,
  [1890, 'EUR'],
)
pl.cart(
  'pl-kupon-rozwin',
  ['/koszyk', 'Koszyk'],
  'hidden',
  `<h1>Koszyk</h1><p>Lampka 129,00 zł</p><button type="button">Dodaj kod rabatowy</button><p>Suma 129,00 zł</p><button>Przejdź do kasy</button>`,
  [12900, 'PLN'],
)
