import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type * as Field from '../../extension/checkout/field.ts'
import { labelled, promised } from './field-labels.ts'
import { fields, hiders, openers } from './fields.ts'
import { open } from './harness.ts'

declare global {
  /** What the detector's rooms offer each other, as it stands in the page. */
  var detector: typeof Field
}

// Every case stands in the same basket: a search above, a quantity beside, letters below.
let page: Page
beforeAll(async () => {
  page = await open('<!doctype html><html lang="en"><title>Cart</title><body></body></html>', '/cart')
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('../../extension/checkout/field.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'detector',
    charset: 'utf8',
  })
  await page.evaluate(`${outputFiles[0]!.text};globalThis.detector = detector`)
})
afterAll(() => page.close())

/** What a question is answered with, as the index of each element among all of the page; beside it the wanted one. */
const ask = (body: string, selector: string | null, question: 'field' | 'toggles' | 'openers') =>
  page.evaluate(
    async ([body, selector, question]) => {
      document.body.innerHTML = `<style>.off,[hidden]{display:none}</style><header><input type="search" name="q"><button>Search</button></header>
<h1>Cart</h1><p>Mug <input name="qty" value="1"> $9.00</p><section id="case">${body}</section><p>Total $9.00</p><button>Checkout</button>
<footer><p>Get 10% off</p><input type="email" name="mail"><button>Sign up</button></footer>`
      await new Promise((resolve) => setTimeout(resolve))
      const field = detector.findCodeField(document, 'any')
      const found =
        question === 'field'
          ? [field]
          : question === 'toggles'
            ? detector.findToggles(document)
            : field
              ? detector.findOpenersOf(field)
              : []
      const wanted = selector && document.querySelector(`#case ${selector.split(', ').join(', #case ')}`)
      const told = found.slice(0, 1).map((one) => one && (one === wanted ? 'the wanted one' : one.outerHTML))
      return { found: told[0] ?? null, there: wanted !== null }
    },
    [body, selector, question] as const,
  )

const check =
  (question: 'field' | 'toggles' | 'openers') => async (_: string, body: string, selector: string | null) => {
    const { found, there } = await ask(body, selector, question)
    expect(there || selector === null).toBe(true)
    expect(found).toBe(selector && 'the wanted one')
  }

test.each(fields)('a field, or none: %s', check('field'))
test.each(labelled)('a label, and whose: %s', check('field'))
test.each(promised)('who has a code, or tells of codes: %s', check('toggles'))
test.each(openers)('what promises a field, or nothing: %s', check('toggles'))
test.each(hiders)('what hides a field: %s', check('openers'))

test('a disclosure that is open already is not pressed again', async () => {
  const { found } = await ask('<button aria-expanded="true">Add promo code</button>', null, 'toggles')
  expect(found).toBeNull()
})
