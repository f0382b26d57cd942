import { createRoute } from '@hono/zod-openapi'
import {
  CodeValidate,
  type CodeValidation,
  CodeValidation as CodeValidationSchema,
  foldCode,
  type Offer,
} from '../../shared/contracts/index.ts'
import { type Catalogue, effect, judgeBasket } from '../../shared/engine/index.ts'
import { findMintedClaim } from '../db/claims.ts'
import { readCatalogue, requireOwnStore } from '../db/compiled.ts'
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
    const claim = await findMintedClaim(databaseOf(c.env, binding), storeId, code)
    // An offer that was paused a moment ago must not be honoured from memory.
    const catalogue = await readCatalogue(c.env, binding, programId)
    const offer = claim ? catalogue.offers.get(claim.offerId)?.offer : staticOffer(catalogue, storeId, code)
    if (!offer) return c.json(no(code, claim ? 'not_live' : 'unknown'), 200)
    if (claim && (claim.state === 'redeemed' || claim.state === 'reversed'))
      return c.json(no(code, 'used', offer), 200)
    if (claim && (claim.expiresAt <= now || claim.state === 'expired' || claim.state === 'released'))
      return c.json(no(code, 'expired', offer), 200)
    const { startsAt, endsAt } = offer.schedule
    if (startsAt > now || (endsAt !== null && endsAt <= now)) return c.json(no(code, 'not_live', offer), 200)
    if (judgeBasket(offer, basket, catalogue.rules).answer !== 'yes')
      return c.json(no(code, 'conditions', offer), 200)
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
