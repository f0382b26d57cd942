import { z } from 'zod'
import { createApi } from './api.ts'
import { createClock } from './clock.ts'
import { createDecisions } from './decisions.ts'
import { createExport } from './export-data.ts'
import { createInterests } from './interests.ts'
import type { openItems } from './items.ts'
import { createLeaving } from './leaving.ts'
import { createMembers, modified } from './member.ts'
import { createMemberships } from './memberships.ts'
import { createPartners } from './partners.ts'
import { createQueue } from './queue.ts'

/** What the background's parts are made from; a test turns the clock and counts the keys. */
export interface PartsInput {
  /** Origin of the API. */
  base: string
  items: ReturnType<typeof openItems>
  /** Epoch ms UTC. */
  now: () => number
  /** A new idempotency key. */
  newKey: () => string
  /** Waits so long, in milliseconds. */
  sleep?: (ms: number) => Promise<void>
}

const asleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** The background's parts, joined as they run: none of them knows the browser. */
export function createParts({ base, items, now, newKey, sleep = asleep }: PartsInput) {
  const clock = createClock({ items, now })
  const api = createApi({ base, items, clock, now })
  const partners = createPartners({ api, items, now })
  const members = createMembers({ api, items, clock, now })
  const interests = createInterests({ items, now })
  const queue = createQueue({
    entries: items.queue,
    now: clock.now,
    newKey,
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
  const decisions = createDecisions({ api, items, members, queue, interests, clock, now })
  const memberships = createMemberships({ api, items, members, interests })
  const leaving = createLeaving({ api, items })
  const exportData = createExport({ api, items, members, now, sleep })
  return {
    api,
    workerClock: clock,
    partners,
    members,
    queue,
    interests,
    decisions,
    memberships,
    leaving,
    exportData,
  }
}
