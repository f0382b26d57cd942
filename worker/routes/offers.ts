import { createRoute, z } from '@hono/zod-openapi'
import {
  DomainError,
  type FieldIssue,
  Id,
  Offer,
  OfferCreate,
  OfferReplace,
  OfferStateChange,
  type ProgramRules,
  type Reward,
} from '../../shared/contracts/index.ts'
import { databaseOf } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import {
  findOffer,
  insertOffer,
  listOffers,
  type OfferRefusal,
  replaceOffer,
  setOfferState,
} from '../db/offers.ts'
import { findProgram } from '../db/programs.ts'
import { foreignStores } from '../db/stores.ts'
import type { Env } from '../env.ts'
import { createRouter, type MerchantAuth } from '../http/app.ts'
import { requireKey } from '../http/auth.ts'
import { byKey, json, jsonBody } from '../http/describe.ts'
import { PageQuery, pageOf, toPage } from '../http/paging.ts'
import { requireRule } from './segments.ts'

const params = z.object({ offerId: Id })

const invalid = (issues: FieldIssue[]) =>
  new DomainError('invalid_request', `${issues[0]?.path}: ${issues[0]?.message}`, { issues })

/** The offer, or the refusal as it is told. */
function orThrow(result: Offer | OfferRefusal, offerId: string): Offer {
  if (!('refused' in result)) return result
  if (result.refused === 'invalid') throw invalid(result.issues)
  if (result.refused === 'conflict') throw new DomainError('conflict', result.detail)
  throw new DomainError('not_found', `No offer ${offerId}`)
}

/** What is not kept, or whose worth nobody has said, can't be paid with. */
function unpayable(reward: Reward, { units, pointValueCentiMinor }: ProgramRules): FieldIssue[] {
  if (reward.kind !== 'payWithPoints') return []
  if (units[reward.unit] === undefined)
    return [{ path: '/reward/unit', message: `the programme keeps no ${reward.unit}` }]
  return reward.unit === 'points' && pointValueCentiMinor === null
    ? [{ path: '/reward/unit', message: 'the programme does not say what a point is worth' }]
    : []
}

/** What an offer leans on outside its programme's database: the engine's signals, and the directory's stores. */
async function check(
  env: Env,
  { merchantId, programId, binding }: MerchantAuth,
  offer: OfferReplace,
): Promise<void> {
  const { tiers = [], plans = [] } = offer.audience
  const pays = offer.reward.kind === 'payWithPoints'
  if (tiers.length + plans.length > 0 || pays) {
    // The rules as they are now: what an isolate keeps may be older.
    const program = await findProgram(databaseOf(env, binding), programId)
    const known = (keys: readonly string[], among: readonly { key: string }[] = [], what: string) =>
      keys.flatMap((key, at) =>
        among.some((one) => one.key === key)
          ? []
          : [{ path: `/audience/${what}s/${at}`, message: `no ${what} ${key}` }],
      )
    const unknown = [
      ...known(tiers, program?.rules.tiers?.levels, 'tier'),
      ...known(plans, program?.rules.plans, 'plan'),
      ...(program ? unpayable(offer.reward, program.rules) : []),
    ]
    if (unknown.length > 0) throw invalid(unknown)
  }
  if (offer.audience.rule) requireRule(offer.audience.rule, '/audience/rule')
  const foreign = await foreignStores(env.DB, merchantId, offer.storeIds)
  if (foreign.length > 0) {
    throw invalid(
      foreign.map((id) => ({
        path: `/storeIds/${offer.storeIds.indexOf(id)}`,
        message: 'is no store of yours',
      })),
    )
  }
}

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
      const { binding } = c.var.merchant
      const { state, ...offer } = c.req.valid('json')
      await check(c.env, c.var.merchant, offer)
      const id = newId('off')
      const db = databaseOf(c.env, binding)
      return c.json(orThrow(await insertOffer(db, c.var.merchant, id, offer, state, Date.now()), id), 201)
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/offers',
      tags: ['Offers'],
      summary: "The merchant's offers, oldest first",
      security: byKey,
      middleware: requireKey('read', 'offers:write'),
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
      middleware: requireKey('read', 'offers:write'),
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
        'Replaces all of it but its state. Claims already made keep the revision they were made on.',
      security: byKey,
      middleware: requireKey('offers:write'),
      request: { params, body: jsonBody(OfferReplace) },
      responses: { 200: json(Offer, 'The offer as it is now') },
    }),
    async (c) => {
      const { binding } = c.var.merchant
      const { offerId } = c.req.valid('param')
      const offer = c.req.valid('json')
      await check(c.env, c.var.merchant, offer)
      const db = databaseOf(c.env, binding)
      return c.json(orThrow(await replaceOffer(db, c.var.merchant, offerId, offer, Date.now()), offerId), 200)
    },
  )
  .openapi(
    createRoute({
      method: 'patch',
      path: '/offers/{offerId}',
      tags: ['Offers'],
      summary: 'Publish, pause, or take an offer back to draft',
      security: byKey,
      middleware: requireKey('offers:write'),
      request: { params, body: jsonBody(OfferStateChange) },
      responses: { 200: json(Offer, 'The offer as it is now') },
    }),
    async (c) => {
      const { offerId } = c.req.valid('param')
      const { state } = c.req.valid('json')
      const db = databaseOf(c.env, c.var.merchant.binding)
      return c.json(
        orThrow(await setOfferState(db, c.var.merchant, offerId, state, Date.now()), offerId),
        200,
      )
    },
  )
