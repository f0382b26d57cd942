import { browser } from 'wxt/browser'
import { mayCollect } from './access.ts'
import { openItems } from './items.ts'
import { createParts } from './parts.ts'
import { area } from './store.ts'

/** Name of the alarm that wakes the background while reports wait. */
export const QUEUE_ALARM = 'queue'

/** Name of the alarm by which what was looked at is forgotten, though nobody looks at anything any more. */
export const INTEREST_ALARM = 'interest'
const INTEREST_PERIOD_MINUTES = 5

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
    mayCollect,
  })

  /** Sends what waits, and sets an alarm for as long as something does. */
  async function flush(): Promise<void> {
    await browser.alarms.create(QUEUE_ALARM, { periodInMinutes: QUEUE_PERIOD_MINUTES })
    await parts.leaving.finish()
    const waiting = (await queue.flush()) > 0 || (await parts.leaving.isWaiting())
    if (!waiting) await browser.alarms.clear(QUEUE_ALARM)
  }

  /** Counts a look, and sees to it that it is forgotten. */
  async function looked(storeId: string, categories: string[]): Promise<void> {
    await parts.interests.looked(storeId, categories)
    await browser.alarms.create(INTEREST_ALARM, { periodInMinutes: INTEREST_PERIOD_MINUTES })
  }

  /** Forgets what is old, until nothing is left to forget. */
  async function forgetOld(): Promise<void> {
    if (!(await parts.interests.forgetOld())) await browser.alarms.clear(INTEREST_ALARM)
  }

  return { items, ...parts, flush, looked, forgetOld }
}
export type Background = ReturnType<typeof createBackground>
