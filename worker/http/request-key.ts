import type { Context } from 'hono'
import type { AppEnv } from './app.ts'
import { sha256Hex } from './bytes.ts'

/**
 * What a request that moves units is known by in the programme's own database: who asks for what, and their
 * `Idempotency-Key`; `null` without one. Written in the batch that does it, so that a worker which dies before it
 * answers does it no second time. That the same key came with another body, `http/idempotency.ts` has refused before.
 *
 * @param caller the key or device that asks
 */
export async function requestKeyOf(c: Context<AppEnv>, caller: string): Promise<string | null> {
  const key = c.req.header('idempotency-key')
  return key === undefined ? null : sha256Hex(`move\n${caller}\n${c.req.path}\n${key}`)
}
