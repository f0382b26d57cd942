import type { BrowserContext, CDPSession, Page } from 'playwright-core'
import { openPanel, panelOf, SHOPPING } from '../demo/journey.ts'
import { openSmallWorldInBrowser } from '../e2e/small-world.ts'

/** Rounds of each measurement; their median counts. */
const ROUNDS = 7
/** How long a page is watched after it was opened: the panel is folded and quiet well within. Milliseconds. */
const WATCH_MS = 2_500
/** What a browser calls a long task. Source: W3C, Long Tasks API. Milliseconds. */
const LONG_MS = 50

/** What the extension costs a partner's page, and a member who applies a code there. */
export interface PageCost {
  /** The main thread's time for the panel's script before anybody touches the page, milliseconds. */
  mainThreadMs: number
  /** Tasks of the panel's over 50 ms before anybody touches the page. */
  longTasks: number
  /** Memory that a page holds more with the panel than without, after collecting garbage. */
  heapBytes: number
  /** From the click on "Apply and measure" to the slip, less the time that the shop took to answer, milliseconds. */
  clickToSavedMs: number
}

/** One event of a trace. Times in microseconds. Source: Trace Event Format. */
interface TraceEvent {
  name: string
  ph: string
  tid: number
  ts: number
  dur?: number
  args?: { data?: { url?: string; scriptName?: string } }
}

const median = (numbers: number[]): number => [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? 0

/** Measures at the demo's shops, with the local build of the extension. */
export async function measurePageCost(): Promise<PageCost> {
  const { world, context, close } = await openSmallWorldInBrowser()
  try {
    const address = `${world.shops.tallboda.origin}${SHOPPING.tallboda.product}`
    const tasks: { mainMs: number; long: number }[] = []
    for (let round = 0; round < ROUNDS; round++) tasks.push(await traced(context, address))
    // The worker's pages are no partner's: there the same page would hold no panel, so the shop is asked for by another name.
    const bare = address.replace('tallboda.localhost', '127.0.0.1')
    const heaps: number[] = []
    for (let round = 0; round < 3; round++)
      heaps.push((await heapOf(context, address)) - (await heapOf(context, bare)))
    const saved: number[] = []
    for (let round = 0; round < 3; round++)
      saved.push(await clickToSaved(context, world.shops.vindfaste.origin))
    return {
      mainThreadMs: round2(median(tasks.map(({ mainMs }) => mainMs))),
      longTasks: Math.max(...tasks.map(({ long }) => long)),
      heapBytes: median(heaps),
      clickToSavedMs: Math.round(median(saved)),
    }
  } finally {
    await close()
  }
}

const round2 = (value: number): number => Math.round(value * 100) / 100

/** Opens a page under a trace and adds up what ran of ours. */
async function traced(context: BrowserContext, address: string): Promise<{ mainMs: number; long: number }> {
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  const events: TraceEvent[] = []
  session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])))
  const ended = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve))
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: {
      includedCategories: ['devtools.timeline', 'v8', 'disabled-by-default-devtools.timeline', 'toplevel'],
    },
  })
  await page.goto(address)
  await panelOf(page).locator('button.tab').waitFor()
  await page.waitForTimeout(WATCH_MS)
  await session.send('Tracing.end')
  await ended
  await page.close()
  const complete = events.filter(({ ph, dur }) => ph === 'X' && dur !== undefined)
  const ours = complete
    .filter(({ args }) => (args?.data?.url ?? args?.data?.scriptName ?? '').startsWith('chrome-extension://'))
    .sort((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0))
  // What is called from what was counted already is not counted again.
  let mainUs = 0
  const endOf = new Map<number, number>()
  for (const { tid, ts, dur = 0 } of ours) {
    if (ts < (endOf.get(tid) ?? 0)) continue
    endOf.set(tid, ts + dur)
    mainUs += dur
  }
  const long = complete.filter(
    (task) =>
      task.name.endsWith('RunTask') &&
      (task.dur ?? 0) > LONG_MS * 1000 &&
      ours.some(
        (one) =>
          one.tid === task.tid &&
          one.ts >= task.ts &&
          one.ts < task.ts + (task.dur ?? 0) &&
          (one.dur ?? 0) > LONG_MS * 500,
      ),
  ).length
  return { mainMs: mainUs / 1000, long }
}

async function heapOf(context: BrowserContext, address: string): Promise<number> {
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await page.goto(address)
  await page.waitForTimeout(WATCH_MS)
  await session.send('HeapProfiler.enable')
  await session.send('HeapProfiler.collectGarbage')
  const used = await usedHeap(session)
  await page.close()
  return used
}

async function usedHeap(session: CDPSession): Promise<number> {
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  return usedSize
}

/** A saving at a client-rendered checkout; the shop's part is the time that its own requests were under way. */
async function clickToSaved(context: BrowserContext, origin: string): Promise<number> {
  const page = await context.newPage()
  await SHOPPING.vindfaste.fill(page, origin)
  await openPanel(page)
  const best = panelOf(page).locator('.best button.p')
  await best.waitFor()
  const shop = shopTime(page)
  const startedAt = performance.now()
  await best.click()
  await panelOf(page).locator('.slip').waitFor()
  const lasted = performance.now() - startedAt
  const shopMs = shop()
  await page
    .getByRole('button', { name: /Ångra|Undo/ })
    .click()
    .catch(() => undefined)
  await page.waitForTimeout(1_000)
  await page.close()
  return lasted - shopMs
}

/** Adds up the time in which any request of the page's was under way. */
function shopTime(page: Page): () => number {
  let open = 0
  let since = 0
  let total = 0
  const begin = () => {
    if (open++ === 0) since = performance.now()
  }
  const end = () => {
    if (--open === 0) total += performance.now() - since
  }
  page.on('request', begin)
  page.on('requestfinished', end)
  page.on('requestfailed', end)
  return () => total + (open > 0 ? performance.now() - since : 0)
}
