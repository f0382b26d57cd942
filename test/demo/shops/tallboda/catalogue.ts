import type { Product } from '../basket.ts'

export type Language = 'en' | 'sv'
type Words = Record<Language, string>

/** What a product's picture shows; drawn in `pictures.ts`. */
export type Picture =
  | { shape: 'bag'; body: string; label: string; ink: string }
  | { shape: 'filters' | 'buns' | 'loaf' | 'wedge' | 'cookies' | 'caramels' }
  | { shape: 'carton' | 'cup' | 'bottle' | 'pouch'; body: string; ink: string }

export type Good = Product & { name: Words; kind: Words; text: Words; picture: Picture }

/** A shelf of the shop: what its navigation names. Product categories are finer, and those of a grocer's books. */
export type Shelf = { slug: string; name: Words; text: Words; categories: string[] }

export const SHELVES: Shelf[] = [
  {
    slug: 'coffee',
    name: { en: 'Coffee', sv: 'Kaffe' },
    text: {
      en: 'Roasted on Tuesdays, in batches of twelve kilos.',
      sv: 'Rostat på tisdagar, tolv kilo i taget.',
    },
    categories: ['coffee'],
  },
  {
    slug: 'brewing',
    name: { en: 'Brewing', sv: 'Bryggning' },
    text: { en: 'Paper, and what you pour beside it.', sv: 'Papper, och det du häller bredvid.' },
    categories: ['coffee filters', 'fluid milk products'],
  },
  {
    slug: 'fika',
    name: { en: 'Fika', sv: 'Fika' },
    text: { en: 'Something to have with it.', sv: 'Något att ha till.' },
    categories: ['baked bread/buns/rolls', 'cookies/cones', 'candy - packaged'],
  },
  {
    slug: 'larder',
    name: { en: 'Larder', sv: 'Skafferi' },
    text: { en: 'The rest of breakfast.', sv: 'Resten av frukosten.' },
    categories: ['yogurt', 'cheese', 'soft drinks'],
  },
]

const good = (
  sku: string,
  slug: string,
  category: string,
  priceMinor: number,
  name: string | Words,
  kind: Words,
  text: Words,
  picture: Picture,
): Good => ({
  sku,
  slug,
  category,
  brand: 'Tallboda',
  priceMinor,
  name: typeof name === 'string' ? { en: name, sv: name } : name,
  kind,
  text,
  picture,
})

