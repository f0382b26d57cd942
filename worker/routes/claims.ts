import { createRoute, z } from '@hono/zod-openapi'
import {
  Claim,
  ClaimCreate,
  ClaimOutcome,
  DomainError,
  foldCode,
  Id,
  type Offer,
} from '../../shared/contracts/index.ts'
import { type Catalogue, isHeldOut } from '../../shared/engine/index.ts'
import { capPlaces } from '../../shared/ledger/index.ts'
import { answerClaim, reserveHeld } from '../books/hold.ts'
import { needsBasket } from '../books/needs-basket.ts'
import { reserve } from '../db/claims.ts'
import { peekCatalogue, readCatalogue } from '../db/compiled.ts'
import { brokenPromise, type Db } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import type { Env } from '../env.ts'
import { createRouter } from '../http/app.ts'
import { requireMember } from '../http/auth.ts'
import { mintCode } from '../http/codes.ts'
import { readDecision } from '../http/decision-token.ts'
import { byMember, json, jsonBody } from '../http/describe.ts'
import { memberDb } from '../http/member-db.ts'
import { fieldError, reportedAt } from '../http/reported.ts'

/** How often a code that another claim already has is thrown again. */
const MINT_ATTEMPTS = 3

/**
 * The offer in the revision that was decided, and the zone whose days it is counted by. What the isolate keeps may be older,
 * or newer.
 *
 * @throws DomainError decision_expired where that revision is no longer live
 */
async function offerAsDecided(
  env: Env,
  binding: string,
  programId: string,
  db: Db,
  offerId: string,
  revision: number,
): Promise<{ offer: Offer; timeZone: string }> {
  const asDecided = (catalogue: Catalogue | null) => {
    const offer = catalogue?.offers.get(offerId)?.offer
    return catalogue && offer?.revision === revision ? { offer, timeZone: catalogue.rules.timeZone } : null
  }
  const found =
    asDecided(peekCatalogue(programId)) ?? asDecided(await readCatalogue(env, binding, programId, db))
  if (!found) throw new DomainError('decision_expired', 'The offer has changed: ask for a new decision')
  return found
}

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
        'The code is kept for this member for 15 minutes, and so is what it takes of their points or stored value. Asking again within them gives the same one.',
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
      const [, revision, costMinor, takes] = decided
      const { offer, timeZone } = await offerAsDecided(c.env, binding, programId, db, offerId, revision)
      const { endsAt } = offer.schedule
      if (endsAt !== null && endsAt <= now) throw new DomainError('offer_exhausted', 'The offer has ended')
      if (!offer.code) throw fieldError('offerId', 'works by itself: it has no code')
      if (isHeldOut(offer.id, enrolmentId, offer.holdoutPercent)) {
        throw new DomainError('offer_held_out', 'This member is in the share that is shown nothing')
      }
      if (needsBasket(offer, costMinor, takes))
        throw fieldError('decision', 'says nothing of what this would cost: ask for one with the basket')

      const source = offer.code
      for (let attempt = 1; ; attempt += 1) {
        const typed = foldCode(source.kind === 'static' ? source.code : mintCode(source.prefix))
        try {
          const wanted = {
            id: newId('clm'),
            programId,
            storeId: proof.storeId,
            offerId,
            offerRevision: revision,
            enrolmentId,
            decisionId: proof.decisionId,
            code: typed,
            minted: source.kind === 'minted',
            costMinor,
            caps: capPlaces(
              offer.limits.caps,
              { enrolmentId, storeId: proof.storeId, offerId, code: typed },
              now,
              timeZone,
            ),
            now,
          }
          const claim = takes
            ? await reserveHeld({ env: c.env, db, binding, programId }, wanted, takes)
            : await reserve(db, wanted)
          if (!claim)
            throw new DomainError('decision_expired', 'The offer has changed: ask for a new decision')
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
      const { enrolmentId, programId, binding, db, done } = memberDb(c)
      const { claimId } = c.req.valid('param')
      const now = Date.now()
      const told = c.req.valid('json')
      const outcome = { ...told, measuredAt: reportedAt('measuredAt', told.measuredAt, now) }
      const place = { env: c.env, db, binding, programId }
      const claim = await answerClaim(place, { claimId, enrolmentId, outcome, now })
      if (!claim) throw new DomainError('not_found', `No claim ${claimId}`)
      done()
      return c.json(claim, 200)
    },
  )
