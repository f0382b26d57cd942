import { bodyLimit } from 'hono/body-limit'
import { DomainError } from '../shared/contracts/index.ts'
import type { AssignmentMessage, Env, ExposureMessage } from './env.ts'
import { createRouter } from './http/app.ts'
import { docs } from './http/docs.ts'
import { notFoundOf, onError } from './http/errors.ts'
import { apiHeaders } from './http/headers.ts'
import { idempotency } from './http/idempotency.ts'
import { consumeExposures } from './jobs/exposures.ts'
import { everyMinute } from './jobs/minutely.ts'
import * as routes from './routes/index.ts'
import { receiptKeys } from './routes/receipts.ts'

// Longest JSON body, in bytes: 500 purchases of 20 lines fit twice. Imports stream, and have no such limit.
// Not exported: workerd refuses a worker whose main module exports anything but handlers.
const MAX_BODY_BYTES = 4 * 1024 * 1024

const tooLarge = () => {
  throw new DomainError('body_too_large', `At most ${MAX_BODY_BYTES} bytes`)
}
const limitBody = bodyLimit({ maxSize: MAX_BODY_BYTES, onError: tooLarge })

const app = createRouter()
app.use('/v1/*', apiHeaders)
app.use((c, next) =>
  c.req.method === 'PATCH' && c.req.path.startsWith('/v1/imports/') ? next() : limitBody(c, next),
)
app.use('/v1/*', idempotency)
for (const route of Object.values(routes)) app.route('/v1', route)
app.route('/', receiptKeys)
app.route('/', docs(app))
app.onError(onError)
app.notFound(notFoundOf(app))

/** The worker's doors: requests, the queue of exposures, and the minute's clock. */
export default {
  fetch: app.fetch,
  queue: consumeExposures,
  scheduled: (event, env, ctx) => ctx.waitUntil(everyMinute(env, event.scheduledTime)),
} satisfies ExportedHandler<Env, ExposureMessage | AssignmentMessage>
