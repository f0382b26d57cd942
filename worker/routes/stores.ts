import { createRoute, z } from '@hono/zod-openapi'
import { DomainError, Id, Store, StoreCreate, StoreUpdate } from '../../shared/contracts/index.ts'
import { databaseOf } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import { findProgram } from '../db/programs.ts'
import {
  findStore,
  insertStore,
  listStores,
  markVerified,
  raiseStoresVersion,
  updateStore,
} from '../db/stores.ts'
import type { Env } from '../env.ts'
import { createRouter } from '../http/app.ts'
import { requireKey } from '../http/auth.ts'
import { newSecret } from '../http/bytes.ts'
import { byKey, json, jsonBody } from '../http/describe.ts'
import { type Attempt, proveEach, proveOwnership, refuseOrigin } from '../http/ownership.ts'
import { PageQuery, pageOf, toPage } from '../http/paging.ts'
import { merchantOf, rateLimit } from '../http/rate-limit.ts'

const params = z.object({ storeId: Id })

/** Where a body names each further origin. */
const sitePaths = (sites: readonly string[]) =>
  sites.map((origin, at): [string, string] => [`/sites/${at}`, origin])

/** @throws DomainError invalid_request, with every origin that can't be a store's */
function refuseOrigins(env: Env, origins: [path: string, origin: string][]): void {
  const issues = origins.flatMap(([path, origin]) => {
    const message = refuseOrigin(env, origin)
    return message ? [{ path, message }] : []
  })
  const [first] = issues
  if (first) throw new DomainError('invalid_request', `${first.path}: ${first.message}`, { issues })
}

const unproved = (attempts: Attempt[]) =>
  new DomainError('verification_failed', `${attempts[0]?.where}: ${attempts[0]?.reason}`, { attempts })

/** A merchant's stores, and the proof that they are its own. */
export const stores = createRouter()
  .openapi(
    createRoute({
      method: 'post',
      path: '/stores',
      tags: ['Stores'],
      summary: 'Register a store',
      description:
        'A store is one origin, and any further `sites` of the same shop. It is in no partner list and gets no decisions until it has proved the origin; a further site counts once it is proved too.',
      security: byKey,
      middleware: requireKey('stores:write'),
      request: { body: jsonBody(StoreCreate) },
      responses: { 201: json(Store, 'The store, with the token that proves it') },
    }),
    async (c) => {
      const { merchantId, programId, binding } = c.var.merchant
      const wanted = c.req.valid('json')
      refuseOrigins(c.env, [['/origin', wanted.origin], ...sitePaths(wanted.sites)])
      const db = databaseOf(c.env, binding)
      const program = await findProgram(db, programId)
      if (!program) throw new DomainError('not_found', 'The programme is gone')
      if (wanted.currency !== program.rules.currency) {
        throw new DomainError('currency_mismatch', `The programme keeps ${program.rules.currency}`, {
          issues: [{ path: '/currency', message: `must be ${program.rules.currency}` }],
        })
      }
      const ids = { storeId: newId('sto'), merchantId, programId }
      const store = await insertStore(c.env.DB, ids, wanted, newSecret(), Date.now())
      if (!store) throw new DomainError('conflict', `You have a store at ${wanted.origin} already`)
      return c.json(store, 201)
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/stores',
      tags: ['Stores'],
      summary: "The merchant's stores, oldest first",
      security: byKey,
      middleware: requireKey('read', 'stores:write'),
      request: { query: PageQuery },
      responses: { 200: json(pageOf(Store), 'A page of stores') },
    }),
    async (c) => {
      const { cursor, limit } = c.req.valid('query')
      const rows = await listStores(c.env.DB, c.var.merchant.merchantId, cursor ?? '', limit)
      return c.json(toPage(rows, limit), 200)
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/stores/{storeId}',
      tags: ['Stores'],
      summary: 'One store',
      security: byKey,
      middleware: requireKey('read', 'stores:write'),
      request: { params },
      responses: { 200: json(Store, 'The store') },
    }),
    async (c) => {
      const { storeId } = c.req.valid('param')
      const store = await findStore(c.env.DB, c.var.merchant.merchantId, storeId)
      if (!store) throw new DomainError('not_found', `No store ${storeId}`)
      return c.json(store, 200)
    },
  )
  .openapi(
    createRoute({
      method: 'patch',
      path: '/stores/{storeId}',
      tags: ['Stores'],
      summary: "Change a store's name, further sites, platform or language",
      security: byKey,
      middleware: requireKey('stores:write'),
      request: { params, body: jsonBody(StoreUpdate) },
      responses: { 200: json(Store, 'The store as it is now') },
    }),
    async (c) => {
      const { merchantId, programId, binding } = c.var.merchant
      const { storeId } = c.req.valid('param')
      const change = c.req.valid('json')
      refuseOrigins(c.env, sitePaths(change.sites ?? []))
      const store = await updateStore(c.env.DB, merchantId, storeId, change, Date.now())
      if (!store) throw new DomainError('not_found', `No store ${storeId}`)
      await raiseStoresVersion(databaseOf(c.env, binding), programId)
      return c.json(store, 200)
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/stores/{storeId}/verify',
      tags: ['Stores'],
      summary: "Look for the proof of a store's origins",
      description:
        'Asks the store for `/.well-known/stamkund.json`, then the DNS for a TXT record. The first merchant to prove an origin has it. Further sites are looked at after it; those that are proved count, also where others are not.',
      security: byKey,
      middleware: [requireKey('stores:write'), rateLimit('verification', merchantOf)] as const,
      request: { params },
      responses: { 200: json(Store, 'The store, proved') },
    }),
    async (c) => {
      const { merchantId, programId, binding } = c.var.merchant
      const { storeId } = c.req.valid('param')
      const store = await findStore(c.env.DB, merchantId, storeId)
      if (!store) throw new DomainError('not_found', `No store ${storeId}`)
      const { token, method } = store.verification
      const claimed = { ...store.verification, origin: store.origin, token }
      const proof = method ?? (await proveOwnership(c.env, claimed))
      if (typeof proof !== 'string') throw unproved(proof)
      if ((await markVerified(c.env.DB, storeId, store.origin, proof, Date.now())) === 'taken')
        throw new DomainError('conflict', `Another merchant has proved ${store.origin} before`)
      // After the directory, and again on every call: a request that died in between is made good by the next.
      await raiseStoresVersion(databaseOf(c.env, binding), programId)

      const waiting = store.sites.filter((site) => site.verifiedAt === null)
      const proofs = await proveEach(
        c.env,
        waiting.map((site) => ({ ...site, token })),
      )
      const failed: Attempt[] = []
      for (const [at, { origin }] of waiting.entries()) {
        const found = proofs[at] as (typeof proofs)[number]
        if (typeof found !== 'string') failed.push(...found)
        else if ((await markVerified(c.env.DB, storeId, origin, found, Date.now())) === 'taken')
          failed.push({ method: found, where: origin, reason: 'another store has proved it before' })
      }
      if (failed.length > 0) throw unproved(failed)
      return c.json((await findStore(c.env.DB, merchantId, storeId)) as Store, 200)
    },
  )
