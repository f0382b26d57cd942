/** Most categories that one page may name, and how long a name may be. */
const MAX_CATEGORIES = 5
const MAX_LENGTH = 120
/** Most of a page's structured data that is read, in characters a script and scripts a page. */
const MAX_SCRIPT = 200_000
const MAX_SCRIPTS = 20
const MAX_DEPTH = 6
const MAX_NODES = 2_000

/** Crumbs that say where the shop begins, not what it sells. */
const HOME =
  /^(home|start|startpage|homepage|hem|startsida|startsidan|till startsidan|hjem|forside|forsiden|hjemmeside|главная|начало|accueil|startseite|inicio|inizio|etusivu|koti|strona główna|shop|butik|butikk|store|all|alla|alle|all products|alla produkter|alle produkter|produkter|products|каталог|catalog|catalogue|[/\\>»›·|-]*)$/i

/** What a page says of itself. */
interface Found {
  /** Categories that are said to be the page's own: "Coffee > Whole beans" counts as its last part. */
  named: string[]
  /** Ways from the shop's start to this page, the page itself last. */
  trails: string[][]
  /** What the page's products are called. */
  products: string[]
}

/**
 * Categories of the goods that a page is about: the deepest that its structured data, its crumbs or its Open Graph tags
 * name, at most five, in the shop's own words. Never the shop's start, the shop's own name or the product itself. Reads
 * the page, changes nothing; what is malformed is passed over.
 */
export function readCategories(page: Document): string[] {
  const found: Found = { named: [], trails: [], products: [] }
  for (const read of [readLinkedData, readMicrodata, readMarkup, readOpenGraph]) {
    try {
      read(page, found)
    } catch {
      // A page's own nonsense: what the other readers find still counts.
    }
  }
  const not = new Set([...titlesOf(page), ...found.products].map(fold))
  const useful = (name: string) => name !== '' && !HOME.test(name) && !not.has(fold(name))
  // One trail is enough: the second is most often the first in other clothes.
  const trail = found.trails.map((names) => names.map(tidy).filter(useful)).find((names) => names.length > 0)
  const deepest = trail ? trail.slice(-2).reverse() : []
  const seen = new Set<string>()
  const categories: string[] = []
  for (const name of [...found.named.map((text) => lastPart(text)), ...deepest]) {
    const key = fold(name)
    if (!useful(name) || seen.has(key)) continue
    seen.add(key)
    categories.push(name)
  }
  return categories.slice(0, MAX_CATEGORIES)
}

const tidy = (text: unknown): string =>
  typeof text === 'string' ? text.replace(/\s+/g, ' ').trim().slice(0, MAX_LENGTH).trim() : ''
const fold = (text: string): string => text.toLowerCase()

/** "Food > Coffee > Whole beans" is a taxonomy's way of saying whole beans. */
const lastPart = (text: string): string =>
  tidy(
    text
      .split(/\s*[>›»]\s*|\s+\/\s+/)
      .filter(Boolean)
      .at(-1),
  )

/** What the page, the product and the shop are called. */
function titlesOf(page: Document): Set<string> {
  const names = new Set<string>()
  const add = (text: unknown) => tidy(text) && names.add(tidy(text))
  add(page.querySelector('meta[property="og:site_name" i]')?.getAttribute('content'))
  // A category's own page is headed by its name: only where a product is told of is the heading the product's.
  if (isProduct(page)) for (const heading of page.querySelectorAll('h1')) add(heading.textContent)
  return names
}

const isProduct = (page: Document): boolean =>
  page.querySelector(
    '[itemtype*="schema.org/Product" i], [typeof~="Product" i], [typeof~="schema:Product" i], meta[property="og:type" i][content*="product" i], meta[property^="product:" i]',
  ) !== null ||
  [...scriptsOf(page)].some((script) =>
    /"@type"\s*:\s*\[?\s*"(https?:\/\/schema\.org\/)?Product/.test(script.textContent),
  )

const scriptsOf = (page: Document): HTMLScriptElement[] =>
  [...page.querySelectorAll<HTMLScriptElement>('script[type="application/ld+json" i]')]
    .slice(0, MAX_SCRIPTS)
    .filter(({ textContent }) => textContent.length <= MAX_SCRIPT)

type Thing = Record<string, unknown>
const isThing = (value: unknown): value is Thing =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : value == null ? [] : [value])
const textOf = (value: unknown): string => tidy(isThing(value) ? value.name : value)

