import { build } from 'esbuild'
import { describe, expect, test } from 'vitest'
import type { ApplyResult } from '../../extension/checkout/index.ts'
import { endured, inconclusive } from './hostile/pages.ts'
import { type Guarded, guarded } from './hostile/world.ts'

const TIMEOUT_MS = 2500

/** A run of SAVE10 from our own world, in a page where the member has written a note. */
async function runIn(source: string) {
  const tab = await guarded(source)
  await tab.ours(`${AT}('note').value = 'At the back door'`)
  const result = await tab.ours<ApplyResult>(
    `checkout.startRun(document, ['SAVE10'], { signal: new AbortController().signal, currency: 'USD', timeoutMs: ${TIMEOUT_MS} })`,
  )
  return { tab, result }
}

/** A page may have hidden its own methods behind names. */
const AT = 'Document.prototype.getElementById.bind(document)'
const bought = (tab: Guarded) => tab.ours(`${AT}('buy')?.getAttribute('data-bought') ?? null`)

describe.concurrent('the code is applied and its saving measured', () => {
  test.each(Object.entries(endured))('%s', async (_, source) => {
    const { tab, result } = await runIn(source)
    expect(result).toMatchObject({ outcome: 'applied', savedMinor: 1000 })
    expect(await tab.ours(`${AT}('note').value`)).toBe('At the back door')
    expect(await bought(tab)).toBeNull()
    // The page is as alive as it was: the member can buy.
    await tab.ours(`${AT}('buy').click()`)
    expect(await bought(tab)).toBe('1')
    expect(tab.uncaught.ours).toEqual([])
    await tab.end()
  })
})

describe.concurrent('nothing is said to be saved, and the run ends', () => {
  test.each(Object.entries(inconclusive))('%s', async (_, source) => {
    const { tab, result } = await runIn(source)
    expect(['unconfirmed', 'unsupported', 'noSaving']).toContain(result.outcome)
    expect(result.savedMinor).toBeNull()
    expect(await bought(tab)).toBeNull()
    expect(tab.uncaught.ours).toEqual([])
    await tab.end()
  })
})

describe('a page that does not want our panel', () => {
  /** The panel's host alone, as the content script mounts it. */
  const hostScript = async () =>
    (
      await build({
        stdin: {
          contents: `export { mountHost } from './extension/page/host.ts'`,
          resolveDir: process.cwd(),
          loader: 'ts',
        },
        bundle: true,
        write: false,
        format: 'iife',
        globalName: 'panel',
        plugins: [
          {
            name: 'inline-styles',
            setup({ onResolve, onLoad }) {
              onResolve({ filter: /\?inline$/ }, ({ path }) => ({ path, namespace: 'style' }))
              onLoad({ filter: /.*/, namespace: 'style' }, () => ({ contents: '', loader: 'text' }))
            },
          },
        ],
      })
    ).outputFiles[0]!.text

  test('is left in peace after a few tries', async () => {
    const source = `<!doctype html><title>Cart</title><h1>Cart</h1><script>window.taken = 0
new MutationObserver(() => document.querySelectorAll('stamkund-panel').forEach((host) => { window.taken++; host.remove() })).observe(document, { childList: true, subtree: true })</script>`
    const tab = await guarded(source, [await hostScript()])
    const stands = await tab.ours<boolean>(`(async () => {
      const ending = new AbortController()
      const mounted = panel.mountHost(document, { open: false, signal: ending.signal })
      for (let tries = 0; tries < 200; tries++) {
        await new Promise((resolve) => setTimeout(resolve, 0))
        if (!mounted.standUp()) return false
      }
      return true
    })()`)
    expect(stands).toBe(false)
    const taken = () => tab.page.evaluate(() => (globalThis as unknown as { taken: number }).taken)
    expect(await taken()).toBeLessThanOrEqual(8)
    expect(tab.uncaught).toEqual({ ours: [], page: [] })
    await tab.end()
  })

  test('sees a closed root and no click of its own getting in', async () => {
    const tab = await guarded('<!doctype html><title>Cart</title><h1>Cart</h1>', [await hostScript()])
    await tab.ours(`(() => {
      const mounted = panel.mountHost(document, { open: false, signal: new AbortController().signal })
      globalThis.clicks = 0
      mounted.root.addEventListener('click', () => globalThis.clicks++)
      mounted.root.append(document.createElement('button'))
    })()`)
    expect(await tab.page.evaluate(() => document.querySelector('stamkund-panel')!.shadowRoot)).toBeNull()
    await tab.page.evaluate(() =>
      document.querySelector('stamkund-panel')!.dispatchEvent(new MouseEvent('click', { composed: true })),
    )
    expect(await tab.ours('globalThis.clicks')).toBe(0)
    expect(tab.uncaught).toEqual({ ours: [], page: [] })
    await tab.end()
  })
})
