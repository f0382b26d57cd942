/** Looked at where the browser tells of no navigation within a page. Milliseconds. */
const PERIOD_MS = 1_000

/** Calls `moved` when the page has become another one without being loaded anew. */
export function watchLocation(moved: () => void, signal: AbortSignal): void {
  let at = location.href
  const look = () => {
    if (location.href === at) return
    at = location.href
    moved()
  }
  if ('navigation' in globalThis) {
    navigation.addEventListener('currententrychange', look, { signal })
    return
  }
  const timer = setInterval(look, PERIOD_MS)
  signal.addEventListener('abort', () => clearInterval(timer))
}
