import { pagesIn, type UnseenPage } from '../page.ts'

/** A second gathering of pages without a code field: what shops ask for besides, and what they only tell. */
export const furtherOthers: UnseenPage[] = []
const en = pagesIn('en', furtherOthers)
const sv = pagesIn('sv', furtherOthers)
const da = pagesIn('da', furtherOthers)
const nb = pagesIn('nb', furtherOthers)
const ru = pagesIn('ru', furtherOthers)
const de = pagesIn('de', furtherOthers)
const fr = pagesIn('fr', furtherOthers)
const es = pagesIn('es', furtherOthers)

en.checkout(
  'flight-passengers',
  ['/booking/passengers', 'Passengers'],
  'none',
  `<h1>Who is flying?</h1><input placeholder="Surname"><input placeholder="Frequent flyer number"><input placeholder="Known traveller number"><p>Total fare €188.40</p><button>Continue</button>`,
  [18840, 'EUR'],
)
en.checkout(
  'click-and-collect-postcode',
  ['/checkout/collection', 'Checkout'],
  'none',
  `<h1>Collect from a shop</h1><input placeholder="Enter postcode or town"><button>Apply</button><p>Order total £26.00</p><button>Continue to payment</button>`,
  [2600, 'GBP'],
)
en.checkout(
  'applied-automatically',
  ['/checkout', 'Checkout'],
  'none',
  `<h1>Checkout</h1><p>Your member discount has been applied: −£5.00</p><input placeholder="Full name"><input placeholder="Company (optional)"><p>Order total £45.00</p><button>Pay now</button>`,
  [4500, 'GBP'],
)
en.cart(
  'cart-no-codes-notice',
  ['/cart', 'Cart'],
  'none',
  `<h1>Cart</h1><p>Watch $950.00</p><p>Coupon codes are not accepted on watches.</p><label>Gift note <input name="gift_note"></label><p>Order total $950.00</p><button>Checkout</button>`,
  [95000, 'USD'],
)
en.cart(
  'cart-tip-donation',
  ['/cart', 'Cart'],
  'none',
  `<h1>Cart</h1><p>Soup $8.00</p><label>Add a donation <input name="donation"></label><button>Add</button><label>Tip <input name="tip"></label><p>Total $8.00</p><button>Checkout</button>`,
  [800, 'USD'],
)
en.checkout(
  'prescription-reference',
  ['/checkout', 'Checkout'],
  'none',
  `<h1>Checkout</h1><label>Prescription reference <input></label><label>NHS number <input></label><button>Validate</button><p>Total to pay £9.90</p><button>Place order</button>`,
  [990, 'GBP'],
)
en.other(
  'wishlist',
  ['/wishlist', 'Wish list'],
  'none',
  `<h1>Wish list</h1><p>Coat $200.00 — 20% off today</p><button>Add to bag</button><input placeholder="Name this list"><button>Save</button>`,
)
en.other(
  'warranty-claim',
  ['/support/claim', 'Claim'],
  'none',
  `<h1>Make a claim</h1><input placeholder="Policy number"><input placeholder="Claim reference"><button>Submit</button>`,
)
en.other(
  'terms-of-promotions',
  ['/terms/promotions', 'Promotion terms'],
  'none',
  `<h1>Promotion terms</h1><p>Enter the promotional code at checkout. One voucher per order. No cash alternative. Offer code SPRING ends 31 May.</p>`,
)
en.other(
  'wifi-login',
  ['/wifi', 'Wi-Fi'],
  'none',
  `<h1>Guest Wi-Fi</h1><input placeholder="Room number"><input placeholder="Access code"><button>Connect</button>`,
)
en.other(
  'returns-portal',
  ['/returns', 'Returns'],
  'none',
  `<h1>Start a return</h1><input placeholder="Order number"><input placeholder="Email or postcode"><button>Find order</button><p>Refund to original payment or store voucher.</p>`,
)
en.other(
  'order-history',
  ['/account/orders', 'Orders'],
  'none',
  `<h1>Your orders</h1><table><tr><td>#1001</td><td>Discount -$5.00</td><td>Total $45.00</td></tr><tr><td>#1002</td><td></td><td>Total $12.00</td></tr></table><input placeholder="Search all orders"><button>Search orders</button>`,
)
en.other(
  'size-filter-deals',
  ['/deals', 'Deals'],
  'none',
  `<h1>Deals</h1><p>Save up to 70%</p><input placeholder="Filter by brand"><button>Apply</button><p>Kettle $19.00 <s>$29.00</s></p>`,
)
sv.other(
  'sv-medlemserbjudanden',
  ['/medlem/erbjudanden', 'Erbjudanden'],
  'none',
  `<h1>Dina erbjudanden</h1><p>15 % rabatt på skor. Kod: SKOR15 <button>Kopiera</button></p><p>Bonus 240 poäng</p>`,
)
sv.other(
  'sv-retur',
  ['/retur', 'Retur'],
  'none',
  `<h1>Registrera retur</h1><input placeholder="Ordernummer"><input placeholder="Postnummer"><button>Fortsätt</button>`,
)
sv.checkout(
  'sv-kassa-ombud',
  ['/kassa', 'Kassa'],
  'none',
  `<h1>Kassa</h1><p>Jacka 1 199 kr</p><input placeholder="Postnummer"><button>Sök ombud</button><input placeholder="Porttelefon / våning"><p>Medlemsrabatt −120 kr</p><p>Att betala 1 079 kr</p><button>Slutför köp</button>`,
  [107900, 'SEK'],
)
sv.cart(
  'sv-korg-kod-i-kassan',
  ['/varukorg', 'Varukorg'],
  'none',
  `<h1>Varukorg</h1><p>Kudde <input type="number" value="1"> 199 kr</p><p>Rabattkoden anger du i kassan.</p><p>Totalt 199 kr</p><a href="/kassa">Till kassan</a>`,
  [19900, 'SEK'],
)
da.checkout(
  'da-pakkeshop',
  ['/kassen', 'Kassen'],
  'none',
  `<h1>Kassen</h1><input placeholder="Postnummer"><button>Vælg</button><input placeholder="Dørkode"><p>Rabat −50,00 kr.</p><p>I alt 349,00 kr.</p><button>Betal</button>`,
  [34900, 'DKK'],
)
nb.checkout(
  'nb-kun-gavekort',
  ['/kasse', 'Kasse'],
  'none',
  `<h1>Kasse</h1><label>Gavekortnummer <input></label><button>Bruk gavekort</button><p>Å betale 599 kr</p><button>Fullfør kjøp</button>`,
  [59900, 'NOK'],
)
ru.other(
  'ru-otzyvy',
  ['/reviews', 'Отзывы'],
  'none',
  `<h1>Оставьте отзыв</h1><p>Дарим промокод на 300 ₽ за отзыв</p><input placeholder="Ваше имя"><input placeholder="Номер заказа"><button>Отправить</button>`,
)
ru.checkout(
  'ru-bally-spisat',
  ['/checkout', 'Оформление заказа'],
  'none',
  `<h1>Оформление заказа</h1><label>Списать баллы <input></label><button>Списать</button><input placeholder="Домофон"><p>Итого 2 450 ₽</p><button>Оплатить</button>`,
  [245000, 'RUB'],
)
de.other(
  'de-sendung-verfolgen',
  ['/sendung', 'Sendung'],
  'none',
  `<h1>Sendung verfolgen</h1><input placeholder="Sendungsnummer"><button>Suchen</button>`,
)
de.checkout(
  'de-payback-nummer',
  ['/kasse', 'Kasse'],
  'none',
  `<h1>Kasse</h1><label>PAYBACK Kundennummer <input></label><button>Prüfen</button><label>Klingel / Türcode <input></label><p>Gesamtsumme 64,00 €</p><button>Jetzt kaufen</button>`,
  [6400, 'EUR'],
)
fr.other(
  'fr-avis-concours',
  ['/concours', 'Jeu concours'],
  'none',
  `<h1>Jeu concours</h1><p>Gagnez un bon d'achat de 100 €</p><input placeholder="Prénom"><input placeholder="Numéro du ticket de caisse"><button>Participer</button>`,
)
es.other(
  'es-localizador',
  ['/mi-reserva', 'Mi reserva'],
  'none',
  `<h1>Mi reserva</h1><input placeholder="Localizador"><input placeholder="Apellido"><button>Buscar</button>`,
)
