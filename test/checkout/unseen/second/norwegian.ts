import { pagesIn, type UnseenPage } from '../page.ts'

/** Norwegian shops with a field for a code, and such as have everything but. */
export const norwegian: UnseenPage[] = []
const { cart, checkout, other } = pagesIn('nb', norwegian)

checkout(
  'ull-kasse',
  ['/kasse', 'Kasse'],
  'found #u-77',
  `
<div class="MuiGrid-root"><div class="MuiPaper-root"><h6>Handlekurv</h6><p>Ullundertøy</p><p>kr 899,00</p><div class="MuiFormControl-root"><label class="MuiInputLabel-root" for="u-77">Rabattkode</label><div class="MuiInputBase-root"><input id="u-77" class="MuiInputBase-input"></div></div><button class="MuiButton-root">Legg til</button><p>Frakt kr 79,00</p><h5>Totalt kr 978,00</h5></div></div><button>Betal med Vipps</button>`,
  [97800, 'NOK'],
)

cart(
  'fisk-kurv',
  ['/handlekurv', 'Handlekurv'],
  'hidden',
  `
<h1>Handlekurv</h1><ul><li>Sei, 400 g – 64,90</li></ul><span class="lenke" tabindex="0" role="button" aria-expanded="false">Har du verdikode eller kupong?</span><p>Sum <b>64,90 kr</b></p><a href="/kasse">Gå til kassen</a>`,
  [6490, 'NOK'],
)

checkout(
  'sportsbod',
  ['/checkout/betaling', 'Betaling'],
  'hidden input[data-x="9"]',
  `
<h1>Betaling</h1><label><input type="checkbox"> Bruk rabattkode</label><div style="display:none"><input data-x="9"><button>Bruk</button></div><label>Bedriftsnummer <input></label><dl><dt>Delsum</dt><dd>2 499,–</dd><dt>Å betale</dt><dd>2 499,–</dd></dl><button>Fullfør kjøp</button>`,
  [249900, 'NOK'],
)

checkout(
  'ferje-tur',
  ['/bestill/3', 'Bestilling'],
  'found tr.k input',
  `
<table><tr><td>Bergen–Stavanger, 2 voksne</td><td>kr 1 180</td></tr><tr class="k"><td>Kampanjekode</td><td><input size="8"></td><td><button>Oppdater pris</button></td></tr><tr><td>Bil under 6 m</td><td>kr 540</td></tr><tr><td>Totalpris</td><td>kr 1 720</td></tr></table><label>Registreringsnummer <input></label><button>Til betaling</button>`,
  [172000, 'NOK'],
)

cart(
  'kaffe-skuff',
  ['/produkter/kaffe', 'Kaffe'],
  'found aside.open input[aria-label]',
  `
<h1>Kaffe, hele bønner</h1><p>kr 129</p><aside class="open" style="position:fixed;right:0;top:0;background:#fff"><h2>Handlekurven din</h2><p>Kaffe × 2 kr 258</p><div><input aria-label="Kupongkode"><button><svg width="12" height="12"></svg></button></div><p>Sum inkl. mva. kr 258</p><a href="/kasse">Til kassen</a></aside>`,
  [25800, 'NOK'],
)

checkout(
  'hytte-leie',
  ['/reserver/oppsummering', 'Oppsummering'],
  'found #ov >>> input',
  `
<h1>Oppsummering</h1><label>Nøkkelboks-kode sendes på SMS</label><x-oversikt id="ov"><template shadowrootmode="open"><p>3 netter NOK 4 500</p><p>Rengjøring NOK 750</p><p>Gavekort eller rabattkode</p><input><button>Løs inn</button><p>Totalt NOK 5 250</p></template></x-oversikt><button>Bekreft reservasjon</button>`,
  [525000, 'NOK'],
)

checkout(
  'is-bar',
  ['/bestill', 'Din bestilling'],
  'hidden #tf',
  `
<h1>Din bestilling</h1><p>Softis 45 kr</p><div class="trekkspill"><h3><button aria-controls="tp" aria-expanded="false">Kode for avslag</button></h3><div id="tp" hidden><label for="tf">Skriv inn koden</label><input id="tf"><button>Sjekk</button></div></div><p>Å betale: 45 kr</p><button>Bestill</button>`,
  [4500, 'NOK'],
)

checkout(
  'nb-gavekort',
  ['/kasse', 'Kasse'],
  'none',
  `
<h1>Kasse</h1><fieldset><legend>Gavekort</legend><input placeholder="Gavekortnummer"><input placeholder="PIN"><button>Bruk</button></fieldset><p>Rabatt -100,00</p><p>Totalt 899,00 kr</p><button>Kjøp</button>`,
  [89900, 'NOK'],
)

checkout(
  'nb-dorkode',
  ['/levering', 'Levering'],
  'none',
  `
<h1>Hvor skal vi levere?</h1><input placeholder="Gateadresse"><input placeholder="Kode på døra / porttelefon"><input placeholder="Beskjed til sjåfør"><button>Lagre</button><p>Å betale 745,30 kr</p><button>Til betaling</button>`,
  [74530, 'NOK'],
)

other(
  'nb-takk',
  ['/kasse/takk', 'Takk for handelen'],
  'none',
  `
<h1>Takk for handelen</h1><p>Ordre 881</p><p>Rabattkode ULL −90,00</p><p>Totalt 809,00 kr</p><p>Gi en venn 100 kr: <input readonly value="VENN100"></p><button>Kopier</button>`,
)

checkout(
  'nb-medlem',
  ['/kasse/kunde', 'Kunde'],
  'none',
  `
<h1>Kundeopplysninger</h1><label>Medlemsnummer (bonus) <input></label><button>Legg til</button><label>Ansattnummer <input></label><label>Mobil <input type="tel"></label><p>Totalt kr 1 299,50</p><button>Neste</button>`,
  [129950, 'NOK'],
)

other(
  'nb-logg-inn',
  ['/logg-inn', 'Logg inn'],
  'none',
  `
<h1>Logg inn</h1><p>Vi sendte deg en engangskode.</p><input placeholder="Kode"><button>Logg inn</button><p>Medlemmer får 10 % rabatt.</p>`,
)

other(
  'nb-varsel',
  ['/produkter/genser', 'Genser'],
  'none',
  `
<h1>Genser</h1><p>kr 1 499</p><p>Bruk koden GENSER15</p><label>Navnebroderi <input></label><div class="modal"><p>Spinn hjulet og vinn en rabattkode</p><input placeholder="E-post"><button>Spinn</button></div><button>Legg i handlekurven</button>`,
)

cart(
  'nb-hent',
  ['/handlekurv', 'Handlekurv'],
  'none',
  `
<h1>Handlekurv</h1><p>Blyanter 39 kr</p><label>Postnummer <input></label><button>Finn butikk</button><label>Varenummer <input></label><button>Legg til</button><p>Tilbud: 3 for 2</p><p>Sum 39 kr</p><a href="/kasse">Til kassen</a>`,
  [3900, 'NOK'],
)

other(
  'nb-skole',
  ['/registrer', 'Registrer deg'],
  'none',
  `
<h1>Ny bruker</h1><input placeholder="E-post"><input type="password"><label>Klassekode fra læreren <input></label><label>Vervekode <input></label><button>Registrer</button>`,
)
