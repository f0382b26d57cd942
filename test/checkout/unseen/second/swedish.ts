import { pagesIn, type UnseenPage } from '../page.ts'

/** Swedish shops: half of them take a code, under many names, and half only look like it. */
export const swedish: UnseenPage[] = []
const { cart, checkout, other } = pagesIn('sv', swedish)

checkout(
  'garn-kassa',
  ['/kassa', 'Kassa – Garnboden'],
  'found input.x-fld',
  `
<div class="kassa-v2"><div class="kol"><h2>1. Din beställning</h2><div class="rad"><span>Alpacka, natur</span><span>3 st</span><span>237 kr</span></div>
<div class="rad rad--kod"><span class="etik">Har du en rabattkod?</span><span class="falt"><input type="text" class="x-fld"><button type="button" class="x-kn">Lägg till</button></span></div><div class="rad"><span>Frakt</span><span>49 kr</span></div><div class="rad rad--sum"><b>Att betala</b><b>286 kr</b></div></div>
<div class="kol"><h2>2. Uppgifter</h2><input placeholder="Personnummer"><input placeholder="E-post"><button>Slutför köp</button></div></div>`,
  [28600, 'SEK'],
)

cart(
  'cykel-korg',
  ['/varukorg', 'Varukorgen'],
  'hidden',
  `
<main><h1>Varukorgen</h1><p>Lampset fram/bak 399:-</p><button type="button" aria-expanded="false" class="tgl">Presentkort eller värdekod +</button><p class="s">Totalt inkl. moms <strong>399:-</strong></p><a href="/kassa">Till kassan</a></main>`,
  [39900, 'SEK'],
)

checkout(
  'apotek-rutor',
  ['/checkout', 'Kassan | Apoteket Linden'],
  'hidden #kamp',
  `
<h1>Kassan</h1><div class="acc"><button aria-expanded="true">Leverans</button><div><label>Portkod <input name="portkod"></label><label>Meddelande till budet <input></label></div></div>
<div class="acc"><button aria-expanded="false" aria-controls="acc-3">Kampanjkod</button><div id="acc-3" style="height:0;overflow:hidden;visibility:hidden"><input id="kamp" name="f3"><button>Aktivera</button></div></div>
<div class="tot"><span>Summa</span> <span>1 148,50 kr</span></div><button>Betala med Swish</button>`,
  [114850, 'SEK'],
)

checkout(
  'bok-kryss',
  ['/betala', 'Betala'],
  'hidden input[name=kod]',
  `
<form><label><input type="checkbox" id="harkod"> Jag har en bonus- eller rabattkupong</label><div id="kodruta" style="display:none"><input name="kod" placeholder="Skriv koden här"><input type="submit" value="Använd"></div></form>
<table><tr><td>Delsumma</td><td>458 kr</td></tr><tr><td>Varav moms (6 %)</td><td>25,92 kr</td></tr><tr><td>Totalsumma</td><td>458 kr</td></tr></table><button>Gå vidare till betalning</button>`,
  [45800, 'SEK'],
)

cart(
  'mobler-panel',
  ['/cart', 'Kundvagn'],
  'found #side >>> input',
  `
<h1>Kundvagn</h1><p>Soffbord ek, 1 st</p><m-summering id="side"><template shadowrootmode="open"><div><p>Varor 4 295 kr</p><p>Hemleverans 495 kr</p><label>Erbjudandekod<br><input></label><m-knapp role="button">Använd</m-knapp><p><b>Totalt 4 790 kr</b></p></div></template></m-summering><a href="/kassa">Till kassan</a>`,
  [479000, 'SEK'],
)

checkout(
  'tag-resan',
  ['/boka/betala', 'Betala resan'],
  'found [data-qa=k1] input',
  `
<h1>Betala din resa</h1><p>Stockholm C – Umeå C, 2 resenärer</p><label>Årskortsnummer <input name="arskort"></label><div data-qa="k1"><div class="lbl">Rabattkod / värdecheck</div><div><input autocomplete="off" spellcheck="false"><button>OK</button></div></div><p>Pris 1 390 kr</p><p>Platsbiljett 58 kr</p><p class="big">Totalpris: 1 448 kr</p><button>Betala</button>`,
  [144800, 'SEK'],
)

checkout(
  'klarna-sida',
  ['/kassan', 'Kassan'],
  'found input[placeholder="Ange kod"]',
  `
<div class="grid"><section class="cart"><h3>Dina varor</h3><div>Hårolja 50 ml<span>229,00 kr</span></div><h4>Kupong</h4><div class="inputgroup"><input placeholder="Ange kod"><button class="btn btn-outline">Verkställ</button></div><div>Frakt<span>0,00 kr</span></div><div class="grand">Totalt<span>229,00 kr</span></div></section><iframe title="Betalning" src="about:blank"></iframe></div>`,
  [22900, 'SEK'],
)

cart(
  'blom-dialog',
  ['/butik/korg', 'Din korg'],
  'found .pop input[type=tel]',
  `
<h1>Din korg</h1><p>Tulpaner, bukett – 199 kr</p><p>Summa att betala: 199 kr</p><div class="pop modal" role="dialog" aria-label="Lös in rabattkod"><p>Koden står på din kvittoremsa (8 siffror).</p><input type="tel" maxlength="8"><button>Lös in</button><button>Avbryt</button></div><a href="/kassa">Gå till kassan</a>`,
  [19900, 'SEK'],
)

