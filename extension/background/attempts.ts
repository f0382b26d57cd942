import type { Failure } from './api.ts'
import type { Items } from './items.ts'

/** Failures that leave it open whether the worker wrote: the same key must be sent again. */
const OPEN: Failure['code'][] = ['offline', 'timeout', 'clock', 'idempotency_in_progress', 'internal', 'busy']

/**
 * Sends a write under a key that was kept before it left. Until the worker answers for sure, the same `name` sends the
 * same key and the same body, in this life of the browser or the next, so that nothing is written twice.
 */
export async function attempt<B, R extends { ok: true } | Failure>(
  attempts: Items['attempts'],
  name: string,
  body: B,
  send: (key: string, body: B) => Promise<R>,
): Promise<R> {
  const all = await attempts.change((known) =>
    known[name] ? known : { ...known, [name]: { key: crypto.randomUUID(), body } },
  )
  const kept = all[name] as { key: string; body: B }
  const reply = await send(kept.key, kept.body)
  if (reply.ok || !OPEN.includes(reply.code))
    await attempts.change(({ [name]: _answered, ...others }) => others)
  return reply
}
