import { cors } from 'hono/cors'
import { createMiddleware } from 'hono/factory'
import type { AppEnv } from './app.ts'

const EXPOSED = [
  // By which a device finds out how wrong its clock is.
  'Date',
  'ETag',
  'Stamkund-Bookmark',
  'Upload-Offset',
  'Retry-After',
  'RateLimit',
  'Idempotency-Replayed',
]

// Keys and tokens travel in a header that no page holds, so any origin may ask; cookies are never used.
const preflight = cors({ origin: '*', maxAge: 86_400 })

/**
 * The headers of every answer of the API. Set on the finished answer, because building it under headers set before
 * costs a decision a tenth of its time; only a preflight goes through the library.
 */
export const apiHeaders = createMiddleware<AppEnv>(async (c, next) => {
  if (c.req.method === 'OPTIONS') return preflight(c, next)
  await next()
  const { headers } = c.res
  headers.set('access-control-allow-origin', '*')
  headers.set('access-control-expose-headers', EXPOSED.join(','))
  // Cloudflare's network says it as well; workerd alone does not, and devices compare their clocks with it.
  headers.set('date', new Date().toUTCString())
  headers.set('x-content-type-options', 'nosniff')
  headers.set('strict-transport-security', 'max-age=31536000; includeSubDomains')
})
