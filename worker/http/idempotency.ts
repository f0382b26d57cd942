import { createMiddleware } from 'hono/factory'
import { DomainError } from '../../shared/contracts/index.ts'
import { beginRequest, keepAnswer, releaseKey } from '../db/idempotency.ts'
import type { AppEnv, MemberAuth } from './app.ts'
import { fromBase64Url, sha256Hex, toBase64Url } from './bytes.ts'
import { invalidRequest } from './errors.ts'
import { verify } from './signing.ts'

/** Longest answer that is kept, in bytes: a D1 row holds 2 MB. A longer one is made anew. */
const MAX_KEPT_BYTES = 1_000_000

/** Shortest key of a caller without credentials, in characters: it alone must keep strangers from the answer. */
const MIN_ANONYMOUS_KEY = 20

/** Headers that belong to the answer itself; the rest are made anew for every response. */
const KEPT_HEADERS = ['content-type', 'etag', 'location', 'stamkund-bookmark']

/**
 * Answers that say "not now", "not you" or "not there" are not kept: the same request may be answered otherwise later,
 * and strangers who ask for what is not there leave nothing behind.
 */
const isKept = (status: number): boolean => status < 500 && ![401, 403, 404, 405, 409, 429].includes(status)

/**
 * Who calls: a member's device keeps its name through every new token, everybody else is the header they send.
 * Hashed with the key, so that neither stands in the database.
 */
async function callerOf(env: AppEnv['Bindings'], authorization: string | undefined): Promise<string> {
  const token = /^Bearer (\S+\.\S+)$/i.exec(authorization ?? '')?.[1]
  const member = token ? await verify<MemberAuth>(env, 'session', token) : null
  return member && member.expiresAt > Date.now()
    ? `device ${member.deviceId}`
    : (authorization ?? 'anonymous')
}

/** An answer can hold a secret, so it is kept under a key that only the request can make again. */
async function cipherOf(caller: string, key: string) {
  const secret = new TextEncoder().encode(`answer\n${caller}\n${key}`)
  const raw = await crypto.subtle.digest('SHA-256', secret)
  const cipher = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt'])
  return {
    async seal(bytes: ArrayBuffer): Promise<string> {
      const iv = crypto.getRandomValues(new Uint8Array(12))
      const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, cipher, bytes)
      return `${toBase64Url(iv)}.${toBase64Url(new Uint8Array(sealed))}`
    },
    async open(text: string): Promise<ArrayBuffer> {
      const [iv, sealed] = text.split('.').map((part) => fromBase64Url(part))
      if (!iv || !sealed) throw new Error('A kept answer is not as it was written')
      return crypto.subtle.decrypt({ name: 'AES-GCM', iv }, cipher, sealed)
    },
  }
}

/**
 * Makes a POST that carries `Idempotency-Key` happen once: sent again, it is answered with the same bytes.
 * Without the header, and for every other method, nothing is read or written.
 * Source: draft-ietf-httpapi-idempotency-key-header.
 */
export const idempotency = createMiddleware<AppEnv>(async (c, next) => {
  const key = c.req.header('idempotency-key')
  if (key === undefined || c.req.method !== 'POST' || c.req.path === '/v1/decisions') return next()

  const authorization = c.req.header('authorization')
  const refuse = (message: string) => {
    throw invalidRequest([{ path: '/headers/Idempotency-Key', message }])
  }
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) refuse('must be 1 to 255 visible ASCII characters')
  if (authorization === undefined && key.length < MIN_ANONYMOUS_KEY)
    refuse(`must be at least ${MIN_ANONYMOUS_KEY} characters where no key or token is sent`)

  const now = Date.now()
  const caller = await callerOf(c.env, authorization)
  const id = await sha256Hex(`key\n${caller}\n${key}`)
  const request = `${c.req.path}\n${await c.req.text()}`
  const begun = await beginRequest(c.env.DB, id, await sha256Hex(request), now)
  if (begun.state === 'mismatch')
    throw new DomainError('idempotency_mismatch', 'Send another request with another key')
  if (begun.state === 'running') throw new DomainError('idempotency_in_progress', 'Send it again in a moment')
  const cipher = await cipherOf(caller, key)
  if (begun.state === 'answered') {
    const { status, headers, body } = begun.answer
    return new Response(status === 204 ? null : await cipher.open(body), {
      status,
      headers: [...(JSON.parse(headers) as [string, string][]), ['idempotency-replayed', 'true']],
    })
  }

  // Errors do not pass here as throws: Hono has made them answers by the time that `next` returns.
  await next()
  const answer = c.res.clone()
  const bytes = isKept(answer.status) ? await answer.arrayBuffer() : null
  if (bytes === null || bytes.byteLength > MAX_KEPT_BYTES) {
    await releaseKey(c.env.DB, id, now)
    return
  }
  const headers = KEPT_HEADERS.flatMap((name) => {
    const value = answer.headers.get(name)
    return value === null ? [] : [[name, value]]
  })
  await keepAnswer(c.env.DB, id, now, {
    status: answer.status,
    headers: JSON.stringify(headers),
    body: await cipher.seal(bytes),
  })
})
