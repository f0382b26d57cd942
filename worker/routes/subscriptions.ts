import { createRoute, z } from '@hono/zod-openapi'
import {
  DomainError,
  Id,
  type ProgramRules,
  Subscription,
  SubscriptionChange,
  SubscriptionCreate,
  SubscriptionEnd,
  SubscriptionPayment,
  SubscriptionRefund,
} from '../../shared/contracts/index.ts'
import { refundMinor, subscriptionAt, termPaidFor } from '../../shared/ledger/plans/index.ts'
import { changeByHand, type Doer, openByHand } from '../books/subscribe.ts'
import { databaseOf } from '../db/database.ts'
import { findSubscription, listSubscriptions } from '../db/subscriptions.ts'
import { createRouter } from '../http/app.ts'
import { requireKey } from '../http/auth.ts'
import { byKey, json, jsonBody } from '../http/describe.ts'
import { PageQuery, pageOf, toPage } from '../http/paging.ts'

const params = z.object({ subscriptionId: Id })
const answer = { 200: json(Subscription, 'As it stands now') }
const guarded = {
  tags: ['Plans'],
  security: byKey,
  middleware: requireKey('members:write'),
}

const byHand = ({ operator, reason }: { operator: string; reason: string }): Doer => ({
  source: 'hand',
  operator,
  reason,
})

/** A subscription as it stands at `now`; one of a plan that the programme dropped, as its latest event left it. */
function asOf(subscription: Subscription, rules: ProgramRules | null, now: number): Subscription {
  const plan = rules?.plans.find(({ key }) => key === subscription.plan)
  return plan ? subscriptionAt(subscription, plan, now) : subscription
}

