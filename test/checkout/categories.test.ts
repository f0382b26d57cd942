import { join } from 'node:path'
import { build } from 'esbuild'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchChromium } from '../browser.ts'

let page: Page
let script: string

beforeAll(async () => {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, '../../extension/checkout/categories.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'part',
  })
  script = outputFiles[0]!.text
  page = await (await launchChromium()).newPage()
})
afterAll(() => page.close())

async function read(html: string): Promise<string[]> {
  await page.setContent(
    `<!doctype html><html><head><title>Skogsrost</title></head><body>${html}</body></html>`,
  )
  await page.addScriptTag({ content: script })
  // @ts-expect-error the bundle's global
  return page.evaluate(() => part.readCategories(document))
}
const linked = (...data: unknown[]) =>
  data
    .map(
      (one) =>
        `<script type="application/ld+json">${typeof one === 'string' ? one : JSON.stringify(one)}</script>`,
    )
    .join('')
const crumb = (position: number, name: string) => ({
  '@type': 'ListItem',
  position,
  item: { '@id': '/x', name },
})

const TRAIL = {
  '@context': 'https://schema.org',
  '@type': 'BreadcrumbList',
  itemListElement: [crumb(3, 'Whole beans'), crumb(1, 'Hem'), crumb(2, 'Coffee'), crumb(4, 'Skogsrost')],
}
const PRODUCT = { '@context': 'https://schema.org', '@type': 'Product', name: 'Skogsrost' }

test.each<[string, string, string[]]>([
  ['a page that says nothing', '<p>Hello</p>', []],
  ['a product’s category', linked({ ...PRODUCT, category: 'Coffee' }), ['Coffee']],
  ['a taxonomy’s path', linked({ ...PRODUCT, category: 'Food > Coffee > Whole beans' }), ['Whole beans']],
  [
    'several categories',
    linked({ ...PRODUCT, category: ['Coffee', { '@type': 'Thing', name: 'Gifts' }, 'coffee'] }),
    ['Coffee', 'Gifts'],
  ],
  [
    'a graph',
    linked({ '@graph': [{ '@type': 'WebPage', breadcrumb: TRAIL }, PRODUCT] }),
    ['Whole beans', 'Coffee'],
  ],
  ['an array of things', linked([{ '@type': ['Product', 'Thing'], category: 'Tea' }]), ['Tea']],
  [
    'crumbs out of order, with the shop’s start and the product itself',
    `${linked(PRODUCT, TRAIL)}<h1>Skogsrost</h1>`,
    ['Whole beans', 'Coffee'],
  ],
  [
    'a category’s own page',
    `${linked({ ...TRAIL, itemListElement: TRAIL.itemListElement.slice(0, 3) })}<h1>Whole beans</h1>`,
    ['Whole beans', 'Coffee'],
  ],
  [
    'broken data beside good',
    linked('{"@type": "Product", ', { ...PRODUCT, category: 'Coffee' }, 'null', '[]', '7'),
    ['Coffee'],
  ],
  [
    'nonsense in the right places',
    linked(
      { '@type': 'BreadcrumbList', itemListElement: 'no' },
      { '@type': 'Product', category: { a: 1 } },
      { '@type': 'BreadcrumbList', itemListElement: [null, 4, { position: 'x', name: 7 }] },
    ),
    [],
  ],
  [
    'microdata',
    `<ol itemscope itemtype="https://schema.org/BreadcrumbList">
      <li itemprop="itemListElement" itemscope><a href="/"><span itemprop="name">Startsida</span></a></li>
      <li itemprop="itemListElement" itemscope><a href="/k"><span itemprop="name">Kaffe</span></a></li></ol>`,
    ['Kaffe'],
  ],
  [
    'RDFa, and a product’s own property',
    `<div typeof="schema:Product"><h1 property="name">Skogsrost</h1><meta property="category" content="Kaffe"></div>
     <ol vocab="https://schema.org/" typeof="BreadcrumbList"><li property="itemListElement"><span property="name">Dryck</span></li></ol>`,
    ['Kaffe', 'Dryck'],
  ],
  [
    'crumbs that are only drawn',
    `<meta property="og:type" content="product"><nav aria-label="Breadcrumbs"><ol><li><a href="/">Home</a></li><li>/</li>
     <li><a href="/coffee">Coffee</a></li><li>Skogsrost, a dark roast</li></ol></nav><h1>Skogsrost</h1>`,
    ['Coffee'],
  ],
  [
    'a theme’s crumbs without a list',
    `<div class="woocommerce-breadcrumb"><a href="/">Hem</a> / <a href="/te">Te</a> / <a href="/te/gront">Grönt te</a> / Sencha</div>`,
    ['Grönt te', 'Te'],
  ],
  ['Open Graph’s product tag', '<meta property="product:category" content="Outdoor > Jackets">', ['Jackets']],
  ['an article’s section is about texts', '<meta property="article:section" content="News">', []],
  [
    'the shop’s own name is no category',
    `<meta property="og:site_name" content="Tallboda"><nav aria-label="breadcrumb"><ol><li><a href="/">Tallboda</a></li><li><a href="/k">Кофе</a></li></ol></nav>`,
    ['Кофе'],
  ],
  [
    'too many',
    linked({ ...PRODUCT, category: ['a1', 'b2', 'c3', 'd4', 'e5', 'f6', 'g7'] }),
    ['a1', 'b2', 'c3', 'd4', 'e5'],
  ],
])('%s', async (_, html, expected) => expect(await read(html)).toEqual(expected))

test('a name of a mile is cut, and white space is tidied', async () => {
  const [long = '', tidy] = await read(
    linked({ ...PRODUCT, category: ['x'.repeat(5_000), '  Whole \n\t beans '] }),
  )
  expect(long).toHaveLength(120)
  expect(tidy).toBe('Whole beans')
})

test('a page that nests and repeats for ever is left alone in time', async () => {
  let deep: unknown = { '@type': 'Product', category: 'Deep' }
  for (let level = 0; level < 200; level += 1) deep = { '@graph': [deep] }
  const wide = { '@graph': Array.from({ length: 5_000 }, () => ({ '@type': 'Product', category: 'Wide' })) }
  expect(await read(linked(deep, wide, { ...PRODUCT, category: 'Coffee' }, 'x'.repeat(300_000)))).toEqual([
    'Wide',
    'Coffee',
  ])
})

test('a page that has broken its own objects is read as any other', async () => {
  await page.setContent(
    `${linked({ ...PRODUCT, category: 'Coffee' })}<form><input name="querySelector"></form>`,
  )
  await page.addScriptTag({ content: script })
  // @ts-expect-error the bundle's global
  expect(await page.evaluate(() => part.readCategories(document))).toEqual(['Coffee'])
})
