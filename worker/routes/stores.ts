import { createRoute, z } from '@hono/zod-openapi'
import {
  DomainError,
  Id,
  PartnerList,
  Store,
  StoreCreate,
  StoreUpdate,
} from '../../shared/contracts/index.ts'
import { databaseOf } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import { findProgram } from '../db/programs.ts'
import {
  findStore,
  insertStore,
  listPartners,
  listStores,
  markVerified,
  raiseStoresVersion,
  updateStore,
} from '../db/stores.ts'
import { createRouter } from '../http/app.ts'
import { requireKey } from '../http/auth.ts'
import { newSecret, sha256Hex } from '../http/bytes.ts'
import { byKey, json, jsonBody } from '../http/describe.ts'
import { refuseUrl } from '../http/outbound.ts'
import { proveOwnership } from '../http/ownership.ts'
import { PageQuery, pageOf, toPage } from '../http/paging.ts'
import { merchantOf, rateLimit } from '../http/rate-limit.ts'

/** How long an extension may keep the partner list before it asks whether it has changed, in seconds. */
const PARTNERS_MAX_AGE_S = 300

const params = z.object({ storeId: Id })

/** A merchant's stores, the proof that they are its own, and the public list of those that are proved. */
export const stores = createRouter()
  .openapi(
    createRoute({
      method: 'post',
      path: '/stores',
      tags: ['Stores'],
      summary: 'Register a store',
      description:
        'A store is one origin. It is in no partner list and gets no decisions until it has proved that origin.',
      security: byKey,
      middleware: requireKey('stores:write'),
      request: { body: jsonBody(StoreCreate) },
      responses: { 201: json(Store, 'The store, with the token that proves it') },
    }),
    async (c) => {
      const { merchantId, programId, binding } = c.var.merchant
      const wanted = c.req.valid('json')
      const refusal = refuseUrl(c.env, new URL(wanted.origin))
      if (refusal) {
        throw new DomainError('invalid_request', `/origin: ${refusal}`, {
          issues: [{ path: '/origin', message: refusal }],
        })
      }
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
      summary: "Change a store's name, platform or language",
      security: byKey,
      middleware: requireKey('stores:write'),
      request: { params, body: jsonBody(StoreUpdate) },
      responses: { 200: json(Store, 'The store as it is now') },
    }),
    async (c) => {
      const { merchantId, programId, binding } = c.var.merchant
      const { storeId } = c.req.valid('param')
      const store = await updateStore(c.env.DB, merchantId, storeId, c.req.valid('json'))
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
      summary: "Look for the proof of a store's origin",
      description:
        'Asks the store for `/.well-known/stamkund.json`, then the DNS for a TXT record. The first merchant to prove an origin has it.',
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
      const proof = store.verification.method ?? (await proveOwnership(c.env, store))
      if (typeof proof !== 'string') {
        const [first] = proof
        throw new DomainError('verification_failed', `${first?.where}: ${first?.reason}`, { attempts: proof })
      }
      const proved = await markVerified(c.env.DB, storeId, proof, Date.now())
      if (proved === 'taken')
        throw new DomainError('conflict', `Another merchant has proved ${store.origin} before`)
      // After the directory, and again on every call: a request that died in between is made good by the next.
      await raiseStoresVersion(databaseOf(c.env, binding), programId)
      return c.json(proved, 200)
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/partners',
      tags: ['Partners'],
      summary: 'Every verified store',
      description:
        'The whole list in one answer, so that nobody learns which store is visited. Send back its ETag in If-None-Match.',
      responses: {
        200: json(PartnerList, 'The list; `version` is its fingerprint'),
        304: { description: 'Unchanged' },
      },
    }),
    async (c) => {
      const partners = await listPartners(c.env.DB)
      const version = (await sha256Hex(JSON.stringify(partners))).slice(0, 32)
      const etag = `"${version}"`
      c.header('etag', etag)
      // A developer's new shop must be seen at once.
      c.header('cache-control', `public, max-age=${c.env.STAMKUND_MODE === 'local' ? 0 : PARTNERS_MAX_AGE_S}`)
      const known = (c.req.header('if-none-match') ?? '')
        .split(',')
        .map((tag) => tag.trim().replace(/^W\//, ''))
      if (known.includes(etag) || known.includes('*')) return c.body(null, 304)
      return c.json({ version, partners }, 200)
    },
  )
