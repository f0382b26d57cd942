import { pagesIn, type UnseenPage } from '../page.ts'

/** Carts and checkouts as Swedish, Danish and Norwegian shops have them, with a code field. */
export const nordic: UnseenPage[] = []
const sv = pagesIn('sv', nordic)
const da = pagesIn('da', nordic)
const nb = pagesIn('nb', nordic)

sv.checkout(
  'starweb-kassa',
  ['/kassa', 'Kassa'],
  'found input[name=couponCode]',
  `<main class="checkout"><section class="checkout-products"><ul><li><a href="/p/1">Linneskjorta</a> <input type="number" name="qty" value="1"> <span>499 kr</span></li></ul></section>
<section class="checkout-coupon"><label for="c1">Rabattkod eller presentkort</label><input id="c1" name="couponCode" type="text"><button type="button" class="btn">Använd</button></section>
<section class="sums"><div><span>Summa varor</span><span>499 kr</span></div><div><span>Frakt</span><span>49 kr</span></div><div class="total"><span>Att betala</span><span>548 kr</span></div></section>
<div id="klarna-checkout-container"><iframe title="Klarna" srcdoc="Betala"></iframe></div></main>`,
  [54800, 'SEK'],
)
sv.checkout(
  'abicart-kassa',
  ['/se/checkout', 'Till kassan'],
  'found #campaigncode',
  `<div class="tws-checkout"><table class="tws-cart"><tr><th>Artikel</th><th>Antal</th><th>Pris</th></tr><tr><td>Stearinljus 6-pack</td><td><input name="q_77" value="2" size="2"></td><td>118,00 kr</td></tr></table>
<div class="tws-row"><input id="campaigncode" placeholder="Kampanjkod" class="tws-input"> <a class="tws-button" role="button" href="#">Lägg till</a></div>
<table><tr><td>Delsumma</td><td>118,00 kr</td></tr><tr><td>Varav moms 25%</td><td>33,40 kr</td></tr><tr><td>Frakt</td><td>49,00 kr</td></tr><tr><td><b>Totalt</b></td><td><b>167,00 kr</b></td></tr></table>
<label>Personnummer <input name="ssn" inputmode="numeric"></label><label>Postnummer <input name="zip"></label></div>`,
  [16700, 'SEK'],
)
sv.checkout(
  'askas-kundkorg',
  ['/se/checkout.php', 'Kassa'],
  'hidden #discount_input',
  `<div id="checkout_main"><h1>Kassa</h1><div class="cart-row"><span>Ullstrumpor</span><span>2 st</span><span>158:-</span></div>
<p><a href="javascript:void(0)" onclick="document.getElementById('dc').style.display='block'">Har du en rabattkod?</a></p><div id="dc" style="display:none"><input type="text" name="kod" id="discount_input"><input type="button" value="OK"></div>
<p>Frakt: 39:-</p><p class="sum"><strong>Summa att betala: 197:-</strong></p><h2>Dina uppgifter</h2><input name="fornamn" placeholder="Förnamn"><input name="portkod" placeholder="Portkod"><button>Slutför köp</button></div>`,
  [19700, 'SEK'],
)
sv.checkout(
  'quickbutik-kassa',
  ['/checkout', 'Kassa - Quick'],
  'hidden #qb-discount',
  `<div class="qb-co"><div class="qb-summary"><div class="qb-line">1 × Keramikmugg <em>229 SEK</em></div><div class="qb-collapse"><button type="button" aria-expanded="false" aria-controls="qbd">+ Rabattkod</button><div id="qbd" class="flat"><input id="qb-discount" type="text" autocomplete="off"><button type="button">Aktivera</button></div></div>
<div class="qb-total">Totalt inkl. moms <strong>278 SEK</strong></div></div><form><input type="email" placeholder="E-post"><input type="tel" placeholder="Mobilnummer"><input placeholder="Leveransinstruktion / portkod"><button type="submit">Betala 278 SEK</button></form></div>`,
  [27800, 'SEK'],
)
sv.cart(
  'wikinggruppen-kundvagn',
  ['/kundvagn/', 'Kundvagn'],
  'found input[name=voucherCode]',
  `<div id="cart"><h1>Din kundvagn</h1><div class="vara"><span>Hängmatta</span><input type="text" class="antal" value="1"><span class="pris">1 295 kr</span><a href="#">Ta bort</a></div>
<div class="kampanj"><span>Värdekod:</span> <input name="voucherCode" type="text"><input type="submit" value="Lös in"></div><div class="frakt">Frakt 0 kr</div><div class="att-betala"><span>Summa</span> <span>1 295 kr</span></div><a class="knapp" href="/kassa">Till kassan</a></div>`,
  [129500, 'SEK'],
)
sv.checkout(
  'centra-react-kassa',
  ['/se/checkout', 'Checkout'],
  'found ._3kQ9 input',
  `<div id="root"><div class="_1aZx"><div class="_2bYq"><p>Kashmirtröja / Navy / M</p><p>2 199 SEK</p></div>
<div class="_3kQ9"><div class="_7Hh"><input type="text" id=":r7:" aria-labelledby=":r7l:" value=""><span id=":r7l:">Rabattkod</span></div><button type="button" disabled>Lägg till</button></div>
<dl class="_9Lm"><dt>Delsumma</dt><dd>2 199 SEK</dd><dt>Frakt</dt><dd>Gratis</dd><dt>Totalsumma (inkl. moms)</dt><dd>2 199 SEK</dd></dl></div><div id="klarna-checkout"><div style="height:400px"></div></div></div>`,
  [219900, 'SEK'],
)
sv.checkout(
  'norce-qliro-kassa',
  ['/checkout', 'Kassan'],
  'hidden [data-test=promo-input]',
  `<main><div class="panel"><h2>Varukorg</h2><article>Löparsko 42 <b>1 099:-</b></article></div><div class="panel panel--closed"><div class="panel__head" tabindex="0"><span>Kampanjkod</span><svg width="8" height="8"></svg></div><div class="panel__body off"><input data-test="promo-input" type="text"><button>Lägg till kod</button></div></div>
<div class="panel"><div><span>Ordervärde</span><span>1 099:-</span></div><div><span>Fraktkostnad</span><span>59:-</span></div><div class="big"><span>Totalt att betala</span><span>1 158:-</span></div></div><div id="qliro-root"></div></main>`,
  [115800, 'SEK'],
)
sv.checkout(
  'litium-kassa',
  ['/kassan', 'Kassa'],
  'found .checkout-info__input--discount',
  `<div class="checkout"><form class="checkout-info"><h3>Kund</h3><input name="email" type="email" placeholder="E-postadress"><input name="phone" placeholder="Telefon"><h3>Orderöversikt</h3><div class="row"><input class="checkout-info__input--discount" placeholder="Kampanj- eller rabattkod" maxlength="40"><button class="checkout-info__button" type="button">Använd</button></div>
<section class="checkout-cart"><div>Antal varor: 3</div><div>Produkter <span>717,00 SEK</span></div><div>Leveranskostnad <span>49,00 SEK</span></div><div>Moms <span>153,20 SEK</span></div><h3>Totalt: <span>766,00 SEK</span></h3></section><button class="checkout-info__button--primary" type="submit">Slutför beställning</button></form></div>`,
  [76600, 'SEK'],
)
sv.checkout(
  'svea-enskild-kassa',
  ['/kassa/', 'Kassa | Ved & Vidder'],
  'hidden .kupong-rad input',
  `<div class="woo"><div class="info-ruta">Har du en kupong? <a href="#" class="visa-kupong">Klicka här för att ange din kod</a></div><form class="kupong-rad" style="display:none"><p>Om du har en kupongkod, skriv in den nedan.</p><input type="text" placeholder="Kupongkod"><button type="submit">Använd kupong</button></form>
<table class="review"><tfoot><tr><th>Delsumma</th><td>899&nbsp;kr</td></tr><tr><th>Frakt</th><td>Fri frakt</td></tr><tr><th>Totalt</th><td><strong>899&nbsp;kr</strong> <small>(varav 179,80&nbsp;kr moms)</small></td></tr></tfoot><tbody><tr><td>Yxa × 1</td><td>899&nbsp;kr</td></tr></tbody></table><div id="svea-checkout-container"></div></div>`,
  [89900, 'SEK'],
)
da.checkout(
  'dandomain-kassen',
  ['/shop/checkout.html', 'Kassen'],
  'found #txtRabat',
  `<form id="ordre"><table width="100%"><tr><td>Vare</td><td align="right">I alt</td></tr><tr><td>Kaffekop, hvid</td><td align="right">129,00</td></tr><tr><td>Rabatkode: <input type="text" id="txtRabat" size="12"> <input type="button" value="Tilføj"></td><td></td></tr><tr><td>Fragt</td><td align="right">39,00</td></tr><tr><td><b>I alt inkl. moms</b></td><td align="right"><b>DKK 168,00</b></td></tr></table><input type="checkbox"> Jeg accepterer handelsbetingelserne <input type="submit" value="Gennemfør køb"></form>`,
  [16800, 'DKK'],
)
da.cart(
  'shoporama-kurv',
  ['/kurv', 'Indkøbskurv'],
  'hidden details input',
  `<main><h1>Indkøbskurv</h1><ul><li>Hørdug 140x250 <input type="number" value="1"> 599,00 kr.</li></ul><details><summary>Indløs rabatkode eller gavekort</summary><p><input type="text" name="voucher"><button>Indløs</button></p></details><p>Levering fra 39,00 kr.</p><p>Total: <strong>599,00 kr.</strong></p><a href="/kassen">Gå til kassen</a></main>`,
  [59900, 'DKK'],
)
da.checkout(
  'tailwind-dk-betaling',
  ['/checkout/betaling', 'Betaling'],
  'found .grid input.peer',
  `<div class="mx-auto grid grid-cols-2"><div class="col-span-1"><h2 class="text-lg">Levering</h2><input class="w-full border" autocomplete="postal-code" placeholder="Postnr."><input class="w-full border" autocomplete="address-level2" placeholder="By"></div><aside class="bg-gray-50 p-4"><div class="flex"><span>Strik, oliven</span><span>749 kr.</span></div><div class="relative mt-4"><input class="peer h-12 w-full" placeholder=" "><label class="absolute left-2">Har du en kampagnekode?</label><button class="ml-2 rounded">Anvend</button></div><div class="flex justify-between"><span>Subtotal</span><span>749 kr.</span></div><div class="flex justify-between font-bold"><span>Total</span><span>749 kr.</span></div></aside></div>`,
  [74900, 'DKK'],
)
nb.cart(
  'mystore-handlekurv',
  ['/cart', 'Handlekurv'],
  'found input[name=gv_redeem_code]',
  `<form action="/cart" method="post"><table class="kurv"><tr><td>Ullgenser str. L</td><td><input name="qty[]" value="1"></td><td>1.299,00 NOK</td></tr></table><div class="box"><h4>Rabattkode</h4><input type="text" name="gv_redeem_code"><button type="submit" name="redeem">Bruk kode</button></div><div>Sum varer 1.299,00 NOK</div><div>Frakt 99,00 NOK</div><div><strong>Totalt å betale</strong> <strong>1.398,00 NOK</strong></div><a href="/kasse">Til kassen</a></form>`,
  [139800, 'NOK'],
)
nb.checkout(
  '24nettbutikk-kasse',
  ['/kasse', 'Kasse'],
  'hidden',
  `<div id="app"><h1>Kasse</h1><div class="linje"><span>Sovepose</span><span>2 490,-</span></div><button class="lenke" type="button">Legg til rabattkode</button><div class="linje"><span>Frakt</span><span>0,-</span></div><div class="linje sum"><span>Å betale</span><span>2 490,-</span></div><section><input placeholder="Fornavn"><input placeholder="Etternavn"><input placeholder="Postnummer" inputmode="numeric"></section><button class="kjop">Bekreft kjøp</button></div>`,
  [249000, 'NOK'],
)
nb.checkout(
  'vipps-kasse-mui',
  ['/no/checkout', 'Checkout'],
  'found #mui-14',
  `<div class="MuiGrid-root"><div class="MuiPaper-root"><div class="MuiFormControl-root MuiTextField-root"><label class="MuiInputLabel-root" for="mui-14" id="mui-14-label">Verdikode</label><div class="MuiInputBase-root"><input id="mui-14" type="text" class="MuiInputBase-input"><fieldset aria-hidden="true"><legend><span>Verdikode</span></legend></fieldset></div></div><button class="MuiButton-root">Legg til</button><hr><div class="MuiStack-root"><p>Varer</p><p>kr 780,00</p></div><div class="MuiStack-root"><p>Frakt</p><p>kr 49,00</p></div><div class="MuiStack-root"><h6>Totalt</h6><h6>kr 829,00</h6></div><button>Betal med Vipps</button></div></div>`,
  [82900, 'NOK'],
)
nb.cart(
  'drawer-handlekurv',
  ['/produkter/jakke', 'Skalljakke'],
  'found #kupong',
  `<main><h1>Skalljakke</h1><p>3 499,-</p><button>Legg i handlekurv</button></main><aside role="dialog" aria-label="Handlekurv" class="modal"><h2>Handlekurv</h2><ul><li>Skalljakke 3 499,- <button aria-label="Fjern">×</button></li></ul><label for="kupong">Kupongkode</label><input id="kupong"><button>Legg til</button><p>Sum <b>3 499,-</b></p><a href="/kasse">Gå til kassen</a></aside>`,
  [349900, 'NOK'],
)
