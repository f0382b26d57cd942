import { createRoute } from '@hono/zod-openapi'
import { DomainError, MemberCreate, MemberCreated, MemberSelf } from '../../shared/contracts/index.ts'
import { leaveProgrammes } from '../books/leave.ts'
import { newId } from '../db/ids.ts'
import { eraseMember, findMemberSelf, insertMember } from '../db/members.ts'
import { forgetNotesOf } from '../db/transfers.ts'
import { createRouter } from '../http/app.ts'
import { deviceEnded, requireMember } from '../http/auth.ts'
import { newSecret, sha256Hex } from '../http/bytes.ts'
import { byMember, json, jsonBody } from '../http/describe.ts'
import { rateLimit } from '../http/rate-limit.ts'

/** Joining, seeing oneself, and leaving without a trace. */
export const members = createRouter()
  .openapi(
    createRoute({
      method: 'post',
      path: '/members',
      tags: ['Members'],
      summary: 'Join',
      description: 'Asks for nothing but a language. The device secret is in this answer alone.',
      middleware: rateLimit('join'),
      request: { body: jsonBody(MemberCreate) },
      responses: { 201: json(MemberCreated, 'The member, and the first device with its secret') },
    }),
    async (c) => {
      const { locale } = c.req.valid('json')
      const [memberId, deviceId, deviceSecret] = [newId('mem'), newId('dev'), newSecret()]
      const secretHash = await sha256Hex(deviceSecret)
      const member = await insertMember(c.env.DB, { memberId, deviceId, secretHash, locale }, Date.now())
      return c.json({ member, deviceId, deviceSecret }, 201)
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/members/me',
      tags: ['Members'],
      summary: 'What the directory holds of the member',
      security: byMember,
      middleware: requireMember,
      responses: { 200: json(MemberSelf, 'The member, their devices and enrolments') },
    }),
    async (c) => {
      const self = await findMemberSelf(c.env.DB, c.var.member.memberId, c.var.member.deviceId)
      if (!self) throw new DomainError('not_found', 'The member has been erased')
      return c.json(self, 200)
    },
  )
  .openapi(
    createRoute({
      method: 'delete',
      path: '/members/me',
      tags: ['Members'],
      summary: 'Erase the member',
      description:
        'Removes everything that leads from the person to their pseudonyms: number, devices, addresses, mail that waits. Before that, places in queues and seats are given up, pick-up orders are cancelled and plans end. The birth month, lists, segments, household and what was shown to whom are forgotten. Programmes keep balanced books of nobody: purchases and the ledger, and what offers were measured by (exposures, arms of experiments), under a pseudonym that leads to no person. An access token that is out already reads those books until it runs out, within 15 minutes: it is verified without asking the directory.',
      security: byMember,
      middleware: requireMember,
      responses: { 204: { description: 'Erased; there is no way back' } },
    }),
    async (c) => {
      // Before the pseudonyms are gone: afterwards nobody could find any of it again.
      await leaveProgrammes(c.env, c.var.member, Date.now())
      await forgetNotesOf(c.env, c.var.member.memberId, c.var.member.deviceId)
      if (!(await eraseMember(c.env.DB, c.var.member))) throw deviceEnded()
      return c.body(null, 204)
    },
  )
