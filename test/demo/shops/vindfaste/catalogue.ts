import type { Product } from '../basket.ts'

export type Language = 'sv' | 'en'
type Words = Record<Language, string>

/** What a product's picture shows; drawn in `pictures.ts`. */
export type Shape = 'down' | 'shell' | 'fleece' | 'beanie' | 'mitten' | 'pack' | 'base' | 'sock'

export type Garment = Product & {
  name: Words
  colour: Words
  text: Words
  sizes: string[]
  picture: { shape: Shape; cloth: string; shade: string }
}

/** Where the navigation leads. `slug` is the product category too, as orders name it. */
export const DEPARTMENTS: { slug: string; name: Words }[] = [
  { slug: 'jackor', name: { sv: 'Jackor', en: 'Jackets' } },
  { slug: 'mössor', name: { sv: 'Mössor', en: 'Beanies' } },
  { slug: 'underställ', name: { sv: 'Underställ', en: 'Base layers' } },
  { slug: 'tillbehör', name: { sv: 'Tillbehör', en: 'Accessories' } },
]

const SIZES = ['XS', 'S', 'M', 'L', 'XL']

/** Everything that hangs here. Prices in öre. */
export const GARMENTS: Garment[] = [
  {
    sku: 'VF-BRANT',
    slug: 'dunjacka-brant',
    category: 'jackor',
    brand: 'Vindfäste',
    priceMinor: 249_500,
    name: { sv: 'Dunjacka Brant', en: 'Brant down jacket' },
    colour: { sv: 'Skiffer', en: 'Slate' },
    sizes: SIZES,
    text: {
      sv: '800 cuin återvunnet dun i sydda kanaler. Väger 410 gram och går ner i egen ficka.',
      en: '800-fill recycled down in sewn channels. Weighs 410 grams and packs into its own pocket.',
    },
    picture: { shape: 'down', cloth: '#4f6b80', shade: '#34495a' },
  },
  {
    sku: 'VF-KAM',
    slug: 'skaljacka-kam',
    category: 'jackor',
    brand: 'Vindfäste',
    priceMinor: 329_500,
    name: { sv: 'Skaljacka Kam', en: 'Kam shell jacket' },
    colour: { sv: 'Hjortron', en: 'Cloudberry' },
    sizes: SIZES,
    text: {
      sv: 'Tre lager, tejpade sömmar, en huva som går över hjälmen. Lagas hos oss så länge du har den.',
      en: 'Three layers, taped seams, a hood that clears a helmet. We mend it for as long as you own it.',
    },
    picture: { shape: 'shell', cloth: '#c8873a', shade: '#96602a' },
  },
  {
    sku: 'VF-HED',
    slug: 'fleecejacka-hed',
    category: 'jackor',
    brand: 'Vindfäste',
    priceMinor: 129_500,
    name: { sv: 'Fleecejacka Hed', en: 'Hed fleece jacket' },
    colour: { sv: 'Mossa', en: 'Moss' },
    sizes: SIZES,
    text: {
      sv: 'Grov ullfleece som luftar när du går och värmer när du stannar.',
      en: 'Coarse wool fleece: airs while you walk, warms when you stop.',
    },
    picture: { shape: 'fleece', cloth: '#6d7a58', shade: '#4b573c' },
  },
  {
    sku: 'VF-TJARN',
    slug: 'ullmossa-tjarn',
    category: 'mössor',
    brand: 'Vindfäste',
    priceMinor: 34_900,
    name: { sv: 'Ullmössa Tjärn', en: 'Tjärn wool beanie' },
    colour: { sv: 'Rost, en storlek', en: 'Rust, one size' },
    sizes: [],
    text: {
      sv: 'Svensk ull, stickad i Västergötland. Kliar inte.',
      en: 'Swedish wool, knitted in Västergötland. Does not itch.',
    },
    picture: { shape: 'beanie', cloth: '#94493b', shade: '#a95f4b' },
  },
  {
    sku: 'VF-FJUN',
    slug: 'mossa-fjun',
    category: 'mössor',
    brand: 'Vindfäste',
    priceMinor: 29_900,
    name: { sv: 'Mössa Fjun', en: 'Fjun beanie' },
    colour: { sv: 'Ljung, en storlek', en: 'Heather, one size' },
    sizes: [],
    text: {
      sv: 'Tunn nog att ha under hjälm, varm nog att sova i.',
      en: 'Thin enough under a helmet, warm enough to sleep in.',
    },
    picture: { shape: 'beanie', cloth: '#6a5378', shade: '#846a94' },
  },
  {
    sku: 'VF-RIMFROST',
    slug: 'understall-rimfrost',
    category: 'underställ',
    brand: 'Vindfäste',
    priceMinor: 89_900,
    name: { sv: 'Underställ Rimfrost', en: 'Rimfrost base layer' },
    colour: { sv: 'Granit', en: 'Granite' },
    sizes: SIZES,
    text: {
      sv: 'Merinoull, 200 gram per kvadratmeter. Tröja med halsdragkedja.',
      en: 'Merino wool, 200 grams a square metre. Top with a neck zip.',
    },
    picture: { shape: 'base', cloth: '#7d848e', shade: '#5a616b' },
  },
  {
    sku: 'VF-SKARE',
    slug: 'vantar-skare',
    category: 'tillbehör',
    brand: 'Vindfäste',
    priceMinor: 44_900,
    name: { sv: 'Vantar Skare', en: 'Skare mittens' },
    colour: { sv: 'Tjära', en: 'Tar' },
    sizes: ['S', 'M', 'L'],
    text: {
      sv: 'Vindtät utsida, ullfoder som går att ta ut och torka.',
      en: 'Windproof outside, a wool lining that comes out to dry.',
    },
    picture: { shape: 'mitten', cloth: '#50463c', shade: '#76695a' },
  },
  {
    sku: 'VF-LED28',
    slug: 'ryggsack-led-28',
    category: 'tillbehör',
    brand: 'Vindfäste',
    priceMinor: 139_500,
    name: { sv: 'Ryggsäck Led 28', en: 'Led 28 backpack' },
    colour: { sv: 'Fjällhav', en: 'Fjord' },
    sizes: [],
    text: {
      sv: '28 liter för en lång dag eller en kort natt. Ram som går att böja efter ryggen.',
      en: '28 litres for a long day or a short night. A frame that bends to your back.',
    },
    picture: { shape: 'pack', cloth: '#2f6870', shade: '#1f484f' },
  },
  {
    sku: 'VF-MYR',
    slug: 'strumpor-myr',
    category: 'tillbehör',
    brand: 'Vindfäste',
    priceMinor: 17_900,
    name: { sv: 'Strumpor Myr', en: 'Myr socks' },
    colour: { sv: 'Lingon', en: 'Lingonberry' },
    sizes: ['36–39', '40–43', '44–47'],
    text: {
      sv: 'Frotté under foten, slätt över vristen.',
      en: 'Terry under the foot, flat over the instep.',
    },
    picture: { shape: 'sock', cloth: '#8c3540', shade: '#b6656c' },
  },
]

export const garmentBySku = (sku: string): Garment | undefined =>
  GARMENTS.find((garment) => garment.sku === sku)
