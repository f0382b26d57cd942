import { browser } from 'wxt/browser'
import { z } from 'zod'
import { createApi } from './api.ts'
import { createDecisions } from './decisions.ts'
import { openItems } from './items.ts'
import { createMembers, modified } from './member.ts'
import { createPartners } from './partners.ts'
import { createQueue } from './queue.ts'
import { area } from './store.ts'

/** Name of the alarm that wakes the background while reports wait. */
export const QUEUE_ALARM = 'queue'

/** Chromium's shortest alarm is half a minute; a minute is soon enough for a report. */
const QUEUE_PERIOD_MINUTES = 1

/** All that runs in the background, put together. Keeps nothing in variables that a sleeping worker would lose. */
export function createBackground(base: string) {
  const now = () => Date.now()
  const items = openItems(area('local'), area('session'))
  const api = createApi({ base, items, now })
  const partners = createPartners({ api, items, now })
  const members = createMembers({ api, items, now })
  const queue = createQueue({
    entries: items.queue,
    now,
    newKey: () => crypto.randomUUID(),
    send: ({ kind, storeId, path, key, body }) =>
      members.withSession(storeId, ({ accessToken, programId }) =>
        api({
          kind,
          method: 'POST',
          path,
          schema: z.unknown(),
          storeId,
          programId,
          accessToken,
          idempotencyKey: key,
          body,
        }).then(modified),
      ),
  })
  const decisions = createDecisions({ api, items, members, queue, now })

  /** Sends what waits, and sets an alarm for as long as something does. */
  async function flush(): Promise<void> {
    await browser.alarms.create(QUEUE_ALARM, { periodInMinutes: QUEUE_PERIOD_MINUTES })
    if ((await queue.flush()) === 0) await browser.alarms.clear(QUEUE_ALARM)
  }

  return { items, partners, members, decisions, flush }
}
export type Background = ReturnType<typeof createBackground>