/** Everything on the shelves. Prices in cents. */
export const GOODS: Good[] = [
  good(
    'TB-SKOGSROST',
    'skogsrost',
    'coffee',
    1290,
    'Skogsrost',
    { en: 'Dark roast · whole beans · 12 oz', sv: 'Mörkrost · hela bönor · 340 g' },
    {
      en: 'Dark chocolate, juniper and a long, soft finish. Roasted in Tallboda.',
      sv: 'Mörk choklad, enbär och en lång, mjuk eftersmak. Rostad i Tallboda.',
    },
    { shape: 'bag', body: '#3b2a20', label: '#f1e3d0', ink: '#a8522a' },
  ),
  good(
    'TB-MORGONROST',
    'morgonrost',
    'coffee',
    1150,
    'Morgonrost',
    { en: 'Medium roast · ground · 12 oz', sv: 'Mellanrost · malet · 340 g' },
    {
      en: 'Hazelnut, red apple, easy to like before seven.',
      sv: 'Hasselnöt, rött äpple, lätt att tycka om före sju.',
    },
    { shape: 'bag', body: '#b0623a', label: '#fbeee0', ink: '#3b2a20' },
  ),
  good(
    'TB-FIKAROST',
    'fikarost',
    'coffee',
    1390,
    'Fikarost',
    { en: 'Light roast · whole beans · 12 oz', sv: 'Ljusrost · hela bönor · 340 g' },
    {
      en: 'Bergamot, cloudberry and honey. Best a little cooled.',
      sv: 'Bergamott, hjortron och honung. Bäst när det svalnat lite.',
    },
    { shape: 'bag', body: '#d8a24a', label: '#fff6e6', ink: '#6b3f1d' },
  ),
  good(
    'TB-BAVERBO',
    'baverbo-espresso',
    'coffee',
    1450,
    'Bäverbo Espresso',
    { en: 'Espresso · whole beans · 12 oz', sv: 'Espresso · hela bönor · 340 g' },
    {
      en: 'Cocoa nibs, dried plum, and a crema that stays.',
      sv: 'Kakaonibs, torkat plommon och en crema som stannar.',
    },
    { shape: 'bag', body: '#23302b', label: '#e6ece6', ink: '#2f6b52' },
  ),
  good(
    'TB-KVALLSRO',
    'kvallsro',
    'coffee',
    1250,
    'Kvällsro',
    { en: 'Decaf · ground · 12 oz', sv: 'Koffeinfritt · malet · 340 g' },
    {
      en: 'Caramel and roasted almond, for after dinner.',
      sv: 'Kola och rostad mandel, för efter middagen.',
    },
    { shape: 'bag', body: '#56607f', label: '#eef0f7', ink: '#3a4468' },
  ),
  good(
    'TB-FILTER100',
    'paper-filters',
    'coffee filters',
    390,
    { en: 'Paper filters no. 4', sv: 'Kaffefilter nr 4' },
    { en: 'Unbleached · 100 pieces', sv: 'Oblekta · 100 st' },
    { en: 'Taste of nothing, which is the point.', sv: 'Smakar ingenting, och det är meningen.' },
    { shape: 'filters' },
  ),
  good(
    'TB-MJOLK',
    'barista-milk',
    'fluid milk products',
    290,
    { en: 'Barista milk', sv: 'Baristamjölk' },
    { en: 'Whole milk · 32 oz', sv: 'Helmjölk · 95 cl' },
    {
      en: 'A little more protein, so it foams and stays foamed.',
      sv: 'Lite mer protein, så att skummet blir kvar.',
    },
    { shape: 'carton', body: '#f7f4ec', ink: '#3f6f9c' },
  ),
  good(
    'TB-HAVRE',
    'oat-drink',
    'fluid milk products',
    340,
    { en: 'Oat drink', sv: 'Havredryck' },
    { en: 'Foams well · 32 oz', sv: 'Går att skumma · 95 cl' },
    {
      en: 'Oats, water, salt. Sweet from the oats alone.',
      sv: 'Havre, vatten, salt. Sötman är havrens egen.',
    },
    { shape: 'carton', body: '#e9dcc0', ink: '#7a5a2c' },
  ),
  good(
    'TB-GRADDE',
    'whipping-cream',
    'fluid milk products',
    360,
    { en: 'Whipping cream', sv: 'Vispgrädde' },
    { en: 'Forty per cent · 16 oz', sv: 'Fyrtio procent · 5 dl' },
    { en: 'For waffles, and for coffee on Sundays.', sv: 'Till våfflor, och till kaffet på söndagar.' },
    { shape: 'carton', body: '#fbf3ea', ink: '#b4553f' },
  ),
  good(
    'TB-BULLAR',
    'cardamom-buns',
    'baked bread/buns/rolls',
    750,
    { en: 'Cardamom buns', sv: 'Kardemummabullar' },
    { en: 'Baked this morning · 6 pieces', sv: 'Bakade i morse · 6 st' },
    {
      en: 'Coarsely crushed cardamom, butter, pearl sugar.',
      sv: 'Grovkrossad kardemumma, smör, pärlsocker.',
    },
    { shape: 'buns' },
  ),
  good(
    'TB-RAG',
    'rye-loaf',
    'baked bread/buns/rolls',
    590,
    { en: 'Dark rye loaf', sv: 'Mörkt rågbröd' },
    { en: 'Sourdough · 24 oz', sv: 'Surdeg · 680 g' },
    {
      en: 'Keeps for a week and is best on the third day.',
      sv: 'Håller en vecka och är bäst den tredje dagen.',
    },
    { shape: 'loaf' },
  ),
  good(
    'TB-FLARN',
    'oat-crisps',
    'cookies/cones',
    540,
    { en: 'Oat crisps', sv: 'Havreflarn' },
    { en: 'With dark chocolate · 7 oz', sv: 'Med mörk choklad · 200 g' },
    { en: 'Thin enough to see a window through.', sv: 'Så tunna att fönstret syns igenom.' },
    { shape: 'cookies' },
  ),
  good(
    'TB-KOLA',
    'sea-salt-caramels',
    'candy - packaged',
    620,
    { en: 'Sea-salt caramels', sv: 'Havssaltkola' },
    { en: 'Wrapped by hand · 6 oz', sv: 'Handslagna · 170 g' },
    { en: 'Cream, sugar, salt from Bohuslän.', sv: 'Grädde, socker, salt från Bohuslän.' },
    { shape: 'caramels' },
  ),
  good(
    'TB-LAKRITS',
    'salt-liquorice',
    'candy - packaged',
    450,
    { en: 'Salt liquorice', sv: 'Saltlakrits' },
    { en: 'Not for everyone · 5 oz', sv: 'Inte för alla · 140 g' },
    { en: 'You know already whether you like it.', sv: 'Du vet redan om du tycker om den.' },
    { shape: 'pouch', body: '#2b2b30', ink: '#e2b94f' },
  ),
  good(
    'TB-SKYR',
    'vanilla-skyr',
    'yogurt',
    340,
    { en: 'Vanilla skyr', sv: 'Vaniljskyr' },
    { en: 'Thick · 16 oz', sv: 'Tjock · 450 g' },
    { en: 'Strained slowly, with specks of real vanilla.', sv: 'Långsamt silad, med riktiga vaniljfrön.' },
    { shape: 'cup', body: '#faf6ee', ink: '#c99a3b' },
  ),
  good(
    'TB-OST',
    'aged-farm-cheese',
    'cheese',
    980,
    { en: 'Aged farm cheese', sv: 'Lagrad gårdsost' },
    { en: 'Fourteen months · 10 oz', sv: 'Fjorton månader · 280 g' },
    {
      en: 'Crystals, nuts, and a hard edge. Good on the rye.',
      sv: 'Kristaller, nötter och en hård kant. God på rågbrödet.',
    },
    { shape: 'wedge' },
  ),
  good(
    'TB-RABARBER',
    'rhubarb-soda',
    'soft drinks',
    320,
    { en: 'Rhubarb soda', sv: 'Rabarberläsk' },
    { en: 'Lightly sparkling · 11 oz', sv: 'Lätt kolsyrad · 33 cl' },
    { en: 'Pressed in June, drunk the rest of the year.', sv: 'Pressad i juni, drucken resten av året.' },
    { shape: 'bottle', body: '#e59a93', ink: '#8c3b3a' },
  ),
  good(
    'TB-FLADER',
    'elderflower-soda',
    'soft drinks',
    320,
    { en: 'Elderflower soda', sv: 'Fläderläsk' },
    { en: 'Lightly sparkling · 11 oz', sv: 'Lätt kolsyrad · 33 cl' },
    {
      en: 'Picked along the railway, where nobody sprays.',
      sv: 'Plockad längs järnvägen, där ingen besprutar.',
    },
    { shape: 'bottle', body: '#dbe3b4', ink: '#66793a' },
  ),
]

export const goodBySlug = (slug: string): Good | undefined => GOODS.find((good) => good.slug === slug)
export const goodBySku = (sku: string): Good | undefined => GOODS.find((good) => good.sku === sku)
export const shelfOf = (good: Good): Shelf =>
  SHELVES.find((shelf) => shelf.categories.includes(good.category))!
