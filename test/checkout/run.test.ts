import type { Page } from 'playwright-core'
import { afterEach, describe, expect, test } from 'vitest'
import type { Press, RunState } from '../../extension/checkout/types.ts'
import { open, openServed, pageSource, serve } from './harness.ts'
import { reloadingShop } from './reloading-shop.ts'
import { aPress, aState, usd } from './run-state.ts'

let end: () => Promise<unknown> = async () => {}
afterEach(() => end())

async function visit(options?: { slowMs?: number; bounces?: number }) {
  const shop = reloadingShop(options)
  const server = await serve(shop.answer)
  const tab = await openServed(`${server.origin}/cart`)
  end = async () => {
    await tab.page.close()
    await server.close()
  }
  const start = (call: 'start' | 'undo', code: string) => tab.call(call, [code])
  return { shop, start, ...tab }
}

describe('a shop that reloads on apply', () => {
  test('the run goes on in the new page, and the saving is measured there', async () => {
    const { page, shop, start, result, saved } = await visit()
    await start('start', 'SAVE10')
    expect(await result()).toEqual({
      outcome: 'applied',
      before: usd(10_000),
      after: usd(8990),
      savedMinor: 1010,
      removed: null,
      codes: [{ code: 'SAVE10', outcome: 'applied', before: usd(10_000), after: usd(8990) }],
    })
    expect(shop.posts).toEqual(['/cart/apply'])
    expect(saved.map(({ press, hops }) => [press?.kind, press?.code, hops])).toEqual([
      ['put', 'SAVE10', 0],
      ['put', 'SAVE10', 1],
    ])
    expect(await page.locator('#total').innerText()).toBe('$89.90')
  })

  test('a slow server is waited for: the old page concludes nothing', async () => {
    const { start, result, saved } = await visit({ slowMs: 3000 })
    await start('start', 'SAVE10')
    expect(await result()).toMatchObject({ outcome: 'applied', savedMinor: 1010 })
    expect(saved).toHaveLength(2)
  })

  test('a note typed before is there after', async () => {
    const { page, start, result } = await visit()
    await page.fill('[name=note]', 'Leave it at the door')
    await start('start', 'SAVE10')
    await result()
    expect(await page.inputValue('[name=note]')).toBe('Leave it at the door')
  })

  test('a refusal is told as one', async () => {
    const { start, result } = await visit()
    await start('start', 'WRONG')
    expect(await result()).toMatchObject({ outcome: 'rejected', after: usd(10_000) })
  })

  test.each(['NOTHING', 'MORE'])(
    '%s saves nothing: taken out by the submit that removes, the total comes back',
    async (code) => {
      const { shop, start, result, page } = await visit()
      await start('start', code)
      expect(await result()).toMatchObject({
        outcome: 'noSaving',
        after: usd(10_000),
        savedMinor: null,
        removed: true,
      })
      expect(shop.posts).toEqual(['/cart/apply', '/cart/remove'])
      expect(await page.locator('#total').innerText()).toBe('$100.00')
    },
  )

  test('what was applied can be undone, across the reload', async () => {
    const { shop, start, result, page } = await visit()
    await start('start', 'SAVE10')
    await result()
    await start('undo', 'SAVE10')
    await page.waitForFunction(() => document.querySelector('#total')?.textContent === '$100.00')
    expect(shop.posts).toEqual(['/cart/apply', '/cart/remove'])
  })

  test('more pages on the way than a run may cross end it', async () => {
    const { start, result } = await visit({ bounces: 5 })
    await start('start', 'SAVE10')
    expect(await result()).toMatchObject({ outcome: 'unconfirmed', savedMinor: null })
  })

  test('two pages on the way are no hindrance', async () => {
    const { start, result } = await visit({ bounces: 2 })
    await start('start', 'SAVE10')
    expect(await result()).toMatchObject({ outcome: 'applied', savedMinor: 1010 })
  })
})

describe('a run is bounded', () => {
  let page: Page
  const put = aPress()
  const kept = aState({ press: put })
  // The page would read as a saving (200.00 before, 100.00 now, nothing else changed), were the run not over.
  async function resume(change: Partial<RunState>, pressed: Partial<Press> = {}, { aborted = false } = {}) {
    page = await open(pageSource('apply/no-saving'))
    end = () => page.close()
    return page.evaluate(
      async ([state, put, change, pressed, aborted]) => {
        const saved: unknown[] = []
        const stop = new AbortController()
        if (aborted) stop.abort()
        const result = await checkout.resumeRun(
          document,
          {
            ...state,
            startedAt: Date.now(),
            press: { ...put, pressedAt: Date.now(), ...pressed },
            ...change,
          },
          {
            signal: stop.signal,
            currency: 'USD',
            timeoutMs: 2000,
            save: async (value) => void saved.push(value),
          },
        )
        return { outcome: result.outcome, savedMinor: result.savedMinor, last: saved.at(-1) }
      },
      [kept, put, change, pressed, aborted] as const,
    )
  }
  const over = { outcome: 'unconfirmed', savedMinor: null, last: null }

  test('and otherwise goes on', async () =>
    expect(await resume({})).toMatchObject({ outcome: 'applied', savedMinor: 10_000 }))
  test("and takes no fall for the code's where the member's own hand was at work before the load", async () =>
    expect(await resume({}, { meddled: true })).toEqual(over))
  test('to four page loads a press', async () => expect(await resume({}, { hops: 4 })).toEqual(over))
  test('to 24 page loads in all', async () => expect(await resume({ hops: 24 })).toEqual(over))
  test('to a minute a press', async () =>
    expect(await resume({}, { pressedAt: 1_700_000_000_000 })).toEqual(over))
  test('to three minutes in all', async () =>
    expect(await resume({ startedAt: 1_700_000_000_000 })).toEqual(over))
  test('to one origin, and what was typed there stays there', async () => {
    const typed = [{ key: 'input promo 1/1', label: '', value: 'Storgatan 1', before: '' }]
    expect(await resume({ url: 'http://other.test/checkout', typed })).toEqual(over)
    expect(await page.inputValue('#code')).toBe('')
  })
  test('and may be cancelled between pages', async () =>
    expect(await resume({}, {}, { aborted: true })).toEqual({
      outcome: 'cancelled',
      savedMinor: null,
      last: null,
    }))
})
