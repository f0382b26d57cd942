import { createRoute, z } from '@hono/zod-openapi'
import { Claim, ClaimCreate, ClaimOutcome, DomainError, foldCode, Id } from '../../shared/contracts/index.ts'
import { isHeldOut } from '../../shared/engine/index.ts'
import { reserve, saveOutcome } from '../db/claims.ts'
import { peekCatalogue, readCatalogue } from '../db/compiled.ts'
import { brokenPromise } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import { createRouter } from '../http/app.ts'
import { requireMember } from '../http/auth.ts'
import { mintCode } from '../http/codes.ts'
import { readDecision } from '../http/decision-token.ts'
import { byMember, json, jsonBody } from '../http/describe.ts'
import { memberDb } from '../http/member-db.ts'

/** How often a code that another claim already has is thrown again. */
const MINT_ATTEMPTS = 3

/** Reserving an offer, and saying what came of it. */
export const claims = createRouter()
  .openapi(
    createRoute({
      method: 'post',
      path: '/claims',
      tags: ['Claims'],
      security: byMember,
      summary: 'Reserve an offer and get its code',
      description:
        'The code is kept for this member for 15 minutes. Asking again within them gives the same one.',
      middleware: requireMember,
      request: { body: jsonBody(ClaimCreate) },
      responses: { 201: json(Claim, 'The reservation and its code') },
    }),
    async (c) => {
      const { decision, offerId } = c.req.valid('json')
      const { enrolmentId, programId, binding, db, done } = memberDb(c)
      const now = Date.now()
      const proof = await readDecision(c.env, decision, enrolmentId, now)
      const decided = proof.offers.find(([id]) => id === offerId)
      if (!decided) throw new DomainError('offer_not_decided', 'The decision does not hold this offer')
      const catalogue = peekCatalogue(programId) ?? (await readCatalogue(c.env, binding, programId, db))
      const offer =
        catalogue.offers.get(offerId)?.offer ??
        (await readCatalogue(c.env, binding, programId, db)).offers.get(offerId)?.offer
      if (!offer) throw new DomainError('offer_exhausted', 'The offer has ended')
      if (!offer.code)
        throw new DomainError('invalid_request', 'This offer works by itself: it has no code', {
          issues: [{ path: '/offerId', message: 'works by itself' }],
        })
      if (isHeldOut(offer.id, enrolmentId, offer.holdoutPercent))
        throw new DomainError('offer_held_out', 'This member is in the share that is shown nothing')

      const source = offer.code
      for (let attempt = 1; ; attempt += 1) {
        try {
          const claim = await reserve(db, {
            id: newId('clm'),
            programId,
            storeId: proof.storeId,
            offerId,
            offerRevision: decided[1],
            enrolmentId,
            decisionId: proof.decisionId,
            code: foldCode(source.kind === 'static' ? source.code : mintCode(source.prefix)),
            minted: source.kind === 'minted',
            costMinor: decided[2],
            now,
          })
          if (!claim) throw new DomainError('offer_exhausted', 'The offer has ended')
          done()
          return c.json(claim, 201)
        } catch (error) {
          const broken = brokenPromise(error)
          const collided = typeof broken === 'object' && broken !== null && 'unique' in broken
          if (!collided || attempt === MINT_ATTEMPTS) throw error
        }
      }
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/claims/{claimId}/outcome',
      tags: ['Claims'],
      security: byMember,
      summary: 'Say what the checkout did with the code',
      middleware: requireMember,
      request: { params: z.object({ claimId: Id }), body: jsonBody(ClaimOutcome) },
      responses: { 200: json(Claim, 'The claim as it stands now') },
    }),
    async (c) => {
      const { enrolmentId, db, done } = memberDb(c)
      const { claimId } = c.req.valid('param')
      const claim = await saveOutcome(db, claimId, enrolmentId, c.req.valid('json'), Date.now())
      if (!claim) throw new DomainError('not_found', `No claim ${claimId}`)
      done()
      return c.json(claim, 200)
    },
  )
