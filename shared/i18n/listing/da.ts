import type { Listing } from './en.ts'

/** What the browsers' stores say of the extension, in Danish. */
export const da: Listing = {
  summary: 'Point og personlige tilbud i partnerbutikker, prøvet og målt ved kassen.',
  lead: 'Stamkund er et stamkundekort til alle partnerbutikker. Det viser dine point og de tilbud, der er dine, hvert med sin grund, og prøver den bedste kode ved kassen med ét klik.',
  does: `Hvad det gør
• Genkender partnerbutikker på din egen enhed og er tavst alle andre steder.
• Viser dine point, dit niveau og dine tilbud, og hvorfor du ser dem.
• Prøver koder, når du beder om det, læser butikkens total før og efter, og siger kun, at noget er sparet, hvis det er målt. Faldt totalen ikke, fjernes koden igen.
• Har dit kort med stregkode og QR ved hånden, også uden forbindelse.
• Giver en signeret kvittering for hvert point.`,
  doesNot: `Hvad det ikke gør
• Ingen side, du besøger, sendes nogen steder hen. Partnerlisten hentes hel og slås op på din enhed.
• Aldrig affiliatelinks, mærker eller cookies.
• Ingen kontoformular: ét klik giver dig et medlemsnummer, og hvert program kender dig under sit eget pseudonym.
• Der trykkes ikke på noget, der kan gennemføre en ordre.`,
  yours: `Du bestemmer
• Adgang butik for butik, som kan tages tilbage når som helst; knappen i værktøjslinjen virker helt uden.
• Interesse for kategorier tælles kun på din enhed, hvis du siger ja, glemmes efter en halv time og sendes som nogle få grove vægte kun til den butik, du besøger.
• Se, hvad der er gemt, og hvad der er sendt, hent dine data, eller slet alt.`,
  languages: 'På dansk, engelsk, svensk, norsk og russisk.',
  captionCheckout: 'Én knap ved kassen',
  captionSaved: 'Sparet betyder målt',
  captionOffers: 'Hvert tilbud siger hvorfor',
  captionCard: 'Dit kort, også uden net',
  captionPrivacy: 'Se, hvad der forlod din enhed',
}
