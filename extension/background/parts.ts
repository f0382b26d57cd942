import { z } from 'zod'
import { createApi } from './api.ts'
import { createClock } from './clock.ts'
import { createConsents } from './consents.ts'
import { createDecisions } from './decisions.ts'
import { createExport } from './export-data.ts'
import { createGeneration } from './generation.ts'
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
  /** Whether the browser lets us tell what the member does on a page: Firefox asks for that apart. */
  mayCollect?: () => Promise<boolean>
}

const asleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** The background's parts, joined as they run: none of them knows the browser. */
export function createParts({
  base,
  items,
  now,
  newKey,
  sleep = asleep,
  mayCollect = async () => true,
}: PartsInput) {
  const clock = createClock({ items, now })
  const generation = createGeneration()
  const api = createApi({ base, items, clock, now })
  const partners = createPartners({ api, items, generation, now })
  const members = createMembers({ api, items, clock, generation, now, flush: () => queue.flush() })
  const interests = createInterests({ items, generation, now, mayCollect })
  const consents = createConsents({ api, items, interests })
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
  const decisions = createDecisions({
    api,
    items,
    members,
    queue,
    interests,
    consents,
    clock,
    generation,
    now,
  })
  const memberships = createMemberships({ api, items, members, interests, consents })
  const leaving = createLeaving({ api, items, generation })
  const collect = createExport({ api, items, members, now, sleep })
  const exportData: typeof collect = async (tell) => {
    await interests.forgetOld()
    return collect(tell)
  }
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
