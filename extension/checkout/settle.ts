import { closest, isVisible, pause, queryAll, type Watch } from './dom.ts'
import { type Reading, readLabelledTotal } from './total.ts'

/** A total counts as settled when it has stood still for this long, milliseconds. */
export const STILL_MS = 400
const POLL_MS = 80

/** Whether the shop shows that it is still working. */
const isBusy = (page: Document): boolean =>
  queryAll(
    page,
    '[aria-busy="true"], .blockOverlay, .loading-mask, [class*="spinner" i], [class*="skeleton" i]',
  ).some((element) => isVisible(element) && !closest(element, 'header, footer, [class*="video" i]'))

/** The last reading and since when it has stood, in `performance.now()` time. */
export interface Standing {
  reading: Reading | null
  since: number
}

/**
 * Reads the total over and over, as the page changes, until `enough` says that what stands may be believed, or the time is
 * out, or the run is cancelled. `enough` may put `endsAt` off. Bounded on pages that change for ever: only the total's own change starts its clock anew.
 */
export async function settle(
  page: Document,
  watch: Watch,
  options: { currency: string; label?: string; signal: AbortSignal; endsAt: number },
  enough: (standing: Standing, now: number) => boolean,
): Promise<Standing> {
  let standing: Standing = { reading: null, since: performance.now() }
  let busy = false
  for (;;) {
    const now = performance.now()
    if (watch.changed()) {
      const reading = readLabelledTotal(page, options, options.label)
      if (
        reading?.amountMinor !== standing.reading?.amountMinor ||
        reading?.currency !== standing.reading?.currency
      ) {
        standing = { reading, since: now }
      }
      busy = isBusy(page)
    }
    // Asked in any case: what a shop says while it works may be gone when it is done.
    const isEnough = enough(standing, now)
    // A page that is being left has said its last word, and it is not the answer.
    if (!busy && !watch.leaving && isEnough) return standing
    if (options.signal.aborted || now >= options.endsAt) return standing
    await pause(POLL_MS, options.signal)
  }
}

/** The total once it has stood still. `null`: none came in time. */
export async function settledTotal(
  page: Document,
  watch: Watch,
  options: { currency: string; label?: string; signal: AbortSignal; timeoutMs: number },
): Promise<Reading | null> {
  const endsAt = performance.now() + options.timeoutMs
  const { reading } = await settle(
    page,
    watch,
    { ...options, endsAt },
    ({ reading, since }, now) => reading !== null && now - since >= STILL_MS,
  )
  return reading
}
