import { createRoute } from '@hono/zod-openapi'
import { Decision, DecisionRequest, DomainError, ExposureCreate } from '../../shared/contracts/index.ts'
import { type Assignment, claimCostMinor, consented, decide, type Purse } from '../../shared/engine/index.ts'
import { balanceOf, type MemberNow } from '../../shared/ledger/index.ts'
import { needsBasket } from '../books/needs-basket.ts'
import { catalogueAt, memberAt } from '../db/compiled.ts'
import { readDecisionInputs } from '../db/decisions.ts'
import { newId } from '../db/ids.ts'
import { createRouter } from '../http/app.ts'
import { requireMember } from '../http/auth.ts'
import { DECISION_LIFE_MS, type DecisionProof, readDecision, signDecision } from '../http/decision-token.ts'
import { byMember, json, jsonBody } from '../http/describe.ts'
import { memberDb } from '../http/member-db.ts'
import { reportedAt } from '../http/reported.ts'

/** What the member can pay with: a debt is paid before anything else. */
const purseOf = (accounts: MemberNow['accounts']): Purse =>
  Object.fromEntries(
    Object.entries(accounts).map(([unit, { available, owed }]) => [unit, Math.max(0, available - owed)]),
  )

/** Splits that this isolate has told of: who comes back within its life is not told of again. */
const TOLD_AT_MOST = 20_000
const told = new Set<string>()

const sideOf = (enrolmentId: string, { of, arm }: Assignment): string => `${enrolmentId} ${of} ${arm}`

function newSides(enrolmentId: string, assigned: readonly Assignment[]): Assignment[] {
  const sides = assigned.filter((one) => !told.has(sideOf(enrolmentId, one)))
  if (told.size > TOLD_AT_MOST) told.clear()
  for (const one of sides) told.add(sideOf(enrolmentId, one))
  return sides
}

function forgetSides(enrolmentId: string, sides: readonly Assignment[]): void {
  for (const one of sides) told.delete(sideOf(enrolmentId, one))
}

