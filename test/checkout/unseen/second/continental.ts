import { pagesIn, type UnseenPage } from '../page.ts'

/** German, Dutch, French, Polish and Finnish pages, with a field for a code and without. */
export const continental: UnseenPage[] = []
const de = pagesIn('de', continental)
const nl = pagesIn('nl', continental)
const fr = pagesIn('fr', continental)
const pl = pagesIn('pl', continental)
const fi = pagesIn('fi', continental)

de.cart(
  'messer-korb',
  ['/warenkorb', 'Warenkorb'],
  'found .wk-z input',
  `
<h1>Warenkorb</h1><p>Kochmesser 21 cm <b>89,90 €</b></p><div class="wk-z"><span>Aktions- oder Gutscheincode einlösen</span><div><input><button title="Einlösen">&gt;</button></div></div><p>Versand 4,90 €</p><p>Gesamtsumme <b>94,80 €</b></p><p>inkl. 19 % MwSt. 15,14 €</p><a href="/kasse">Zur Kasse</a>`,
  [9480, 'EUR'],
)
de.checkout(
  'samen-kasse',
  ['/kasse/pruefen', 'Bestellung prüfen'],
  'hidden',
  `
<h1>Prüfen und bestellen</h1><p>Lieferung an: Platzhalter</p><details class="x"><summary>Gutschein hinzufügen</summary></details><ul><li>Zwischensumme 23,40 €</li><li>Zu zahlen 23,40 €</li></ul><button>Zahlungspflichtig bestellen</button>`,
  [2340, 'EUR'],
)
de.checkout(
  'bahn-vorteil',
  ['/buchung/zahlung', 'Zahlung'],
  'hidden #vc',
  `
<h1>Zahlung</h1><label>Kundenkartennummer <input></label><label><input type="checkbox"> Ich möchte einen Rabattcode nutzen</label><div class="off"><input id="vc" maxlength="12"><button>Prüfen</button></div><p>Gesamtpreis: EUR 57,80</p><button>Jetzt buchen</button>`,
  [5780, 'EUR'],
)
de.checkout(
  'de-geschenkkarte',
  ['/kasse/zahlung', 'Zahlung'],
  'none',
  `
<h1>Zahlungsart</h1><div><h3>Geschenkkarte</h3><input placeholder="Kartennummer"><input placeholder="PIN"><button>Einlösen</button></div><p>Rabatt −5,00 €</p><p>Gesamtbetrag 44,00 €</p><button>Kaufen</button>`,
  [4400, 'EUR'],
)
de.checkout(
  'de-firma',
  ['/checkout/firma', 'Rechnungsdaten'],
  'none',
  `
<h1>Firma</h1><label>USt-IdNr. <input></label><button>Prüfen</button><label>Bestellkennzeichen / Kostenstelle <input></label><label>Personalnummer <input></label><p>Summe netto 100,00 €</p><p>Gesamt brutto 119,00 €</p><button>Kostenpflichtig bestellen</button>`,
  [11900, 'EUR'],
)
de.other(
  'de-gutscheinseite',
  ['/gutscheine/messer', 'Messer Gutschein'],
  'none',
  `
<h1>Gutscheine für Messer</h1><input placeholder="Shop oder Gutschein suchen"><article>10 % Rabatt <button>Code anzeigen</button></article><article>Gratisversand <input readonly value="FREI"><button>Kopieren</button></article>`,
)
de.other(
  'de-konto',
  ['/konto/anmelden', 'Registrieren'],
  'none',
  `
<h1>Neues Konto</h1><input placeholder="E-Mail"><input type="password"><label>Empfehlungscode <input></label><button>Konto anlegen</button><p>5 € Willkommensrabatt</p>`,
)

nl.checkout(
  'fiets-kassa',
  ['/afrekenen', 'Afrekenen'],
  'found td.kc input',
  `
<table><tr><td>Fietsbel</td><td>€ 12,95</td></tr><tr><td>Verzending</td><td>€ 3,95</td></tr><tr><td>Actiecode</td><td class="kc"><input size="6"><button>Toepassen</button></td></tr><tr><td>Totaal</td><td>€ 16,90</td></tr></table><label>Toevoeging <input></label><button>Bestelling plaatsen</button>`,
  [1690, 'EUR'],
)
nl.cart(
  'kaas-mand',
  ['/winkelmand', 'Winkelmand'],
  'hidden #kb',
  `
<h1>Winkelmand</h1><p>Oude kaas 500 g</p><button aria-expanded="false" aria-controls="kbw">Kortingscode of cadeaubon?</button><div id="kbw" hidden><input id="kb"><button>Gebruik</button></div><p>Totaalbedrag €9,50</p><a href="/kassa">Naar de kassa</a>`,
  [950, 'EUR'],
)
nl.checkout(
  'nl-cadeaukaart',
  ['/afrekenen/betalen', 'Betalen'],
  'none',
  `
<h1>Betalen</h1><input placeholder="Cadeaukaartnummer"><input placeholder="Pincode"><button>Verzilveren</button><label>Btw-nummer <input></label><label>Klantenkaart <input></label><p>Totaal € 65,00</p><button>Betaal</button>`,
  [6500, 'EUR'],
)
nl.other(
  'nl-bedankt',
  ['/afrekenen/bedankt', 'Bedankt'],
  'none',
  `
<h1>Bedankt voor je bestelling</h1><p>Kortingscode KAAS −€ 1,00</p><p>Totaal € 8,50</p><input readonly value="VRIEND5"><button>Kopieer je kortingscode</button>`,
)

