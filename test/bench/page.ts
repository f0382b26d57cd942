/** What the extension costs a page: bytes, time and memory on a partner's, and everything it does on any other. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { ensureChromium } from '../browser-install.ts'
import { open } from '../checkout/harness.ts'
import { builtExtension } from '../demo/extension.ts'
import { visitStranger } from '../e2e/stranger.ts'
import { longCartPage, measureDetect } from './detect-page.ts'
import { measurePageCost } from './page-cost.ts'

const dir = await builtExtension('production')
/** What may be brought into a partner's page. */
const scripts = ['panel.js', 'categories.js', 'checkout.js']
const gzipBytes = (name: string) => gzipSync(readFileSync(join(dir, name)), { level: 9 }).length
for (const name of scripts) console.log(`${name}: ${gzipBytes(name)} bytes, gzip`)

const seen = await visitStranger({ executablePath: await ensureChromium(), extensionDir: dir })
console.log(`a page that is no partner: ${seen.scripts.length} scripts, ${seen.requests.length} requests`)
const cost = await measurePageCost()
console.log(`a partner's page: ${cost.mainThreadMs} ms of its main thread, ${cost.longTasks} long tasks`)
const longCart = await open(longCartPage(), '/cart')
const detect = await measureDetect(longCart)
await longCart.context().browser()?.close()
console.log(`a page of ${detect.elements} elements is looked at in ${detect.detect10kNodesMs} ms`)
console.log(
  JSON.stringify({
    name: 'page',
    metrics: {
      // What a partner's page loads at once; the rest comes when the member is at a basket.
      contentScriptGzipBytes: gzipBytes('panel.js'),
      checkoutScriptGzipBytes: gzipBytes('checkout.js'),
      nonPartnerBytes: seen.bytes,
      nonPartnerScripts: seen.scripts.length,
      nonPartnerRequests: seen.requests.length,
      ...cost,
      detect10kNodesMs: detect.detect10kNodesMs,
    },
  }),
)
