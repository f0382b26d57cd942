import type { MiddlewareHandler } from 'hono'
import { createMiddleware } from 'hono/factory'
import { DomainError, type Scope } from '../../shared/contracts/index.ts'
import { findApiKey, type StoredApiKey } from '../db/merchants.ts'
import type { Env } from '../env.ts'
import type { AppEnv, MemberAuth } from './app.ts'
import { equalInConstantTime, sha256Hex } from './bytes.ts'
import { verify } from './signing.ts'

/** How long an isolate trusts what it read of a key: the longest that a revoked key can live on elsewhere. */
export const KEY_CACHE_MS = 30_000

const known = new Map<string, { key: StoredApiKey; readAt: number }>()

/** Forgets a key here and now; other isolates follow within `KEY_CACHE_MS`. */
export const forgetKey = (keyId: string): boolean => known.delete(keyId)

async function readKey(env: Env, keyId: string, now: number): Promise<StoredApiKey | null> {
  const cached = known.get(keyId)
  if (cached && now - cached.readAt < KEY_CACHE_MS) return cached.key
  const key = await findApiKey(env.DB, keyId)
  if (key) known.set(keyId, { key, readAt: now })
  return key
}

const bearer = (header: string | undefined): string | null =>
  /^Bearer ([\x21-\x7e]+)$/i.exec(header ?? '')?.[1] ?? null

/** The text of a key: `stk_`, its id, its secret. Secret scanners can find it by its prefix. */
export const formatKey = (keyId: string, secret: string): string => `stk_${keyId.slice(4)}_${secret}`

const guarded = new WeakMap<object, readonly Scope[]>()

/** The scopes that a guard of `requireKey` lets in; `undefined`: no such guard. For the documents of the API. */
export const scopesOf = (handler: object): readonly Scope[] | undefined => guarded.get(handler)

/** Lets in the bearer of a merchant's key that has one of the scopes, or `*`. None named: any valid key. */
export function requireKey(...anyOf: Scope[]): MiddlewareHandler<AppEnv> {
  const guard = createMiddleware<AppEnv>(async (c, next) => {
    const now = Date.now()
    const [, id, secret] =
      /^stk_([0-9A-Z]{26})_([\w-]{43})$/.exec(bearer(c.req.header('authorization')) ?? '') ?? []
    const key = id && secret ? await readKey(c.env, `key_${id}`, now) : null
    const valid =
      key !== null && secret !== undefined && equalInConstantTime(await sha256Hex(secret), key.secretHash)
    if (!valid || key.revokedAt !== null || (key.expiresAt !== null && key.expiresAt <= now)) {
      throw new DomainError('unauthenticated', 'Send a valid API key: Authorization: Bearer stk_...')
    }
    if (anyOf.length > 0 && !['*' as const, ...anyOf].some((scope) => key.scopes.includes(scope))) {
      throw new DomainError('forbidden', `This key lacks the scope ${anyOf.join(' or ')}`)
    }
    const { merchantId, programId, binding, scopes } = key
    c.set('merchant', { keyId: key.id, merchantId, programId, binding, scopes })
    await next()
  })
  guarded.set(guard, anyOf)
  return guard
}

/** The refusal of a device whose token has outlived it. */
export const deviceEnded = (): DomainError => new DomainError('unauthenticated', 'This device has been ended')

/** Lets in the bearer of a member's access token. Verified here: no database is asked. */
export const requireMember = createMiddleware<AppEnv>(async (c, next) => {
  const token = bearer(c.req.header('authorization'))
  const member = token ? await verify<MemberAuth>(c.env, 'session', token) : null
  if (!member) throw new DomainError('unauthenticated', 'Send a valid access token')
  if (member.expiresAt <= Date.now()) throw new DomainError('token_expired', 'Ask for a new session')
  c.set('member', member)
  await next()
})
