import type { Listing } from './en.ts'

/** What the browsers' stores say of the extension, in Norwegian bokmål. */
export const nb: Listing = {
  summary: 'Poeng og personlige tilbud i partnerbutikker, prøvd og målt i kassen.',
  lead: 'Stamkund er et stamkundekort for alle partnerbutikker. Det viser poengene dine og tilbudene som er dine, hvert med sin grunn, og prøver den beste koden i kassen med ett klikk.',
  does: `Hva det gjør
• Kjenner igjen partnerbutikker på din egen enhet og er stille alle andre steder.
• Viser poengene, nivået og tilbudene dine, og hvorfor du ser dem.
• Prøver koder når du ber om det, leser butikkens sum før og etter, og sier bare at noe er spart hvis det er målt. Falt ikke summen, fjernes koden igjen.
• Har kortet ditt med strekkode og QR for hånden, også uten tilkobling.
• Gir en signert kvittering for hvert poeng.`,
  doesNot: `Hva det ikke gjør
• Ingen side du besøker, sendes noe sted. Partnerlisten hentes hel og slås opp på enheten din.
• Aldri tilknyttede lenker, merker eller informasjonskapsler.
• Ikke noe kontoskjema: ett klikk gir deg et medlemsnummer, og hvert program kjenner deg under sitt eget pseudonym.
• Ingenting trykkes på som kan fullføre en ordre.`,
  yours: `Du bestemmer
• Tilgang butikk for butikk, som kan tas tilbake når som helst; knappen i verktøylinjen virker helt uten.
• Interesse for kategorier telles bare på enheten din hvis du sier ja, glemmes etter en halvtime og sendes som noen få grove vekter bare til butikken du besøker.
• Se hva som er lagret og hva som er sendt, hent ut dataene dine, eller slett alt.`,
  languages: 'På norsk, engelsk, svensk, dansk og russisk.',
  captionCheckout: 'Én knapp i kassen',
  captionSaved: 'Spart betyr målt',
  captionOffers: 'Hvert tilbud sier hvorfor',
  captionCard: 'Kortet ditt, også uten nett',
  captionPrivacy: 'Se hva som forlot enheten din',
}
