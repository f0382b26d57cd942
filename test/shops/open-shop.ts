import type { BrowserContext, Page } from 'playwright-core'
import { launchChromium } from '../browser.ts'
import { type RunningShop, type ShopKind, startShop } from '../demo/shops/index.ts'
import { STORE_ID, startStandIn } from './stand-in.ts'

export type OpenShop = {
  shop: RunningShop
  worker: Awaited<ReturnType<typeof startStandIn>>
  page: Page
  /** Uncaught errors and refusals of the content policy, as the page told them. */
  complaints: string[]
  close(): Promise<void>
}

/** A shop, a stand-in for its worker, and a visitor who has never been there. */
export async function openShop(kind: ShopKind): Promise<OpenShop> {
  const worker = await startStandIn()
  const shop = await startShop({
    kind,
    port: 0,
    worker: worker.origin,
    apiKey: 'key',
    storeId: STORE_ID,
    verificationTokens: ['tok'],
  })
  const context: BrowserContext = await (await launchChromium()).newContext({ locale: 'en-US' })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) complaints.push(message.text())
  })
  return {
    shop,
    worker,
    page,
    complaints,
    async close() {
      await context.close()
      await shop.close()
      await worker.close()
    },
  }
}
