import type { Context, MiddlewareHandler } from 'hono'
import { DomainError } from '../../shared/contracts/index.ts'
import type { Env } from '../env.ts'
import type { AppEnv } from './app.ts'

/** A limit as wrangler.toml sets it: the binding counts, this says to the caller what it counts to. */
type Limit = { binding: keyof Env & `LIMIT_${string}`; quota: number; windowS: 60 }

/** Requests a minute, by what they are for. wrangler.toml holds the same figures; a test compares them. */
export const LIMITS = {
  join: { binding: 'LIMIT_JOIN', quota: 30, windowS: 60 },
  registration: { binding: 'LIMIT_REGISTRATION', quota: 10, windowS: 60 },
  sessions: { binding: 'LIMIT_SESSIONS', quota: 60, windowS: 60 },
  pairing: { binding: 'LIMIT_PAIRING', quota: 10, windowS: 60 },
  email: { binding: 'LIMIT_EMAIL', quota: 5, windowS: 60 },
  transfers: { binding: 'LIMIT_TRANSFERS', quota: 60, windowS: 60 },
  export: { binding: 'LIMIT_EXPORT', quota: 120, windowS: 60 },
  verification: { binding: 'LIMIT_VERIFICATION', quota: 10, windowS: 60 },
} as const satisfies Record<string, Limit>

/** The name of a limit, as its callers are told it. */
export type LimitName = keyof typeof LIMITS

/** Where Cloudflare says that the request comes from; `null` where it did not come through its network. */
const callerOf = (c: Context<AppEnv>): string | null => c.req.header('cf-connecting-ip') ?? null

/** The member, for limits on routes behind `requireMember`. */
export const memberOf = (c: Context<AppEnv>): string | null => c.var.member.memberId

/** The merchant, for limits on routes behind `requireKey`. */
export const merchantOf = (c: Context<AppEnv>): string | null => c.var.merchant.merchantId

const limited = new WeakMap<object, LimitName>()

/** The limit that a handler of `rateLimit` holds; `undefined`: none. For the documents of the API. */
export const limitOf = (handler: object): LimitName | undefined => limited.get(handler)

/**
 * Counts a request against a limit, under any key: what is known only once the body has been read, such as whom a
 * mail goes to. Headers: draft-ietf-httpapi-ratelimit-headers. The binding does not say what is left, so only zero is.
 *
 * @throws DomainError rate_limited
 */
export async function countRequest(c: Context<AppEnv>, name: LimitName, key: string): Promise<void> {
  const { binding, quota, windowS } = LIMITS[name]
  const limiter = c.env[binding]
  if (!limiter) return
  c.header('ratelimit-policy', `"${name}";q=${quota};w=${windowS}`)
  if ((await limiter.limit({ key })).success) return
  c.header('ratelimit', `"${name}";r=0;t=${windowS}`)
  c.header('retry-after', String(windowS))
  throw new DomainError('rate_limited', `At most ${quota} in ${windowS} seconds`)
}

/**
 * Refuses the caller's requests beyond the limit, each Cloudflare location counting for itself. Without the
 * binding, or without anybody to count, nothing is limited.
 */
export function rateLimit(name: LimitName, keyOf = callerOf): MiddlewareHandler<AppEnv> {
  const limit: MiddlewareHandler<AppEnv> = async (c, next) => {
    const key = keyOf(c)
    if (key !== null) await countRequest(c, name, key)
    await next()
  }
  limited.set(limit, name)
  return limit
}
