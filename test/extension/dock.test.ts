import { join } from 'node:path'
import { build } from 'esbuild'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchChromium } from '../browser.ts'

let browser: Browser
let script: string

beforeAll(async () => {
  browser = await launchChromium()
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, '../../extension/page/dock.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'dock',
  })
  script = outputFiles[0]?.text ?? ''
})
afterAll(() => browser.close())

declare const dock: typeof import('../../extension/page/dock.ts')

const CORNER = 'position:fixed;bottom:40px;width:300px;height:300px;'
const FORM = `<form><input aria-label="Code"><button>Apply</button><p>Total 441,00 kr</p><button style="width:100%;height:120px">Pay</button></form>`

test.each([
  ['nothing in either corner', '', 'right', 'right'],
  ['the pay button at the right', `<div style="${CORNER}right:40px">${FORM}</div>`, 'right', 'left'],
  ['the pay button at the left', `<div style="${CORNER}left:40px">${FORM}</div>`, 'right', 'right'],
  [
    'the pay button at the left, where the panel stands',
    `<div style="${CORNER}left:40px">${FORM}</div>`,
    'left',
    'right',
  ],
  [
    'as much in both',
    `<div style="${CORNER}left:40px">${FORM}</div><div style="${CORNER}right:40px">${FORM}</div>`,
    'left',
    'left',
  ],
  ['only itself', `<b id="own" style="${CORNER}right:20px">words words words</b>`, 'right', 'right'],
] as const)('with %s the panel stands where it hides less', async (_, body, current, expected) => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  await page.setContent(`<!doctype html><title>Shop</title><body>${body}</body>`)
  await page.addScriptTag({ content: script })
  const side = await page.evaluate(
    (from) =>
      dock.freerPlace(
        document,
        document.querySelector('#own') ?? document.createElement('i'),
        from,
        null,
        480,
      ).side,
    current,
  )
  expect(side).toBe(expected)
  await page.setViewportSize({ width: 600, height: 800 })
  expect(
    await page.evaluate(() => dock.freerPlace(document, document.createElement('i'), 'left', null, 480).side),
  ).toBe('right')
  await page.close()
})
