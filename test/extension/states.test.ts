import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchChromium } from '../browser.ts'
import { buildGallery } from './gallery-page.ts'
import { panels, popups, welcomes } from './states.ts'

let page: Page
let gallery: Awaited<ReturnType<typeof buildGallery>>

beforeAll(async () => {
  gallery = await buildGallery()
  const browser = await launchChromium()
  page = await browser.newPage({ viewport: { width: 600, height: 700 }, reducedMotion: 'reduce' })
  await page.addInitScript(
    await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'),
  )
})
afterAll(() => page.close())

const states = [
  ...Object.keys(panels).map((name) => ['panel', name] as const),
  ...Object.keys(popups).map((name) => ['popup', name] as const),
  ...Object.keys(welcomes).map((name) => ['welcome', name] as const),
]

describe.each(['light', 'dark'] as const)('%s', (theme) => {
  test.each(states)('%s %s can be read and reached by everyone', async (kind, name) => {
    await page.goto(gallery.url(kind, name, theme))
    const results = await page.evaluate(
      async (rules): Promise<AxeResults> =>
        (window as unknown as { axe: { run(at: unknown, options: object): Promise<AxeResults> } }).axe.run(
          document,
          rules,
        ),
      // The panel is a guest in a page that has landmarks and a title of its own.
      {
        rules:
          kind === 'popup' || kind === 'welcome'
            ? {}
            : {
                region: { enabled: false },
                'page-has-heading-one': { enabled: false },
                'landmark-one-main': { enabled: false },
              },
      },
    )
    const told = results.violations.map(
      (one) => `${one.id}: ${one.nodes.map((node) => `${node.html} ${node.failureSummary}`).join('; ')}`,
    )
    expect(told).toEqual([])
    expect(results.passes.length).toBeGreaterThan(0)
  })
})

test('no state has two filled buttons', async () => {
  for (const [kind, name] of states) {
    await page.goto(gallery.url(kind, name, 'light'))
    const filled = await page.locator('.btn.p').count()
    expect(filled, `${kind} ${name}`).toBeLessThanOrEqual(1)
  }
})

test('nothing of a panel is wider than the panel, in any language', async () => {
  for (const name of Object.keys(panels)) {
    await page.goto(gallery.url('panel', name, 'light'))
    const wide = await page
      .locator('.panel *')
      .evaluateAll((all) =>
        all
          .filter((element) => !element.closest('.sr') && element.getBoundingClientRect().right > 345)
          .map((element) => element.outerHTML.slice(0, 120)),
      )
    expect(wide, name).toEqual([])
  }
})

test.each([320, 360, 384, 600])(
  'in a window %i px wide the panel is inside it and lets the shop be clicked',
  async (width) => {
    await page.setViewportSize({ width, height: 700 })
    await page.goto(gallery.url('host', 'offers', 'light'))
    const panel = await page.locator('stamkund-panel .panel').boundingBox()
    expect(panel?.x).toBeGreaterThanOrEqual(12)
    expect((panel?.x ?? 0) + (panel?.width ?? 0)).toBeLessThanOrEqual(width - 12)
    await page.goto(gallery.url('host', 'folded-offers', 'light'))
    const tab = await page.locator('stamkund-panel .tab').boundingBox()
    const under = await page.evaluate(([x, y]) => document.elementFromPoint(x, y)?.localName, [
      (tab?.x ?? 0) - 4,
      (tab?.y ?? 0) + 20,
    ] as const)
    expect(under).not.toBe('stamkund-panel')
    await page.setViewportSize({ width: 600, height: 700 })
  },
)

test('a saving whose basket was ordered promises nothing of the basket', async () => {
  await page.goto(gallery.url('panel', 'saved', 'light'))
  expect(await page.locator('.pf').innerText()).toContain('The code stays in the basket')
  await page.goto(gallery.url('panel', 'saved-ordered', 'light'))
  expect(await page.locator('.slip').count()).toBe(1)
  expect(await page.locator('.pf').innerText()).not.toMatch(/basket|Undo/)
})

test('each standing code has its own line on the slip, and one line where the parts don’t add up', async () => {
  await page.goto(gallery.url('panel', 'saved-several', 'light'))
  const lines = page.locator('.rl.cut')
  expect(await lines.allInnerTexts()).toEqual([
    expect.stringMatching(/^KAFFE45\s+−45,00$/),
    expect.stringMatching(/^FRAKT0\s+−49,00$/),
  ])
  expect(await page.locator('.idle').innerText()).toBe('Did not lower the total: VINTER10')
  await page.goto(gallery.url('panel', 'saved-several-uneven', 'light'))
  expect(await lines.allInnerTexts()).toEqual([expect.stringMatching(/^KAFFE45 \+ FRAKT0\s+−93,00$/)])
})

test('what failed after a code was typed does not say that nothing was changed', async () => {
  await page.goto(gallery.url('panel', 'error-typed', 'light'))
  expect(await page.locator('.panel').innerText()).toMatch(/may still be in the basket/)
  expect(await page.locator('.pf').innerText()).not.toMatch(/Nothing/)
})

test('a purchase imported today stands under its own day', async () => {
  await page.goto(gallery.url('popup', 'activity-imported', 'light'))
  expect(await page.locator('.dayblock').allInnerTexts()).toEqual([
    expect.stringMatching(/22 November[\s\S]*Taken back/),
    expect.stringMatching(/3 September[\s\S]*Purchase/),
  ])
})
