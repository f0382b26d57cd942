import { describe, expect, test } from 'vitest'
import type { ApplyResult } from '../../extension/checkout/index.ts'
import { applyAll, open, openServed, serve, shownTotal } from './harness.ts'
import { clientShop, type RuleShop, serverShop } from './rule-shop.ts'

const worth = { ALFA10: 1000, BETA20: 2000, GAMMA5: 500, RAISE: -700, NOTHING: 0, SPRING15: 1500 }
const usd = (amountMinor: number) => ({ amountMinor, currency: 'USD' })
const shop = (rule: RuleShop['rule'], more: Partial<RuleShop> = {}): RuleShop => ({ rule, worth, ...more })

interface Came {
  result: ApplyResult
  total: string
  posts: string[]
}

async function inPlace(rules: RuleShop, codes: string[]): Promise<Came> {
  const page = await open(clientShop(rules), '/cart')
  const result = await applyAll(page, codes)
  const posts = await page.evaluate(() => (globalThis as unknown as { posts: string[] }).posts)
  const came = { result, total: await shownTotal(page), posts }
  await page.close()
  return came
}

async function acrossLoads(rules: RuleShop, codes: string[]): Promise<Came> {
  const { answer, posts } = serverShop(rules)
  const server = await serve(answer)
  const tab = await openServed(`${server.origin}/cart`)
  await tab.call('start', codes)
  const result = await tab.result()
  const came = { result, total: await shownTotal(tab.page), posts }
  await tab.page.close()
  await server.close()
  return came
}

/** Each code's outcome in a word. */
const told = ({ codes }: ApplyResult): string =>
  codes.map(({ code, outcome }) => `${code} ${outcome}`).join(', ')

