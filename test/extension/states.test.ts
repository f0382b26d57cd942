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
