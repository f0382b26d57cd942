import { pagesIn, type UnseenPage } from '../page.ts'

/** Carts, checkouts and confirmations that take no code, though much beside them looks as if. */
export const plain: UnseenPage[] = []
const en = pagesIn('en', plain)
const sv = pagesIn('sv', plain)
const da = pagesIn('da', plain)
const nb = pagesIn('nb', plain)
const ru = pagesIn('ru', plain)
const de = pagesIn('de', plain)
const fr = pagesIn('fr', plain)
const pl = pagesIn('pl', plain)
const ja = pagesIn('ja', plain)
const es = pagesIn('es', plain)

en.checkout(
  'plain-address-step',
  ['/checkout/shipping', 'Checkout'],
  'none',
  `<h1>Checkout</h1><form><input name="firstname" placeholder="First name"><input name="postcode" placeholder="Postcode"><input name="doorcode" placeholder="Door code / buzzer"><input type="tel" placeholder="Phone"></form><p>Order total £44.00</p><button>Continue to payment</button>`,
  [4400, 'GBP'],
)
en.cart(
  'plain-cart-discount-row',
  ['/cart', 'Cart'],
  'none',
  `<h1>Cart</h1><p>Jeans <input type="number" value="1"> $80.00</p><dl><dt>Subtotal</dt><dd>$80.00</dd><dt>Discount (SUMMER20)</dt><dd>–$16.00</dd><dt>Total</dt><dd>$64.00</dd></dl><button>Checkout</button>`,
  [6400, 'USD'],
)
en.cart(
  'codes-at-next-step',
  ['/basket', 'Your basket'],
  'none',
  `<h1>Your basket</h1><p>Candlestick <input type="number" value="1"> £28.00</p><p>Promo codes can be entered at checkout.</p><label>Order notes <textarea name="note"></textarea></label><p>Total £28.00</p><button>Go to checkout</button>`,
  [2800, 'GBP'],
)
en.cart(
  'shipping-estimator',
  ['/cart', 'Cart'],
  'none',
  `<h1>Cart</h1><p>Tent $300.00</p><form><h3>Estimate shipping</h3><select><option>USA</option></select><input name="zip" placeholder="Zip code"><button>Apply</button></form><p>Cart total: $300.00</p><a>Proceed to checkout</a>`,
  [30000, 'USD'],
)
en.checkout(
  'gift-card-only-checkout',
  ['/checkout', 'Checkout'],
  'none',
  `<h1>Payment</h1><h3>Pay with a gift card</h3><input aria-label="Gift card number" name="gc"><input aria-label="PIN" name="gcpin"><button>Apply</button><h3>Card</h3><input autocomplete="cc-number"><input autocomplete="cc-csc"><p>Amount due $52.10</p><button>Place order</button>`,
  [5210, 'USD'],
)
en.checkout(
  'loyalty-number-checkout',
  ['/checkout', 'Checkout'],
  'none',
  `<h1>Checkout</h1><label>Rewards card number <input name="rewards"></label><button>Apply</button><label>Rapid Rewards PIN<input name="pin" type="password"></label><p>Total: £91.20</p><button>Pay securely</button>`,
  [9120, 'GBP'],
)
en.checkout(
  'employee-id-checkout',
  ['/checkout', 'Checkout'],
  'none',
  `<h1>Checkout</h1><h4>Associate purchase</h4><input placeholder="Employee number"><button>Apply</button><p>Total $12.00</p><button>Place order</button>`,
  [1200, 'USD'],
)
en.checkout(
  'tax-exempt-po',
  ['/checkout', 'Checkout'],
  'none',
  `<h1>Checkout</h1><label>PO number <input name="po"></label><label>Tax exempt ID <input name="taxid"></label><label>Cost centre code <input name="cc"></label><button>Save</button><p>Order total: $1,420.75</p><button>Submit order</button>`,
  [142075, 'USD'],
)
en.checkout(
  'card-step-otp',
  ['/checkout/verify', 'Verify payment'],
  'none',
  `<h1>Verify your payment</h1><p>Enter the code we sent to your phone</p><input autocomplete="one-time-code" inputmode="numeric"><button>Submit</button><p>Order total $70.00</p>`,
  [7000, 'USD'],
)
en.cart(
  'saved-for-later-search',
  ['/cart', 'Cart'],
  'none',
  `<h1>Cart</h1><form><input placeholder="Item number"><button>Add</button></form><p>Quick order: enter a product code and press Add</p><p>Drill bit $6.00</p><p>Total $6.00</p><button>Checkout</button>`,
  [600, 'USD'],
)
en.checkout(
  'gift-message-checkout',
  ['/checkout', 'Checkout'],
  'none',
  `<h1>Checkout</h1><label><input type="checkbox"> This is a gift</label><input placeholder="Gift message"><input placeholder="Gift recipient name"><p>Total: $35.00</p><button>Place order</button>`,
  [3500, 'USD'],
)
en.checkout(
  'store-credit-amount',
  ['/checkout', 'Checkout'],
  'none',
  `<h1>Checkout</h1><p>You have $12.00 store credit</p><label>Amount to use <input name="credit" inputmode="decimal"></label><button>Apply</button><p>Total $48.00</p><button>Pay $48.00</button>`,
  [4800, 'USD'],
)
en.checkout(
  'points-slider',
  ['/checkout', 'Checkout'],
  'none',
  `<h1>Checkout</h1><p>Redeem points</p><input type="number" placeholder="Points to redeem"><button>Redeem</button><p>Total <b>€20.00</b></p><button>Place order</button>`,
  [2000, 'EUR'],
)
sv.checkout(
  'sv-bara-klarna',
  ['/kassa', 'Kassa'],
  'none',
  `<h1>Kassa</h1><p>Bokhylla 899 kr</p><label>Postnummer <input name="pnr"></label><button>Uppdatera</button><label>Portkod <input name="portkod"></label><p>Totalt 948 kr</p><div id="klarna-checkout-container"></div>`,
  [94800, 'SEK'],
)
sv.checkout(
  'sv-presentkort-bara',
  ['/checkout', 'Kassan'],
  'none',
  `<h1>Kassan</h1><h3>Presentkort</h3><input placeholder="Presentkortsnummer"><input placeholder="PIN-kod"><button>Använd</button><p>Att betala <b>412 kr</b></p><button>Slutför köp</button>`,
  [41200, 'SEK'],
)
sv.cart(
  'sv-rabatt-rad',
  ['/varukorg', 'Varukorg'],
  'none',
  `<h1>Varukorg</h1><p>Lampa <input type="number" value="2"> 598 kr</p><p>Rabatt: -100 kr</p><p>Kampanj: Köp 2 betala för 1</p><p>Summa: 498 kr</p><a href="/kassa">Till kassan</a>`,
  [49800, 'SEK'],
)
sv.checkout(
  'sv-personnummer-hamta',
  ['/kassa', 'Kassa'],
  'none',
  `<h1>Kassa</h1><label>Personnummer <input name="pno" placeholder="ÅÅÅÅMMDD-XXXX"></label><button>Hämta adress</button><label>Medlemsnummer <input></label><label>Referenskod faktura<input></label><p>Totalsumma: 1 290 kr</p><button>Beställ</button>`,
  [129000, 'SEK'],
)
da.checkout(
  'da-kun-gavekort',
  ['/kassen', 'Kassen'],
  'none',
  `<h1>Kassen</h1><label>Gavekortnummer <input></label><label>Pinkode <input></label><button>Indløs</button><p>I alt <b>219,00 kr.</b></p><button>Betal</button>`,
  [21900, 'DKK'],
)
da.checkout(
  'da-ean-faktura',
  ['/checkout', 'Bestilling'],
  'none',
  `<h1>Bestilling</h1><input placeholder="CVR-nummer"><input placeholder="EAN-nummer"><input placeholder="Postnummer"><button>Find pakkeshop</button><p>Total 1.250,00 kr.</p><button>Gennemfør køb</button>`,
  [125000, 'DKK'],
)
nb.checkout(
  'nb-medlemsnummer',
  ['/kasse', 'Kasse'],
  'none',
  `<h1>Kasse</h1><label>Medlemsnummer <input></label><button>Legg til</button><label>Dørkode <input></label><p>Totalt <b>849,-</b></p><button>Betal</button>`,
  [84900, 'NOK'],
)
nb.cart(
  'nb-rabatt-rad',
  ['/handlekurv', 'Handlekurv'],
  'none',
  `<h1>Handlekurv</h1><p>Ski 4 999,-</p><p>Rabatt −1 000,-</p><p>Å betale 3 999,-</p><button>Til kassen</button>`,
  [399900, 'NOK'],
)
ru.checkout(
  'ru-bonusnaya-karta',
  ['/order', 'Оформление заказа'],
  'none',
  `<h1>Оформление заказа</h1><label>Номер бонусной карты <input></label><button>Проверить</button><label>Код домофона <input></label><label>Индекс <input></label><p>Итого: 3 200 ₽</p><button>Оформить заказ</button>`,
  [320000, 'RUB'],
)
ru.cart(
  'ru-skidka-stroka',
  ['/cart', 'Корзина'],
  'none',
  `<h1>Корзина</h1><p>Кеды <input type="number" value="1"> 5 000 ₽</p><p>Скидка по акции −500 ₽</p><p>Промокод можно ввести на следующем шаге</p><p>К оплате 4 500 ₽</p><button>Перейти к оформлению</button>`,
  [450000, 'RUB'],
)
ru.checkout(
  'ru-sms-kod',
  ['/checkout', 'Оформление'],
  'none',
  `<h1>Подтверждение заказа</h1><p>Введите код из СМС</p><input inputmode="numeric" maxlength="4"><button>Подтвердить</button><p>Сумма заказа 1 990 ₽</p>`,
  [199000, 'RUB'],
)
de.checkout(
  'de-ohne-gutschein',
  ['/checkout/confirm', 'Bestellung abschließen'],
  'none',
  `<h1>Bestellung prüfen</h1><p>Rabatt -5,00 €</p><label>USt-IdNr. <input name="vatId"></label><label>Packstation Postnummer <input></label><label>Kommentar <textarea></textarea></label><p>Gesamtsumme 74,95 €</p><button>Zahlungspflichtig bestellen</button>`,
  [7495, 'EUR'],
)
fr.checkout(
  'fr-carte-fidelite',
  ['/commande', 'Commande'],
  'none',
  `<h1>Commande</h1><label>N° de carte de fidélité <input></label><button>Valider</button><label>Digicode <input></label><label>Code postal <input></label><p>Total TTC 33,80 €</p><button>Payer</button>`,
  [3380, 'EUR'],
)
pl.checkout(
  'pl-paczkomat-nip',
  ['/zamowienie', 'Zamówienie'],
  'none',
  `<h1>Zamówienie</h1><label>Kod paczkomatu <input></label><button>Wybierz</button><label>NIP <input></label><label>Kod pocztowy <input></label><p>Do zapłaty: 89,00 zł</p><button>Zamawiam</button>`,
  [8900, 'PLN'],
)
ja.checkout(
  'ja-point-riyou',
  ['/checkout', 'ご購入手続き'],
  'none',
  `<h1>ご購入手続き</h1><label>利用ポイント <input type="number"></label><button>適用</button><label>郵便番号 <input></label><p>お支払い金額 6,600円</p><button>注文を確定</button>`,
  [6600, 'JPY'],
)
es.checkout(
  'es-nif-postal',
  ['/checkout', 'Pago'],
  'none',
  `<h1>Pago</h1><label>NIF <input></label><label>Código postal <input></label><button>Aplicar</button><p>Total 51,00 €</p><button>Realizar pedido</button>`,
  [5100, 'EUR'],
)
en.other(
  'confirmation-code-used',
  ['/order/confirmed', 'Thank you for your order'],
  'none',
  `<h1>Thank you for your order</h1><p>Order number 100233</p><p>Discount (WELCOME10) -$4.00</p><p>Total $36.00</p><p>Here is a code for next time: <b>COMEBACK15</b> <button>Copy code</button></p><form><input type="email" placeholder="Track with e-mail"><button>Track</button></form>`,
)
en.other(
  'confirmation-create-account',
  ['/checkout/thank-you', 'Order received'],
  'none',
  `<h1>Order received</h1><p>Total paid: £20.00</p><p>Create an account and get a 10% voucher</p><input type="password" placeholder="Choose a password"><button>Create</button>`,
)
sv.other(
  'sv-tack-for-order',
  ['/tack', 'Tack för din order'],
  'none',
  `<h1>Tack för din beställning</h1><p>Ordernummer 4411</p><p>Rabattkod: VÅR20</p><p>Totalt 320 kr</p><p>Dela din rabattkod med en vän</p><input value="https://butik.test/r/AA1" readonly><button>Kopiera</button>`,
)
ru.other(
  'ru-spasibo-zakaz',
  ['/order/success', 'Спасибо за заказ'],
  'none',
  `<h1>Спасибо, заказ оформлен</h1><p>Номер заказа 8812</p><p>Итого: 900 ₽</p><p>Ваш промокод на следующий заказ: СПАСИБО5</p><button>Скопировать</button>`,
)
da.other(
  'da-ordrebekraeftelse',
  ['/ordre/bekraeftelse', 'Ordrebekræftelse'],
  'none',
  `<h1>Tak for din ordre</h1><p>Ordrenr. 5521</p><p>Rabat -20,00 kr.</p><p>Total 180,00 kr.</p>`,
)
nb.other(
  'nb-takk-for-bestillingen',
  ['/takk', 'Takk for bestillingen'],
  'none',
  `<h1>Takk for bestillingen</h1><p>Totalt 400 kr</p><p>Gi 10 % til en venn med koden VENN10</p><button>Kopier kode</button>`,
)
en.cart(
  'empty-cart',
  ['/cart', 'Cart'],
  'none',
  `<h1>Your cart is empty</h1><p>Use code FIRST15 for 15% off your first order.</p><a href="/">Continue shopping</a>`,
)
