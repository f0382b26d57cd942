import { createRoute, z } from '@hono/zod-openapi'
import {
  DomainError,
  Id,
  Offer,
  OfferCreate,
  OfferReplace,
  OfferRevision,
  OfferStateChange,
} from '../../shared/contracts/index.ts'
import { checkOffer } from '../books/check-offer.ts'
import { requireAccepted } from '../books/offer-checks.ts'
import { databaseOf, inTurn, Stale } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import { findMerchant } from '../db/merchants.ts'
import { findRevision, listRevisions } from '../db/offer-revisions.ts'
import {
  findOffer,
  insertOffer,
  listOffers,
  type OfferRefusal,
  publishOffer,
  replaceOffer,
  stopOffer,
  type Writer,
} from '../db/offers.ts'
import type { Env } from '../env.ts'
import { createRouter, type MerchantAuth } from '../http/app.ts'
import { requireKey } from '../http/auth.ts'
import { byKey, json, jsonBody } from '../http/describe.ts'
import { invalidRequest } from '../http/errors.ts'
import { PageQuery, pageOf, toPage } from '../http/paging.ts'

const params = z.object({ offerId: Id })
const revisionNumber = z.coerce.number().int().min(1)

const missing = (offerId: string) => new DomainError('not_found', `No offer ${offerId}`)
const anotherKey = (): DomainError =>
  new DomainError('approval_needed', 'Propose it, and let another key approve it that has offers:approve')

/** The offer, or the refusal as it is told. */
function orThrow(result: Offer | OfferRefusal, offerId: string): Offer {
  if (!('refused' in result)) return result
  if (result.refused === 'invalid') throw invalidRequest(result.issues)
  if (result.refused === 'conflict') throw new DomainError('conflict', result.detail)
  if (result.refused === 'own') throw anotherKey()
  if (result.refused === 'moved') throw new Stale(result)
  throw missing(offerId)
}

/** Who writes, and whether it takes another to approve it: asked of the directory each time, as nobody should be late to know. */
async function writerOf(env: Env, { keyId, merchantId, programId }: MerchantAuth): Promise<Writer> {
  const merchant = await findMerchant(env.DB, merchantId)
  return { keyId, merchantId, programId, needsApproval: merchant?.offerApproval ?? false }
}

const mayApprove = ({ scopes }: MerchantAuth): boolean =>
  scopes.includes('*') || scopes.includes('offers:approve')

