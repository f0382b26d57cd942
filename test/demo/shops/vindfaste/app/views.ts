import type { Garment } from '../catalogue.ts'
import { h } from './dom.ts'
import { add, state } from './state.ts'
import { language, money, words } from './words.ts'

/** Goes to another view without a load. */
export type Go = (path: string) => void

export const pictureOf = (sku: string, alt: string): HTMLElement =>
  h('img', { src: `/pictures/${sku}.svg`, alt, width: 400, height: 400 })

export const heading = (text: string): HTMLElement => h('h1', { tabindex: -1 }, text)

/** Front page. */
export function homeView(): HTMLElement[] {
  const t = words()
  return [
    h(
      'section',
      { class: 'hero' },
      h(
        'div',
        {},
        heading(t.heroTitle),
        h('p', {}, t.heroText),
        h('a', { class: 'button', href: '/kategori/jackor' }, t.heroButton),
      ),
      pictureOf('VF-KAM', ''),
    ),
    h('h2', {}, t.all),
    grid(state.catalogue.garments),
  ]
}

/** One department, or `null` where there is none of that name. */
export function departmentView(slug: string): HTMLElement[] | null {
  const department = state.catalogue.departments.find((candidate) => candidate.slug === slug)
  if (!department) return null
  const name = department.name[language()]
  const garments = state.catalogue.garments.filter((garment) => garment.category === slug)
  return [...crumbs([{ name, path: `/kategori/${slug}` }]), heading(name), grid(garments)]
}

/** One garment, or `null`. */
export function garmentView(slug: string, go: Go): HTMLElement[] | null {
  const garment = state.catalogue.garments.find((candidate) => candidate.slug === slug)
  const department = state.catalogue.departments.find((candidate) => candidate.slug === garment?.category)
  if (!garment || !department) return null
  const t = words()
  const name = garment.name[language()]
  const put = async (event: Event): Promise<void> => {
    event.preventDefault()
    const size = new FormData(event.target as HTMLFormElement).get('size')
    await add(garment.sku, typeof size === 'string' ? size : '')
    go('/varukorg')
  }
  const middle = garment.sizes[Math.floor(garment.sizes.length / 2)]
  return [
    ...crumbs([
      { name: department.name[language()], path: `/kategori/${department.slug}` },
      { name, path: `/produkt/${slug}` },
    ]),
    linkedData({
      '@type': 'Product',
      sku: garment.sku,
      name,
      description: garment.text[language()],
      category: garment.category,
      brand: { '@type': 'Brand', name: garment.brand },
      image: new URL(`/pictures/${garment.sku}.svg`, location.href).href,
      offers: {
        '@type': 'Offer',
        price: (garment.priceMinor / 100).toFixed(2),
        priceCurrency: 'SEK',
        availability: 'https://schema.org/InStock',
        url: new URL(`/produkt/${slug}`, location.href).href,
      },
    }),
    h(
      'article',
      { class: 'product' },
      pictureOf(garment.sku, name),
      h(
        'form',
        { class: 'about', on: { submit: (event) => void put(event) } },
        h('p', { class: 'caps' }, garment.colour[language()]),
        heading(name),
        h('p', { class: 'price' }, money(garment.priceMinor)),
        h('p', { class: 'muted' }, garment.text[language()]),
        garment.sizes.length > 0 &&
          h(
            'fieldset',
            { class: 'sizes' },
            h('legend', {}, t.size),
            garment.sizes.map((size) =>
              h(
                'label',
                {},
                h('input', { type: 'radio', name: 'size', value: size, checked: size === middle }),
                h('span', {}, size),
              ),
            ),
          ),
        h('button', { class: 'wide' }, t.add),
        h('p', { class: 'muted' }, t.free),
      ),
    ),
  ]
}

function grid(garments: Garment[]): HTMLElement {
  return h(
    'ul',
    { class: 'grid' },
    garments.map((garment) =>
      h(
        'li',
        {},
        h(
          'a',
          { href: `/produkt/${garment.slug}` },
          pictureOf(garment.sku, ''),
          h(
            'div',
            { class: 'row' },
            h('span', { class: 'name' }, garment.name[language()]),
            h('span', { class: 'price' }, money(garment.priceMinor)),
          ),
          h('span', { class: 'muted' }, garment.colour[language()]),
        ),
      ),
    ),
  )
}

function crumbs(steps: { name: string; path: string }[]): HTMLElement[] {
  const way = [{ name: words().home, path: '/' }, ...steps]
  return [
    h(
      'ol',
      { class: 'crumbs' },
      way.map((step, index) =>
        index === way.length - 1
          ? h('li', { 'aria-current': 'page' }, step.name)
          : h('li', {}, h('a', { href: step.path }, step.name)),
      ),
    ),
    linkedData({
      '@type': 'BreadcrumbList',
      itemListElement: way.map((step, index) => ({
        '@type': 'ListItem',
        position: index + 1,
        name: step.name,
        item: new URL(step.path, location.href).href,
      })),
    }),
  ]
}

const linkedData = (value: object): HTMLElement =>
  h('script', { type: 'application/ld+json' }, JSON.stringify({ '@context': 'https://schema.org', ...value }))