describe.concurrent.each([
  ['a client-rendered shop', inPlace],
  ['a shop that loads anew', acrossLoads],
] as const)('%s', (_name, run) => {
  test('stacks: both stand, each measured on both sides', async () => {
    const { result, total, posts } = await run(shop('stack'), ['ALFA10', 'BETA20'])
    expect(result).toEqual({
      outcome: 'applied',
      before: usd(10_000),
      after: usd(7000),
      savedMinor: 3000,
      removed: null,
      codes: [
        { code: 'ALFA10', outcome: 'applied', before: usd(10_000), after: usd(9000) },
        { code: 'BETA20', outcome: 'applied', before: usd(9000), after: usd(7000) },
      ],
    })
    expect(total).toBe('$70.00')
    expect(posts).toEqual(['/cart/apply ALFA10', '/cart/apply BETA20'])
  })

  test.each([
    [
      'replaces, the better one last',
      'replace',
      ['ALFA10', 'BETA20'],
      2000,
      'ALFA10 noSaving, BETA20 applied',
    ],
    [
      'replaces, the better one first',
      'replace',
      ['BETA20', 'ALFA10'],
      2000,
      'BETA20 applied, ALFA10 noSaving',
    ],
    [
      'takes one at a time, the better one last',
      'exclusive',
      ['ALFA10', 'BETA20'],
      2000,
      'ALFA10 noSaving, BETA20 applied',
    ],
    [
      'takes one at a time, the better one first',
      'exclusive',
      ['BETA20', 'ALFA10'],
      2000,
      'BETA20 applied, ALFA10 noSaving',
    ],
    ['refuses the second', 'stack', ['ALFA10', 'WRONG'], 1000, 'ALFA10 applied, WRONG rejected'],
    ['refuses the first', 'stack', ['WRONG', 'BETA20'], 2000, 'WRONG rejected, BETA20 applied'],
    ['raises the total for the second', 'stack', ['ALFA10', 'RAISE'], 1000, 'ALFA10 applied, RAISE noSaving'],
    [
      'gives nothing for the second of three',
      'stack',
      ['ALFA10', 'NOTHING', 'BETA20'],
      3000,
      'ALFA10 applied, NOTHING noSaving, BETA20 applied',
    ],
  ] as const)('%s', async (_name, rule, codes, savedMinor, outcomes) => {
    const { result, total } = await run(shop(rule), [...codes])
    expect(told(result)).toBe(outcomes)
    expect(result).toMatchObject({
      outcome: 'applied',
      before: usd(10_000),
      after: usd(10_000 - savedMinor),
      savedMinor,
    })
    expect(total).toBe(`$${(10_000 - savedMinor) / 100}.00`)
  })

  test('nothing helps: nothing stands and nothing is said to be saved', async () => {
    const { result, total } = await run(shop('stack'), ['WRONG', 'RAISE'])
    expect(told(result)).toBe('WRONG rejected, RAISE noSaving')
    expect(result).toMatchObject({ outcome: 'noSaving', after: usd(10_000), savedMinor: null, removed: true })
    expect(total).toBe('$100.00')
  })

  test('a discount of before that ours drove out goes back in', async () => {
    const { result, total } = await run(shop('replace', { used: ['SPRING15'] }), ['ALFA10', 'GAMMA5'])
    expect(told(result)).toBe('ALFA10 noSaving, GAMMA5 noSaving')
    expect(result).toMatchObject({ outcome: 'noSaving', before: usd(8500), after: usd(8500), removed: true })
    expect(total).toBe('$85.00')
  })

  test('a better one takes its place, and only the difference is said to be saved', async () => {
    const { result, total } = await run(shop('replace', { used: ['SPRING15'] }), ['BETA20'])
    expect(result).toMatchObject({ outcome: 'applied', before: usd(8500), after: usd(8000), savedMinor: 500 })
    expect(total).toBe('$80.00')
  })

  test('beside one that stays, ours are measured against it', async () => {
    const { result, posts } = await run(shop('stack', { used: ['SPRING15'] }), ['BETA20', 'WRONG'])
    expect(result).toMatchObject({
      outcome: 'applied',
      before: usd(8500),
      after: usd(6500),
      savedMinor: 2000,
    })
    expect(posts.filter((post) => post.includes('SPRING15'))).toEqual([])
  })

  test('what can not be taken out is told as it stands', async () => {
    const { result, total } = await run(shop('stack', { sticky: ['RAISE'] }), ['RAISE'])
    expect(result).toMatchObject({
      outcome: 'unconfirmed',
      after: usd(10_700),
      savedMinor: null,
      removed: false,
    })
    expect(total).toBe('$107.00')
  })
})