/** Offers: audience, reward and limits, each its merchant's own. */
export const offers = createRouter()
  .openapi(
    createRoute({
      method: 'post',
      path: '/offers',
      tags: ['Offers'],
      summary: 'Make an offer',
      security: byKey,
      middleware: requireKey('offers:write'),
      request: { body: jsonBody(OfferCreate) },
      responses: { 201: json(Offer, 'The offer, in its first revision') },
    }),
    async (c) => {
      const { state, accept, ...offer } = c.req.valid('json')
      const now = Date.now()
      const id = newId('off')
      const db = databaseOf(c.env, c.var.merchant.binding)
      const inserted = await inTurn(async () => {
        await checkOffer(c.env, c.var.merchant, offer, id)
        const writer = await writerOf(c.env, c.var.merchant)
        if (state === 'live' && writer.needsApproval) throw anotherKey()
        if (state === 'live') requireAccepted(offer, accept, now)
        return orThrow(await insertOffer(db, writer, id, offer, state, now), id)
      }, [id])
      return c.json(inserted, 201)
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/offers',
      tags: ['Offers'],
      summary: "The merchant's offers, oldest first",
      security: byKey,
      middleware: requireKey('read', 'offers:write', 'offers:approve'),
      request: { query: PageQuery },
      responses: { 200: json(pageOf(Offer), 'A page of offers') },
    }),
    async (c) => {
      const { cursor, limit } = c.req.valid('query')
      const db = databaseOf(c.env, c.var.merchant.binding)
      const rows = await listOffers(db, c.var.merchant, cursor ?? '', limit)
      return c.json(toPage(rows, limit), 200)
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/offers/{offerId}',
      tags: ['Offers'],
      summary: 'One offer',
      security: byKey,
      middleware: requireKey('read', 'offers:write', 'offers:approve'),
      request: { params },
      responses: { 200: json(Offer, 'The offer') },
    }),
    async (c) => {
      const { merchantId, binding } = c.var.merchant
      const { offerId } = c.req.valid('param')
      const offer = await findOffer(databaseOf(c.env, binding), merchantId, offerId)
      if (!offer) throw new DomainError('not_found', `No offer ${offerId}`)
      return c.json(offer, 200)
    },
  )
  .openapi(
    createRoute({
      method: 'put',
      path: '/offers/{offerId}',
      tags: ['Offers'],
      summary: 'Write a new revision of an offer',
      description:
        'Replaces all of it but its state. Claims already made keep the revision they were made on. To go back, send an earlier definition again. Where the merchant asks for approval, a live offer stays as it is, and the new revision waits as `proposedRevision`.',
      security: byKey,
      middleware: requireKey('offers:write'),
      request: { params, body: jsonBody(OfferReplace) },
      responses: { 200: json(Offer, 'The offer as it is now') },
    }),
    async (c) => {
      const { merchantId, binding } = c.var.merchant
      const { offerId } = c.req.valid('param')
      const { accept, ...offer } = c.req.valid('json')
      const now = Date.now()
      const db = databaseOf(c.env, binding)
      const replaced = await inTurn(async () => {
        const before = await findOffer(db, merchantId, offerId)
        if (!before) throw missing(offerId)
        await checkOffer(c.env, c.var.merchant, offer, offerId)
        const writer = await writerOf(c.env, c.var.merchant)
        // What has to be accepted hangs on the state: one that went live meanwhile is looked at again.
        if (before.state === 'live' && !writer.needsApproval) requireAccepted(offer, accept, now)
        return orThrow(await replaceOffer(db, writer, offerId, offer, before.state, now), offerId)
      }, [offerId])
      return c.json(replaced, 200)
    },
  )
  .openapi(
    createRoute({
      method: 'patch',
      path: '/offers/{offerId}',
      tags: ['Offers'],
      summary: 'Publish, pause, or take an offer back to draft',
      description:
        'What goes live is the revision that waits, or else the offer as it is. Where the merchant asks for approval, that takes a key with `offers:approve` which did not make the revision itself.',
      security: byKey,
      middleware: requireKey('offers:write', 'offers:approve'),
      request: { params, body: jsonBody(OfferStateChange) },
      responses: { 200: json(Offer, 'The offer as it is now') },
    }),
    async (c) => {
      const { offerId } = c.req.valid('param')
      const { state, revision, accept } = c.req.valid('json')
      const { merchantId, binding } = c.var.merchant
      const now = Date.now()
      const db = databaseOf(c.env, binding)
      if (state !== 'live')
        return c.json(orThrow(await stopOffer(db, c.var.merchant, offerId, state, now), offerId), 200)
      const published = await inTurn(async () => {
        const [writer, next] = await Promise.all([
          writerOf(c.env, c.var.merchant),
          findRevision(db, merchantId, offerId, null),
        ])
        if (!next) throw missing(offerId)
        if (writer.needsApproval && !mayApprove(c.var.merchant)) throw anotherKey()
        // What has not been looked at does not go live, though it may wait by the time of the write.
        if (revision !== undefined && revision !== next.revision)
          throw new DomainError('conflict', `Revision ${next.revision} would go live, not ${revision}`)
        await checkOffer(c.env, c.var.merchant, next.definition, offerId)
        requireAccepted(next.definition, accept, now)
        return orThrow(await publishOffer(db, writer, offerId, next.revision, now), offerId)
      }, [offerId])
      return c.json(published, 200)
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/offers/{offerId}/revisions',
      tags: ['Offers'],
      summary: 'Every revision of an offer, newest first',
      security: byKey,
      middleware: requireKey('read', 'offers:write', 'offers:approve'),
      request: {
        params,
        query: z.object({ cursor: revisionNumber.optional(), limit: PageQuery.shape.limit }),
      },
      responses: {
        200: json(
          z
            .strictObject({ items: z.array(OfferRevision), nextCursor: z.int().nullable() })
            .meta({ id: 'OfferRevisions' }),
          'A page, and the revision that the next one goes on before',
        ),
      },
    }),
    async (c) => {
      const { merchantId, binding } = c.var.merchant
      const { offerId } = c.req.valid('param')
      const { cursor, limit } = c.req.valid('query')
      const db = databaseOf(c.env, binding)
      const rows = await listRevisions(db, merchantId, offerId, cursor ?? null, limit)
      if (rows.length === 0 && cursor === undefined) throw missing(offerId)
      const items = rows.slice(0, limit)
      return c.json({ items, nextCursor: rows.length > limit ? (items.at(-1)?.revision ?? null) : null }, 200)
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/offers/{offerId}/revisions/{revision}',
      tags: ['Offers'],
      summary: 'One revision of an offer, as it was made',
      security: byKey,
      middleware: requireKey('read', 'offers:write', 'offers:approve'),
      request: { params: params.extend({ revision: revisionNumber }) },
      responses: { 200: json(OfferRevision, 'The revision') },
    }),
    async (c) => {
      const { merchantId, binding } = c.var.merchant
      const { offerId, revision } = c.req.valid('param')
      const found = await findRevision(databaseOf(c.env, binding), merchantId, offerId, revision)
      if (!found) throw new DomainError('not_found', `No revision ${revision} of ${offerId}`)
      return c.json(found, 200)
    },
  )
