import { createRoute, z } from '@hono/zod-openapi'
import { DomainError, Id, Locale, Mirror, Tone } from '../../shared/contracts/index.ts'
import { type MemberFacts, mirrorOf, type Purse } from '../../shared/engine/index.ts'
import { type MembershipOf, membershipAt } from '../books/membership.ts'
import { catalogueAt, memberAt } from '../db/compiled.ts'
import { readConsents } from '../db/consents.ts'
import { databaseOf } from '../db/database.ts'
import { readDecisionInputs } from '../db/decisions.ts'
import { allSegments } from '../db/segments.ts'
import type { Env } from '../env.ts'
import { createRouter } from '../http/app.ts'
import { requireKey, requireMember } from '../http/auth.ts'
import { byKey, byMember, json } from '../http/describe.ts'
import { memberDb } from '../http/member-db.ts'

/** What the member can pay with: a debt is paid before anything else. */
const purseOf = (balances: MemberFacts['balances'] = {}): Purse =>
  Object.fromEntries(Object.entries(balances).map(([unit, amount]) => [unit, Math.max(0, amount)]))

const query = z.object({
  storeId: Id,
  /** Whose words the offers are told in; left out, the store's. */
  locale: Locale.optional(),
  tone: Tone.optional(),
})
type Reader = Pick<z.infer<typeof query>, 'locale' | 'tone'>

/**
 * The mirror at `now`. Four reads side by side, and up to four more where the isolate's catalogue is older than the
 * programme's: as many for a member of ten years.
 *
 * @param merchantId whose stores alone may be asked about; `null`: the member asks, of any store of the programme
 * @throws DomainError not_found
 */
async function mirrorAt(
  env: Env,
  of: MembershipOf,
  storeId: string,
  merchantId: string | null,
  reader: Reader,
  now: number,
): Promise<Mirror> {
  const { enrolmentId, programId, binding, db } = of
  const [membership, inputs, agreed, segments] = await Promise.all([
    membershipAt(env, of, now),
    readDecisionInputs(db, programId, enrolmentId, now, storeId),
    readConsents(db, programId, enrolmentId),
    allSegments(db, programId),
  ])
  if (!inputs || !agreed) throw new DomainError('not_found', `No enrolment ${enrolmentId}`)
  const catalogue = await catalogueAt(env, binding, programId, inputs.catalogueVersion, db)
  const store = catalogue.shelves.get(storeId)?.store
  if (!store || (merchantId !== null && store.merchantId !== merchantId))
    throw new DomainError('not_found', `No verified store ${storeId}`)

  const member = memberAt(catalogue.rules, inputs, now)
  const body = mirrorOf(
    {
      catalogue,
      enrolmentId,
      storeId,
      now,
      locale: reader.locale ?? store.locale,
      tone: reader.tone,
      profile: inputs.profile,
      member: member.facts,
      payWith: {
        available: purseOf(member.facts.balances),
        reserved: new Map(
          inputs.reserved
            .filter((held) => held.storeId === storeId)
            .map(({ offerId, unit, amount }) => [offerId, { unit, amount }]),
        ),
      },
      usage: {
        exhausted: inputs.exhausted,
        perMember: inputs.redeemed,
        shown: inputs.shown,
        occasions: inputs.occasions,
        redemptions: inputs.redemptions,
      },
      interest: [],
    },
    segments,
    inputs.may,
  )
  return {
    enrolmentId,
    programId,
    storeId,
    at: now,
    currency: catalogue.rules.currency,
    ...body,
    consents: agreed.consents,
    membership,
  }
}

/** What is known of a member and made of it: one view, for the member and for the merchant. */
export const mirror = createRouter()
  .openapi(
    createRoute({
      method: 'get',
      path: '/members/me/mirror',
      tags: ['Members'],
      security: byMember,
      summary: 'All that the programme knows of one, and what it makes of it',
      description:
        'Every signal with its meaning, segments with the lines of their rules, a store’s offers with why and why not, consents, tier, plans and balances. The merchant reads the same. Writes nothing.',
      middleware: requireMember,
      request: { query },
      responses: { 200: json(Mirror, 'As it is at this instant') },
    }),
    async (c) => {
      const { done, ...of } = memberDb(c)
      const { storeId, ...reader } = c.req.valid('query')
      const found = await mirrorAt(c.env, of, storeId, null, reader, Date.now())
      done()
      return c.json(found, 200)
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/enrolments/{enrolmentId}/mirror',
      tags: ['Members'],
      security: byKey,
      summary: 'All that the programme knows of a member, as the member sees it',
      description: 'For a store of the merchant’s own.',
      middleware: requireKey('members:read'),
      request: { params: z.object({ enrolmentId: Id }), query },
      responses: { 200: json(Mirror, 'As it is at this instant') },
    }),
    async (c) => {
      const { programId, binding, merchantId } = c.var.merchant
      const { enrolmentId } = c.req.valid('param')
      const { storeId, ...reader } = c.req.valid('query')
      const db = databaseOf(c.env, binding)
      const of = { enrolmentId, programId, binding, db }
      return c.json(await mirrorAt(c.env, of, storeId, merchantId, reader, Date.now()), 200)
    },
  )
