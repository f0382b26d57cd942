import { pagesIn, type UnseenPage } from '../page.ts'

/** Swedish, Danish, Norwegian and Finnish pages that have no field for a discount's code. */
export const nordicOthers: UnseenPage[] = []
const sv = pagesIn('sv', nordicOthers)
const da = pagesIn('da', nordicOthers)
const nb = pagesIn('nb', nordicOthers)
const fi = pagesIn('fi', nordicOthers)

sv.other(
  'sv-engangskod',
  ['/logga-in/kod', 'Ange kod'],
  'none',
  `<h1>Ange koden</h1><p>Vi har skickat en engångskod till din e-post.</p><input maxlength="6" placeholder="Kod"><button>Fortsätt</button>`,
)
sv.other(
  'sv-presentkort-saldo',
  ['/presentkort/saldo', 'Saldo'],
  'none',
  `<h1>Kontrollera saldo</h1><label>Presentkortsnummer<input></label><label>PIN-kod<input></label><button>Visa saldo</button>`,
)
sv.other(
  'sv-portkod-two',
  ['/mitt-konto/adresser', 'Adresser'],
  'none',
  `<h1>Leveransadress</h1><label>Portkod<input></label><label>Våning<input></label><button>Spara</button>`,
)
sv.checkout(
  'sv-orgnr',
  ['/kassa/foretag', 'Kassa'],
  'none',
  `<h1>Företagsuppgifter</h1><label>Organisationsnummer<input></label><button type="button">Hämta adress</button><label>Referenskod<input placeholder="Er referens"></label><p>Totalt 1 200 kr</p><button>Slutför köp</button>`,
  [120000, 'SEK'],
)
sv.cart(
  'sv-korg-utan',
  ['/varukorg', 'Varukorg'],
  'none',
  `<h1>Varukorg</h1><p>Duk 399 kr</p><p>Rabatter läggs till automatiskt för medlemmar.</p><p>Totalt 399 kr</p><a href="/kassa">Till kassan</a>`,
  [39900, 'SEK'],
)
sv.other(
  'sv-enkat',
  ['/enkat', 'Tyck till'],
  'none',
  `<h1>Tyck till</h1><p>Ange koden på ditt kvitto så deltar du i utlottningen av ett presentkort.</p><label>Kvittokod<input></label><button>Starta</button>`,
)
sv.other(
  'sv-koder',
  ['/rabattkoder', 'Rabattkoder'],
  'none',
  `<h1>Våra rabattkoder just nu</h1><ul><li>HOST15: 15 % på höstjackor</li></ul><p>Koden anger du i kassan.</p><form><input type="email" placeholder="Din e-post"><button>Få koder på mejl</button></form>`,
)
sv.other(
  'sv-vin-bestall',
  ['/sortiment/snabborder', 'Snabborder'],
  'none',
  `<h1>Snabborder</h1><label>Artikelkod<input></label><label>Antal<input value="1"></label><button>Lägg till</button>`,
)
sv.other(
  'sv-varva',
  ['/mina-sidor/varva', 'Värva en vän'],
  'none',
  `<h1>Värva en vän</h1><p>Din kod</p><input readonly value="KALLE-82"><button>Kopiera</button><label>Vännens e-post<input type="email"></label><button>Bjud in</button>`,
)
sv.other(
  'sv-retur-two',
  ['/retur', 'Retur'],
  'none',
  `<h1>Registrera retur</h1><label>Ordernummer<input></label><label>Postnummer<input></label><label>Orsakskod<select><option>1</option></select></label><button>Nästa</button>`,
)
sv.checkout(
  'sv-betal-kort',
  ['/kassa/betala', 'Betala'],
  'none',
  `<h1>Betala</h1><label>Kortnummer<input autocomplete="cc-number"></label><label>Säkerhetskod<input autocomplete="cc-csc"></label><p>Att betala 89 kr</p><button>Betala</button>`,
  [8900, 'SEK'],
)
sv.other(
  'sv-bibliotek',
  ['/lan', 'Logga in'],
  'none',
  `<h1>Mina lån</h1><label>Lånekortsnummer<input></label><label>Kod<input type="password"></label><button>Logga in</button>`,
)
da.other(
  'da-gavekort-kob',
  ['/gavekort', 'Gavekort'],
  'none',
  `<h1>Køb gavekort</h1><label>Beløb<input value="500"></label><label>Hilsen<input></label><button>Læg i kurv</button><p>Koden indtastes ved betaling.</p>`,
)
da.other(
  'da-sms',
  ['/login/sms', 'Log ind'],
  'none',
  `<h1>Indtast koden fra din sms</h1><input inputmode="numeric" placeholder="Kode"><button>Bekræft</button>`,
)
da.checkout(
  'da-ean',
  ['/kassen/ean', 'Kassen'],
  'none',
  `<h1>EAN-betaling</h1><label>EAN-nummer<input></label><label>Rekvisitionsnr.<input></label><p>I alt 2.400,00 kr.</p><button>Send ordre</button>`,
  [240000, 'DKK'],
)
da.cart(
  'da-kurv-tilbud',
  ['/kurv', 'Kurv'],
  'none',
  `<h1>Kurv</h1><p>Køb 2, spar 20 %</p><p>Sokker 2 par 80 kr.</p><p>Rabat -16 kr.</p><p>I alt 64 kr.</p><label>Find pakkeshop<input placeholder="Postnr."></label><button>Søg</button><a href="/kassen">Til kassen</a>`,
  [6400, 'DKK'],
)
da.other(
  'da-spor',
  ['/spor', 'Spor pakke'],
  'none',
  `<h1>Spor din pakke</h1><input placeholder="Pakkenummer"><button>Spor</button>`,
)
da.other(
  'da-konkurrence',
  ['/konkurrence', 'Konkurrence'],
  'none',
  `<h1>Deltag i konkurrencen</h1><p>Indtast koden fra låget og vind et gavekort.</p><label>Lågkode<input></label><button>Deltag</button>`,
)
da.other(
  'da-medlem-two',
  ['/klub/tilmeld', 'Klub'],
  'none',
  `<h1>Bliv medlem og få 10 % rabat</h1><label>Mobil<input type="tel"></label><label>Butikskode<input></label><button>Tilmeld</button>`,
)
nb.other(
  'nb-engangskode',
  ['/innlogging', 'Logg inn'],
  'none',
  `<h1>Skriv inn engangskoden</h1><input autocomplete="one-time-code"><button>Logg inn</button>`,
)
nb.other(
  'nb-gavekort-saldo',
  ['/gavekort/saldo', 'Sjekk saldo'],
  'none',
  `<h1>Sjekk saldo</h1><label>Gavekortnummer<input></label><label>Sikkerhetskode<input></label><button>Sjekk</button>`,
)
nb.checkout(
  'nb-hent-anew',
  ['/kasse/levering', 'Levering'],
  'none',
  `<h1>Levering</h1><label>Postnummer<input></label><button>Finn hentested</button><p>Totalt 349 kr</p><button>Fortsett</button>`,
  [34900, 'NOK'],
)
nb.cart(
  'nb-kurv-medlem',
  ['/handlekurv', 'Handlekurv'],
  'none',
  `<h1>Handlekurv</h1><p>Sykkelhjelm 899,-</p><p>Medlemsrabatt -90,-</p><p>Sum 809,-</p><p>Logg inn for å bruke bonus</p><label>E-post<input type="email"></label><button>Logg inn</button><button>Til kassen</button>`,
  [80900, 'NOK'],
)
nb.other(
  'nb-takk-plain',
  ['/takk', 'Takk'],
  'none',
  `<h1>Takk for bestillingen</h1><p>Rabattkode: VENN -50 kr</p><p>Totalt 250 kr</p><label>Har du tilbakemelding?<input></label><button>Send</button>`,
)
nb.other(
  'nb-deler',
  ['/deler', 'Reservedeler'],
  'none',
  `<h1>Reservedeler</h1><label>Delekode<input></label><button>Søk</button><label>Registreringsnummer<input></label><button>Bruk</button>`,
)
nb.other(
  'nb-lodd',
  ['/lodd', 'Sjekk lodd'],
  'none',
  `<h1>Sjekk loddet</h1><label>Loddkode<input></label><button>Sjekk</button>`,
)
fi.other(
  'fi-vahvistus',
  ['/kirjaudu', 'Kirjaudu'],
  'none',
  `<h1>Syötä vahvistuskoodi</h1><input placeholder="Koodi"><button>Vahvista</button>`,
)
fi.checkout(
  'fi-ytunnus',
  ['/kassa', 'Kassa'],
  'none',
  `<h1>Yritystiedot</h1><label>Y-tunnus<input></label><label>Viite<input></label><p>Yhteensä 88,00 €</p><button>Tilaa</button>`,
  [8800, 'EUR'],
)
