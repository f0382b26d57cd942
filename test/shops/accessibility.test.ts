import axe from 'axe-core'
import { afterEach, describe, expect, test } from 'vitest'
import { type OpenShop, openShop } from './open-shop.ts'

let open: OpenShop
afterEach(() => open.close())

/** What axe-core finds at WCAG 2.2 AA, as `rule: first place`. */
async function faults(path: string): Promise<string[]> {
  const { page, shop } = open
  await page.goto(`${shop.origin}${path}`)
  await page.locator('h1').waitFor()
  await page.evaluate(axe.source)
  return page.evaluate(async () => {
    const run = (globalThis as unknown as { axe: typeof import('axe-core') }).axe.run
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
    const { violations } = await run(document, { runOnly: tags })
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target} ${nodes[0]?.failureSummary}`)
  })
}

describe.each([
  [
    'tallboda',
    '/product/skogsrost',
    'Add to cart',
    ['/', '/category/fika', '/product/skogsrost', '/cart', '/checkout'],
  ],
  [
    'vindfaste',
    '/produkt/dunjacka-brant',
    'Lägg i varukorgen',
    ['/', '/kategori/jackor', '/produkt/dunjacka-brant', '/varukorg', '/kassa'],
  ],
] as const)('%s', (kind, product, add, paths) => {
  test('has no fault that axe-core knows of, and fits 360 pixels', async () => {
    open = await openShop(kind)
    const { page, shop } = open
    await page.goto(`${shop.origin}${product}`)
    await page.getByRole('button', { name: add }).click()
    await page.locator('#stamkund-basket').waitFor({ state: 'attached' })
    await page.setViewportSize({ width: 360, height: 740 })
    for (const path of paths) {
      expect([path, ...(await faults(path))]).toEqual([path])
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      expect([path, overflow]).toEqual([path, 0])
    }
  })
})
