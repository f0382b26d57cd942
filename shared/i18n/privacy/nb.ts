import type { PrivacyWords } from './en.ts'

/** The privacy page in Norwegian bokmål. */
export const nb: PrivacyWords = {
  title: 'Personvern',
  lead: 'Hva som forlater enheten din, hva som blir, og hva du bestemmer. En test tar opp hver forespørsel under et helt besøk og feiler hvis en mangler på siden eller bærer mer enn det står her.',
  leaves: 'Dette forlater enheten din',
  leavesText:
    'Bare disse forespørslene, og bare til {host}. Innstillingene viser hver forespørsel som er sendt, med tid og størrelse. En forespørsel om en butikk sendes når du besøker butikken eller ber om det.',
  fields: 'Inneholder',
  nothing: 'Inneholder ingenting om deg',
  tokenAlone: 'Inneholder bare medlemsbeviset ditt',
  withToken: 'og medlemsbeviset ditt',
  stays: 'Dette blir på enheten din',
  staysItems: `Sidene du besøker, søkene dine og hva som ligger i handlekurvene dine.
Hvilken partner du leter etter: partnerlisten hentes og slås opp her.
Kategorier du har sett på: telles i minnet, bare hvis du har sagt ja, og glemmes etter 30 minutter.
Det du har skrevet i en butikk: ligger i minnet mens en kode prøves, så det kan legges tilbake hvis butikken sletter det.`,
  never: 'Dette skjer aldri',
  neverItems: `Ingen tilknyttede lenker, merker eller informasjonskapsler.
Ikke noe nummer på nettleseren eller installasjonen din følger med det som sendes. Firefox’ eget fjernes, og det krever at tilgangen til oss er tillatt.
Ikke noe kortnummer, passord eller engangskode leses.
Ingenting trykkes på som kan fullføre en ordre.
Ikke noe program hentes og kjøres: det som kommer, er data som kontrolleres før de brukes.
Ingenting kjører på en side som ikke er en partners, eller på en partners som du ikke har tillatt, med mindre du trykker «Vis her nå» på den: da én gang, på den siden.`,
  kept: 'Dette beholder programmet',
  keptItems: `Medlemsnummeret ditt og språket ditt. Ikke noe navn, ingen adresse; en e-postadresse bare hvis du gir en.
I hvert program et eget pseudonym: to programmer kan ikke se at du er samme person.
Kjøpene en butikk melder for deg, poengene dine og hva de ble gitt for, hva du ble tilbudt og vist, kodene du fikk, og hva som ble målt av dem.
Belønninger du har bestilt eller gitt videre, bestillinger for henting, planer du har, og fødselsmåneden din hvis du oppgir den.
Hva du har samtykket til, og når.`,
  yours: 'Dette bestemmer du',
  yoursItems: `Tilgang butikk for butikk, som kan tas tilbake når som helst, her eller i nettleserens innstillinger.
Om tilbud får se på kjøpene dine, om interesse får telle, og om du får utsendelser.
Hent ut dataene dine som en fil, eller slett deg: det som fører til deg, fjernes, og bøkene går opp under et pseudonym som ikke fører til noen.`,
}
