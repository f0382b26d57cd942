import { pagesIn, type UnseenPage } from '../page.ts'

/** Danish shops with a field for a code, and such as have everything but. */
export const danish: UnseenPage[] = []
const { cart, checkout, other } = pagesIn('da', danish)

cart(
  'te-kurv',
  ['/kurv', 'Din kurv'],
  'found .c-9 input',
  `
<main><h1>Din kurv</h1><div>Oolong 100 g <span>89,00 kr.</span></div><div class="c-9"><p>Indtast rabatkode eller gavekortkode</p><div><input class="form-control"><span class="input-group-btn"><button class="btn">Anvend</button></span></div></div><div>Levering <span>39,00 kr.</span></div><div>I alt inkl. moms <span>128,00 kr.</span></div><a href="/kasse">Gå til kassen</a></main>`,
  [12800, 'DKK'],
)

checkout(
  'lampe-kasse',
  ['/kasse', 'Kassen'],
  'hidden',
  `
<h1>Betaling</h1><form><input placeholder="Navn"><input placeholder="Postnr."></form><p>Har du en kampagnekode? <a href="#" onclick="return false">Tilføj den her</a></p><table><tr><td>Subtotal</td><td>DKK 1.499,00</td></tr><tr><td>Total</td><td>DKK 1.499,00</td></tr></table><button>Gennemfør køb</button>`,
  [149900, 'DKK'],
)

checkout(
  'brod-trin',
  ['/bestil/levering', 'Trin 1: Levering'],
  'found #side input[type=text]',
  `
<div><h2>Levering</h2><label>Dørkode <input type="tel"></label><label>Bemærkning til buddet <textarea></textarea></label></div><div id="side"><h3>Ordreoversigt</h3><p>Rugbrød 2 stk. 70,-</p><p>Fragt 29,-</p><h5>Rabat</h5><input type="text" placeholder="Kode"><a class="knap">Indløs</a><p><b>At betale 99,-</b></p></div><button>Videre til betaling</button>`,
  [9900, 'DKK'],
)

checkout(
  'sko-faner',
  ['/checkout', 'Checkout'],
  'hidden #f2 input',
  `
<h1>Checkout</h1><ul class="tabs"><li class="on"><a href="#f1">Gavekort</a></li><li><a href="#f2">Rabatkode</a></li></ul><div id="f1"><input placeholder="Gavekortnummer"><input placeholder="Kontrolkode"><button>Brug</button></div><div id="f2" class="off"><input><button>Brug</button></div><div>Total: <b>1.050 kr.</b></div><button>Betal nu</button>`,
  [105000, 'DKK'],
)

cart(
  'plante-komponent',
  ['/basket', 'Indkøbskurv'],
  'found p-kurv >>> p-kode >>> [part=felt]',
  `
<h1>Indkøbskurv</h1><p-kurv><template shadowrootmode="open"><p>Monstera 249,95</p><p-kode><template shadowrootmode="open"><span>Voucherkode</span><input part="felt"><button>Tilføj</button></template></p-kode><p>Samlet beløb: kr. 249,95</p><button>Til kassen</button></template></p-kurv>`,
  [24995, 'DKK'],
)

checkout(
  'bio-billet',
  ['/billet/betal', 'Betal billetter'],
  'found input.bv',
  `
<h1>Dine billetter</h1><p>Sal 4, række 7, sæde 11-12</p><div><label>Mobilnummer</label><input type="tel"></div><div><label>Rabatkupon / klippekort</label><input class="bv" type="number"><button>Tjek</button></div><p>Billetter 220 kr.</p><p>Gebyr 20 kr.</p><p>Pris i alt 240 kr.</p><button>Køb billetter</button>`,
  [24000, 'DKK'],
)

cart(
  'legetoj-fold',
  ['/indkobskurv', 'Kurv'],
  'hidden #kk',
  `
<h1>Kurv</h1><p>Togbane 399,95 kr.</p><div class="fold"><div class="fold-h" tabindex="0">Tilføj rabatkode <i class="chev"></i></div><div class="fold-b flat"><input id="kk"><button>OK</button></div></div><div><span>Total</span><span>399,95 kr.</span></div><a href="/kasse">Til kassen</a>`,
  [39995, 'DKK'],
)

checkout(
  'da-gavekort',
  ['/kasse/betaling', 'Betaling'],
  'none',
  `
<h1>Betal</h1><label>Gavekortnummer <input></label><label>Pinkode <input></label><button>Indløs gavekort</button><p>Rabat 0,00 kr.</p><p>I alt 349,00 kr.</p><button>Betal</button>`,
  [34900, 'DKK'],
)

other(
  'da-kvittering',
  ['/kasse/tak', 'Tak for din ordre'],
  'none',
  `
<h1>Tak for din ordre</h1><p>Ordrenummer 5512</p><p>Rabatkode TE10 −8,90</p><p>Total 80,10 kr.</p><input readonly value="VEN10"><button>Kopiér kode</button>`,
)

other(
  'da-bestilling',
  ['/min-booking', 'Find booking'],
  'none',
  `
<h1>Find din booking</h1><input placeholder="Bookingkode"><input placeholder="Efternavn"><button>Søg</button><p>Spar 15 % på tilvalg</p>`,
)

checkout(
  'da-cvr',
  ['/kasse', 'Kasse, erhverv'],
  'none',
  `
<h1>Erhverv</h1><label>CVR-nr. <input></label><button>Hent</button><label>EAN-nummer <input></label><label>Rekvisitionskode <input name="code"></label><p>Total ekskl. moms 4.000,00 kr.</p><p>Total inkl. moms 5.000,00 kr.</p><button>Send ordre</button>`,
  [500000, 'DKK'],
)

other(
  'da-klub',
  ['/kundeklub', 'Bliv medlem'],
  'none',
  `
<h1>Bliv medlem og få 20 % rabat</h1><input placeholder="Fornavn"><input placeholder="E-mail"><label>Anbefalet af (kode) <input></label><button>Tilmeld</button>`,
)

checkout(
  'da-mitid',
  ['/kasse/bekraeft', 'Bekræft betaling'],
  'none',
  `
<h1>Bekræft med SMS</h1><p>Beløb 128,00 DKK</p><input maxlength="6" placeholder="Indtast koden"><button>Godkend</button>`,
)

other(
  'da-rabatblog',
  ['/rabatkode/te', 'Rabatkoder til te'],
  'none',
  `
<h1>Rabatkode te.test</h1><input placeholder="Søg butik eller rabatkode"><button>Søg</button><ol><li>10 % på alt <button>Se rabatkode</button></li><li>Fri fragt <button>Se rabatkode</button></li></ol>`,
)

cart(
  'da-medlem',
  ['/kurv', 'Kurv'],
  'none',
  `
<h1>Kurv</h1><p>Sæbe 45 kr.</p><label>Kundeklubnummer <input></label><button>Tilknyt</button><label>Besked på kort <input></label><p>Du får 5 kr. i rabat som medlem</p><p>I alt 40,00 kr.</p><a href="/kasse">Til kassen</a>`,
  [4000, 'DKK'],
)
