import { createRoute } from '@hono/zod-openapi'
import { Transfer, TransferCreate } from '../../shared/contracts/index.ts'
import { transfer } from '../books/transfer.ts'
import { listTransfers } from '../db/transfers.ts'
import { createRouter } from '../http/app.ts'
import { requireMember } from '../http/auth.ts'
import { byMember, json, jsonBody } from '../http/describe.ts'
import { memberDb } from '../http/member-db.ts'
import { PageQuery, pageOf, toPage } from '../http/paging.ts'
import { memberOf, rateLimit } from '../http/rate-limit.ts'
import { requestKeyOf } from '../http/request-key.ts'

/** What members hand on to each other. */
export const transfers = createRouter()
  .openapi(
    createRoute({
      method: 'post',
      path: '/members/me/transfers',
      tags: ['Transfers'],
      security: byMember,
      summary: 'Hand something on to another member',
      description:
        'Of the unit that the programme lets go, as far as its day has room. What runs out soonest goes first, and runs out for the other member when it would have for this one. Nothing that is pending can go.',
      // Limited so that nobody finds out by trying which numbers are members'.
      middleware: [requireMember, rateLimit('transfers', memberOf)] as const,
      request: { body: jsonBody(TransferCreate) },
      responses: { 201: json(Transfer, 'It has gone over, whole') },
    }),
    async (c) => {
      const { done, ...sender } = memberDb(c)
      const requestKey = await requestKeyOf(c, c.var.member.deviceId)
      const made = await transfer(c.env, { ...sender, requestKey }, c.req.valid('json'), Date.now())
      done()
      return c.json(made, 201)
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/members/me/transfers',
      tags: ['Transfers'],
      security: byMember,
      summary: 'What one handed on and was given by others, newest first',
      middleware: requireMember,
      request: { query: PageQuery },
      responses: { 200: json(pageOf(Transfer), 'A page, and the cursor of the next') },
    }),
    async (c) => {
      const { enrolmentId, db, done } = memberDb(c)
      const { cursor, limit } = c.req.valid('query')
      const rows = await listTransfers(db, enrolmentId, cursor ?? null, limit + 1)
      done()
      return c.json(toPage(rows, limit), 200)
    },
  )
