import { createRoute, z } from '@hono/zod-openapi'
import { BirthMonth, Id, Membership } from '../../shared/contracts/index.ts'
import { keepBirthMonth, membershipAt } from '../books/membership.ts'
import { databaseOf } from '../db/database.ts'
import { createRouter } from '../http/app.ts'
import { requireKey, requireMember } from '../http/auth.ts'
import { byKey, byMember, json, jsonBody } from '../http/describe.ts'
import { memberDb } from '../http/member-db.ts'

/** All that a member has in a programme, for the member and for its merchants. */
export const membership = createRouter()
  .openapi(
    createRoute({
      method: 'get',
      path: '/members/me/membership',
      tags: ['Members'],
      security: byMember,
      summary: 'All that one has in the programme that the token is for',
      description:
        'Every unit with all that will be released and run out, the tier and what it takes, plans, and what they give. Right at this instant, whatever has been posted.',
      middleware: requireMember,
      responses: { 200: json(Membership, 'As if the day’s work had been done') },
    }),
    async (c) => {
      const { done, ...of } = memberDb(c)
      const found = await membershipAt(c.env, of, Date.now())
      done()
      return c.json(found, 200)
    },
  )
  .openapi(
    createRoute({
      method: 'put',
      path: '/members/me/birth-month',
      tags: ['Members'],
      security: byMember,
      summary: 'Say in which month one was born',
      description:
        'A month that has begun already waits for next year; a month that is changed gives no second gift.',
      middleware: requireMember,
      request: { body: jsonBody(BirthMonth) },
      responses: { 200: json(BirthMonth, 'As it is kept') },
    }),
    async (c) => {
      const { month } = c.req.valid('json')
      const { done, ...of } = memberDb(c)
      await keepBirthMonth(c.env, of, month, Date.now())
      done()
      return c.json({ month }, 200)
    },
  )
  .openapi(
    createRoute({
      method: 'delete',
      path: '/members/me/birth-month',
      tags: ['Members'],
      security: byMember,
      summary: 'Let it be forgotten',
      middleware: requireMember,
      responses: { 204: { description: 'Forgotten' } },
    }),
    async (c) => {
      const { done, ...of } = memberDb(c)
      await keepBirthMonth(c.env, of, null, Date.now())
      done()
      return c.body(null, 204)
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/enrolments/{enrolmentId}/membership',
      tags: ['Members'],
      security: byKey,
      summary: 'All that a member of the programme has, as the member sees it',
      middleware: requireKey('members:read'),
      request: { params: z.object({ enrolmentId: Id }) },
      responses: { 200: json(Membership, 'As if the day’s work had been done') },
    }),
    async (c) => {
      const { programId, binding } = c.var.merchant
      const { enrolmentId } = c.req.valid('param')
      const db = databaseOf(c.env, binding)
      return c.json(await membershipAt(c.env, { enrolmentId, programId, binding, db }, Date.now()), 200)
    },
  )
