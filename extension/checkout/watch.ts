import { rootsOf } from './look.ts'
import { viewOf } from './natives.ts'

/** Resolves after some milliseconds, or at once when `signal` aborts. */
export const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, milliseconds)
    signal.addEventListener('abort', done)
  })

/** Polls until `ready` gives something, the time is out or `signal` aborts (then `null`). */
export async function waitFor<T>(
  ready: () => T | null | false,
  { signal, timeoutMs }: { signal: AbortSignal; timeoutMs: number },
): Promise<T | null> {
  const endsAt = performance.now() + timeoutMs
  for (;;) {
    const found = ready()
    if (found) return found
    if (signal.aborted || performance.now() >= endsAt) return null
    await pause(60, signal)
  }
}

/** Addresses that shops measure their visitors at: an answer from there says nothing of the basket. */
const MEASURING =
  /analytic|collect|beacon|(?<![a-z])track|telemetry|metric|pixel|(?<![a-z])(?:logs?|events?|rum|stats?|gtm|ping|hit)(?![a-z])|sentry|segment|hotjar|clarity/i

/** Whether a request was answered well by the shop's own host, or one below it. */
function isShopsAnswer(page: Document, { name, responseStatus }: PerformanceResourceTiming): boolean {
  const { hostname, pathname } = new URL(name)
  const own = page.location.hostname.replace(/^www\./, '')
  // 0 where the browser does not say.
  return (
    (hostname === page.location.hostname || hostname.endsWith(`.${own}`)) &&
    !MEASURING.test(pathname) &&
    !(responseStatus >= 400)
  )
}

/** What changed on the page since it was begun, and whether the page is being left. */
export interface Watch {
  /** Whether something changed since it was last asked; also true now and then, for what no observer sees. */
  changed(): boolean
  /** Elements that were added or altered, at most the first 2,000. */
  touched: Set<Element>
  leaving: boolean
  /** When a request of the page's own scripts was last answered, in `performance.now()` time; 0 if none was. */
  answeredAt: number
  /** When the latest request to the shop itself was sent that it has answered well, in the same time; 0 if none was. */
  heardAt: number
  stop(): void
}

/** Watches the page and its open shadow roots. */
export function watchPage(page: Document): Watch {
  let dirty = true
  let askedAt = 0
  const watch: Watch = {
    touched: new Set(),
    leaving: false,
    answeredAt: 0,
    heardAt: 0,
    changed() {
      const due = performance.now() - askedAt > 500
      if (!dirty && !due) return false
      dirty = false
      askedAt = performance.now()
      return true
    },
    stop() {
      observer.disconnect()
      requests.disconnect()
      viewOf(page)?.removeEventListener('beforeunload', leave)
    },
  }
  const leave = () => {
    watch.leaving = true
  }
  const observer = new MutationObserver((records) => {
    dirty = true
    for (const { target, addedNodes } of records) {
      if (watch.touched.size > 2000) return
      for (const node of [target, ...addedNodes]) {
        const element = node.nodeType === 1 ? (node as Element) : node.parentElement
        if (element) watch.touched.add(element)
      }
    }
  })
  const requests = new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as PerformanceResourceTiming[]) {
      if (!/^(?:fetch|xmlhttprequest)$/.test(entry.initiatorType)) continue
      watch.answeredAt = Math.max(watch.answeredAt, entry.responseEnd)
      if (isShopsAnswer(page, entry)) watch.heardAt = Math.max(watch.heardAt, entry.startTime)
    }
  })
  requests.observe({ type: 'resource', buffered: true })
  for (const root of rootsOf(page)) {
    observer.observe(root, { subtree: true, childList: true, characterData: true, attributes: true })
  }
  viewOf(page)?.addEventListener('beforeunload', leave)
  return watch
}
