import { createRoute, z } from '@hono/zod-openapi'
import { DomainError, Id, TierChange, TierMatch, TierStanding } from '../../shared/contracts/index.ts'
import { giveTier } from '../books/tier-match.ts'
import { databaseOf } from '../db/database.ts'
import { isEnrolled } from '../db/ledger.ts'
import { listTierChanges } from '../db/tier-changes.ts'
import { createRouter } from '../http/app.ts'
import { requireKey } from '../http/auth.ts'
import { byKey, json, jsonBody } from '../http/describe.ts'
import { PageQuery, pageOf, toPage } from '../http/paging.ts'

const params = z.object({ enrolmentId: Id })

/** Tiers given by hand, and every step on or off the ladder. */
export const tiers = createRouter()
  .openapi(
    createRoute({
      method: 'put',
      path: '/enrolments/{enrolmentId}/tier',
      tags: ['Tiers'],
      security: byKey,
      summary: 'Give a member a tier, until an instant',
      description:
        'A match of a standing elsewhere, or an apology. What the member holds by themselves goes on beneath, and stands again afterwards.',
      middleware: requireKey('members:write'),
      request: { params, body: jsonBody(TierMatch) },
      responses: { 200: json(TierStanding, 'Where the member stands now') },
    }),
    async (c) => {
      const { enrolmentId } = c.req.valid('param')
      return c.json(await giveTier(c.env, c.var.merchant, enrolmentId, c.req.valid('json'), Date.now()), 200)
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/enrolments/{enrolmentId}/tier-changes',
      tags: ['Tiers'],
      security: byKey,
      summary: 'A member’s steps on and off the ladder, newest first',
      middleware: requireKey('members:read', 'members:write'),
      request: { params, query: PageQuery },
      responses: { 200: json(pageOf(TierChange), 'A page, and the cursor of the next') },
    }),
    async (c) => {
      const { programId, binding } = c.var.merchant
      const { enrolmentId } = c.req.valid('param')
      const { cursor, limit } = c.req.valid('query')
      const db = databaseOf(c.env, binding)
      if (!(await isEnrolled(db, programId, enrolmentId)))
        throw new DomainError('not_found', `No enrolment ${enrolmentId}`)
      const rows = await listTierChanges(db, enrolmentId, cursor ?? null, limit + 1)
      return c.json(toPage(rows, limit), 200)
    },
  )
