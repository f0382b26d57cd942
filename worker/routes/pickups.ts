import { createRoute, z } from '@hono/zod-openapi'
import {
  DomainError,
  Id,
  PickupChange,
  PickupCollect,
  PickupCreate,
  PickupOrder,
  PickupState,
} from '../../shared/contracts/index.ts'
import { collectPickup, pickupRefused } from '../books/collect-pickup.ts'
import { placePickup } from '../books/place-pickup.ts'
import { requireOwnStore } from '../db/compiled.ts'
import { type Db, databaseOf } from '../db/database.ts'
import { findPickup, listPickups, movePickup, type PickupOf } from '../db/pickups.ts'
import { createRouter } from '../http/app.ts'
import { requireKey, requireMember } from '../http/auth.ts'
import { byKey, byMember, json, jsonBody } from '../http/describe.ts'
import { memberDb } from '../http/member-db.ts'
import { PageQuery, pageOf, toPage } from '../http/paging.ts'

const params = z.object({ pickupId: Id })
const answer = { 200: json(PickupOrder, 'The order as it stands now') }

/**
 * Moves an order on. What it is already is no mistake.
 *
 * @throws DomainError not_found, pickup_refused
 */
async function move(
  db: Db,
  pickupId: string,
  whose: PickupOf,
  from: readonly PickupState[],
  to: 'ready' | 'cancelled',
): Promise<PickupOrder> {
  const now = Date.now()
  // Looked at first: an order of somebody else's is not moved.
  const before = await findPickup(db, pickupId, whose, now)
  if (!before) throw new DomainError('not_found', `No pick-up order ${pickupId}`)
  const moved = from.includes(before.state) && (await movePickup(db, pickupId, from, to, now))
  const after = moved ? { ...before, state: to, changedAt: now } : await findPickup(db, pickupId, whose, now)
  if (after?.state !== to) throw pickupRefused(after ?? before)
  return after
}

/** Orders to be fetched: placed by members, made ready and handed over by shops. */
export const pickups = createRouter()
  .openapi(
    createRoute({
      method: 'get',
      path: '/pickups',
      tags: ['Pick-up'],
      summary: "A store's pick-up orders, newest first",
      security: byKey,
      middleware: requireKey('read', 'purchases:write'),
      request: { query: PageQuery.extend({ storeId: Id, state: PickupState.optional() }) },
      responses: { 200: json(pageOf(PickupOrder), 'A page, each as it stands now') },
    }),
    async (c) => {
      const { storeId, state, cursor, limit } = c.req.valid('query')
      await requireOwnStore(c.env, c.var.merchant, storeId)
      const db = databaseOf(c.env, c.var.merchant.binding)
      const rows = await listPickups(db, { storeId }, state ?? null, cursor ?? null, limit + 1, Date.now())
      return c.json(toPage(rows, limit), 200)
    },
  )
  .openapi(
    createRoute({
      method: 'patch',
      path: '/pickups/{pickupId}',
      tags: ['Pick-up'],
      summary: 'Say that an order is ready, or cancel it',
      security: byKey,
      middleware: requireKey('purchases:write'),
      request: { params, body: jsonBody(PickupChange) },
      responses: answer,
    }),
    async (c) => {
      const { merchantId, binding } = c.var.merchant
      const { state } = c.req.valid('json')
      const { pickupId } = c.req.valid('param')
      const from: PickupState[] = state === 'ready' ? ['placed'] : ['placed', 'ready']
      return c.json(await move(databaseOf(c.env, binding), pickupId, { merchantId }, from, state), 200)
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/pickups/{pickupId}/collect',
      tags: ['Pick-up'],
      summary: 'Hand an order over to the card it was placed with',
      description:
        'Paid from stored value as far as that goes, soonest to expire first; `restMinor` is to be paid at the till. The order is then a purchase, with its own id as external reference, and earns as any other: what is paid from stored value is paid. A return of it puts stored value back. Sent again, or by two counters at once, it is paid once.',
      security: byKey,
      middleware: requireKey('purchases:write'),
      request: { params, body: jsonBody(PickupCollect) },
      responses: { 200: json(PickupOrder, 'Collected, and how it was paid') },
    }),
    async (c) => {
      const { memberNumber } = c.req.valid('json')
      const { pickupId } = c.req.valid('param')
      return c.json(await collectPickup(c.env, c.var.merchant, pickupId, memberNumber, Date.now()), 200)
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/members/me/pickups',
      tags: ['Pick-up'],
      summary: 'Order ahead',
      description:
        'For a time within the opening hours of a place of the menu, at most 30 days ahead. It is paid when it is collected; what is not fetched within a day counts as cancelled.',
      security: byMember,
      middleware: requireMember,
      request: { body: jsonBody(PickupCreate) },
      responses: { 201: json(PickupOrder, 'The order, at the menu’s prices') },
    }),
    async (c) => {
      const { done, ...member } = memberDb(c)
      const pickup = await placePickup(c.env, member, c.req.valid('json'), Date.now())
      done()
      return c.json(pickup, 201)
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/members/me/pickups',
      tags: ['Pick-up'],
      summary: 'One’s own pick-up orders, newest first',
      security: byMember,
      middleware: requireMember,
      request: { query: PageQuery.extend({ state: PickupState.optional() }) },
      responses: { 200: json(pageOf(PickupOrder), 'A page, each as it stands now') },
    }),
    async (c) => {
      const { enrolmentId, db, done } = memberDb(c)
      const { state, cursor, limit } = c.req.valid('query')
      const rows = await listPickups(
        db,
        { enrolmentId },
        state ?? null,
        cursor ?? null,
        limit + 1,
        Date.now(),
      )
      done()
      return c.json(toPage(rows, limit), 200)
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/members/me/pickups/{pickupId}',
      tags: ['Pick-up'],
      summary: 'One of one’s own pick-up orders',
      security: byMember,
      middleware: requireMember,
      request: { params },
      responses: answer,
    }),
    async (c) => {
      const { enrolmentId, db, done } = memberDb(c)
      const { pickupId } = c.req.valid('param')
      const pickup = await findPickup(db, pickupId, { enrolmentId }, Date.now())
      done()
      if (!pickup) throw new DomainError('not_found', `No pick-up order ${pickupId}`)
      return c.json(pickup, 200)
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/members/me/pickups/{pickupId}/cancel',
      tags: ['Pick-up'],
      summary: 'Cancel an order that is not ready yet',
      security: byMember,
      middleware: requireMember,
      request: { params },
      responses: answer,
    }),
    async (c) => {
      const { enrolmentId, db, done } = memberDb(c)
      const { pickupId } = c.req.valid('param')
      const pickup = await move(db, pickupId, { enrolmentId }, ['placed'], 'cancelled')
      done()
      return c.json(pickup, 200)
    },
  )
