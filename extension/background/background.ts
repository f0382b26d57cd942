import { browser } from 'wxt/browser'
import { openItems } from './items.ts'
import { createParts } from './parts.ts'
import { area } from './store.ts'

/** Name of the alarm that wakes the background while reports wait. */
export const QUEUE_ALARM = 'queue'

/** Chromium's shortest alarm is half a minute; a minute is soon enough for a report. */
const QUEUE_PERIOD_MINUTES = 1

/** All that runs in the background, put together. Keeps nothing in variables that a sleeping worker would lose. */
export function createBackground(base: string) {
  const items = openItems(area('local'), area('session'))
  const { queue, ...parts } = createParts({
    base,
    items,
    now: () => Date.now(),
    newKey: () => crypto.randomUUID(),
  })

  /** Sends what waits, and sets an alarm for as long as something does. */
  async function flush(): Promise<void> {
    await browser.alarms.create(QUEUE_ALARM, { periodInMinutes: QUEUE_PERIOD_MINUTES })
    await parts.leaving.finish()
    const waiting = (await queue.flush()) > 0 || (await parts.leaving.isWaiting())
    if (!waiting) await browser.alarms.clear(QUEUE_ALARM)
  }

  return { items, ...parts, flush }
}
export type Background = ReturnType<typeof createBackground>
