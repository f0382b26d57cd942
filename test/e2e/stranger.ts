import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openBrowser } from '../demo/browser.ts'

/** How long a page is watched after it has loaded, in milliseconds: an extension that is awake answers well within. */
const WATCH_MS = 2_000

/** A page like a shop's, with a code field and a total: what a careless extension would look into. */
const PAGE = `<!doctype html><title>Checkout</title><h1>Checkout</h1>
<form><label>Discount code <input name="coupon"></label><button>Apply</button></form>
<table><tr class="total"><th>Total</th><td>$40.00</td></tr></table>`

/** What the extension did while a page was open that is no partner's. */
export type Seen = {
  /** Scripts of the extension that ran in the page, by address. */
  scripts: string[]
  /** What was asked of any server, beside the page itself. */
  requests: string[]
  /** Bytes of those scripts. */
  bytes: number
}

/**
 * Visits a page of a shop that is no partner, and counts what the extension does there. The extension's API, wherever
 * its build looks for it, leads to a port of our own, so that every attempt at a connection is seen.
 */
export async function visitStranger(options: {
  executablePath: string
  extensionDir: string
  /** Where the local build's API really is; left out, the published one's leads nowhere. */
  workerPort?: number
  /** Another page to visit: a partner's, to see that what is counted can be seen. */
  address?: string
}): Promise<Seen> {
  const requests: string[] = []
  const shop = createServer((request, response) => {
    if (request.url !== '/') requests.push(`shop: ${request.url}`)
    response.setHeader('content-type', 'text/html')
    response.end(PAGE.replace('<title>', '<link rel="icon" href="data:,"><title>'))
  })
  const api = createTcpServer((socket) => {
    requests.push('api: connection')
    socket.destroy()
  })
  const [shopPort, apiPort] = [await listen(shop), await listen(api)]
  const profileDir = await mkdtemp(join(tmpdir(), 'stamkund-stranger-'))
  const address = options.address ?? `http://127.0.0.1:${shopPort}/`
  const context = await openBrowser({
    ...options,
    profileDir,
    headless: true,
    resolve: [`MAP api.stamkund.example 127.0.0.1:${apiPort}`],
  })
  try {
    const page = await context.newPage()
    // The extension's own start, such as fetching the partner list, is not this page's doing.
    await page.waitForTimeout(WATCH_MS)
    requests.length = 0

    const session = await context.newCDPSession(page)
    const scripts = new Map<string, number>()
    session.on('Debugger.scriptParsed', ({ url, length }) => {
      if (url.startsWith('chrome-extension://')) scripts.set(url, length ?? 0)
    })
    await session.send('Debugger.enable')
    context.on('request', (request) => {
      if (!request.url().startsWith('data:') && request.url() !== address) requests.push(request.url())
    })
    await page.goto(address)
    if (!options.address) await page.locator('input').fill('SAVE10')
    await page.waitForTimeout(WATCH_MS)
    return {
      scripts: [...scripts.keys()],
      requests: [...requests],
      bytes: [...scripts.values()].reduce((sum, length) => sum + length, 0),
    }
  } finally {
    await context.close()
    await rm(profileDir, { recursive: true, force: true })
    shop.close()
    api.close()
  }
}

async function listen(server: ReturnType<typeof createTcpServer>): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}
