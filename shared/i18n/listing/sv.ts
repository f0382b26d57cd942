import type { Listing } from './en.ts'

/** What the browsers' stores say of the extension, in Swedish. */
export const sv: Listing = {
  summary: 'Poäng och personliga erbjudanden i partnerbutiker, prövade och mätta i kassan.',
  lead: 'Stamkund är ett stamkundskort för alla partnerbutiker. Det visar dina poäng och de erbjudanden som är dina, vart och ett med sitt skäl, och provar den bästa koden i kassan med ett klick.',
  does: `Vad det gör
• Känner igen partnerbutiker på din egen enhet och är tyst överallt annars.
• Visar dina poäng, din nivå och dina erbjudanden, och varför du ser dem.
• Provar koder när du ber om det, läser butikens summa före och efter, och säger bara att något sparats om det är uppmätt. Om summan inte sjönk tas koden bort igen.
• Har ditt kort med streckkod och QR till hands, även utan anslutning.
• Ger ett signerat kvitto på varje poäng.`,
  doesNot: `Vad det inte gör
• Ingen sida du besöker skickas någonstans. Partnerlistan hämtas hel och slås upp på din enhet.
• Aldrig några affiliatelänkar, taggar eller kakor.
• Inget kontoformulär: ett klick ger dig ett medlemsnummer, och varje program känner dig under en egen pseudonym.
• Inget trycks på som kan slutföra ett köp.`,
  yours: `Du bestämmer
• Åtkomst butik för butik, som kan tas tillbaka när som helst; knappen i verktygsfältet fungerar helt utan.
• Intresse för kategorier räknas på din enhet bara om du säger ja, glöms efter en halvtimme och skickas som några grova vikter bara till butiken du besöker.
• Se vad som är sparat och vad som har skickats, ta ut dina uppgifter eller radera allt.`,
  languages: 'På svenska, engelska, danska, norska och ryska.',
  captionCheckout: 'En knapp i kassan',
  captionSaved: 'Sparat betyder uppmätt',
  captionOffers: 'Varje erbjudande säger varför',
  captionCard: 'Ditt kort, även utan nät',
  captionPrivacy: 'Se vad som lämnade din enhet',
}
