import { createRoute, z } from '@hono/zod-openapi'
import {
  AdjustmentCreate,
  GiftCreate,
  Id,
  MovesPosted,
  ReversalCreate,
} from '../../shared/contracts/index.ts'
import { adjust, give } from '../books/by-hand.ts'
import { reverse } from '../books/reverse.ts'
import { createRouter } from '../http/app.ts'
import { requireKey } from '../http/auth.ts'
import { byKey, json, jsonBody } from '../http/describe.ts'
import { requestKeyOf } from '../http/request-key.ts'

/** The books changed by hand: every entry says by whom and why, and none is ever edited. */
export const adjustments = createRouter()
  .openapi(
    createRoute({
      method: 'post',
      path: '/gifts',
      tags: ['Corrections'],
      security: byKey,
      summary: 'Give a member something',
      description: 'It can be used at once, and runs out as its unit does unless `expiry` says otherwise.',
      middleware: requireKey('ledger:write'),
      request: { body: jsonBody(GiftCreate) },
      responses: { 201: json(MovesPosted, 'The entry, with who gave it and why') },
    }),
    async (c) => {
      const requestKey = await requestKeyOf(c, c.var.merchant.keyId)
      const hand = { ...c.var.merchant, requestKey }
      return c.json(await give(c.env, hand, c.req.valid('json'), Date.now()), 201)
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/adjustments',
      tags: ['Corrections'],
      security: byKey,
      summary: 'Add to what a member has, or take of it',
      description: 'Never below zero: more than there is can’t be taken.',
      middleware: requireKey('ledger:write'),
      request: { body: jsonBody(AdjustmentCreate) },
      responses: { 201: json(MovesPosted, 'An entry for each lot that it touched') },
    }),
    async (c) => {
      const requestKey = await requestKeyOf(c, c.var.merchant.keyId)
      const hand = { ...c.var.merchant, requestKey }
      return c.json(await adjust(c.env, hand, c.req.valid('json'), Date.now()), 201)
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/entries/{entryId}/reverse',
      tags: ['Corrections'],
      security: byKey,
      summary: 'Correct an entry by its mirror',
      description:
        'Once, and only while its lot still holds the amount where the entry put it; `reason` of the refusal says otherwise. What a rule gave is free again under its caps.',
      middleware: requireKey('ledger:write'),
      request: { params: z.object({ entryId: Id }), body: jsonBody(ReversalCreate) },
      responses: { 201: json(MovesPosted, 'The mirror of the entry') },
    }),
    async (c) => {
      const requestKey = await requestKeyOf(c, c.var.merchant.keyId)
      const hand = { ...c.var.merchant, requestKey }
      const { entryId } = c.req.valid('param')
      return c.json(await reverse(c.env, hand, entryId, c.req.valid('json'), Date.now()), 201)
    },
  )