/** JSON-LD. Source: schema.org/Product (category), schema.org/BreadcrumbList. */
function readLinkedData(page: Document, found: Found): void {
  for (const script of scriptsOf(page)) {
    let data: unknown
    try {
      data = JSON.parse(script.textContent)
    } catch {
      continue
    }
    const left = { nodes: MAX_NODES }
    walk(data, found, 0, left)
  }
}

function walk(value: unknown, found: Found, depth: number, left: { nodes: number }): void {
  if (depth > MAX_DEPTH || left.nodes-- <= 0) return
  for (const thing of list(value)) {
    if (!isThing(thing)) continue
    const types = list(thing['@type']).map((type) => String(type).replace(/^.*[/#:]/, ''))
    if (types.includes('BreadcrumbList')) found.trails.push(crumbsOf(thing))
    if (types.some((type) => type === 'Product' || type === 'ProductGroup')) {
      found.products.push(tidy(thing.name))
      for (const category of list(thing.category)) found.named.push(textOf(category))
    }
    for (const key of ['@graph', 'breadcrumb', 'mainEntity', 'mainEntityOfPage'])
      if (key in thing) walk(thing[key], found, depth + 1, left)
  }
}

function crumbsOf({ itemListElement }: Thing): string[] {
  const items = list(itemListElement).slice(0, 50)
  const placed = items.map((item, index) => {
    if (!isThing(item)) return { at: index, name: '' }
    return { at: Number(item.position ?? index), name: tidy(item.name) || textOf(item.item) }
  })
  return placed.sort((one, other) => one.at - other.at).map(({ name }) => name)
}

/** Microdata and RDFa, which say the same in attributes. */
function readMicrodata(page: Document, found: Found): void {
  for (const root of page.querySelectorAll(
    '[itemtype*="schema.org/BreadcrumbList" i], [typeof~="BreadcrumbList" i], [typeof~="v:Breadcrumb" i]',
  )) {
    const names = [...root.querySelectorAll('[itemprop~="name"], [property~="name"], [property="v:title"]')]
    found.trails.push(names.map((name) => name.getAttribute('content') ?? name.textContent))
  }
  for (const product of page.querySelectorAll(
    '[itemtype*="schema.org/Product" i], [typeof~="Product" i], [typeof~="schema:Product" i]',
  ))
    for (const category of product.querySelectorAll('[itemprop~="category"], [property~="category"]'))
      found.named.push(category.getAttribute('content') ?? category.textContent)
}

/** Crumbs that are only drawn. The last is the page itself where it is no link, but a category's page may be its own last crumb. */
function readMarkup(page: Document, found: Found): void {
  const roots = page.querySelectorAll(
    'nav[aria-label*="breadcrumb" i], nav[aria-label*="brödsmul" i], nav[aria-label*="brødsmul" i], nav[aria-label*="крошк" i], [role="navigation"][aria-label*="breadcrumb" i], .breadcrumb, .breadcrumbs, .woocommerce-breadcrumb, [data-testid*="breadcrumb" i], [class*="breadcrumb" i]:is(ol, ul, nav)',
  )
  for (const root of [...roots].slice(0, 3)) {
    const items = root.querySelectorAll('li')
    const parts = items.length > 0 ? items : root.querySelectorAll('a, span')
    const product = isProduct(page)
    const names = [...parts].slice(0, 50).map((part) => (part.querySelector('a') ?? part).textContent)
    // On a product's page the last, unlinked crumb is the product.
    const last = items.length > 0 ? [...items].at(-1) : null
    if (product && last && !last.querySelector('a[href]')) names.pop()
    found.trails.push(names)
  }
}

/** Open Graph's product tags. `article:section` is about texts, and not read. */
function readOpenGraph(page: Document, found: Found): void {
  for (const tag of page.querySelectorAll(
    'meta[property="product:category" i], meta[property="og:product:category" i], meta[name="product:category" i]',
  ))
    found.named.push(tag.getAttribute('content') ?? '')
}
