import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import type { ApplyResult } from '../../extension/checkout/index.ts'
import { type ApplyTest, apply, applyAndCancelAt, open, pageSource, shownTotal } from './harness.ts'

// Each test has its own tab, and most of its time is waiting: they run side by side.
interface Tried {
  page: Page
  result: ApplyResult
  pressed(): Promise<string[]>
}

const tab = (name: string): Promise<Page> => open(pageSource(`apply/${name}`))

async function tryCode(name: string, code: string, options?: ApplyTest): Promise<Tried> {
  const page = await tab(name)
  const result = await apply(page, code, options)
  return { page, result, pressed: () => page.evaluate(() => globalThis.pressed) }
}
const usd = (amountMinor: number) => ({ amountMinor, currency: 'USD' })
const saved = (after: number, before = 10_000) => ({
  outcome: 'applied',
  before: usd(before),
  after: usd(after),
  savedMinor: before - after,
  removed: null,
  codes: [{ code: 'SAVE10', outcome: 'applied', before: usd(before), after: usd(after) }],
})

describe.concurrent('a code that lowers the total', () => {
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
    const { page, result, pressed } = await tryCode(name, 'SAVE10')
    expect(result).toEqual(saved(after))
    expect(await pressed()).not.toContain('place')
    await page.close()
  })

  test('the steps are told in their order', async () => {
    const { page } = await tryCode('only-the-total', 'SAVE10')
    const kinds = await page.evaluate(() => steps.map((step) => step.kind))
    expect(kinds).toEqual(['notedTotal', 'typed', 'waiting', 'compared'])
    await page.close()
  })
})

describe.concurrent('a code that does not', () => {
  test('refused: the shop says so, and the field is left empty', async () => {
    const { page, result } = await tryCode('refused', 'NOPE')
    expect(result).toMatchObject({ outcome: 'rejected', after: usd(10_000), savedMinor: null })
    expect(await page.inputValue('#code')).toBe('')
    await page.close()
  })

  test.each(['no-saving', 'raises-the-total'])(
    '%s: it is taken out again, and the total comes back',
    async (name) => {
      const { page, result, pressed } = await tryCode(name, 'SAVE10')
      expect(result).toMatchObject({
        outcome: 'noSaving',
        after: usd(10_000),
        savedMinor: null,
        removed: true,
      })
      expect(await shownTotal(page)).toBe('$100.00')
      expect(await pressed()).toContain('removeCode')
      expect(await pressed()).not.toContain('removeItem')
      await page.close()
    },
  )

  test('a general "remove" is never pressed', async () => {
    const { page, result, pressed } = await tryCode('no-saving-general-remove', 'SAVE10')
    expect(result).toMatchObject({ outcome: 'noSaving', removed: false })
    expect((await pressed()).filter((id) => id.startsWith('remove'))).toEqual([])
    await page.close()
  })

  test('a better code that ours drove out is put back', async () => {
    const { page, result } = await tryCode('replaces-a-better-code', 'SAVE5')
    expect(result).toMatchObject({ outcome: 'noSaving', before: usd(8500), after: usd(8500), removed: true })
    expect(await page.locator('#chips').innerText()).toContain('SPRING15')
    await page.close()
  })

  test('a code that was in use before is left alone', async () => {
    const { page, result, pressed } = await tryCode('in-use-already', 'SAVE10')
    expect(result).toMatchObject({ outcome: 'unconfirmed', savedMinor: null })
    expect(await pressed()).toEqual([])
    await page.close()
  })
})

describe.concurrent('in doubt nothing is said to be saved', () => {
  test.each([
    ['falls-for-another-reason', 'unconfirmed'],
    ['falls-and-is-refused', 'unconfirmed'],
    ['shipping-falls-by-itself', 'unconfirmed'],
    ['basket-shrinks', 'unconfirmed'],
    ['flickers', 'rejected'],
    ['takes-its-word-back', 'rejected'],
    ['another-label', 'unconfirmed'],
    ['no-answer', 'unconfirmed'],
    ['endless-total', 'unconfirmed'],
    ['wants-a-person', 'unsupported'],
  ])('%s', async (name, outcome) => {
    const { page, result } = await tryCode(name, 'BEST10', { timeoutMs: 4000 })
    expect(result).toMatchObject({ outcome, savedMinor: null })
    await page.close()
  })
})

describe.concurrent('what the member typed', () => {
  test('an address that the shop wipes is put back, and the shop hears of it', async () => {
    const page = await tab('wipes-the-address')
    await page.fill('[name=street]', 'Storgatan 1')
    await page.fill('[name=city]', 'Umeå')
    await page.selectOption('[name=region]', 'AB')
    expect(await apply(page, 'SAVE10')).toMatchObject({ outcome: 'applied' })
    expect(await page.inputValue('[name=street]')).toBe('Storgatan 1')
    expect(await page.inputValue('[name=city]')).toBe('Umeå')
    expect(await page.inputValue('[name=region]')).toBe('AB')
    const heard = await page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard)
    expect(heard).toEqual(['street', 'city', 'region'])
    await page.close()
  })

  test('a note is left as it was', async () => {
    const { page } = await tryCode('client-rendered', 'SAVE10')
    expect(await page.inputValue('[name=note]')).toBe('Ring twice')
    await page.close()
  })
})

describe.concurrent('cancelled', () => {
  test('before anything is pressed: nothing is', async () => {
    const { page, result, pressed } = await tryCode('only-the-total', 'SAVE10', { cancelAfterMs: 50 })
    expect(result).toMatchObject({ outcome: 'cancelled' })
    expect(await pressed()).toEqual([])
    await page.close()
  })

  test('after: the code is taken out again', async () => {
    const page = await tab('no-saving')
    expect(await applyAndCancelAt(page, 'SAVE10', '#removeCode')).toMatchObject({
      outcome: 'cancelled',
      removed: true,
    })
    expect(await page.locator('#chips').innerText()).toBe('')
    await page.close()
  })
})

test('our own code is taken out when the member wishes it', async () => {
  const { page, result } = await tryCode('client-rendered', 'SAVE10')
  expect(result).toMatchObject({ outcome: 'applied' })
  const undone = await page.evaluate(() =>
    checkout.removeCodes(document, ['SAVE10'], {
      signal: new AbortController().signal,
      currency: 'USD',
      expected: { amountMinor: 10_000, currency: 'USD' },
    }),
  )
  expect(undone).toMatchObject({ outcome: 'cancelled', after: usd(10_000), removed: true })
  expect(await shownTotal(page)).toBe('$100.00')
  await page.close()
})
