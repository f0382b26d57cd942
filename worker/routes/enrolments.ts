import { createRoute, z } from '@hono/zod-openapi'
import { Balance, DomainError, Id, LedgerEntry, Profile } from '../../shared/contracts/index.ts'
import { segmentsOf } from '../../shared/engine/index.ts'
import { balanceOf } from '../../shared/ledger/index.ts'
import { catalogueAt, memberAt, viewOf } from '../db/compiled.ts'
import { databaseOf } from '../db/database.ts'
import { readDecisionInputs } from '../db/decisions.ts'
import { isEnrolled, listEntries } from '../db/ledger.ts'
import { createRouter } from '../http/app.ts'
import { requireKey } from '../http/auth.ts'
import { byKey, json } from '../http/describe.ts'

const Enrolment = z
  .strictObject({
    id: Id,
    balance: Balance,
    profile: Profile,
    /** Keys of the segments that hold the member now. */
    segments: z.array(z.string()),
    latestEntries: z.array(LedgerEntry),
  })
  .meta({ id: 'Enrolment' })

/** What a merchant may know of a member: a pseudonym, what they bought here, and what follows from it. */
export const enrolments = createRouter().openapi(
  createRoute({
    method: 'get',
    path: '/enrolments/{enrolmentId}',
    tags: ['Members'],
    security: byKey,
    summary: 'A member of the programme, under their pseudonym',
    middleware: requireKey('members:read'),
    request: { params: z.object({ enrolmentId: Id }) },
    responses: { 200: json(Enrolment, 'Points, profile and segments, right now') },
  }),
  async (c) => {
    const { programId, binding } = c.var.merchant
    const { enrolmentId } = c.req.valid('param')
    const db = databaseOf(c.env, binding)
    const now = Date.now()
    const inputs = (await isEnrolled(db, programId, enrolmentId))
      ? await readDecisionInputs(db, programId, enrolmentId, now)
      : null
    if (!inputs) throw new DomainError('not_found', `No enrolment ${enrolmentId}`)
    const catalogue = await catalogueAt(c.env, binding, programId, inputs.catalogueVersion)
    const member = memberAt(catalogue.rules, inputs, now)
    const latestEntries = await listEntries(db, enrolmentId, 'points', null, 20)
    return c.json(
      {
        id: enrolmentId,
        balance: balanceOf(member, 'points', inputs.nextReleaseAt, catalogue.rules),
        profile: inputs.profile,
        segments: segmentsOf(catalogue, viewOf(inputs.profile, member.facts, now)),
        latestEntries,
      },
      200,
    )
  },
)
