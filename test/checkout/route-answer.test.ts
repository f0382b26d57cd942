import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { routeAnswer } from '../../extension/checkout/runs/by-route.ts'
import type { CartState, Press, RunState } from '../../extension/checkout/types.ts'
import { open } from './harness.ts'
import { aPress, aState, usd } from './run-state.ts'

declare global {
  var byRoute: { routeAnswer: typeof routeAnswer }
}

let page: Page
beforeAll(async () => {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('../../extension/checkout/runs/by-route.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'byRoute',
  })
  page = await open('<!doctype html><title>Cart</title>')
  await page.addScriptTag({ content: `${outputFiles[0]!.text};globalThis.byRoute = byRoute` })
})
afterAll(() => page.close())

/** What is made of the cart API's answer to a press at $200.00 in a basket of two things with OLD in use. */
const judged = (cart: CartState | null, pressed: Partial<Press> = {}, change: Partial<RunState> = {}) =>
  page.evaluate(
    ([state, cart]) => byRoute.routeAnswer({ state, options: {} } as Parameters<typeof routeAnswer>[0], cart),
    [
      aState({
        earlierCodes: ['OLD'],
        standing: ['OLD'],
        quantity: 2,
        press: aPress({ shown: ['OLD'], ...pressed }),
        ...change,
      }),
      cart,
    ] as const,
  )
const cart = (amountMinor: number, codes: string[], change: Partial<CartState> = {}): CartState => ({
  total: usd(amountMinor),
  codes,
  quantity: 2,
  ...change,
})
const nothingKnown = { outcome: 'unconfirmed', after: null }

test.each<[string, CartState | null, object]>([
  [
    'a lower total with the code in it is applied',
    cart(19_000, ['old', 'save10']),
    { outcome: 'applied', present: true, gone: [] },
  ],
  ['the same total is no saving', cart(20_000, ['OLD', 'SAVE10']), { outcome: 'noSaving', steady: true }],
  ['a higher one is none either', cart(21_000, ['OLD', 'SAVE10']), { outcome: 'noSaving', steady: false }],
  [
    'without the code it is a refusal',
    cart(20_000, ['OLD']),
    { outcome: 'rejected', present: false, steady: true },
  ],
  [
    'refused, and the total moved: something else is at work',
    cart(15_000, ['OLD']),
    { outcome: 'unconfirmed', present: false, steady: false },
  ],
  ['refused, and a code of before went with it', cart(22_000, []), { outcome: 'rejected', gone: ['OLD'] }],
  [
    'another currency says nothing',
    { ...cart(0, ['OLD', 'SAVE10']), total: { amountMinor: 15_000, currency: 'EUR' } },
    { ...nothingKnown, present: false, answered: false },
  ],
  ['no answer says nothing', null, { ...nothingKnown, answered: false }],
  [
    'a smaller basket says nothing',
    cart(10_000, ['OLD', 'SAVE10'], { quantity: 1 }),
    { ...nothingKnown, present: true, answered: true },
  ],
  [
    "somebody else's code says nothing",
    cart(15_000, ['OLD', 'SAVE10', 'OTHER']),
    { ...nothingKnown, present: true, answered: true },
  ],
])('%s', async (_what, answered, expected) => {
  expect(await judged(answered)).toMatchObject(expected)
})

test('taking out measures the basket without it', async () => {
  const taken = await judged(
    cart(20_000, ['OLD']),
    { kind: 'take', before: usd(19_000) },
    { standing: ['OLD', 'SAVE10'] },
  )
  expect(taken).toMatchObject({ outcome: 'noSaving', after: usd(20_000), present: false, answered: true })
})

test('with no press to answer, nothing is said', async () => {
  expect(await judged(cart(19_000, ['OLD', 'SAVE10']), {}, { press: null })).toMatchObject(nothingKnown)
})
