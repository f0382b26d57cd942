import { pagesIn, type UnseenPage } from '../page.ts'

/** Swedish, Danish, Norwegian and Finnish shops with a field for a code. */
export const nordicFields: UnseenPage[] = []
const sv = pagesIn('sv', nordicFields)
const da = pagesIn('da', nordicFields)
const nb = pagesIn('nb', nordicFields)
const fi = pagesIn('fi', nordicFields)

sv.checkout(
  'sv-garn-kassa',
  ['/kassa', 'Kassa'],
  'hidden #rk input',
  `
<h1>Kassa</h1><section><h2>Din order</h2><p>Alpackagarn 50 g, 4 st <span>276 kr</span></p><p>Frakt <span>49 kr</span></p><a href="#rk" class="toggle">+ Lägg till rabattkod</a><div id="rk" class="flat"><input type="text" name="rabattkod"><button>Använd</button></div><p>Summa <strong>325 kr</strong></p><p>varav moms 65 kr</p></section><section id="klarna"></section>`,
  [32500, 'SEK'],
)
sv.cart(
  'sv-tradgard',
  ['/varukorg', 'Varukorg'],
  'found .kampanj input',
  `
<h1>Varukorg</h1><table><tr><td>Höstgödsel 10 kg</td><td>1</td><td>189:-</td></tr></table><div class="kampanj"><span>Har du en kampanjkod?</span><input><button>OK</button></div><table><tr><td>Att betala</td><td>189:-</td></tr></table><a href="/kassa">Till kassan</a>`,
  [18900, 'SEK'],
)
sv.checkout(
  'sv-resa',
  ['/bokning/betalning', 'Betalning'],
  'found #bk',
  `
<h1>Betalning</h1><p>Göteborg C till Malmö C, 2 resenärer</p><p>Har du ett presentkort eller en bonuskupong? Skriv koden här.</p><input id="bk" aria-label="Kupongkod"><button>Lös in</button><p>Biljetter 598,00 kr</p><p>Serviceavgift 10,00 kr</p><p>Totalt 608,00 kr</p><button>Betala</button>`,
  [60800, 'SEK'],
)
sv.cart(
  'sv-glas-vue',
  ['/cart', 'Kundvagn'],
  'found [data-v-1f] input',
  `
<div id="app"><h1>Kundvagn</h1><div data-v-77>Glasögonbåge<span>1 495 kr</span></div><div data-v-1f class="code-box"><label>Värdekod</label><div><input placeholder="T.ex. SOMMAR20"><button disabled>Aktivera</button></div></div><div data-v-88><div>Delsumma<span>1 495 kr</span></div><div>Leverans<span>Fri</span></div><div>Totalbelopp<span>1 495 kr</span></div></div><button>Fortsätt till kassan</button></div>`,
  [149500, 'SEK'],
)
sv.checkout(
  'sv-mat-hem',
  ['/checkout/sammanfattning', 'Sammanfattning'],
  'found .row-code input',
  `
<h1>Sammanfattning</h1><label>Portkod<input name="doorCode"></label><label>Meddelande till chauffören<input></label><div class="row-code"><label>Rabattkod<input name="voucher"></label><button>Lägg till</button></div><ul><li>Varor 842,35 kr</li><li>Pant 12,00 kr</li><li>Hemleverans 79,00 kr</li><li><b>Totalt inkl. moms 933,35 kr</b></li></ul><button>Slutför köp</button>`,
  [93335, 'SEK'],
)
sv.cart(
  'sv-skor-ikon',
  ['/varukorgen', 'Varukorgen'],
  'hidden',
  `
<h1>Varukorgen</h1><p>Kängor strl 41 1 299 kr</p><button type="button"><svg width="12" height="12"></svg><span>Ange rabattkod</span><svg width="8" height="8"></svg></button><div>Total 1 299 kr</div><a href="/kassa">Gå till kassan</a>`,
  [129900, 'SEK'],
)
sv.checkout(
  'sv-wc-block',
  ['/kassan', 'Kassan'],
  'hidden',
  `
<div class="wc-block-checkout"><h1>Kassan</h1><div class="wc-block-components-sidebar"><h2>Ordersammanfattning</h2><p>Tvål 3-pack 129,00 kr</p><div class="wc-block-components-totals-coupon wc-block-components-panel"><h3><button aria-expanded="false" class="wc-block-components-panel__button">Lägg till rabattkoder</button></h3></div><div>Delsumma 129,00 kr</div><div>Leverans 59,00 kr</div><div class="wc-block-components-totals-footer-item"><span>Totalt</span><span>188,00 kr</span></div></div><button>Skicka beställning</button></div>`,
  [18800, 'SEK'],
)
sv.checkout(
  'sv-gym',
  ['/bli-medlem/betala', 'Bli medlem'],
  'found #kk',
  `
<h1>Bli medlem</h1><p>Guldkort 12 månader 449 kr/mån</p><label>Personnummer<input name="pnr" placeholder="ÅÅÅÅMMDD-XXXX"></label><label for="kk">Kampanj- eller företagskod</label><input id="kk"><button type="button">Kontrollera</button><p>Att betala idag: 449 kr</p><button>Signera med BankID</button>`,
  [44900, 'SEK'],
)
da.cart(
  'da-cykel',
  ['/indkoebskurv', 'Indkøbskurv'],
  'hidden details input',
  `
<h1>Indkøbskurv</h1><p>Cykellygtesæt <b>249,-</b></p><details><summary>Har du en rabatkode?</summary><input placeholder="Rabatkode"><button>Aktivér</button></details><p>Pakkeshop <b>35,-</b></p><p>Total inkl. moms <b>284,-</b></p><button>Til betaling</button>`,
  [28400, 'DKK'],
)
da.checkout(
  'da-frisor',
  ['/booking/bekraeft', 'Bekræft'],
  'found .kode input',
  `
<h1>Bekræft din tid</h1><p>Klip og farve, tirsdag 14.30</p><p>Pris 995 kr.</p><div class="kode"><p>Rabat- eller gavekortkode</p><input><button>Tilføj</button></div><p>Du skal betale 995 kr.</p><label>Mobil<input type="tel"></label><button>Bekræft og betal</button>`,
  [99500, 'DKK'],
)
da.checkout(
  'da-mobel',
  ['/kassen', 'Kassen'],
  'found [name=kampagne]',
  `
<h1>Kassen</h1><form><input placeholder="Fornavn"><input placeholder="Postnummer"><h3>Kampagne</h3><input name="kampagne" placeholder="Skriv kampagnekode"><button type="button">Brug kode</button><dl><dt>Varer</dt><dd>3.499,00 DKK</dd><dt>Fragt</dt><dd>299,00 DKK</dd><dt>At betale</dt><dd>3.798,00 DKK</dd></dl><button>Bestil og betal</button></form>`,
  [379800, 'DKK'],
)
da.cart(
  'da-smykker',
  ['/cart', 'Kurv'],
  'found x-kurv >>> #kupon',
  `
<h1>Kurv</h1><x-kurv><template shadowrootmode="open"><p>Ørestikker 450 kr</p><label for="kupon">Kupon</label><input id="kupon"><button>Anvend</button><p>I alt 450 kr</p><a href="/checkout">Til kassen</a></template></x-kurv>`,
  [45000, 'DKK'],
)
da.checkout(
  'da-marked',
  ['/markedsplads/betal', 'Betal'],
  'hidden',
  `
<h1>Betal</h1><p>Brugt vinterjakke 300 kr.</p><p>Køberbeskyttelse 18 kr.</p><p>Forsendelse 39 kr.</p><a href="#" role="button">Tilføj rabatkode</a><p><b>Total 357 kr.</b></p><button>Betal</button>`,
  [35700, 'DKK'],
)
nb.cart(
  'nb-turutstyr',
  ['/handlekurv', 'Handlekurv'],
  'found .promo-line input',
  `
<h1>Handlekurv</h1><p>Hodelykt 799,-</p><div class="promo-line"><label>Verdikode eller gavekort<input></label><button>Bruk</button></div><p>Frakt 0,-</p><p>Totalsum 799,-</p><button>Gå til kassen</button>`,
  [79900, 'NOK'],
)
nb.checkout(
  'nb-apotek',
  ['/kasse', 'Kasse'],
  'hidden #rabatt input',
  `
<h1>Kasse</h1><p>Solkrem 189 kr</p><button aria-controls="rabatt" aria-expanded="false">Har du rabattkode?</button><div id="rabatt" style="display:none"><input><button>Legg til</button></div><p>Frakt 49 kr</p><p>Å betale 238 kr</p><label>Fødselsnummer<input name="fnr"></label><button>Bekreft ordre</button>`,
  [23800, 'NOK'],
)
nb.checkout(
  'nb-fly',
  ['/bestill/oppsummering', 'Oppsummering'],
  'found #kampanjekode',
  `
<h1>Oppsummering</h1><p>Bergen til Tromsø</p><label for="kampanjekode">Kampanjekode</label><input id="kampanjekode"><button>Legg inn</button><p>Reiseforsikring 0 NOK</p><p>Sum 1 248 NOK</p><button>Til betaling</button>`,
  [124800, 'NOK'],
)
nb.cart(
  'nb-bok',
  ['/handlevogn', 'Handlevogn'],
  'found td input.kode',
  `
<h1>Handlevogn</h1><table><tr><td>Roman, innbundet</td><td>kr 429,00</td></tr><tr><td>Rabattkupong</td><td><input class="kode"> <button>Oppdater</button></td></tr><tr><td>Porto</td><td>kr 59,00</td></tr><tr><td><b>Totalt</b></td><td><b>kr 488,00</b></td></tr></table><a href="/kasse">Videre</a>`,
  [48800, 'NOK'],
)
nb.checkout(
  'nb-kino',
  ['/billetter/betaling', 'Betaling'],
  'found .felt-kode input',
  `
<h1>Betaling</h1><p>2 voksne, sal 3</p><p>320 kr</p><label>Mobilnummer<input type="tel"></label><div class="felt-kode"><span>Kode fra gavekort, klippekort eller kampanje</span><input><button>Løs inn</button></div><p>Totalt å betale 320 kr</p><button>Kjøp</button>`,
  [32000, 'NOK'],
)
nb.cart(
  'nb-hage-react',
  ['/kurv', 'Kurv'],
  'found ._3xKq input',
  `
<div class="_1aB"><h1>Kurv</h1><div class="_9dd">Tulipanløk 50 stk<span>199 kr</span></div><div class="_3xKq"><div>Rabattkode</div><div><input type="text" value=""><button>Aktiver</button></div></div><div class="_5ff"><div>Delsum</div><div>199 kr</div><div>Levering</div><div>79 kr</div><div>Sum</div><div>278 kr</div></div><button>Til kassen</button></div>`,
  [27800, 'NOK'],
)
fi.cart(
  'fi-sauna',
  ['/ostoskori', 'Ostoskori'],
  'found #ale',
  `
<h1>Ostoskori</h1><p>Löylykauha 34,90 €</p><label for="ale">Alennuskoodi</label><input id="ale"><button>Käytä</button><p>Toimitus 5,90 €</p><p>Yhteensä 40,80 €</p><a href="/kassa">Kassalle</a>`,
  [4080, 'EUR'],
)
fi.checkout(
  'fi-lahja',
  ['/kassa', 'Kassa'],
  'hidden .kentta input',
  `
<h1>Kassa</h1><p>Muki 19,90 €</p><a href="#" class="avaa">Onko sinulla lahjakortti tai kampanjakoodi?</a><div class="kentta off"><input><button>Lisää</button></div><p>Loppusumma 19,90 €</p><button>Maksa</button>`,
  [1990, 'EUR'],
)