/** Paid plans by hand: given, paid for, ended and given back by a merchant's operator, who says why. */
export const subscriptions = createRouter()
  .openapi(
    createRoute({
      ...guarded,
      method: 'post',
      path: '/subscriptions',
      summary: 'Give a member a plan by hand',
      description: 'One that has lapsed is closed, and the plan begins anew.',
      request: { body: jsonBody(SubscriptionCreate) },
      responses: { 201: json(Subscription, 'The subscription, from now on') },
    }),
    async (c) => {
      const wanted = c.req.valid('json')
      const now = Date.now()
      return c.json(await openByHand(c.env, c.var.merchant, wanted, now), 201)
    },
  )
  .openapi(
    createRoute({
      ...guarded,
      method: 'get',
      path: '/subscriptions',
      summary: 'Subscriptions of the programme, oldest first',
      description: 'As of this instant. `refundOwedMinor` is what the merchant has to give back.',
      middleware: requireKey('members:read', 'members:write'),
      request: { query: PageQuery },
      responses: { 200: json(pageOf(Subscription), 'A page, and the cursor of the next') },
    }),
    async (c) => {
      const { programId, binding } = c.var.merchant
      const { cursor, limit } = c.req.valid('query')
      const db = databaseOf(c.env, binding)
      const { rows, rules } = await listSubscriptions(db, programId, cursor ?? '', limit)
      const now = Date.now()
      return c.json(
        toPage(
          rows.map((one) => asOf(one, rules, now)),
          limit,
        ),
        200,
      )
    },
  )
  .openapi(
    createRoute({
      ...guarded,
      method: 'get',
      path: '/subscriptions/{subscriptionId}',
      summary: 'One subscription, as of this instant',
      middleware: requireKey('members:read', 'members:write'),
      request: { params },
      responses: answer,
    }),
    async (c) => {
      const { programId, binding } = c.var.merchant
      const meant = { id: c.req.valid('param').subscriptionId }
      const { stored, rules } = await findSubscription(databaseOf(c.env, binding), programId, meant)
      if (!stored || !rules) throw new DomainError('not_found', 'No such subscription')
      return c.json(asOf(stored.subscription, rules, Date.now()), 200)
    },
  )
  .openapi(
    createRoute({
      ...guarded,
      method: 'post',
      path: '/subscriptions/{subscriptionId}/pay',
      summary: 'Record that a term was paid',
      description:
        'Paid ahead, it is for the term after the one that runs; after a lapse, for one from now on.',
      request: { params, body: jsonBody(SubscriptionPayment) },
      responses: answer,
    }),
    async (c) => {
      const { programId, binding } = c.var.merchant
      const body = c.req.valid('json')
      const now = Date.now()
      const meant = { id: c.req.valid('param').subscriptionId }
      const db = databaseOf(c.env, binding)
      const changed = await changeByHand(db, programId, meant, byHand(body), now, (own, plan, rules) => ({
        kind: 'paid',
        at: now,
        term: termPaidFor(own, plan, now, rules.timeZone),
        paidMinor: body.paidMinor ?? plan.price.amountMinor,
      }))
      return c.json(changed, 200)
    },
  )
  .openapi(
    createRoute({
      ...guarded,
      method: 'post',
      path: '/subscriptions/{subscriptionId}/cancel',
      summary: 'Let a subscription end with its term',
      request: { params, body: jsonBody(SubscriptionChange) },
      responses: answer,
    }),
    async (c) => {
      const { programId, binding } = c.var.merchant
      const now = Date.now()
      const meant = { id: c.req.valid('param').subscriptionId }
      const db = databaseOf(c.env, binding)
      const doer = byHand(c.req.valid('json'))
      return c.json(
        await changeByHand(db, programId, meant, doer, now, () => ({ kind: 'cancelled', at: now })),
        200,
      )
    },
  )
  .openapi(
    createRoute({
      ...guarded,
      method: 'post',
      path: '/subscriptions/{subscriptionId}/resume',
      summary: 'Take a cancellation back',
      request: { params, body: jsonBody(SubscriptionChange) },
      responses: answer,
    }),
    async (c) => {
      const { programId, binding } = c.var.merchant
      const now = Date.now()
      const meant = { id: c.req.valid('param').subscriptionId }
      const db = databaseOf(c.env, binding)
      const doer = byHand(c.req.valid('json'))
      return c.json(
        await changeByHand(db, programId, meant, doer, now, () => ({ kind: 'resumed', at: now })),
        200,
      )
    },
  )
  .openapi(
    createRoute({
      ...guarded,
      method: 'post',
      path: '/subscriptions/{subscriptionId}/end',
      summary: 'End a subscription at once',
      description:
        'What the plan gives back for the days left is owed to the member, unless `refund` is false.',
      request: { params, body: jsonBody(SubscriptionEnd) },
      responses: answer,
    }),
    async (c) => {
      const { programId, binding } = c.var.merchant
      const body = c.req.valid('json')
      const now = Date.now()
      const meant = { id: c.req.valid('param').subscriptionId }
      const db = databaseOf(c.env, binding)
      const changed = await changeByHand(
        db,
        programId,
        meant,
        byHand(body),
        now,
        (own, plan, _, savedMinor) => ({
          kind: 'ended',
          at: now,
          refundMinor: body.refund ? refundMinor(plan, own, now, savedMinor) : 0,
        }),
      )
      return c.json(changed, 200)
    },
  )
  .openapi(
    createRoute({
      ...guarded,
      method: 'post',
      path: '/subscriptions/{subscriptionId}/refund',
      summary: 'Record money that was given back',
      description: 'Lessens what is owed. The whole fee of the term that runs ends the subscription.',
      request: { params, body: jsonBody(SubscriptionRefund) },
      responses: answer,
    }),
    async (c) => {
      const { programId, binding } = c.var.merchant
      const body = c.req.valid('json')
      const now = Date.now()
      const meant = { id: c.req.valid('param').subscriptionId }
      const db = databaseOf(c.env, binding)
      const changed = await changeByHand(db, programId, meant, byHand(body), now, () => ({
        kind: 'refunded',
        at: now,
        amountMinor: body.amountMinor,
      }))
      return c.json(changed, 200)
    },
  )
