import { createRoute } from '@hono/zod-openapi'
import { DomainError, NpsCreate } from '../../shared/contracts/index.ts'
import { endOfQuarter } from '../../shared/ledger/calendar.ts'
import { keepAnswer } from '../db/nps.ts'
import { findProgram } from '../db/programs.ts'
import { createRouter } from '../http/app.ts'
import { requireMember } from '../http/auth.ts'
import { byMember, jsonBody } from '../http/describe.ts'
import { memberDb } from '../http/member-db.ts'

/** What members say of the programme. */
export const nps = createRouter().openapi(
  createRoute({
    method: 'post',
    path: '/nps',
    tags: ['Figures'],
    security: byMember,
    summary: 'Say how likely you are to recommend the programme',
    description: 'One answer a member and quarter; a later one replaces it.',
    middleware: requireMember,
    request: { body: jsonBody(NpsCreate) },
    responses: { 204: { description: 'Kept' } },
  }),
  async (c) => {
    const answer = c.req.valid('json')
    const { enrolmentId, programId, db, done } = memberDb(c)
    const program = await findProgram(db, programId)
    if (!program) throw new DomainError('not_found', 'This membership is gone')
    const now = Date.now()
    const quarterEndsAt = endOfQuarter(now, program.rules.timeZone)
    if (!(await keepAnswer(db, { programId, enrolmentId }, quarterEndsAt, answer, now)))
      throw new DomainError('not_found', 'This membership is gone')
    done()
    return c.body(null, 204)
  },
)
