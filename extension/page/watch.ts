/** A shop that draws itself anew is looked at once it has been still this long. Milliseconds. */
const STILL_MS = 500
/** One that never is still is looked at this often. Milliseconds. */
const RESTLESS_MS = 4_000

/**
 * Calls `look` when the page has come to rest after a change: at once told `moved` where it became another page. Nothing is
 * looked at in a tab that nobody sees. The observer's own work is one comparison, however much a page mutates.
 */
export function watchPage(
  page: Document,
  { signal, changed, look }: { signal: AbortSignal; changed(): void; look(moved: boolean): void },
): { moved(): void } {
  let moved = false
  let firstAt = 0
  let lastAt = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  const rest = () => {
    timer = undefined
    // Looked at when it is seen again.
    if (signal.aborted || page.hidden) return
    const now = performance.now()
    const leftMs = Math.min(lastAt + STILL_MS, firstAt + RESTLESS_MS) - now
    if (leftMs > 1) {
      timer = setTimeout(rest, leftMs)
      return
    }
    firstAt = 0
    const wasMoved = moved
    moved = false
    whenIdle(() => look(wasMoved), signal)
  }
  const note = () => {
    lastAt = performance.now()
    firstAt ||= lastAt
    timer ??= setTimeout(rest, STILL_MS)
  }
  const observer = new MutationObserver(() => {
    changed()
    note()
  })
  observer.observe(page.documentElement, { childList: true, subtree: true })
  // A drawer may open by a class alone, or in a shadow root, which no observer of ours sees: it was pressed, and it slid.
  for (const type of ['click', 'transitionend', 'animationend'])
    page.addEventListener(type, note, { capture: true, passive: true, signal })
  page.addEventListener('visibilitychange', () => firstAt > 0 && note(), { signal })
  signal.addEventListener('abort', () => {
    observer.disconnect()
    clearTimeout(timer)
  })
  note()
  return {
    moved() {
      moved = true
      note()
    },
  }
}

/** Does work when the page has nothing to do. Safari has no such callback. */
export function whenIdle(work: () => void, signal: AbortSignal): void {
  const unlessOver = () => {
    if (!signal.aborted) work()
  }
  if ('requestIdleCallback' in globalThis) requestIdleCallback(unlessOver, { timeout: 1_000 })
  else setTimeout(unlessOver, 0)
}

/** Resolves when somebody looks at the page: a tab opened in the background asks and draws nothing. */
export const seen = (page: Document): Promise<void> =>
  new Promise((resolve) => {
    if (!page.hidden) return resolve()
    const look = () => {
      if (page.hidden) return
      page.removeEventListener('visibilitychange', look)
      resolve()
    }
    page.addEventListener('visibilitychange', look)
  })
