import { z } from 'zod'
import { Id, Instant } from '../../shared/contracts/index.ts'
import type { Failure } from './api.ts'
import type { Item } from './store.ts'

/** A report that must arrive once: kept until it is answered, and sent again with the same key. */
export const QueueEntry = z.object({
  key: z.string(),
  kind: z.enum(['outcome', 'exposure']),
  storeId: Id,
  path: z.string(),
  body: z.unknown(),
  queuedAt: Instant,
  tries: z.int(),
  notBefore: Instant,
})
export type QueueEntry = z.infer<typeof QueueEntry>

/** Failures that pass: the same request may be answered later. Anything else will be refused for ever. */
const PASSING: Failure['code'][] = [
  'offline',
  'timeout',
  'clock',
  // The card is put aside: with a new one for the same member the report is still theirs.
  'signedOut',
  'busy',
  'idempotency_in_progress',
  'rate_limited',
  'token_expired',
  'internal',
]

/** Failures of the connection, not of the report: the others would meet them too. */
const DOWN: Failure['code'][] = ['offline', 'timeout', 'clock']

/** A week: an outcome older than that tells nobody anything, and its claim is long gone. Milliseconds. */
const KEPT_MS = 7 * 86_400_000

/** First wait after a failure, doubled each time up to the longest. Milliseconds. */
const FIRST_WAIT_MS = 30_000
const LONGEST_WAIT_MS = 3_600_000

/** What the queue works with: where it is kept, how one report is sent, the worker's clock (epoch ms) and the idempotency keys. */
interface QueueParts {
  entries: Item<QueueEntry[]>
  send(entry: QueueEntry): Promise<{ ok: true } | Failure>
  now(): Promise<number> | number
  newKey(): string
}

/** Reports that wait for the network, oldest first. */
export function createQueue({ entries, send, now, newKey }: QueueParts) {
  let flushing: Promise<number> | null = null

  async function flushOnce(): Promise<number> {
    for (const entry of await entries.read()) {
      const before = await now()
      // Later than the longest wait can only have been written under a clock that ran ahead.
      if (entry.notBefore > before && entry.notBefore <= before + LONGEST_WAIT_MS) continue
      const reply = await send(entry)
      const at = await now()
      const over = reply.ok || !PASSING.includes(reply.code) || entry.queuedAt + KEPT_MS < at
      const isDown = !reply.ok && DOWN.includes(reply.code)
      const wait = reply.ok
        ? 0
        : Math.min(reply.retryAfterMs ?? FIRST_WAIT_MS * 2 ** entry.tries, LONGEST_WAIT_MS)
      await entries.change((all) =>
        all.flatMap((other) => {
          if (other.key !== entry.key) return [other]
          return over ? [] : [{ ...other, tries: other.tries + 1, notBefore: at + wait }]
        }),
      )
      // The next would wait for the same: a thousand reports would knock a thousand times.
      if (isDown) break
    }
    return (await entries.read()).length
  }

  return {
    /** Keeps a report; it is safe once this resolves. */
    async add(report: Pick<QueueEntry, 'kind' | 'storeId' | 'path' | 'body'>): Promise<void> {
      const at = await now()
      const entry = { ...report, key: newKey(), queuedAt: at, tries: 0, notBefore: at }
      await entries.change((all) => [...all, entry])
    },
    /** Sends what is due. One flush at a time: two would send the same report twice at once. Answers how many still wait. */
    flush(): Promise<number> {
      flushing ??= flushOnce().finally(() => {
        flushing = null
      })
      return flushing
    },
  }
}
export type Queue = ReturnType<typeof createQueue>
