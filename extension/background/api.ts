import { z } from 'zod'
import { PROBLEMS, type ProblemCode } from '../../shared/contracts/index.ts'
import type { Clock } from './clock.ts'
import type { Items } from './items.ts'
import { noteSent, type SentKind } from './sent-log.ts'

/** Why there is no answer: a problem of the worker's, none reached it, or this device has been ended. */
export type Failure = {
  ok: false
  code: ProblemCode | 'offline' | 'timeout' | 'clock' | 'signedOut'
  retryAfterMs: number | null
}
/** The parsed answer with the `ETag` it came under, or why there is none. */
export type Reply<T> = { ok: true; value: T; etag: string | null } | Failure

/** One request to the worker: what it asks, in whose name, and the shape that its answer must have. */
export interface ApiRequest<T> {
  kind: SentKind
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  path: string
  schema: z.ZodType<T>
  body?: unknown
  storeId?: string
  /** Reads what this programme's member wrote before, from any replica. */
  programId?: string | null
  /** Reads the programme off the answer, where the question could not know it. */
  programIdOf?(value: T): string | null
  accessToken?: string
  /** Made before the request is sent, and the same whenever it is sent again. */
  idempotencyKey?: string
  etag?: string | null
}

/** The worker answered 304: what is here still holds. */
export const NOT_MODIFIED = Symbol('not modified')

/** Long enough for a phone on a train; a member who waits longer has left. Milliseconds. */
const TIMEOUT_MS = 10_000

const Problem = z.looseObject({ type: z.string() })

/** Longest that a kind of request is held back at the worker's word. Milliseconds. */
const LONGEST_PAUSE_MS = 5 * 60_000

interface Parts {
  base: string
  items: Items
  clock: Clock
  now: () => number
}

/** The worker's HTTP API. Never throws for what a network or a worker may do. */
export function createApi({ base, items, clock, now }: Parts) {
  /** How long this kind of request still has to wait, as the worker said. Milliseconds. */
  async function pauseOf(kind: SentKind): Promise<number> {
    const left = ((await items.pauses.read())[kind] ?? 0) - now()
    return left > LONGEST_PAUSE_MS ? 0 : Math.max(0, left)
  }

  return async function request<T>(input: ApiRequest<T>): Promise<Reply<T | typeof NOT_MODIFIED>> {
    const pauseMs = await pauseOf(input.kind)
    if (pauseMs > 0) return { ok: false, code: 'rate_limited', retryAfterMs: pauseMs }
    const headers = await headersOf(input, items)
    const body = input.body === undefined ? undefined : JSON.stringify(input.body)
    await noteSent(items.sent, {
      at: now(),
      kind: input.kind,
      storeId: input.storeId ?? null,
      bytes: bytesOf(input.path, ...Object.entries(headers).flat(), body ?? ''),
    })

    const askedAt = now()
    let response: Response
    let text: string
    try {
      response = await fetch(base + input.path, {
        method: input.method,
        headers,
        body,
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
        // The browser's own cache would answer for us and hide the 304.
        cache: 'no-store',
        // Our API never redirects: secrets would go wherever somebody who stands between says.
        redirect: 'manual',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      })
      text = await response.text()
    } catch (error) {
      const timedOut = error instanceof DOMException && error.name === 'TimeoutError'
      const code = timedOut ? 'timeout' : (await clock.isToBlame()) ? 'clock' : 'offline'
      return { ok: false, code, retryAfterMs: null }
    }
    // Only from answers that are made for us: one that a cache kept tells when it was kept.
    if (input.method !== 'GET' || input.accessToken) await clock.learn(response.headers.get('Date'), askedAt)

    const etag = response.headers.get('ETag')
    if (response.status === 304) return { ok: true, value: NOT_MODIFIED, etag }

    const json = parseJson(text)
    if (!response.ok) {
      const retryAfterMs = retryAfter(response.headers)
      const code = response.status === 429 ? 'rate_limited' : problemCode(json)
      if (code === 'rate_limited' && retryAfterMs !== null) {
        const until = now() + Math.min(retryAfterMs, LONGEST_PAUSE_MS)
        await items.pauses.change((all) => ({ ...all, [input.kind]: until }))
      }
      return { ok: false, code, retryAfterMs }
    }
    // Nobody has answered who knows the question, whatever the schema would let pass.
    if (json === undefined) return { ok: false, code: 'internal', retryAfterMs: null }
    const parsed = input.schema.safeParse(json)
    if (parsed.success) {
      const bookmark = response.headers.get('Stamkund-Bookmark')
      const programId = input.programId ?? input.programIdOf?.(parsed.data)
      if (bookmark && programId) await items.bookmarks.change((all) => ({ ...all, [programId]: bookmark }))
      return { ok: true, value: parsed.data, etag }
    }
    // A reply out of shape is the worker's bug: nothing of it is used.
    console.error(`${input.method} ${input.path} answered out of shape`, parsed.error.issues)
    return { ok: false, code: 'internal', retryAfterMs: null }
  }
}
/** See `createApi`. */
export type Api = ReturnType<typeof createApi>

async function headersOf(input: ApiRequest<unknown>, items: Items): Promise<Record<string, string>> {
  const headers: Record<string, string> = { Accept: 'application/json' }
  if (input.body !== undefined) headers['Content-Type'] = 'application/json'
  if (input.accessToken) headers.Authorization = `Bearer ${input.accessToken}`
  if (input.idempotencyKey) headers['Idempotency-Key'] = input.idempotencyKey
  if (input.etag) headers['If-None-Match'] = input.etag
  const bookmark = input.programId ? (await items.bookmarks.read())[input.programId] : undefined
  if (bookmark) headers['Stamkund-Bookmark'] = bookmark
  return headers
}

const bytesOf = (...texts: string[]): number =>
  texts.reduce((sum, text) => sum + new TextEncoder().encode(text).length, 0)

/** `undefined`: it is no JSON, but the page of somebody who stands between. An empty body is `null`. */
function parseJson(text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The code at the end of a problem's `type` (RFC 9457). Anything else that failed is `internal`. */
function problemCode(json: unknown): ProblemCode {
  const problem = Problem.safeParse(json)
  const code = problem.success ? problem.data.type.split('/').at(-1) : undefined
  return code !== undefined && code in PROBLEMS ? (code as ProblemCode) : 'internal'
}

function retryAfter(headers: Headers): number | null {
  const said = headers.get('Retry-After')
  if (said === null) return null
  const seconds = Number(said)
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000)
  // A date is by the worker's clock: compared with what that showed in the same answer.
  const waitMs = Date.parse(said) - Date.parse(headers.get('Date') ?? '')
  return Number.isFinite(waitMs) ? Math.max(0, waitMs) : null
}
