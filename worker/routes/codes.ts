import { createRoute } from '@hono/zod-openapi'
import {
  type Claim,
  CodeValidate,
  type CodeValidation,
  CodeValidation as CodeValidationSchema,
  foldCode,
  type Offer,
} from '../../shared/contracts/index.ts'
import { type Catalogue, effect, judgeBasket } from '../../shared/engine/index.ts'
import { readCodeContext } from '../db/claims.ts'
import { catalogueAt, requireOwnStore } from '../db/compiled.ts'
import { databaseOf } from '../db/database.ts'
import { createRouter } from '../http/app.ts'
import { requireKey } from '../http/auth.ts'
import { byKey, json, jsonBody } from '../http/describe.ts'

const no = (code: string, reason: CodeValidation['reason'], offer?: Offer): CodeValidation => ({
  valid: false,
  code,
  reason,
  offerId: offer?.id ?? null,
  headline: null,
  effect: null,
})

/** The offer whose own static code this is, in this store. */
const staticOffer = (catalogue: Catalogue, storeId: string, code: string): Offer | undefined =>
  catalogue.shelves
    .get(storeId)
    ?.offers.find(({ offer }) => offer.code?.kind === 'static' && foldCode(offer.code.code) === code)?.offer

/** What of the offer or the claim speaks against the code, whatever the basket holds. */
function whyNot(
  offer: Offer,
  claim: Claim | null,
  exhausted: ReadonlySet<string>,
  now: number,
): CodeValidation['reason'] {
  if (claim?.state === 'redeemed' || claim?.state === 'reversed') return 'used'
  if (claim && (claim.expiresAt <= now || claim.state === 'expired' || claim.state === 'released'))
    return 'expired'
  const { startsAt, endsAt } = offer.schedule
  if (startsAt > now || (endsAt !== null && endsAt <= now)) return 'notLive'
  // A claim holds its own place; a static code, which anybody types, has none left.
  return claim === null && exhausted.has(offer.id) ? 'used' : null
}

/** For shops that ask whether a code may be used. */
export const codes = createRouter().openapi(
  createRoute({
    method: 'post',
    path: '/codes/validate',
    tags: ['Codes'],
    security: byKey,
    summary: 'Ask what a code is worth on a basket',
    description: 'Changes nothing, so it may be asked as often as the basket changes.',
    middleware: requireKey('codes:read'),
    request: { body: jsonBody(CodeValidate) },
    responses: { 200: json(CodeValidationSchema, 'Whether it may be used, and what it takes off') },
  }),
  async (c) => {
    const { storeId, basket, code: typed } = c.req.valid('json')
    const { programId, binding } = c.var.merchant
    const code = foldCode(typed)
    const now = Date.now()
    await requireOwnStore(c.env, c.var.merchant, storeId)
    const { claim, exhausted, catalogueVersion } = await readCodeContext(
      databaseOf(c.env, binding),
      programId,
      storeId,
      code,
    )
    const catalogue = await catalogueAt(c.env, binding, programId, catalogueVersion)
    const offer = claim ? catalogue.offers.get(claim.offerId)?.offer : staticOffer(catalogue, storeId, code)
    if (!offer) return c.json(no(code, claim ? 'notLive' : 'unknown'), 200)
    const why =
      whyNot(offer, claim, exhausted, now) ??
      (judgeBasket(offer, basket, catalogue.rules).answer === 'yes' ? null : 'conditions')
    if (why) return c.json(no(code, why, offer), 200)
    const words = Object.values(offer.content).find(Boolean)
    return c.json(
      {
        valid: true,
        code,
        offerId: offer.id,
        headline: words?.headline ?? null,
        effect: effect(offer.reward, basket, catalogue.rules),
        reason: null,
      },
      200,
    )
  },
)