fr.cart(
  'vin-panier',
  ['/panier', 'Mon panier'],
  'found [data-bloc="4"] input',
  `
<h1>Mon panier</h1><p>Coffret 6 bouteilles 78,00 €</p><section data-bloc="4"><p>Vous avez un bon de réduction ?</p><input><button>Valider</button></section><p>Frais de port 9,90 €</p><p>Total TTC <strong>87,90 €</strong></p><a href="/commande">Commander</a>`,
  [8790, 'EUR'],
)
fr.checkout(
  'theatre-billets',
  ['/commande/paiement', 'Paiement'],
  'hidden',
  `
<h1>Paiement</h1><p>2 places, orchestre</p><a href="#" class="plus">+ Ajouter un code avantage ou promo</a><p>Net à payer : 64,00 €</p><label>Téléphone <input></label><button>Payer</button>`,
  [6400, 'EUR'],
)
fr.checkout(
  'velo-etape',
  ['/commande/1', 'Livraison (1/2)'],
  'found fieldset:last-of-type input',
  `
<form><fieldset><legend>Livraison</legend><input placeholder="Adresse"><input placeholder="Code d'entrée, interphone"><input placeholder="Code postal"></fieldset><fieldset><legend>Code promotionnel</legend><input><button type="button">Appliquer</button></fieldset><p>Montant total : 1 249,00 €</p><button>Continuer</button></form>`,
  [124900, 'EUR'],
)
fr.checkout(
  'fr-digicode',
  ['/commande/livraison', 'Livraison'],
  'none',
  `
<h1>Livraison</h1><input placeholder="Code postal"><input placeholder="Digicode"><input placeholder="N° de carte de fidélité"><button>Rattacher</button><p>Remise fidélité −2,00 €</p><p>Total 38,00 €</p><button>Payer</button>`,
  [3800, 'EUR'],
)
fr.other(
  'fr-blog',
  ['/code-promo/velo', 'Codes promo vélo'],
  'none',
  `
<h1>Code promo Vélo</h1><input placeholder="Rechercher un marchand"><div>-10 % <button>Voir le code</button></div><div>Partager un code promo <input placeholder="Code"><button>Envoyer</button></div>`,
)
fr.checkout(
  'fr-3ds',
  ['/paiement/3ds', 'Authentification'],
  'none',
  `
<h1>Authentification</h1><p>Saisissez le code reçu par SMS</p><input maxlength="8"><button>Valider</button>`,
)

pl.checkout(
  'miod-kasa',
  ['/zamowienie', 'Zamówienie'],
  'found #sum input',
  `
<div><h2>Dane</h2><input placeholder="Imię"><input placeholder="NIP"><input placeholder="Kod pocztowy"></div><div id="sum"><p>Miód lipowy 42,00 zł</p><p>Masz kod rabatowy?</p><input><button>Zastosuj</button><p>Dostawa 12,99 zł</p><p>Do zapłaty 54,99 zł</p></div><button>Zamawiam i płacę</button>`,
  [5499, 'PLN'],
)
pl.cart(
  'buty-koszyk',
  ['/koszyk', 'Koszyk'],
  'hidden .kr input',
  `
<h1>Koszyk</h1><p>Buty 199,00 zł</p><label><input type="checkbox"> Posiadam kupon rabatowy</label><div class="kr" style="display:none"><input><button>OK</button></div><p>Suma: 199,00 zł</p><a href="/zamowienie">Dalej</a>`,
  [19900, 'PLN'],
)
pl.checkout(
  'pl-nip',
  ['/zamowienie/dane', 'Dane do faktury'],
  'none',
  `
<h1>Faktura</h1><label>NIP <input></label><button>Pobierz dane</button><label>Kod pocztowy <input></label><label>Kod do domofonu <input></label><label>Karta podarunkowa: numer <input></label><label>PIN <input></label><p>Razem 88,00 zł</p><button>Kupuję</button>`,
  [8800, 'PLN'],
)
pl.other(
  'pl-newsletter',
  ['/', 'Sklep'],
  'none',
  `
<h1>Nowości</h1><div class="modal"><p>Odbierz kod rabatowy -15%</p><input placeholder="Adres e-mail"><button>Odbierz kod</button></div>`,
)

fi.checkout(
  'sauna-kassa',
  ['/kassa', 'Kassa'],
  'found .kk > input',
  `
<h1>Kassa</h1><p>Löylykauha 29,90 €</p><div class="kk">Alennuskoodi tai lahjakortti<input><button>Käytä</button></div><p>Toimitus 5,90 €</p><p>Yhteensä <b>35,80 €</b></p><input placeholder="Ovikoodi"><button>Maksa tilaus</button>`,
  [3580, 'EUR'],
)
fi.cart(
  'kirja-kori',
  ['/ostoskori', 'Ostoskori'],
  'hidden',
  `
<h1>Ostoskori</h1><p>Romaani 24,95 €</p><button aria-expanded="false">Lisää etukoodi</button><p>Loppusumma 24,95 €</p><a href="/kassa">Siirry kassalle</a>`,
  [2495, 'EUR'],
)
fi.checkout(
  'fi-lahjakortti',
  ['/kassa/maksu', 'Maksu'],
  'none',
  `
<h1>Maksu</h1><label>Lahjakortin numero <input></label><label>PIN <input></label><button>Lunasta</button><label>Kanta-asiakasnumero <input></label><p>Alennus −3,00 €</p><p>Yhteensä 27,00 €</p><button>Maksa</button>`,
  [2700, 'EUR'],
)
fi.other(
  'fi-kiitos',
  ['/kassa/kiitos', 'Kiitos'],
  'none',
  `
<h1>Kiitos tilauksesta</h1><p>Alennuskoodi −5,00 €</p><p>Yhteensä 19,95 €</p><input readonly value="KAVERI"><button>Kopioi koodi</button>`,
)
