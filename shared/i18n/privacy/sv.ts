import type { PrivacyWords } from './en.ts'

/** The privacy page in Swedish. */
export const sv: PrivacyWords = {
  title: 'Integritet',
  lead: 'Vad som lämnar din enhet, vad som stannar och vad du bestämmer. Ett test spelar in varje anrop under ett helt besök och underkänns om något saknas på sidan eller bär mer än vad som står här.',
  leaves: 'Det här lämnar din enhet',
  leavesText:
    'Bara de här anropen, och bara till {host}. Inställningarna visar varje anrop som gjorts, med tid och storlek. Ett anrop som gäller en butik görs när du besöker butiken eller ber om det.',
  fields: 'Innehåller',
  nothing: 'Innehåller inget om dig',
  tokenAlone: 'Innehåller bara ditt medlemsbevis',
  withToken: 'och ditt medlemsbevis',
  stays: 'Det här stannar på din enhet',
  staysItems: `Sidorna du besöker, dina sökningar och vad som ligger i dina varukorgar.
Vilken partner du söker: partnerlistan hämtas och slås upp här.
Kategorier du tittat på: räknas i minnet, bara om du sagt ja, och glöms efter 30 minuter.
Det du skrivit i en butik: finns i minnet medan en kod provas, så att det kan läggas tillbaka om butiken raderar det.`,
  never: 'Det här händer aldrig',
  neverItems: `Inga affiliatelänkar, taggar eller kakor.
Inget nummer för din webbläsare eller installation följer med det som skickas. Firefox eget tas bort, vilket kräver att åtkomsten till oss är tillåten.
Inget kortnummer, lösenord eller engångskod läses.
Inget trycks på som kan slutföra ett köp.
Inget program hämtas och körs: det som kommer är data som kontrolleras innan den används.
Inget körs på en sida som inte är en partners, eller på en partners som du inte har tillåtit, om du inte trycker ”Visa här nu” på den: då en gång, på den sidan.`,
  kept: 'Det här sparar programmet',
  keptItems: `Ditt medlemsnummer och ditt språk. Inget namn, ingen adress; en e-postadress bara om du ger en.
I varje program en egen pseudonym: två program kan inte se att du är samma person.
Köp som en butik rapporterar för dig, dina poäng och vad de gavs för, vad du erbjöds och visades, koderna du fick och vad som mättes av dem.
Belöningar du beställt eller gett vidare, beställningar att hämta, planer du har och din födelsemånad om du säger den.
Vad du har samtyckt till, och när.`,
  yours: 'Det här bestämmer du',
  yoursItems: `Åtkomst butik för butik, som kan tas tillbaka när som helst, här eller i webbläsarens inställningar.
Om erbjudanden får se till dina köp, om intresse får räknas och om du får utskick.
Ta ut dina uppgifter som en fil, eller radera dig: det som leder till dig tas bort, och böckerna går jämnt ut under en pseudonym som inte leder till någon.`,
}