/** What a member is offered in a store, now; and what of it they saw. */
export const decisions = createRouter()
  .openapi(
    createRoute({
      method: 'post',
      path: '/decisions',
      tags: ['Decisions'],
      security: byMember,
      summary: 'Ask for points and ranked offers in a store',
      description:
        'Reads only: nothing is written to show an offer. The token in the answer proves it to a claim.',
      middleware: requireMember,
      request: { body: jsonBody(DecisionRequest) },
      responses: { 200: json(Decision, 'Points, and the offers that fit, best first') },
    }),
    async (c) => {
      const request = c.req.valid('json')
      const { enrolmentId, programId, binding, db, done } = memberDb(c)
      const now = Date.now()
      const basket = request.basket ?? null
      const inputs = await readDecisionInputs(
        db,
        programId,
        enrolmentId,
        now,
        request.storeId,
        basket?.totalMinor,
      )
      if (!inputs) throw new DomainError('not_found', 'This membership is gone')
      const catalogue = await catalogueAt(c.env, binding, programId, inputs.catalogueVersion, db)
      if (!catalogue.shelves.has(request.storeId))
        throw new DomainError('not_found', `No verified store ${request.storeId} in this programme`)

      const member = memberAt(catalogue.rules, inputs, now)
      const purse = purseOf(member.accounts)
      // What could not be claimed is not shown: of too little, as of nothing.
      const exhausted = new Set(inputs.exhausted)
      for (const [offerId, leftMinor] of inputs.leftMinor) {
        const offer = catalogue.offers.get(offerId)?.offer
        if (offer && claimCostMinor(offer, basket, catalogue.rules, purse) > leftMinor) exhausted.add(offerId)
      }
      const { offers, nearly, best, assigned, ranks } = decide({
        catalogue,
        enrolmentId,
        now,
        storeId: request.storeId,
        locale: request.locale,
        tone: request.tone,
        ...consented(
          { profile: inputs.profile, member: member.facts, interest: request.interest },
          inputs.may,
        ),
        payWith: {
          available: purse,
          reserved: new Map(
            inputs.reserved
              .filter(({ storeId }) => storeId === request.storeId)
              .map(({ offerId, unit, amount }) => [offerId, { unit, amount }]),
          ),
        },
        usage: {
          exhausted,
          perMember: inputs.redeemed,
          shown: inputs.shown,
          occasions: inputs.occasions,
          redemptions: inputs.redemptions,
        },
        ...(basket ? { basket } : {}),
      })
      const { rules } = catalogue
      const id = newId('dec')
      const expiresAt = now + DECISION_LIFE_MS
      const costs = offers.map(({ offerId, revision, effect }): DecisionProof['offers'][number] => {
        if ('amountMinor' in effect && effect.amountMinor !== null) {
          const takes = effect.kind === 'discount' ? effect.takes : undefined
          return takes
            ? [offerId, revision, effect.amountMinor, takes]
            : [offerId, revision, effect.amountMinor]
        }
        const offer = catalogue.offers.get(offerId)?.offer
        return [offerId, revision, offer ? claimCostMinor(offer, basket, rules) : 0]
      })
      const token = await signDecision(c.env, {
        decisionId: id,
        enrolmentId,
        programId,
        binding,
        storeId: request.storeId,
        expiresAt,
        offers: costs,
        ranks,
        facts: catalogue.facts?.version ?? null,
      })
      const sides = newSides(enrolmentId, assigned)
      if (sides.length > 0)
        c.executionCtx.waitUntil(
          c.env.EXPOSURES.send({
            kind: 'assigned',
            programId,
            binding,
            enrolmentId,
            assigned: sides,
            assignedAt: now,
          }).catch((error: unknown) => {
            forgetSides(enrolmentId, sides)
            console.error(error)
          }),
        )
      done()
      return c.json(
        {
          id,
          storeId: request.storeId,
          programId,
          currency: rules.currency,
          decidedAt: now,
          expiresAt,
          balance: balanceOf(member, 'points', inputs.nextReleaseAt, rules),
          offers: offers.map((one, at) => {
            const offer = catalogue.offers.get(one.offerId)?.offer
            const [, , costMinor = 0, takes] = costs[at] ?? []
            const asks = one.use === 'code' && offer !== undefined && needsBasket(offer, costMinor, takes)
            return asks ? { ...one, needsBasket: true as const } : one
          }),
          nearly,
          best,
          token,
        },
        200,
      )
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/exposures',
      tags: ['Decisions'],
      security: byMember,
      summary: 'Say which offers were on the screen',
      description: 'Written down later, off this request. Sent twice, it counts once.',
      middleware: requireMember,
      request: { body: jsonBody(ExposureCreate) },
      responses: { 202: { description: 'Taken' } },
    }),
    async (c) => {
      const { decision, offerIds, shownAt: told } = c.req.valid('json')
      const { enrolmentId } = memberDb(c)
      const now = Date.now()
      const shownAt = reportedAt('shownAt', told, now)
      const proof = await readDecision(c.env, decision, enrolmentId, now)
      const shown = proof.offers.flatMap(([offerId, offerRevision], at) =>
        offerIds.includes(offerId)
          ? [{ offerId, offerRevision, place: at + 1, ...(proof.ranks[at] && { rank: proof.ranks[at] }) }]
          : [],
      )
      if (shown.length < new Set(offerIds).size)
        throw new DomainError('offer_not_decided', 'offerIds: not all are in the decision')
      const { decisionId, programId, binding, storeId, facts } = proof
      await c.env.EXPOSURES.sendBatch(
        shown.map((offer) => ({
          body: { decisionId, ...offer, facts, programId, binding, enrolmentId, storeId, shownAt },
        })),
      )
      return c.body(null, 202)
    },
  )
