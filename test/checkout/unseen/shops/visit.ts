import type { Page } from 'playwright-core'
import type { ApplyResult, RunState } from '../../../../extension/checkout/index.ts'
import { launchChromium } from '../../../browser.ts'
import { bundle, serve } from '../../harness.ts'
import type { Shop } from './till.ts'

export interface Visit {
  page: Page
  /** Runs codes as the extension would: what is remembered outlives the page, and each new page takes it up. */
  run(codes: string[]): Promise<ApplyResult>
  end(): Promise<void>
}

/** A tab on a running shop, as a shopper has it who has typed what the shop asks for. */
export async function visit(shop: Shop): Promise<Visit> {
  const server = await serve(shop.answer)
  const context = await (await launchChromium()).newContext()
  const page = await context.newPage()
  let kept: RunState | null = null
  let finished: (result: ApplyResult) => void = () => {}
  const done = new Promise<ApplyResult>((resolve) => {
    finished = resolve
  })
  await page.exposeFunction('keep', (state: RunState | null) => {
    kept = state
  })
  await page.exposeFunction('kept', () => kept)
  await page.exposeFunction('finished', (result: ApplyResult) => finished(result))
  await page.addInitScript(`${await bundle()};globalThis.checkout = checkout;
    addEventListener('DOMContentLoaded', async () => {
      const options = { signal: new AbortController().signal, currency: '${shop.currency}', timeoutMs: 4000, save: keep }
      const state = await kept()
      if (state) finished(await checkout.resumeRun(document, state, options))
      globalThis.start = async (codes) => finished(await checkout.startRun(document, codes, { ...options, runId: 'r', offerId: 'o' }))
    })`)
  await page.goto(`${server.origin}${shop.path}`)
  for (const [selector, value] of Object.entries(shop.typed)) await page.fill(selector, value)
  return {
    page,
    async run(codes) {
      await page.waitForFunction(() => 'start' in globalThis)
      await page.evaluate((codes) => {
        void (globalThis as unknown as { start(codes: string[]): unknown }).start(codes)
      }, codes)
      return done
    },
    async end() {
      await context.close()
      await server.close()
    },
  }
}
