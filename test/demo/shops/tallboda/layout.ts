import { dataBlock, type Html, html, type Part } from '../html.ts'
import type { Session, Shop } from '../shop.ts'
import { type Good, type Language, SHELVES } from './catalogue.ts'
import { WORDS } from './words.ts'

/** What every page of the shop needs to be drawn. */
export type View = {
  shop: Shop
  session: Session
  language: Language
  /** The page's own address, to come back to. */
  url: URL
}

/** An amount in cents as this shop prints it. */
export const money = (minor: number, language: Language): string =>
  new Intl.NumberFormat(language === 'sv' ? 'sv-SE' : 'en-US', { style: 'currency', currency: 'USD' }).format(
    minor / 100,
  )

/** A whole page: header with shelves, search and cart; footer with the other language. */
export function layout(view: View, title: string, body: Part, head: Part = null): Html {
  const { language, session, url } = view
  const words = WORDS[language]
  const units = session.cart.lines.reduce((total, line) => total + line.quantity, 0)
  const other = new URL(url)
  other.searchParams.set('lang', language === 'en' ? 'sv' : 'en')
  const here = (path: string): Part => (url.pathname === path ? html` aria-current="page"` : null)
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Tallboda Kafferosteri</title>
<link rel="stylesheet" href="/style.css">
<link rel="icon" href="/icon.svg" type="image/svg+xml">
${head}
</head>
<body>
<a class="skip" href="#main">${words.everything}</a>
<header class="top"><div class="wrap">
<a class="brand" href="/">Tallboda Kafferosteri</a>
<nav aria-label="Tallboda">${SHELVES.map((shelf) => html`<a href="/category/${shelf.slug}"${here(`/category/${shelf.slug}`)}>${shelf.name[language]}</a>`)}
<a href="/cart"${here('/cart')}>${words.cart} (${units})</a></nav>
<form class="search" role="search" action="/search"><input type="search" name="q" aria-label="${words.search}" placeholder="${words.search}" maxlength="80" value="${url.pathname === '/search' ? url.searchParams.get('q') : ''}"><button>${words.search}</button></form>
</div></header>
<main id="main"><div class="wrap">${body}</div></main>
<footer class="foot"><div class="wrap"><span>${words.freeFrom}</span><span>Tallboda Kafferosteri · demo</span><a href="${other.pathname}${other.search}" hreflang="${language === 'en' ? 'sv' : 'en'}">${words.otherLanguage}</a></div></footer>
</body>
</html>`
}

/** Products side by side. */
export const grid = (view: View, goods: Good[]): Html =>
  html`<ul class="grid">${goods.map(
    (good) =>
      html`<li><a class="card" href="/product/${good.slug}"><img src="/pictures/${good.sku}.svg" alt="" width="400" height="400"><span class="row"><span class="name">${good.name[view.language]}</span><span class="price">${money(good.priceMinor, view.language)}</span></span><span class="muted">${good.kind[view.language]}</span></a></li>`,
  )}</ul>`

/** The way here, for people and, as schema.org's BreadcrumbList, for machines. */
export function crumbs(view: View, steps: { name: string; path: string }[]): { list: Html; data: Html } {
  const last = steps.length - 1
  return {
    list: html`<ol class="crumbs">${steps.map((step, index) => (index === last ? html`<li aria-current="page">${step.name}</li>` : html`<li><a href="${step.path}">${step.name}</a></li>`))}</ol>`,
    data: dataBlock('application/ld+json', {
      '@context': 'https://schema.org',
      '@type': 'BreadcrumbList',
      itemListElement: steps.map((step, index) => ({
        '@type': 'ListItem',
        position: index + 1,
        name: step.name,
        item: new URL(step.path, view.url).href,
      })),
    }),
  }
}
