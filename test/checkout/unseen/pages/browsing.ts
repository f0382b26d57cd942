import { pagesIn, type UnseenPage } from '../page.ts'

/** Products, articles, bookings and other errands: pages that talk of codes and take none. */
export const browsing: UnseenPage[] = []
const en = pagesIn('en', browsing)
const sv = pagesIn('sv', browsing)
const da = pagesIn('da', browsing)
const ru = pagesIn('ru', browsing)
const fr = pagesIn('fr', browsing)
const nl = pagesIn('nl', browsing)
const tr = pagesIn('tr', browsing)
const ar = pagesIn('ar', browsing)
const fi = pagesIn('fi', browsing)
const pt = pagesIn('pt', browsing)
const cs = pagesIn('cs', browsing)

en.other(
  'product-copy-code',
  ['/p/blue-mug', 'Blue mug'],
  'none',
  `<div class="promo">Use code MUG20 <button>Copy code</button></div><h1>Blue mug</h1><p>$14.00</p><input type="number" value="1"><button>Add to cart</button>`,
)
en.other(
  'product-clip-coupon',
  ['/dp/B01', 'Whisk'],
  'none',
  `<h1>Whisk</h1><p>$9.99</p><label><input type="checkbox"> Apply 5% coupon</label><p>Deliver to <input placeholder="ZIP code"><button>Apply</button></p><button>Add to Cart</button>`,
)
en.other(
  'product-engraving',
  ['/p/ring', 'Ring'],
  'none',
  `<h1>Ring</h1><label>Engraving text <input maxlength="12"></label><button>Apply</button><p>Total price: $120.00</p><button>Add to bag</button>`,
)
en.other(
  'blog-promo-codes',
  ['/blog/promo-codes', 'How promo codes work'],
  'none',
  `<article><h1>How to use a promo code at checkout</h1><p>Type the coupon in the discount code box in your cart and press Apply. The total falls.</p></article><form><h3>Leave a comment</h3><input placeholder="Name"><input placeholder="Website"><button>Submit</button></form>`,
)
en.other(
  'coupon-site',
  ['/store/shoes', 'Shoe coupons'],
  'none',
  `<h1>Shoe store coupons and promo codes</h1><input placeholder="Search stores and coupons"><button>Go</button><ul><li>20% OFF <button>Show coupon code</button></li><li>Free delivery <button>Get deal</button></li></ul>`,
)
en.other(
  'submit-a-coupon',
  ['/submit', 'Submit a coupon'],
  'none',
  `<h1>Share a coupon</h1><input placeholder="Store website"><input placeholder="Discount description"><button>Submit coupon</button>`,
)
en.other(
  'faq-discount',
  ['/help/discounts', 'Help'],
  'none',
  `<h1>Discounts</h1><details><summary>Where do I enter my discount code?</summary><p>At checkout, under the order summary.</p></details><details><summary>Why is my promo code not working?</summary><p>It may have expired.</p></details>`,
)
en.other(
  'booking-reference',
  ['/manage-booking', 'Manage booking'],
  'none',
  `<h1>Manage your booking</h1><input placeholder="Booking reference"><input placeholder="Last name"><button>Find booking</button>`,
)
en.other(
  'track-parcel',
  ['/track', 'Track parcel'],
  'none',
  `<h1>Track your parcel</h1><input placeholder="Tracking number"><button>Track</button>`,
)
en.other(
  'order-lookup',
  ['/order-status', 'Order status'],
  'none',
  `<h1>Order status</h1><input placeholder="Order number"><input placeholder="Billing zip"><button>Look up</button>`,
)
en.other(
  'survey',
  ['/survey', 'Survey'],
  'none',
  `<h1>Tell us what you think</h1><p>Win a $100 voucher</p><label>Survey code from your receipt <input></label><button>Start</button>`,
)
en.other(
  'survey-radio-source',
  ['/feedback', 'Feedback'],
  'none',
  `<h1>How did you hear about us?</h1><label><input type="radio"> A discount code site</label><label><input type="radio"> Other <input></label><button>Submit</button>`,
)
en.other(
  'store-finder',
  ['/stores', 'Stores'],
  'none',
  `<h1>Find a store</h1><input placeholder="Town or postcode"><button>Apply</button>`,
)
en.other(
  'category-price-filter',
  ['/c/shirts', 'Shirts'],
  'none',
  `<h1>Shirts</h1><label><input type="checkbox"> On sale</label><input placeholder="Min"><input placeholder="Max"><button>Apply</button><p>Discount 20% and more</p><div>Shirt $20.00 <button>Add to cart</button></div>`,
)
en.other(
  'donate-page',
  ['/donate', 'Donate'],
  'none',
  `<h1>Donate</h1><label>Appeal code <input></label><label>Amount <input></label><button>Donate</button>`,
)
en.other(
  'quick-order-sku',
  ['/quick-order', 'Quick order'],
  'none',
  `<h1>Quick order</h1><p>Enter item codes</p><input placeholder="Item code"><input placeholder="Qty"><button>Add to cart</button>`,
)
en.other(
  'event-unlock',
  ['/event/44', 'Concert'],
  'none',
  `<h1>Concert tickets</h1><p>Stalls $45.00</p><label>Have a presale access code? <input name="access"></label><button>Unlock</button>`,
)
en.other(
  'merchant-admin-coupon',
  ['/admin/discounts/new', 'Create discount'],
  'none',
  `<h1>Create discount</h1><label>Title <input></label><label>Percentage <input type="number"></label><label>Starts <input type="date"></label><button>Save</button>`,
)
en.other(
  'gift-card-buy',
  ['/gift-card', 'Gift card'],
  'none',
  `<h1>Gift card</h1><select><option>$25</option></select><input placeholder="Recipient name"><input placeholder="Message"><button>Add to cart</button>`,
)
sv.other(
  'sv-produkt-kod-banner',
  ['/produkt/kappa', 'Kappa'],
  'none',
  `<p>20 % rabatt med koden HÖST20 <button>Kopiera kod</button></p><h1>Kappa</h1><p>1 499 kr</p><button>Lägg i varukorg</button><label>Kolla leverans: <input placeholder="Postnummer"></label><button>Visa</button>`,
)
sv.other(
  'sv-spara-paket',
  ['/spara', 'Spåra'],
  'none',
  `<h1>Spåra paket</h1><input placeholder="Kollinummer"><button>Sök</button>`,
)
sv.other(
  'sv-blogg-rabattkoder',
  ['/blogg/rabattkoder', 'Rabattkoder'],
  'none',
  `<article><h1>Så använder du en rabattkod</h1><p>Skriv in rabattkoden i kassan och tryck Använd.</p></article><input placeholder="Ditt namn"><textarea></textarea><button>Kommentera</button>`,
)
sv.other(
  'sv-boka-tid',
  ['/bokning', 'Bokning'],
  'none',
  `<h1>Av- eller omboka</h1><input placeholder="Bokningskod"><button>Hämta bokning</button>`,
)
da.other(
  'da-blog-rabat',
  ['/blog/rabatkoder', 'Rabatkoder'],
  'none',
  `<article><h1>Aktuelle rabatkoder</h1><p>Brug FORÅR15 <button>Kopiér</button></p></article>`,
)
da.other(
  'da-find-ordre',
  ['/ordre', 'Find ordre'],
  'none',
  `<h1>Find din ordre</h1><input placeholder="Ordrenummer"><input placeholder="E-mail"><button>Find</button>`,
)
ru.other(
  'ru-tovar-promokod',
  ['/product/9', 'Утюг'],
  'none',
  `<p>Скидка 10% по промокоду ДОМ10 <button>Скопировать</button></p><h1>Утюг</h1><p>3 490 ₽</p><button>В корзину</button><input placeholder="Ваш город"><button>Показать</button>`,
)
ru.other(
  'ru-otsledit',
  ['/track', 'Отследить'],
  'none',
  `<h1>Отследить посылку</h1><input placeholder="Трек-номер"><button>Найти</button>`,
)
fr.other(
  'fr-suivi',
  ['/suivi', 'Suivi'],
  'none',
  `<h1>Suivre mon colis</h1><input placeholder="Numéro de suivi"><button>OK</button><p>Nos codes promo du moment : ETE10</p>`,
)
nl.other(
  'nl-retour-code',
  ['/retour', 'Retour'],
  'none',
  `<h1>Retour aanmelden</h1><input placeholder="Bestelnummer"><input placeholder="Postcode"><button>Verder</button>`,
)
tr.other(
  'tr-urun',
  ['/urun/5', 'Çaydanlık'],
  'none',
  `<h1>Çaydanlık</h1><p>Kupon kodu: CAY10 <button>Kopyala</button></p><p>899,00 TL</p><button>Sepete ekle</button>`,
)
ar.other(
  'ar-tatabbu',
  ['/track', 'تتبع'],
  'none',
  `<h1>تتبع طلبك</h1><input placeholder="رقم الطلب"><button>بحث</button>`,
)
fi.other(
  'fi-lahjakortti-saldo',
  ['/lahjakortti', 'Lahjakortti'],
  'none',
  `<h1>Tarkista lahjakortin saldo</h1><input placeholder="Lahjakortin numero"><button>Tarkista</button>`,
)
pt.other(
  'pt-cep-produto',
  ['/produto/8', 'Cafeteira'],
  'none',
  `<h1>Cafeteira</h1><p>R$ 199,00</p><p>Cupom: CAFE10 <button>Copiar</button></p><input placeholder="CEP"><button>Calcular frete</button><button>Comprar</button>`,
)
cs.other(
  'cs-sledovani',
  ['/sledovani', 'Sledování'],
  'none',
  `<h1>Stav objednávky</h1><input placeholder="Číslo objednávky"><button>Zobrazit</button>`,
)
