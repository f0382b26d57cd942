import type { Page } from 'playwright-core'
import { afterEach, describe, expect, test } from 'vitest'
import { type ApplyTest, apply, open, pageSource, shownTotal } from './harness.ts'

let page: Page
afterEach(() => page?.close())

async function tryCode(name: string, code: string, options?: ApplyTest) {
  page = await open(pageSource(`apply/${name}`))
  return apply(page, code, options)
}
const pressed = () => page.evaluate(() => pressed)
const usd = (amountMinor: number) => ({ amountMinor, currency: 'USD' })
const saved = (after: number, before = 10_000) => ({
  outcome: 'applied',
  before: usd(before),
  after: usd(after),
  savedMinor: before - after,
  removed: null,
})

describe('a code that lowers the total', () => {
  test.each([
    ['client-rendered', 8788],
    ['behind-a-link', 9850],
    ['old-refusal-lingers', 8000],
    ['whole-pointer-order', 9000],
    ['only-the-total', 9000],
    ['plain-button-in-card-form', 9000],
    ['mutates-for-ever', 9000],
    ['mini-cart-and-tfoot', 9630],
    ['shadow-root', 9000],
    ['checkbox-opens', 9000],
    ['woocommerce', 9000],
    ['wipes-the-address', 9000],
  ])('%s', async (name, after) => {
    expect(await tryCode(name, 'SAVE10')).toEqual(saved(after))
    expect(await pressed()).not.toContain('place')
  })

  test('the steps are told in their order', async () => {
    await tryCode('only-the-total', 'SAVE10')
    expect(await page.evaluate(() => steps.map((step) => step.kind))).toEqual([
      'notedTotal',
      'typed',
      'waiting',
      'compared',
    ])
  })
})

describe('a code that does not', () => {
  test('refused: the shop says so, and the field is left empty', async () => {
    expect(await tryCode('refused', 'NOPE')).toMatchObject({
      outcome: 'rejected',
      after: usd(10_000),
      savedMinor: null,
    })
    expect(await page.inputValue('#code')).toBe('')
  })

  test.each(['no-saving', 'raises-the-total'])(
    '%s: it is taken out again, and the total comes back',
    async (name) => {
      expect(await tryCode(name, 'SAVE10')).toMatchObject({
        outcome: 'noSaving',
        after: usd(10_000),
        savedMinor: null,
        removed: true,
      })
      expect(await shownTotal(page)).toBe('$100.00')
      expect(await pressed()).toContain('removeCode')
      expect(await pressed()).not.toContain('removeItem')
    },
  )

  test('a general "remove" is never pressed', async () => {
    expect(await tryCode('no-saving-general-remove', 'SAVE10')).toMatchObject({
      outcome: 'noSaving',
      removed: false,
    })
    expect((await pressed()).filter((id) => id.startsWith('remove'))).toEqual([])
  })

  test('a better code that ours drove out is put back', async () => {
    expect(await tryCode('replaces-a-better-code', 'SAVE5')).toMatchObject({
      outcome: 'noSaving',
      before: usd(8500),
      after: usd(8500),
      removed: true,
    })
    expect(await page.locator('#chips').innerText()).toContain('SPRING15')
  })

  test('a code that was in use before is left alone', async () => {
    expect(await tryCode('in-use-already', 'SAVE10')).toMatchObject({
      outcome: 'unconfirmed',
      savedMinor: null,
    })
    expect(await pressed()).toEqual([])
  })
})

describe('in doubt nothing is said to be saved', () => {
  test.each([
    ['falls-for-another-reason', 'unconfirmed'],
    ['shipping-falls-by-itself', 'unconfirmed'],
    ['basket-shrinks', 'unconfirmed'],
    ['flickers', 'rejected'],
    ['takes-its-word-back', 'rejected'],
    ['another-label', 'unconfirmed'],
    ['no-answer', 'unconfirmed'],
    ['endless-total', 'unconfirmed'],
    ['wants-a-person', 'unsupported'],
  ])('%s', async (name, outcome) => {
    expect(await tryCode(name, 'BEST10', { timeoutMs: 4000 })).toMatchObject({ outcome, savedMinor: null })
  })
})

describe('what the member typed', () => {
  test('an address that the shop wipes is put back, and the shop hears of it', async () => {
    page = await open(pageSource('apply/wipes-the-address'))
    await page.fill('[name=street]', 'Storgatan 1')
    await page.fill('[name=city]', 'Umeå')
    await page.selectOption('[name=region]', 'AB')
    expect(await apply(page, 'SAVE10')).toMatchObject({ outcome: 'applied' })
    expect(await page.inputValue('[name=street]')).toBe('Storgatan 1')
    expect(await page.inputValue('[name=city]')).toBe('Umeå')
    expect(await page.inputValue('[name=region]')).toBe('AB')
    expect(await page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard)).toEqual([
      'street',
      'city',
      'region',
    ])
  })

  test('a note is left as it was', async () => {
    await tryCode('client-rendered', 'SAVE10')
    expect(await page.inputValue('[name=note]')).toBe('Ring twice')
  })
})

describe('cancelled', () => {
  test('before anything is pressed: nothing is', async () => {
    expect(await tryCode('only-the-total', 'SAVE10', { cancelAfterMs: 50 })).toMatchObject({
      outcome: 'cancelled',
    })
    expect(await pressed()).toEqual([])
  })

  test('after: the code is taken out again', async () => {
    expect(await tryCode('no-saving', 'SAVE10', { cancelAfterMs: 1800 })).toMatchObject({
      outcome: 'cancelled',
      removed: true,
    })
    expect(await page.locator('#chips').innerText()).toBe('')
  })
})

test('our own code is taken out when the member wishes it', async () => {
  expect(await tryCode('client-rendered', 'SAVE10')).toMatchObject({ outcome: 'applied' })
  const result = await page.evaluate(() =>
    checkout.removeCode(document, 'SAVE10', {
      signal: new AbortController().signal,
      currency: 'USD',
      expected: { amountMinor: 10_000, currency: 'USD' },
    }),
  )
  expect(result).toMatchObject({ outcome: 'cancelled', after: usd(10_000), removed: true })
  expect(await shownTotal(page)).toBe('$100.00')
})
