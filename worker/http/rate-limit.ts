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
} as const satisfies Record<string, Limit>

export type LimitName = keyof typeof LIMITS

/** Where Cloudflare says that the request comes from; `null` where it did not come through its network. */
const callerOf = (c: Context<AppEnv>): string | null => c.req.header('cf-connecting-ip') ?? null

/** The member, for limits on routes behind `requireMember`. */
export const memberOf = (c: Context<AppEnv>): string | null => c.var.member.memberId

/**
 * Refuses the caller's requests beyond the limit, each Cloudflare location counting for itself. Without the
 * binding, or without anybody to count, nothing is limited.
 * Headers: draft-ietf-httpapi-ratelimit-headers. The binding does not say what is left, so only zero is said.
 */
export const rateLimit =
  (name: LimitName, keyOf = callerOf): MiddlewareHandler<AppEnv> =>
  async (c, next) => {
    const { binding, quota, windowS } = LIMITS[name]
    const limiter = c.env[binding]
    const key = keyOf(c)
    if (limiter && key !== null) {
      c.header('ratelimit-policy', `"${name}";q=${quota};w=${windowS}`)
      const { success } = await limiter.limit({ key })
      if (!success) {
        c.header('ratelimit', `"${name}";r=0;t=${windowS}`)
        c.header('retry-after', String(windowS))
        throw new DomainError('rate_limited', `At most ${quota} in ${windowS} seconds`)
      }
    }
    await next()
  }
