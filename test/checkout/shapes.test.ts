import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { afterEach, expect, test } from 'vitest'
import { open, pageSource } from './harness.ts'

// Each page says in a comment what is to be found in it. They reproduce shapes of real pages and of platforms' templates.
const names = readdirSync(fileURLToPath(new URL('./pages/shapes', import.meta.url))).map((file) =>
  file.replace('.html', ''),
)

let page: Page
afterEach(() => page.close())

test.each(names)('%s', async (name) => {
  const source = pageSource(`shapes/${name}`)
  const expected = JSON.parse(source.match(/<!-- (\{.*?\}) -->/)![1]!)
  page = await open(
    source,
    expected.kind === 'cart' ? '/cart' : expected.kind === 'checkout' ? '/checkout' : '/page',
  )
  const found = await page.evaluate(() => checkout.classifyPage(document))
  expect(found).toEqual({ kind: expected.kind, codeField: expected.codeField })
  if (expected.field && expected.codeField !== 'none') {
    const same = await page.evaluate(
      (selector) => checkout.findCodeField(document, 'any') === document.querySelector(selector),
      expected.field,
    )
    expect(same).toBe(true)
  }
})
