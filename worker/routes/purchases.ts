import { createRoute } from '@hono/zod-openapi'
import {
  Id,
  Purchase,
  PurchaseBatch,
  PurchaseBatchResult,
  PurchaseCreate,
  ReturnCreate,
  ReturnResult,
} from '../../shared/contracts/index.ts'
import { recordReturn } from '../books/give-back.ts'
import { recordPurchases } from '../books/record.ts'
import { requireOwnStore } from '../db/compiled.ts'
import { databaseOf } from '../db/database.ts'
import { listPurchases } from '../db/purchase-list.ts'
import { createRouter } from '../http/app.ts'
import { requireKey } from '../http/auth.ts'
import { byKey, json, jsonBody } from '../http/describe.ts'
import { PageQuery, pageOf, toPage } from '../http/paging.ts'
import { parsePurchases } from '../orders/native.ts'

/** Purchases and returns, as a shop sends them. */
export const purchases = createRouter()
  .openapi(
    createRoute({
      method: 'post',
      path: '/purchases',
      tags: ['Purchases'],
      security: byKey,
      summary: 'Record up to 500 purchases',
      description:
        'Each is answered for itself, in the order sent. A purchase is taken once per store and external reference, however often it is sent.',
      middleware: requireKey('purchases:write'),
      request: { body: jsonBody(PurchaseBatch) },
      responses: { 200: json(PurchaseBatchResult, 'What became of each') },
    }),
    async (c) => {
      const { valid, positions, refused } = parsePurchases(c.req.valid('json').purchases)
      const { merchant } = c.var
      const recorded =
        valid.length > 0 ? await recordPurchases(c.env, merchant, valid, { now: Date.now(), positions }) : []
      const results = [...refused, ...recorded]
      return c.json({ results: results.sort((a, b) => a.index - b.index) }, 200)
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/purchases',
      tags: ['Purchases'],
      security: byKey,
      summary: "A store's purchases, newest recorded first",
      middleware: requireKey('read', 'purchases:write'),
      request: {
        query: PageQuery.extend({ storeId: Id, externalRef: PurchaseCreate.shape.externalRef.optional() }),
      },
      responses: { 200: json(pageOf(Purchase), 'A page, with what has come back of each') },
    }),
    async (c) => {
      const { storeId, externalRef, cursor, limit } = c.req.valid('query')
      await requireOwnStore(c.env, c.var.merchant, storeId)
      const db = databaseOf(c.env, c.var.merchant.binding)
      const rows = await listPurchases(db, storeId, externalRef ?? null, cursor ?? null, limit + 1)
      return c.json(toPage(rows, limit), 200)
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/returns',
      tags: ['Purchases'],
      security: byKey,
      summary: 'Give lines of a purchase back',
      middleware: requireKey('purchases:write'),
      request: { body: jsonBody(ReturnCreate) },
      responses: {
        201: json(ReturnResult, 'The return, and the points it took back'),
        200: json(ReturnResult, 'It was on record already'),
      },
    }),
    async (c) => {
      const result = await recordReturn(c.env, c.var.merchant, c.req.valid('json'), Date.now())
      return result.status === 'recorded' ? c.json(result, 201) : c.json(result, 200)
    },
  )
