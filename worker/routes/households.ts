import { createRoute, z } from '@hono/zod-openapi'
import { DomainError, HouseholdSet, Id } from '../../shared/contracts/index.ts'
import { databaseOf } from '../db/database.ts'
import { setHousehold } from '../db/households.ts'
import { createRouter } from '../http/app.ts'
import { requireKey } from '../http/auth.ts'
import { byKey, json, jsonBody } from '../http/describe.ts'

/** Members whose use of offers a merchant counts together. */
export const households = createRouter().openapi(
  createRoute({
    method: 'put',
    path: '/members/{enrolmentId}/household',
    tags: ['Members'],
    security: byKey,
    summary: 'Count a member with a household, or with nobody',
    description:
      'For caps of offers by household. The text is the merchant’s own; members of the programme who have the same one are counted together from now on. It is shown to the member, and erased with them.',
    middleware: requireKey('members:write'),
    request: { params: z.object({ enrolmentId: Id }), body: jsonBody(HouseholdSet) },
    responses: { 200: json(HouseholdSet, 'As it is kept') },
  }),
  async (c) => {
    const { programId, binding } = c.var.merchant
    const { enrolmentId } = c.req.valid('param')
    const { household } = c.req.valid('json')
    const db = databaseOf(c.env, binding)
    if (!(await setHousehold(db, programId, enrolmentId, household, Date.now())))
      throw new DomainError('not_found', `No enrolment ${enrolmentId}`)
    return c.json({ household }, 200)
  },
)
