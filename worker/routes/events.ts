import { createRoute } from '@hono/zod-openapi'
import {
  EarningsPreview,
  EventBatch,
  EventBatchResult,
  OwnPreviewRequest,
  PreviewRequest,
} from '../../shared/contracts/index.ts'
import { recordEvents } from '../books/event.ts'
import { previewEarnings } from '../books/preview.ts'
import { databaseOf } from '../db/database.ts'
import { createRouter } from '../http/app.ts'
import { requireKey, requireMember } from '../http/auth.ts'
import { byKey, byMember, json, jsonBody } from '../http/describe.ts'
import { memberDb } from '../http/member-db.ts'
import { parseEvents } from '../orders/events.ts'

/** What happens besides purchases, and what a basket would earn before it is paid. */
export const events = createRouter()
  .openapi(
    createRoute({
      method: 'post',
      path: '/events',
      tags: ['Events'],
      security: byKey,
      summary: 'Record up to 500 events',
      description:
        'Each is answered for itself, in the order sent, and taken once per type and id, however often it is sent. It sets free what waited for such an event, and earns what the rules give for it.',
      middleware: requireKey('events:write'),
      request: { body: jsonBody(EventBatch) },
      responses: { 200: json(EventBatchResult, 'What became of each') },
    }),
    async (c) => {
      const { valid, refused } = parseEvents(c.req.valid('json').events)
      const recorded = valid.length > 0 ? await recordEvents(c.env, c.var.merchant, valid, Date.now()) : []
      const results = [...refused, ...recorded]
      return c.json({ results: results.sort((a, b) => a.index - b.index) }, 200)
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/earnings/preview',
      tags: ['Events'],
      security: byKey,
      summary: 'What a basket would earn, rule by rule, and why',
      description: 'Nothing is written, and nobody is enrolled by it.',
      middleware: requireKey('read', 'purchases:write'),
      request: { body: jsonBody(PreviewRequest) },
      responses: { 200: json(EarningsPreview, 'What it would earn if it were paid then') },
    }),
    async (c) => {
      const { programId, binding, merchantId } = c.var.merchant
      const of = { programId, binding, merchantId, db: databaseOf(c.env, binding) }
      return c.json(await previewEarnings(c.env, of, c.req.valid('json'), Date.now()), 200)
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/members/me/earnings/preview',
      tags: ['Events'],
      security: byMember,
      summary: 'What one’s basket would earn, rule by rule, and why',
      description: 'Nothing is written.',
      middleware: requireMember,
      request: { body: jsonBody(OwnPreviewRequest) },
      responses: { 200: json(EarningsPreview, 'What it would earn if it were paid then') },
    }),
    async (c) => {
      const { enrolmentId, programId, binding, db, done } = memberDb(c)
      const wanted = { ...c.req.valid('json'), enrolmentId }
      const preview = await previewEarnings(
        c.env,
        { programId, binding, db, merchantId: null },
        wanted,
        Date.now(),
      )
      done()
      return c.json(preview, 200)
    },
  )
