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

/** What changed on the page since it was begun, and whether the page is being left. */
export interface Watch {
  /** Whether something changed since it was last asked; also true now and then, for what no observer sees. */
  changed(): boolean
  /** Elements that were added or altered, at most the first 2,000. */
  touched: Set<Element>
  leaving: boolean
  /** When a request of the page's own scripts was last answered, in `performance.now()` time; 0 if none was. */
  answeredAt: number
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
    for (const { initiatorType, responseEnd } of list.getEntries() as PerformanceResourceTiming[]) {
      if (/^(?:fetch|xmlhttprequest)$/.test(initiatorType))
        watch.answeredAt = Math.max(watch.answeredAt, responseEnd)
    }
  })
  requests.observe({ type: 'resource' })
  for (const root of rootsOf(page)) {
    observer.observe(root, { subtree: true, childList: true, characterData: true, attributes: true })
  }
  viewOf(page)?.addEventListener('beforeunload', leave)
  return watch
}
