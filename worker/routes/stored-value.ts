import { createRoute, z } from '@hono/zod-openapi'
import {
  Charge,
  ChargeCreate,
  ChargeRefund,
  Id,
  PurchaseCreate,
  TopUp,
  TopUpCreate,
} from '../../shared/contracts/index.ts'
import { charge, refund } from '../books/charge.ts'
import { topUp } from '../books/top-up.ts'
import { requireOwnStore } from '../db/compiled.ts'
import { databaseOf } from '../db/database.ts'
import { listCharges, listTopUps, type StoresPage, storeIdsOf } from '../db/stored-value.ts'
import type { Env } from '../env.ts'
import { createRouter, type MerchantAuth } from '../http/app.ts'
import { requireKey } from '../http/auth.ts'
import { byKey, json, jsonBody } from '../http/describe.ts'
import { PageQuery, pageOf, toPage } from '../http/paging.ts'

const guarded = { tags: ['Stored value'], security: byKey, middleware: requireKey('purchases:write') }

const reading = { ...guarded, middleware: requireKey('read', 'purchases:write') }
const ListQuery = PageQuery.extend({ storeId: Id.optional() })

/** The page that is asked for: of one store of the merchant's, or of all. */
async function pageAsked(
  env: Env,
  merchant: MerchantAuth,
  { storeId, cursor, limit }: z.infer<typeof ListQuery>,
): Promise<StoresPage> {
  if (storeId !== undefined) await requireOwnStore(env, merchant, storeId)
  const storeIds = storeId === undefined ? await storeIdsOf(env.DB, merchant.merchantId) : [storeId]
  return { storeIds, before: cursor ?? null, limit: limit + 1 }
}

/** Money on a member's card: paid in at the till, and paid with there. */
export const storedValue = createRouter()
  .openapi(
    createRoute({
      ...guarded,
      method: 'post',
      path: '/stored-value/top-ups',
      summary: 'Put money that was paid at the till on a card',
      description:
        'Once per store and external reference, however often it is sent. It can be used at once in every store of the programme.',
      request: { body: jsonBody(TopUpCreate) },
      responses: {
        201: json(TopUp, 'What was put on, and what is there now'),
        200: json(TopUp, 'It was on record already'),
      },
    }),
    async (c) => {
      const { topUp: paidIn, isNew } = await topUp(c.env, c.var.merchant, c.req.valid('json'), Date.now())
      return isNew ? c.json(paidIn, 201) : c.json(paidIn, 200)
    },
  )
  .openapi(
    createRoute({
      ...reading,
      method: 'get',
      path: '/stored-value/top-ups',
      summary: 'What was put on cards at the merchant’s stores, newest first',
      request: { query: ListQuery },
      responses: { 200: json(pageOf(TopUp), 'A page, and the cursor of the next') },
    }),
    async (c) => {
      const query = c.req.valid('query')
      const page = await pageAsked(c.env, c.var.merchant, query)
      return c.json(
        toPage(await listTopUps(databaseOf(c.env, c.var.merchant.binding), page), query.limit),
        200,
      )
    },
  )
  .openapi(
    createRoute({
      ...reading,
      method: 'get',
      path: '/stored-value/charges',
      summary: 'What was paid with cards at the merchant’s stores, newest first',
      description: 'A charge that was given back says when.',
      request: { query: ListQuery },
      responses: { 200: json(pageOf(Charge), 'A page, and the cursor of the next') },
    }),
    async (c) => {
      const query = c.req.valid('query')
      const page = await pageAsked(c.env, c.var.merchant, query)
      return c.json(
        toPage(await listCharges(databaseOf(c.env, c.var.merchant.binding), page), query.limit),
        200,
      )
    },
  )
  .openapi(
    createRoute({
      ...guarded,
      method: 'post',
      path: '/stored-value/charges',
      summary: 'Take a payment from the card that is shown',
      description:
        'Once per store and external reference. A card with less on it is refused with `availableMinor`, or, with `upTo`, emptied. The sale itself is told to `/v1/purchases`, and earns there.',
      request: { body: jsonBody(ChargeCreate) },
      responses: {
        201: json(Charge, 'What was taken, and what is left to pay'),
        200: json(Charge, 'It was on record already'),
      },
    }),
    async (c) => {
      const { charge: taken, isNew } = await charge(c.env, c.var.merchant, c.req.valid('json'), Date.now())
      return isNew ? c.json(taken, 201) : c.json(taken, 200)
    },
  )
  .openapi(
    createRoute({
      ...guarded,
      method: 'post',
      path: '/stored-value/charges/{externalRef}/refund',
      summary: 'Give a charge back',
      description:
        'All of it, to the lots that it was taken from: each keeps its own expiry. A second time changes nothing.',
      request: {
        params: z.object({ externalRef: PurchaseCreate.shape.externalRef }),
        body: jsonBody(ChargeRefund),
      },
      responses: { 200: json(Charge, 'The charge, given back') },
    }),
    async (c) => {
      const { externalRef } = c.req.valid('param')
      const { storeId } = c.req.valid('json')
      return c.json(await refund(c.env, c.var.merchant, storeId, externalRef, Date.now()), 200)
    },
  )
