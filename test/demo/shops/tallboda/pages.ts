import { dataBlock, type Html, html } from '../html.ts'
import { GOODS, type Good, SHELVES, type Shelf, shelfOf } from './catalogue.ts'
import { crumbs, grid, layout, money, type View } from './layout.ts'
import { WORDS } from './words.ts'

/** The front page. */
export function homePage(view: View): Html {
  const words = WORDS[view.language]
  return layout(
    view,
    words.home,
    html`<section class="hero"><div><h1>${words.intro}</h1><p>${words.introText}</p><a class="button" href="/category/coffee">${words.seeCoffee}</a></div>
<div class="trio">${GOODS.slice(0, 3).map((good) => html`<img src="/pictures/${good.sku}.svg" alt="${good.name[view.language]}" width="400" height="400">`)}</div></section>
${SHELVES.map((shelf) => html`<h2><a href="/category/${shelf.slug}">${shelf.name[view.language]}</a></h2>${grid(view, onShelf(shelf).slice(0, 4))}`)}`,
  )
}

/** Everything on one shelf. */
export function shelfPage(view: View, shelf: Shelf): Html {
  const name = shelf.name[view.language]
  const way = crumbs(view, [
    { name: WORDS[view.language].home, path: '/' },
    { name, path: `/category/${shelf.slug}` },
  ])
  const body = html`${way.list}<h1>${name}</h1><p class="muted">${shelf.text[view.language]}</p>${grid(view, onShelf(shelf))}`
  return layout(view, name, body, way.data)
}

/** One product, and a form that puts it in the cart. */
export function productPage(view: View, good: Good): Html {
  const { language } = view
  const words = WORDS[language]
  const shelf = shelfOf(good)
  const name = good.name[language]
  const way = crumbs(view, [
    { name: words.home, path: '/' },
    { name: shelf.name[language], path: `/category/${shelf.slug}` },
    { name, path: `/product/${good.slug}` },
  ])
  const data = dataBlock('application/ld+json', {
    '@context': 'https://schema.org',
    '@type': 'Product',
    sku: good.sku,
    name,
    description: good.text[language],
    category: good.category,
    brand: { '@type': 'Brand', name: good.brand },
    image: new URL(`/pictures/${good.sku}.svg`, view.url).href,
    offers: {
      '@type': 'Offer',
      price: (good.priceMinor / 100).toFixed(2),
      priceCurrency: 'USD',
      availability: 'https://schema.org/InStock',
      url: new URL(`/product/${good.slug}`, view.url).href,
    },
  })
  const beside = GOODS.filter((other) => shelfOf(other) === shelf && other !== good).slice(0, 4)
  return layout(
    view,
    name,
    html`${way.list}<article class="product">
<img src="/pictures/${good.sku}.svg" alt="${name}" width="400" height="400">
<div><p class="muted">${good.kind[language]}</p><h1><span>${name}</span><span class="price">${money(good.priceMinor, language)}</span></h1>
<p>${good.text[language]}</p>
<form class="buy" method="post" action="/cart/add"><input type="hidden" name="sku" value="${good.sku}"><label>${words.quantity}<input type="number" name="quantity" value="1" min="1" max="20" inputmode="numeric"></label><button>${words.add}</button></form>
<p class="muted">${words.freeFrom}</p></div></article>
<h2 class="beside">${shelf.name[language]}</h2>${grid(view, beside)}`,
    html`${data}${way.data}`,
  )
}

/** Products whose words hold the query, in either language. */
export function searchPage(view: View): Html {
  const words = WORDS[view.language]
  const query = (view.url.searchParams.get('q') ?? '').slice(0, 80)
  const wanted = query.trim().toLowerCase()
  const hits = GOODS.filter(
    (good) =>
      wanted !== '' &&
      [good.name, good.kind, good.text].some((text) =>
        Object.values(text).join(' ').toLowerCase().includes(wanted),
      ),
  )
  const body = html`<h1>${words.searchFor} “${query}”</h1>${hits.length > 0 ? grid(view, hits) : html`<p>${words.noHits}</p>`}`
  return layout(view, words.search, body)
}

/** For addresses that lead nowhere. */
export function notFoundPage(view: View): Html {
  const words = WORDS[view.language]
  const body = html`<h1>${words.notFound}</h1><p>${words.notFoundText}</p><a class="button" href="/">${words.back}</a>`
  return layout(view, words.notFound, body)
}

const onShelf = (shelf: Shelf): Good[] => GOODS.filter((good) => shelf.categories.includes(good.category))
