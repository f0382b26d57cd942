import { createRoute, z } from '@hono/zod-openapi'
import {
  Consent,
  ConsentChange,
  ConsentPurpose,
  DomainError,
  MemberConsents,
} from '../../shared/contracts/index.ts'
import { changeConsent, readConsents } from '../db/consents.ts'
import { createRouter } from '../http/app.ts'
import { requireMember } from '../http/auth.ts'
import { byMember, json, jsonBody } from '../http/describe.ts'
import { memberDb } from '../http/member-db.ts'

const gone = () => new DomainError('not_found', 'This membership is gone')

/** What a member agrees to in a programme, and every change of it. */
export const consents = createRouter()
  .openapi(
    createRoute({
      method: 'get',
      path: '/members/me/consents',
      tags: ['Members'],
      security: byMember,
      summary: 'What one agrees to in the programme that the token is for',
      description:
        'Every purpose as it stands, and every change, newest first. Personal offers are agreed to by joining; interest counts as far as the device sends it; news nobody gets who has not asked for them.',
      middleware: requireMember,
      responses: { 200: json(MemberConsents, 'As it stands, and how it came to that') },
    }),
    async (c) => {
      const { enrolmentId, programId, db, done } = memberDb(c)
      const found = await readConsents(db, programId, enrolmentId)
      if (!found) throw gone()
      done()
      return c.json(found, 200)
    },
  )
  .openapi(
    createRoute({
      method: 'put',
      path: '/members/me/consents/{purpose}',
      tags: ['Members'],
      security: byMember,
      summary: 'Grant or withdraw a consent',
      description:
        'Holds from the next request on. Without personal offers one is offered what anybody is, by tier and plan alone; without interest, what a device sends is not looked at. Said twice, it is noted once.',
      middleware: requireMember,
      request: { params: z.object({ purpose: ConsentPurpose }), body: jsonBody(ConsentChange) },
      responses: { 200: json(Consent, 'As it stands now') },
    }),
    async (c) => {
      const { purpose } = c.req.valid('param')
      const { granted } = c.req.valid('json')
      const { db, done, ...of } = memberDb(c)
      const consent = await changeConsent(db, of, purpose, granted, Date.now())
      if (!consent) throw gone()
      done()
      return c.json(consent, 200)
    },
  )
