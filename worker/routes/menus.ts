import { createRoute, z } from '@hono/zod-openapi'
import { DomainError, Id, PickupMenu } from '../../shared/contracts/index.ts'
import { requireOwnStore } from '../db/compiled.ts'
import { databaseOf } from '../db/database.ts'
import { findMenu, saveMenu } from '../db/pickups.ts'
import { findVerifiedStore } from '../db/stores.ts'
import { createRouter } from '../http/app.ts'
import { requireKey } from '../http/auth.ts'
import { byKey, json, jsonBody } from '../http/describe.ts'

const params = z.object({ storeId: Id })
/** Longest menu, in bytes of JSON: a row of D1 holds 2 MB. */
const MAX_MENU_BYTES = 1_900_000

/** What can be ordered ahead at a store, and where it is fetched. */
export const menus = createRouter()
  .openapi(
    createRoute({
      method: 'put',
      path: '/stores/{storeId}/menu',
      tags: ['Pick-up'],
      summary: "Replace a store's places and menu",
      description: 'Orders that have been placed keep the names and prices that they were placed with.',
      security: byKey,
      middleware: requireKey('stores:write'),
      request: { params, body: jsonBody(PickupMenu) },
      responses: { 200: json(PickupMenu, 'The menu as it is now') },
    }),
    async (c) => {
      const { merchant } = c.var
      const { storeId } = c.req.valid('param')
      const menu = c.req.valid('json')
      await requireOwnStore(c.env, merchant, storeId)
      if (new TextEncoder().encode(JSON.stringify(menu)).length > MAX_MENU_BYTES)
        throw new DomainError('body_too_large', `A menu has at most ${MAX_MENU_BYTES} bytes`)
      await saveMenu(databaseOf(c.env, merchant.binding), merchant.programId, storeId, menu, Date.now())
      return c.json(menu, 200)
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/stores/{storeId}/menu',
      tags: ['Pick-up'],
      summary: "A verified store's places and menu",
      description: 'Public, as on the wall of the shop: any key or token will do, and none.',
      request: { params },
      responses: { 200: json(PickupMenu, 'Empty where nothing can be ordered ahead') },
    }),
    async (c) => {
      const { storeId } = c.req.valid('param')
      const store = await findVerifiedStore(c.env.DB, storeId)
      if (!store) throw new DomainError('not_found', `No verified store ${storeId}`)
      return c.json(await findMenu(databaseOf(c.env, store.binding), storeId), 200)
    },
  )
