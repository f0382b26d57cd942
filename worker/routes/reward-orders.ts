import { createRoute, z } from '@hono/zod-openapi'
import {
  DomainError,
  Id,
  RewardHandOver,
  RewardOrder,
  RewardOrderChange,
  RewardOrderCreate,
  RewardOrderState,
  Slug,
} from '../../shared/contracts/index.ts'
import { cancelOrder } from '../books/cancel-order.ts'
import { moveOrder } from '../books/move-order.ts'
import { orderReward } from '../books/order-reward.ts'
import { missing } from '../books/whose.ts'
import { databaseOf } from '../db/database.ts'
import { enrolmentOfNumber, findOrder, listOrders } from '../db/reward-orders.ts'
import type { Env } from '../env.ts'
import { createRouter, type MerchantAuth } from '../http/app.ts'
import { requireKey, requireMember } from '../http/auth.ts'
import { byKey, byMember, json, jsonBody } from '../http/describe.ts'
import { MemberMeant, memberAsked } from '../http/member-asked.ts'
import { memberDb } from '../http/member-db.ts'
import { PageQuery, pageOf, toPage } from '../http/paging.ts'
import { requestKeyOf } from '../http/request-key.ts'

const params = z.object({ orderId: Id })
const Orders = pageOf(RewardOrder).meta({ id: 'RewardOrderPage' })

const placeOf = (env: Env, { programId, binding }: MerchantAuth) => ({
  programId,
  binding,
  db: databaseOf(env, binding),
})

/** Orders of rewards: the member places and cancels them, the shop brings them to an end. */
export const rewardOrders = createRouter()
  .openapi(
    createRoute({
      method: 'post',
      path: '/members/me/reward-orders',
      tags: ['Rewards'],
      summary: 'Order a reward',
      description:
        'Paid at once, or, where the seats are taken, waiting for one: then the price is held until the event, and comes back if none falls free.',
      security: byMember,
      middleware: requireMember,
      request: { body: jsonBody(RewardOrderCreate) },
      responses: { 201: json(RewardOrder, 'The order, with its code where it has one') },
    }),
    async (c) => {
      const { done, ...place } = memberDb(c)
      const requestKey = await requestKeyOf(c, c.var.member.deviceId)
      const order = await orderReward(c.env, { ...place, requestKey }, c.req.valid('json'), Date.now())
      done()
      return c.json(order, 201)
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/members/me/reward-orders',
      tags: ['Rewards'],
      summary: 'What one has ordered, newest first',
      security: byMember,
      middleware: requireMember,
      request: { query: PageQuery.strict() },
      responses: { 200: json(Orders, 'A page of orders') },
    }),
    async (c) => {
      const { enrolmentId, programId, db, done } = memberDb(c)
      const { cursor, limit } = c.req.valid('query')
      const rows = await listOrders(db, programId, { enrolmentId }, cursor ?? null, limit + 1, Date.now())
      done()
      return c.json(toPage(rows, limit), 200)
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/members/me/reward-orders/{orderId}/cancel',
      tags: ['Rewards'],
      summary: 'Give an order back',
      description:
        'The price goes back to where it came from, each part with its own expiry. Refused once it is packed, used, handed over or shown to be somebody else’s.',
      security: byMember,
      middleware: requireMember,
      request: { params },
      responses: { 200: json(RewardOrder, 'The order as it is now') },
    }),
    async (c) => {
      const { done, enrolmentId, ...place } = memberDb(c)
      const { orderId } = c.req.valid('param')
      const order = await cancelOrder(c.env, place, orderId, { by: 'member', enrolmentId }, Date.now())
      done()
      return c.json(order, 200)
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/reward-orders',
      tags: ['Rewards'],
      summary: 'Orders of the programme’s rewards, newest first',
      security: byKey,
      middleware: requireKey('read', 'rewards:write'),
      request: {
        query: PageQuery.extend({
          state: RewardOrderState.optional(),
          reward: Slug.optional(),
          ...MemberMeant,
        })
          .strict()
          .refine((query) => query.memberNumber === undefined || query.enrolmentId === undefined, {
            path: ['memberNumber'],
            message: 'either it or enrolmentId, not both',
          }),
      },
      responses: { 200: json(Orders, 'A page of orders') },
    }),
    async (c) => {
      const { programId, db } = placeOf(c.env, c.var.merchant)
      const { cursor, limit, state, reward, ...meant } = c.req.valid('query')
      const enrolmentId = (await memberAsked(c.env.DB, programId, meant)) ?? undefined
      if (meant.memberNumber !== undefined && enrolmentId === undefined)
        throw missing('/memberNumber', 'is nobody’s number in this programme')
      const filter = { state, reward, enrolmentId }
      const rows = await listOrders(db, programId, filter, cursor ?? null, limit + 1, Date.now())
      return c.json(toPage(rows, limit), 200)
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/reward-orders/{orderId}',
      tags: ['Rewards'],
      summary: 'One order, as it stands',
      security: byKey,
      middleware: requireKey('read', 'rewards:write'),
      request: { params },
      responses: { 200: json(RewardOrder, 'The order') },
    }),
    async (c) => {
      const { programId, db } = placeOf(c.env, c.var.merchant)
      const { orderId } = c.req.valid('param')
      const order = await findOrder(db, programId, orderId, Date.now())
      if (!order) throw new DomainError('not_found', `No order ${orderId}`)
      return c.json(order, 200)
    },
  )
  .openapi(
    createRoute({
      method: 'patch',
      path: '/reward-orders/{orderId}',
      tags: ['Rewards'],
      summary: 'Move an order on, or cancel it',
      description: 'Forward only. Cancelling gives all back, and a seat to whoever waits next.',
      security: byKey,
      middleware: requireKey('rewards:write'),
      request: { params, body: jsonBody(RewardOrderChange) },
      responses: { 200: json(RewardOrder, 'The order as it is now') },
    }),
    async (c) => {
      const { orderId } = c.req.valid('param')
      const { state, externalRef } = c.req.valid('json')
      const place = placeOf(c.env, c.var.merchant)
      const now = Date.now()
      return c.json(
        state === 'cancelled'
          ? await cancelOrder(c.env, place, orderId, { by: 'shop' }, now, externalRef)
          : await moveOrder(place, orderId, { state, externalRef }, now),
        200,
      )
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/reward-orders/{orderId}/hand-over',
      tags: ['Rewards'],
      summary: 'Hand an order over to whoever shows the card',
      security: byKey,
      middleware: requireKey('rewards:write'),
      request: { params, body: jsonBody(RewardHandOver) },
      responses: { 200: json(RewardOrder, 'The order, delivered') },
    }),
    async (c) => {
      const { orderId } = c.req.valid('param')
      const { memberNumber } = c.req.valid('json')
      const place = placeOf(c.env, c.var.merchant)
      const cardOf = await enrolmentOfNumber(c.env.DB, place.programId, memberNumber)
      const order = await moveOrder(place, orderId, { state: 'delivered', cardOf }, Date.now())
      return c.json(order, 200)
    },
  )
