const sv = {
  home: 'Hem',
  cart: 'Varukorg',
  checkout: 'Kassa',
  heroTitle: 'Gjort för motvind',
  heroText: 'Kläder för fjäll, skog och väntan på bussen. Sydda för att lagas, inte bytas.',
  heroButton: 'Se jackorna',
  all: 'Allt vi gör',
  size: 'Storlek',
  add: 'Lägg i varukorgen',
  empty: 'Varukorgen är tom.',
  toCheckout: 'Till kassan',
  keepShopping: 'Fortsätt handla',
  less: 'Färre',
  more: 'Fler',
  code: 'Rabattkod',
  apply: 'Använd',
  remove: 'Ta bort',
  subtotal: 'Delsumma',
  shipping: 'Frakt',
  discount: 'Rabatt',
  total: 'Att betala',
  delivery: 'Leverans',
  name: 'Namn',
  email: 'E-post',
  address: 'Gatuadress',
  postcode: 'Postnummer',
  city: 'Ort',
  payment: 'Betalning',
  paymentHint: 'En demo: vilka siffror som helst går bra, inga läses eller skickas.',
  card: 'Kortnummer',
  expiry: 'Giltigt till',
  cvc: 'Säkerhetskod',
  pay: 'Betala',
  thanks: 'Tack för din beställning',
  orderNumber: 'Ordernummer',
  paid: 'Betalt',
  points: 'poäng följer när returtiden har gått ut.',
  unsent: 'Poängen följer: stamkundsprogrammet går inte att nå just nu.',
  giveBack: 'Lämna tillbaka',
  giveBackButton: 'Skicka returen',
  given: 'Tillbakalämnat',
  refund: 'Återbetalning',
  notGiven: 'Returen gick inte att ta emot just nu.',
  missing: 'Sidan finns inte.',
  failed: 'Något gick fel. Försök igen.',
  free: 'Fri frakt från 1 000 kr',
  other: 'English',
}

const en: typeof sv = {
  home: 'Home',
  cart: 'Cart',
  checkout: 'Checkout',
  heroTitle: 'Made for headwind',
  heroText: 'Clothes for fells, woods and waiting for the bus. Sewn to be mended, not replaced.',
  heroButton: 'See the jackets',
  all: 'Everything we make',
  size: 'Size',
  add: 'Add to cart',
  empty: 'Your cart is empty.',
  toCheckout: 'Go to checkout',
  keepShopping: 'Keep shopping',
  less: 'Fewer',
  more: 'More',
  code: 'Discount code',
  apply: 'Apply',
  remove: 'Remove',
  subtotal: 'Subtotal',
  shipping: 'Delivery',
  discount: 'Discount',
  total: 'Total to pay',
  delivery: 'Delivery address',
  name: 'Full name',
  email: 'E-mail',
  address: 'Street address',
  postcode: 'Postcode',
  city: 'City',
  payment: 'Payment',
  paymentHint: 'A demo: any figures do, none are read or sent.',
  card: 'Card number',
  expiry: 'Expiry date',
  cvc: 'Security code',
  pay: 'Pay',
  thanks: 'Thank you for your order',
  orderNumber: 'Order number',
  paid: 'Paid',
  points: 'points follow when the return window has closed.',
  unsent: 'Points will follow: the loyalty programme can’t be reached right now.',
  giveBack: 'Return something',
  giveBackButton: 'Send the return',
  given: 'Returned',
  refund: 'Refund',
  notGiven: 'That return could not be taken right now.',
  missing: 'No such page.',
  failed: 'Something went wrong. Try again.',
  free: 'Free delivery from SEK 1,000',
  other: 'Svenska',
}

const notices = {
  sv: {
    applied: '',
    unknown: 'Den koden känner vi inte till.',
    expired: 'Den koden har gått ut.',
    used: 'Den koden är redan använd.',
    conditions: 'Den koden passar inte den här varukorgen.',
    notLive: 'Den koden gäller inte nu.',
    notTogether: 'Den koden går inte ihop med den du har.',
    unavailable: 'Vi kan inte kontrollera koder just nu. Du kan beställa ändå.',
    dropped: 'Koden passar inte längre varukorgen, så vi tog bort den.',
  },
  en: {
    applied: '',
    unknown: 'We don’t know that code.',
    expired: 'That code has expired.',
    used: 'That code has been used.',
    conditions: 'That code does not fit this cart.',
    notLive: 'That code is not valid now.',
    notTogether: 'That code does not go with the one you have.',
    unavailable: 'We can’t check codes right now. You can still order.',
    dropped: 'The code no longer fits this cart, so we took it out.',
  },
}

export type Language = 'sv' | 'en'

const KEY = 'vindfaste-language'

/** The visitor's language; Swedish until they choose. */
export const language = (): Language =>
  (new URLSearchParams(location.search).get('lang') ?? localStorage.getItem(KEY)) === 'en' ? 'en' : 'sv'

export const chooseLanguage = (chosen: Language): void => localStorage.setItem(KEY, chosen)

export const words = (): typeof sv => ({ sv, en })[language()]

/** What the shop says about a code. */
export const noticeWords = (notice: keyof typeof notices.sv | null): string =>
  notice ? notices[language()][notice] : ''

/** An amount in öre: `2 495 kr`, or with its öre where they matter. */
export function money(minor: number, fraction = false): string {
  const digits = fraction || minor % 100 !== 0 ? 2 : 0
  return new Intl.NumberFormat(language() === 'sv' ? 'sv-SE' : 'en-GB', {
    style: 'currency',
    currency: 'SEK',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(minor / 100)
}