describe.concurrent('a run of several codes', () => {
  test('tells which code it tries, and what it puts back', async () => {
    const page = await open(clientShop(shop('replace')), '/cart')
    await applyAll(page, ['BETA20', 'ALFA10'])
    const told = await page.evaluate(() =>
      steps.filter(({ kind }) => kind === 'trying' || kind === 'restoring'),
    )
    expect(told).toEqual([
      { kind: 'trying', code: 'BETA20', index: 0, of: 2 },
      { kind: 'trying', code: 'ALFA10', index: 1, of: 2 },
      { kind: 'restoring', codes: ['BETA20'] },
    ])
    await page.close()
  })

  test('cancelled in the middle, takes out what it had put in', async () => {
    const page = await open(clientShop(shop('stack')), '/cart')
    const result = await page.evaluate(() => {
      const stop = new AbortController()
      return checkout.startRun(document, ['ALFA10', 'BETA20'], {
        signal: stop.signal,
        currency: 'USD',
        timeoutMs: 6000,
        onStep: (step) => step.kind === 'trying' && step.index === 1 && stop.abort(),
      })
    })
    expect(result).toMatchObject({
      outcome: 'cancelled',
      after: usd(10_000),
      savedMinor: null,
      removed: true,
    })
    expect(told(result)).toBe('ALFA10 cancelled, BETA20 cancelled')
    expect(await shownTotal(page)).toBe('$100.00')
    await page.close()
  })

  test('cancelled in the middle of a replacement, puts back the discount of before', async () => {
    const page = await open(clientShop(shop('replace', { used: ['SPRING15'] })), '/cart')
    const result = await page.evaluate(() => {
      const stop = new AbortController()
      return checkout.startRun(document, ['ALFA10', 'BETA20'], {
        signal: stop.signal,
        currency: 'USD',
        timeoutMs: 6000,
        onStep: (step) => step.kind === 'trying' && step.index === 1 && stop.abort(),
      })
    })
    expect(result).toMatchObject({ outcome: 'cancelled', after: usd(8500), removed: true })
    expect(await shownTotal(page)).toBe('$85.00')
    await page.close()
  })

  test('cancelled between two pages, clears up on the next', async () => {
    const { answer } = serverShop(shop('stack', { slowMs: 800 }))
    const server = await serve(answer)
    const tab = await openServed(`${server.origin}/cart`)
    await tab.call('start', ['ALFA10', 'BETA20'])
    await tab.page.waitForFunction(() => document.querySelector('#total')?.textContent === '$90.00')
    await tab.call('stop')
    expect(await tab.result()).toMatchObject({ outcome: 'cancelled', after: usd(10_000), removed: true })
    expect(await shownTotal(tab.page)).toBe('$100.00')
    await tab.page.close()
    await server.close()
  })

  test('waits for a slow shop at every press', async () => {
    const { answer } = serverShop(shop('replace', { slowMs: 2500 }))
    const server = await serve(answer)
    const tab = await openServed(`${server.origin}/cart`)
    await tab.call('start', ['BETA20', 'ALFA10'])
    expect(await tab.result()).toMatchObject({ outcome: 'applied', savedMinor: 2000 })
    expect(await shownTotal(tab.page)).toBe('$80.00')
    await tab.page.close()
    await server.close()
  })

  test('keeps its state before each press, and nothing after its end', async () => {
    const { answer, posts } = serverShop(shop('exclusive'))
    const server = await serve(answer)
    const tab = await openServed(`${server.origin}/cart`)
    await tab.call('start', ['ALFA10', 'BETA20'])
    await tab.result()
    const presses = tab.saved
      .filter(({ press }) => press?.hops === 0)
      .map(({ press }) => `${press!.kind} ${press!.code}`)
    expect(presses).toEqual(['put ALFA10', 'put BETA20', 'take ALFA10', 'put BETA20'])
    expect(posts).toHaveLength(presses.length)
    expect(await tab.page.evaluate(() => (globalThis as unknown as { kept(): unknown }).kept())).toBe(null)
    await tab.page.close()
    await server.close()
  })

  test('can be taken out whole when the member wishes it', async () => {
    const page = await open(clientShop(shop('stack')), '/cart')
    await applyAll(page, ['ALFA10', 'BETA20'])
    const undone = await page.evaluate(() =>
      checkout.removeCodes(document, ['ALFA10', 'BETA20'], {
        signal: new AbortController().signal,
        currency: 'USD',
        expected: { amountMinor: 10_000, currency: 'USD' },
      }),
    )
    expect(undone).toMatchObject({ outcome: 'cancelled', after: usd(10_000), removed: true })
    expect(await shownTotal(page)).toBe('$100.00')
    await page.close()
  })

  test('and undoing goes on across page loads', async () => {
    const rules = serverShop(shop('stack', { used: ['ALFA10', 'BETA20'] }))
    const server = await serve(rules.answer)
    const tab = await openServed(`${server.origin}/cart`)
    await tab.call('undo', ['ALFA10', 'BETA20'])
    expect(await tab.result()).toMatchObject({ outcome: 'cancelled', after: usd(10_000), removed: true })
    expect(rules.used()).toEqual([])
    await tab.page.close()
    await server.close()
  })
})
