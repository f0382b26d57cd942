/** What a hundred thousand partners cost the extension: bytes of their list, time of a lookup, and memory. */
import { gzipSync } from 'node:zlib'
import { chromium } from 'playwright-core'
import { hasLine, keyOf } from '../../extension/background/partner-match.ts'
import { PartnerList, siteKey } from '../../shared/contracts/index.ts'
import { CHROMIUM_ARGS } from '../browser.ts'
import { ensureChromium } from '../browser-install.ts'
import { plausibleHosts } from './partner-hosts.ts'

const PARTNERS = 100_000
/** As the worker divides so many. */
const BITS = 8
const LOOKUPS = 20_000
const ROUNDS = 7

const origins = plausibleHosts(PARTNERS).map((host) => `https://${host}`)
const hosts = origins.map(siteKey).sort().join('\n')
const list = PartnerList.parse({ version: 'a'.repeat(32), bits: BITS, hosts })
const json = JSON.stringify(list)
// As Cloudflare compresses at its edge, or less.
const gzipBytes = gzipSync(json, { level: 6 }).length
console.log(
  `${PARTNERS} hosts, ${(hosts.length / PARTNERS).toFixed(1)} characters each: ${json.length} bytes, ${gzipBytes} gzip`,
)

// Addresses as a browser has them: half are partners', half are nobody's.
const visited = Array.from({ length: LOOKUPS }, (_, n) => {
  const origin = origins[(n * 7919) % PARTNERS] as string
  return n % 2 === 0 ? `${origin}/kaffe/skogsrost?size=500` : `${origin.replace('://', '://www2.')}/kassa`
})
const rounds = Array.from({ length: ROUNDS }, () => {
  const from = performance.now()
  let known = 0
  for (const url of visited) {
    const key = keyOf(url)
    if (key !== null && hasLine(list.hosts, key)) known += 1
  }
  if (known !== LOOKUPS / 2) throw new Error(`${known} of ${LOOKUPS} lookups were a partner's`)
  return ((performance.now() - from) * 1_000) / LOOKUPS
}).sort((one, other) => one - other)
const lookupUs = rounds[ROUNDS >> 1] as number
console.log(`a lookup: ${lookupUs.toFixed(2)} us, median of ${ROUNDS} rounds`)

const heapBytes = await heapOf(json)
console.log(`the list in a page of Chromium: ${heapBytes} bytes`)
console.log(
  JSON.stringify({
    name: 'partners',
    metrics: { partnerListGzipBytes: gzipBytes, lookupUs: Number(lookupUs.toFixed(2)), heapBytes },
  }),
)

/** What the parsed list holds of Chromium's heap, which is what the background's script would. */
async function heapOf(text: string): Promise<number> {
  const browser = await chromium.launch({
    executablePath: await ensureChromium(),
    headless: true,
    args: CHROMIUM_ARGS,
  })
  try {
    const page = await browser.newPage()
    const session = await page.context().newCDPSession(page)
    const used = async () => {
      await session.send('HeapProfiler.collectGarbage')
      return (await session.send('Runtime.getHeapUsage')).usedSize
    }
    await page.evaluate(() => 0)
    const before = await used()
    await page.evaluate((answer) => {
      ;(globalThis as { kept?: unknown }).kept = JSON.parse(answer)
    }, text)
    return (await used()) - before
  } finally {
    await browser.close()
  }
}
