import { readFileSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { Page } from 'playwright-core'
import type * as Checkout from '../../extension/checkout/index.ts'
import type { ApplyResult, ApplyStep, RunState } from '../../extension/checkout/index.ts'
import { launchChromium } from '../browser.ts'

declare global {
  /** The bundle under test, as it stands in a page. */
  var checkout: typeof Checkout
  var steps: ApplyStep[]
  var pressed: string[]
}

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

let bundled: Promise<string> | undefined
/** extension/checkout as one script that defines `checkout`. */
export const bundle = (): Promise<string> => {
  bundled ??= build({
    entryPoints: [here('../../extension/checkout/index.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'checkout',
    charset: 'utf8',
  }).then(({ outputFiles }) => outputFiles[0]!.text)
  return bundled
}

/** A page of test/checkout/pages, as text. */
export const pageSource = (name: string): string => readFileSync(here(`pages/${name}.html`), 'utf8')

/** A tab that shows a page's source at an address of our choosing, with the bundle in it. */
export async function open(source: string, path = '/checkout'): Promise<Page> {
  const browser = await launchChromium()
  const page = await browser.newPage()
  page.setDefaultTimeout(20_000)
  await page.addInitScript(`${await bundle()};globalThis.checkout = checkout; globalThis.steps = []`)
  await page.route('**/*', (route) =>
    new URL(route.request().url()).pathname === path && route.request().method() === 'GET'
      ? route.fulfill({ contentType: 'text/html; charset=utf-8', body: source })
      : route.fulfill({ status: 404, body: '' }),
  )
  await page.goto(`http://shop.test${path}`)
  return page
}

export interface ApplyTest {
  currency?: string
  timeoutMs?: number
  cancelAfterMs?: number
}

/** Applies a code in a page and hands back what was found, with the steps told on the way. */
export const apply = (page: Page, code: string, options: ApplyTest = {}): Promise<ApplyResult> =>
  applyAll(page, [code], options)

/** The same with several codes. */
export const applyAll = (page: Page, codes: string[], options: ApplyTest = {}): Promise<ApplyResult> =>
  page.evaluate(
    async ([codes, { currency = 'USD', timeoutMs = 6000, cancelAfterMs }]) => {
      const stop = new AbortController()
      if (cancelAfterMs !== undefined) setTimeout(() => stop.abort(), cancelAfterMs)
      return checkout.startRun(document, codes, {
        signal: stop.signal,
        currency,
        timeoutMs,
        onStep: (step) => steps.push(step),
      })
    },
    [codes, options] as const,
  )

/** Applies a code and cancels as soon as an element is there. */
export const applyAndCancelAt = (page: Page, code: string, selector: string): Promise<ApplyResult> =>
  page.evaluate(
    ([code, selector]) => {
      const stop = new AbortController()
      new MutationObserver(() => document.querySelector(selector) && stop.abort()).observe(document, {
        subtree: true,
        childList: true,
      })
      return checkout.startRun(document, [code], { signal: stop.signal, currency: 'USD', timeoutMs: 6000 })
    },
    [code, selector] as const,
  )

/** The total that a page shows in `#total`, as text: what a person would compare with. */
export const shownTotal = (page: Page): Promise<string> => page.locator('#total').innerText()

/** What a served shop is asked. `body` is what a form posts, `text` the same unread. */
export interface ServedRequest {
  method: string
  url: URL
  body: URLSearchParams
  text: string
  headers: IncomingHttpHeaders
}

/** A shop on a real port: `answer` writes the reply. */
export async function serve(
  answer: (request: ServedRequest, reply: ServerResponse) => void,
): Promise<{ origin: string; close(): Promise<void> }> {
  const server: Server = createServer((request, reply) => {
    let text = ''
    request.setEncoding('utf8')
    request.on('data', (part) => {
      text += part
    })
    request.on('end', () =>
      answer(
        {
          method: request.method ?? 'GET',
          url: new URL(request.url ?? '/', 'http://shop'),
          body: new URLSearchParams(text),
          text,
          headers: request.headers,
        },
        reply,
      ),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

/** A tab on a served shop that keeps the run's state as the extension would, and resumes it at each page load. */
export async function openServed(
  url: string,
  script = bundle(),
): Promise<{
  page: Page
  result(): Promise<ApplyResult>
  saved: RunState[]
  call(name: 'start' | 'undo' | 'stop', codes?: string[]): Promise<void>
}> {
  const browser = await launchChromium()
  const page = await browser.newPage()
  const saved: RunState[] = []
  // Kept as text, as a service worker that sleeps finds it again.
  let kept = 'null'
  let finished: (result: ApplyResult) => void = () => {}
  const done = new Promise<ApplyResult>((resolve) => {
    finished = resolve
  })
  await page.exposeFunction('keep', (state: RunState | null) => {
    kept = JSON.stringify(state)
    if (state) saved.push(state)
  })
  await page.exposeFunction('kept', () => JSON.parse(kept))
  await page.exposeFunction('finished', (result: ApplyResult) => finished(result))
  await page.addInitScript(`${await script};globalThis.checkout = checkout;
    addEventListener('DOMContentLoaded', async () => {
      const state = await kept()
      const stopping = new AbortController()
      const options = { signal: stopping.signal, currency: 'USD', timeoutMs: 6000, save: keep }
      globalThis.stop = () => stopping.abort()
      globalThis.start = async (codes) => finished(await checkout.startRun(document, codes, { ...options, runId: 'r', offerId: 'o' }))
      globalThis.undo = async (codes) => finished(await checkout.removeCodes(document, codes, options))
      if (state) finished(await checkout.resumeRun(document, state, options))
    })`)
  await page.goto(url)
  /** A call dies with the page that it was made on; its answer comes from a later one. */
  const call = async (name: string, codes: string[] = []) => {
    // A page that is just coming has a `stop` of its own, which stops nothing of ours.
    await page.waitForFunction(() => 'start' in globalThis)
    await page.evaluate(
      ([name, codes]) =>
        void (globalThis as unknown as Record<string, (codes: string[]) => unknown>)[name]!(codes),
      [name, codes] as const,
    )
  }
  return { page, result: () => done, saved, call }
}