checkout(
  'gym-radval',
  ['/medlem/betalning', 'Betalning'],
  'hidden #rk',
  `
<h1>Betalning</h1><fieldset><legend>Rabatt</legend><label><input type="radio" name="rb" value="0" checked> Ingen rabatt</label><label><input type="radio" name="rb" value="1"> Studentlegitimation</label><label><input type="radio" name="rb" value="2"> Rabattkod</label><div id="rkw" hidden><input id="rk"><button type="button">Kontrollera</button></div></fieldset><p>Att betala nu: 349 kr</p><button>Bekräfta och betala</button>`,
  [34900, 'SEK'],
)

checkout(
  'vin-tabell',
  ['/order/2', 'Steg 2 av 2'],
  'found #r4 input',
  `
<table class="t1"><tr><th>Artikel</th><th>Pris</th></tr><tr><td>Provlåda</td><td>SEK 895,00</td></tr><tr id="r4"><td>Kod från annons eller utskick (ger rabatt)</td><td><input size="10"> <a href="javascript:void 0">Räkna om</a></td></tr><tr><td>Frakt</td><td>SEK 99,00</td></tr><tr><td><b>Totalbelopp</b></td><td><b>SEK 994,00</b></td></tr></table><label>Födelsedatum <input></label><button>Skicka beställning</button>`,
  [99400, 'SEK'],
)

checkout(
  'sv-presentkort',
  ['/kassa/betalning', 'Betalning'],
  'none',
  `
<h1>Betalsätt</h1><div><h3>Presentkort</h3><input placeholder="Kortnummer"><input placeholder="PIN-kod"><button>Lös in</button></div><div><h3>Medlemsrabatt</h3><p>-10 % avdragen</p></div><p>Totalt 540 kr</p><button>Slutför köp</button>`,
  [54000, 'SEK'],
)

checkout(
  'sv-portkod',
  ['/kassa', 'Kassa'],
  'none',
  `
<h1>Leverans</h1><input placeholder="Adress"><input placeholder="Portkod"><button type="button">Spara</button><label>Bonuskort <input name="bonuskort" placeholder="Kortnummer"></label><button type="button">Koppla</button><p>Du sparar 34 kr</p><p>Summa: 612,40 kr</p><button>Betala</button>`,
  [61240, 'SEK'],
)

other(
  'sv-brevlada',
  ['/', 'Välkommen till Garnboden'],
  'none',
  `
<main><h1>Höstens färger</h1><div class="modal"><h2>Få din rabattkod på 15 %!</h2><input placeholder="Din e-postadress"><button>Hämta koden</button></div><p>Ange koden HÖST i kassan</p></main>`,
)

other(
  'sv-tack',
  ['/kassa/tack', 'Tack för din order'],
  'none',
  `
<h1>Tack!</h1><p>Ordernummer 20931</p><p>Rabattkod SOMMAR −50 kr</p><p>Totalt 449 kr</p><label>Värva en vän: din kod <input readonly value="VAN-77"></label><button>Kopiera</button>`,
)

other(
  'sv-kupongblogg',
  ['/rabattkoder/garnboden', 'Garnboden rabattkod november'],
  'none',
  `
<h1>Rabattkod Garnboden</h1><p>8 aktiva koder</p><article><h3>20 % på allt</h3><button>Visa kod</button></article><label>Tipsa om en rabattkod <input name="tips" placeholder="Kod"></label><button>Skicka in</button>`,
)

checkout(
  'sv-bankid',
  ['/kassa/sms', 'Bekräfta'],
  'none',
  `
<h1>Ange engångskod</h1><p>Vi har skickat en kod till ditt mobilnummer.</p><input name="kod" inputmode="numeric" maxlength="6"><button>Bekräfta</button>`,
)

other(
  'sv-mitt-konto',
  ['/mina-sidor', 'Mina sidor'],
  'none',
  `
<h1>Hej Placeholder</h1><ul><li>Mina värdecheckar (2)</li><li>Värdecheck 50 kr, giltig till 31/12</li></ul><label>Koppla butikskvitto <input placeholder="Kvittonummer"></label><button>Registrera</button>`,
)

cart(
  'sv-snabborder',
  ['/varukorg', 'Varukorg'],
  'none',
  `
<h1>Varukorg</h1><div><input placeholder="Artikelnummer"><input type="number" value="1"><button>Lägg till</button></div><div><label>Ert referensnummer <input></label><label>Projektkod <input></label></div><p>Rabatt enligt avtal −1 200,00</p><p>Totalt exkl. moms 8 400,00 kr</p><p>Totalt inkl. moms 10 500,00 kr</p><a href="/kassa">Till kassan</a>`,
  [1050000, 'SEK'],
)

checkout(
  'sv-org',
  ['/checkout/foretag', 'Företagskassa'],
  'none',
  `
<h1>Fakturauppgifter</h1><label>Organisationsnummer <input></label><button type="button">Hämta</button><label>Momsreg.nr <input></label><label>Anställningsnummer <input></label><label>Kostnadsställe/kod <input name="kod"></label><p>Att betala 2 995 kr</p><button>Lägg order</button>`,
  [299500, 'SEK'],
)

other(
  'sv-produkt',
  ['/produkt/sadel', 'Sadel, läder'],
  'none',
  `
<h1>Sadel, läder</h1><p>699 kr</p><p>Använd kampanjkod SADEL i kassan för 10 % rabatt</p><label>Gravyr <input maxlength="10"></label><input placeholder="Postnummer"><button>Visa leveranstid</button><button>Köp</button>`,
)

other(
  'sv-bli-medlem',
  ['/bli-medlem', 'Bli medlem'],
  'none',
  `
<h1>Bli medlem och få 100 kr rabatt</h1><input placeholder="Personnummer"><input placeholder="Mobilnummer"><label>Värvad av (medlemsnummer) <input></label><button>Bli medlem</button>`,
)
