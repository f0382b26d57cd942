import type { PrivacyWords } from './en.ts'

/** The privacy page in Danish. */
export const da: PrivacyWords = {
  title: 'Privatliv',
  lead: 'Hvad der forlader din enhed, hvad der bliver, og hvad du bestemmer. En test optager hver forespørgsel under et helt besøg og fejler, hvis en mangler på siden eller bærer mere, end der står her.',
  leaves: 'Det forlader din enhed',
  leavesText:
    'Kun disse forespørgsler, og kun til {host}. Indstillingerne viser hver forespørgsel, der er sendt, med tid og størrelse. En forespørgsel om en butik sendes, når du besøger butikken eller beder om det.',
  fields: 'Indeholder',
  nothing: 'Indeholder intet om dig',
  tokenAlone: 'Indeholder kun dit medlemsbevis',
  withToken: 'og dit medlemsbevis',
  stays: 'Det bliver på din enhed',
  staysItems: `Siderne du besøger, dine søgninger, og hvad der er i dine kurve.
Hvilken partner du leder efter: partnerlisten hentes og slås op her.
Kategorier du har set på: tælles i hukommelsen, kun hvis du har sagt ja, og glemmes efter 30 minutter.
Det du har skrevet i en butik: ligger i hukommelsen, mens en kode prøves, så det kan lægges tilbage, hvis butikken sletter det.`,
  never: 'Det sker aldrig',
  neverItems: `Ingen affiliatelinks, mærker eller cookies.
Intet nummer på din browser eller installation følger med det, der sendes. Firefox’ eget fjernes, hvilket kræver, at adgangen til os er tilladt.
Intet kortnummer, ingen adgangskode og ingen engangskode læses.
Der trykkes ikke på noget, der kan gennemføre en ordre.
Intet program hentes og køres: det, der kommer, er data, som kontrolleres, før de bruges.
Intet kører på en side, der ikke er en partners, eller på en partners, som du ikke har tilladt, medmindre du trykker »Vis her nu« på den: så én gang, på den side.`,
  kept: 'Det gemmer programmet',
  keptItems: `Dit medlemsnummer og dit sprog. Intet navn, ingen adresse; en e-mailadresse kun, hvis du giver en.
I hvert program et eget pseudonym: to programmer kan ikke se, at du er den samme person.
De køb, en butik melder for dig, dine point, og hvad de blev givet for, hvad du blev tilbudt og vist, de koder, du fik, og hvad der blev målt af dem.
Belønninger, du har bestilt eller givet videre, ordrer til afhentning, planer, du har, og din fødselsmåned, hvis du oplyser den.
Hvad du har samtykket til, og hvornår.`,
  yours: 'Det bestemmer du',
  yoursItems: `Adgang butik for butik, som kan tages tilbage når som helst, her eller i browserens indstillinger.
Om tilbud må se på dine køb, om interesse må tælle, og om du får beskeder.
Hent dine data som en fil, eller slet dig selv: det, der fører til dig, fjernes, og bøgerne stemmer fortsat under et pseudonym, der ikke fører til nogen.`,
}
