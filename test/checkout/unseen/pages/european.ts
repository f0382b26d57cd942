import { pagesIn, type UnseenPage } from '../page.ts'

/** German, Dutch, French, Spanish, Italian, Portuguese, Polish, Finnish and Czech carts, with a code field. */
export const european: UnseenPage[] = []
const de = pagesIn('de', european)
const nl = pagesIn('nl', european)
const fr = pagesIn('fr', european)
const es = pagesIn('es', european)
const it = pagesIn('it', european)
const pt = pagesIn('pt', european)
const pl = pagesIn('pl', european)
const fi = pagesIn('fi', european)
const cs = pagesIn('cs', european)

de.cart(
  'shopware6-cart',
  ['/checkout/cart', 'Warenkorb'],
  'found #addPromotionInput',
  `<main><h1>Warenkorb</h1><div class="line-item">Wanderschuh 129,95 €*</div><form action="/checkout/promotion/add" method="post" class="checkout-aside-add-code"><label class="sr" for="addPromotionInput">Gutscheincode</label><div class="input-group"><input id="addPromotionInput" name="code" placeholder="Gutschein-Code eingeben..." required><button type="submit" id="addPromotion"><span class="icon"></span></button></div></form><dl class="row"><dt>Zwischensumme</dt><dd>129,95 €*</dd><dt>Versandkosten</dt><dd>+ 4,90 €*</dd><dt>Gesamtsumme</dt><dd>134,85 €</dd><dt>Gesamtnettosumme</dt><dd>113,32 €</dd></dl><a href="/checkout/confirm">Zur Kasse</a></main>`,
  [13485, 'EUR'],
)
de.cart(
  'oxid-basket',
  ['/warenkorb/', 'Warenkorb'],
  'found #input_voucherNr',
  `<form name="basket"><table><tr><td>Kiteboard</td><td><input name="aproducts[1][am]" value="1"></td><td>479,00 €</td></tr></table></form><form name="voucher"><div class="form-group"><label class="req" for="input_voucherNr">Gutschein einlösen</label><input id="input_voucherNr" name="voucherNr" size="30"><button class="submitButton">einlösen</button></div></form><table><tr><th>Summe Artikel (netto):</th><td>402,52 €</td></tr><tr><th>zzgl. 19% MwSt., Betrag:</th><td>76,48 €</td></tr><tr><th>Versandkosten:</th><td>0,00 €</td></tr><tr><th>Gesamtsumme:</th><td>479,00 €</td></tr></table><button>Weiter zum nächsten Schritt</button>`,
  [47900, 'EUR'],
)
de.cart(
  'jtl-warenkorb',
  ['/Warenkorb', 'Warenkorb'],
  'hidden #couponCode',
  `<div id="cart"><h1>Warenkorb</h1><div class="row">Bierkrug <input name="anzahl[0]" value="2"> 29,80 €</div><div class="card"><div class="card-header" data-toggle="collapse" data-target="#coupon-form"><span>Kupon/Gutschein einlösen</span></div><div id="coupon-form" class="off"><form><input id="couponCode" name="Kuponcode" maxlength="32" placeholder=" "><label for="couponCode">Kuponcode eingeben</label><input type="submit" value="Einlösen"></form></div></div><div>inkl. 19 % USt. <span>4,76 €</span></div><div class="total"><span>Gesamtsumme</span> <span>29,80 €</span></div><a href="/Bestellvorgang">Zur Kasse</a></div>`,
  [2980, 'EUR'],
)
de.checkout(
  'xtc-bestellung-radio',
  ['/kasse/zahlung', 'Zahlungsart'],
  'hidden [name=rabatt_code]',
  `<form><h2>Zahlungsart wählen</h2><label><input type="radio" name="z" checked> Rechnung</label><label><input type="radio" name="z"> PayPal</label><h3>Vorteile</h3><label><input type="radio" name="vorteil" value="none" checked> Kein Vorteil</label><label><input type="radio" name="vorteil" value="code"> Aktionscode einlösen</label><div style="display:none"><input name="rabatt_code"><button type="button">Einlösen</button></div><p>Zu zahlen: <b>88,40 EUR</b></p><button>Zahlungspflichtig bestellen</button></form>`,
  [8840, 'EUR'],
)
nl.cart(
  'lightspeed-winkelwagen',
  ['/nl/cart/', 'Winkelwagen'],
  'hidden .coupon-box input',
  `<div class="container"><h1>Winkelwagen</h1><table><tr><td>Fietslamp</td><td>€24,95</td></tr></table><a href="javascript:;" class="toggle">Kortingscode toevoegen</a><div class="coupon-box" style="display:none"><input name="coupon" placeholder="Kortingscode"><a href="javascript:;" class="btn">Toepassen</a></div><p>Subtotaal €24,95</p><p>Verzendkosten €3,95</p><p><b>Totaal incl. btw €28,90</b></p><a class="btn" href="/checkout">Bestellen</a></div>`,
  [2890, 'EUR'],
)
nl.checkout(
  'nl-afrekenen-actiecode',
  ['/afrekenen', 'Afrekenen'],
  'found #x-9',
  `<main><h1>Afrekenen</h1><form><input autocomplete="postal-code" placeholder="Postcode"><input placeholder="Huisnummer"></form><div class="card"><div class="card-title">Actiecode of cadeaubon</div><input id="x-9"><button>Verzilveren</button></div><div class="tot"><span>Te betalen</span><span>€ 61,40</span></div><button>Bestelling plaatsen</button></main>`,
  [6140, 'EUR'],
)
fr.cart(
  'fr-panier-bon',
  ['/panier', 'Mon panier'],
  'found [aria-label="Code avantage"]',
  `<section class="panier"><h1>Mon panier</h1><article>Robe en lin <span>59,99&nbsp;€</span></article><div class="avantage"><p>Un code avantage ?</p><input aria-label="Code avantage"><button>OK</button></div><ul><li>Sous-total <b>59,99&nbsp;€</b></li><li>Livraison <b>Offerte</b></li><li class="t">Total TTC <b>59,99&nbsp;€</b></li></ul><a href="/livraison">Valider mon panier</a></section>`,
  [5999, 'EUR'],
)
fr.cart(
  'fr-panier-reduction-lien',
  ['/cart', 'Panier'],
  'hidden',
  `<div><h1>Votre panier</h1><div>Théière en fonte — 45,00 €</div><a href="#" role="button" data-modal="promo">J'ai un code promo</a><p>Total de la commande : <strong>49,90 €</strong></p><p>dont frais de port 4,90 €</p><button>Passer commande</button></div>`,
  [4990, 'EUR'],
)
es.checkout(
  'es-cupon-checkbox',
  ['/checkout/pago', 'Finalizar compra'],
  'hidden [name=codigo]',
  `<form><fieldset><legend>Dirección</legend><input placeholder="Calle"><input placeholder="Código postal" name="cp"></fieldset><label><input type="checkbox" id="tengo"> Tengo un código promocional</label><div hidden><input name="codigo"><button type="button">Aplicar</button></div><table><tr><td>Subtotal</td><td>82,00 €</td></tr><tr><td>IVA</td><td>17,22 €</td></tr><tr><td>Total</td><td>99,22 €</td></tr></table><button>Realizar pedido</button></form>`,
  [9922, 'EUR'],
)
es.cart(
  'mx-carrito-vale',
  ['/carrito', 'Carrito de compras'],
  'found .campo-vale',
  `<div class="carrito"><h2>Tu carrito</h2><div>Tenis para correr <b>$1,899.00</b></div><div class="vale"><span>Cupón de descuento</span><input class="campo-vale" placeholder="Escribe tu cupón"><button>Agregar</button></div><p>Envío: <b>$99.00</b></p><p>Total a pagar: <b>$1,998.00 MXN</b></p><button>Continuar compra</button></div>`,
  [199800, 'MXN'],
)
it.checkout(
  'it-cassa-buono',
  ['/cassa', 'Cassa'],
  'hidden #buono',
  `<main><h1>Cassa</h1><details class="sommario"><summary>Hai un codice sconto o un buono?</summary><label for="buono">Codice sconto</label><input id="buono"><button>Applica</button></details><div>Subtotale <span>€ 120,00</span></div><div>Spedizione <span>€ 6,90</span></div><div>Totale ordine <span>€ 126,90</span></div><input placeholder="CAP"><input placeholder="Codice fiscale"><button>Acquista ora</button></main>`,
  [12690, 'EUR'],
)
it.cart(
  'it-carrello-coupon',
  ['/carrello', 'Carrello'],
  'found form.c input[type=text]',
  `<h1>Carrello</h1><p>Moka 3 tazze 24,50 €</p><form class="c"><h4>Coupon</h4><input type="text"><button type="submit">Usa</button></form><p>Totale carrello: 24,50 €</p><a href="/cassa">Procedi all'acquisto</a>`,
  [2450, 'EUR'],
)
pt.cart(
  'vtex-carrinho',
  ['/checkout/', 'Carrinho'],
  'hidden #cart-coupon',
  `<div class="container-cart"><h2>Meu carrinho</h2><div>Tênis casual R$ 349,90</div><div class="coupon-column"><a class="coupon-link" id="cart-link-coupon-add">Cupom de desconto</a><form class="coupon-form" style="display:none"><label for="cart-coupon">Cupom de desconto:</label><input id="cart-coupon" placeholder="Código"><button type="submit">Adicionar</button></form></div><p><label>Calcule o frete: <input id="ship-postalCode" placeholder="CEP"></label><button>Calcular</button></p><table class="totals"><tr><td>Subtotal</td><td>R$ 349,90</td></tr><tr><td>Frete</td><td>R$ 19,90</td></tr><tr><td>Total</td><td>R$ 369,80</td></tr></table><a>Fechar pedido</a></div>`,
  [36980, 'BRL'],
)
pt.cart(
  'pt-vale-desconto',
  ['/carrinho', 'Carrinho'],
  'found [name=vale]',
  `<main><h1>O seu carrinho</h1><p>Azeite 5L 42,00 €</p><p>Vale de desconto</p><input name="vale" placeholder="Introduza o código"><input type="submit" value="Validar"><p>Total (IVA incluído) 42,00 €</p><a href="/encomenda">Finalizar encomenda</a></main>`,
  [4200, 'EUR'],
)
pl.cart(
  'pl-koszyk-kod',
  ['/basketedit.php', 'Koszyk'],
  'hidden .rebates_input',
  `<div class="basket"><h1>Twój koszyk</h1><div>Buty trekkingowe 399,00 zł</div><div class="rebates"><a class="show_rebate" href="#showRebate">Masz kod rabatowy?</a><div class="flat"><label>Kod rabatowy <input class="rebates_input" name="rebates_codes"></label><button>Zastosuj</button></div></div><div>Razem do zapłaty: <strong>414,99 zł</strong></div><div>Koszt dostawy 15,99 zł</div><button>Złóż zamówienie</button></div>`,
  [41499, 'PLN'],
)
pl.checkout(
  'pl-bon-zakupowy',
  ['/zamowienie', 'Zamówienie'],
  'found #bon',
  `<form><h2>Podsumowanie</h2><label for="bon">Kupon lub bon zakupowy</label><input id="bon"><button type="button">Aktywuj</button><label>NIP <input name="nip"></label><div>Wartość koszyka: 210,00 zł</div><div>Dostawa: 0,00 zł</div><div>Do zapłaty: 210,00 zł</div><button>Zamawiam i płacę</button></form>`,
  [21000, 'PLN'],
)
fi.checkout(
  'fi-kassa-etukoodi',
  ['/kassa', 'Kassa'],
  'found #etu',
  `<main><h1>Kassa</h1><div>Villapaita 89,90 €</div><label for="etu">Etukoodi</label><input id="etu"><button>Käytä</button><div>Toimitus 5,90 €</div><div>Yhteensä 95,80 €</div><input placeholder="Postinumero"><button>Maksa</button></main>`,
  [9580, 'EUR'],
)
fi.cart(
  'fi-ostoskori-alennus',
  ['/ostoskori', 'Ostoskori'],
  'hidden .al input',
  `<h1>Ostoskori</h1><p>Kahvipaahto 12,50 €</p><button type="button" aria-expanded="false">Syötä alennuskoodi</button><div class="al" style="max-height:0;overflow:hidden"><input><button>Lisää</button></div><p>Loppusumma <b>12,50 €</b></p><a href="/kassa">Siirry kassalle</a>`,
  [1250, 'EUR'],
)
cs.cart(
  'shoptet-kosik',
  ['/kosik/', 'Košík'],
  'found #discountCouponCode',
  `<div class="cart-inner"><h1>Nákupní košík</h1><table><tr><td>Hrnek</td><td>249 Kč</td></tr></table><form><label for="discountCouponCode">Slevový kupón</label><input id="discountCouponCode" name="discountCouponCode"><button>Uplatnit</button></form><div>Celkem k úhradě <strong>249 Kč</strong></div><div>206 Kč bez DPH</div><a>Pokračovat</a></div>`,
  [24900, 'CZK'],
)
