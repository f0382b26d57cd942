import { createRoute, z } from '@hono/zod-openapi'
import {
  ApiKey,
  type ApiKeyCreate,
  ApiKeyCreated,
  ApiKeyCreate as ApiKeyCreateSchema,
  DomainError,
  Id,
  Merchant,
  MerchantCreate,
  MerchantCreated,
  MerchantUpdate,
  Program,
} from '../../shared/contracts/index.ts'
import { databaseOf } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import {
  beginApproval,
  endApproval,
  findMerchant,
  insertApiKey,
  listApiKeys,
  registerMerchant,
  revokeApiKey,
} from '../db/merchants.ts'
import { type BegunProgram, beginProgram, findPlacement, findProgram, installOffers } from '../db/programs.ts'
import type { Env } from '../env.ts'
import { createRouter } from '../http/app.ts'
import { forgetKey, formatKey, requireKey } from '../http/auth.ts'
import { equalInConstantTime, newSecret, sha256Hex } from '../http/bytes.ts'
import { byKey, byOperator, json, jsonBody } from '../http/describe.ts'
import { invalidRequest } from '../http/errors.ts'
import { rateLimit } from '../http/rate-limit.ts'
import { requireRegistrar } from '../http/registrar.ts'
import { dataOf } from './programs.ts'

/** A new key, with the only copy of its secret. */
async function mintKey(wanted: ApiKeyCreate, now: number) {
  const key: ApiKey = {
    id: newId('key'),
    name: wanted.name,
    scopes: wanted.scopes,
    createdAt: now,
    expiresAt: wanted.expiresAt,
    revokedAt: null,
  }
  const secret = newSecret()
  return { key, text: formatKey(key.id, secret), secretHash: await sha256Hex(secret) }
}

/**
 * A programme that others have begun.
 *
 * @throws DomainError not_found, whether there is no such programme or the code is another
 */
async function joined(
  env: Env,
  { programId, code }: NonNullable<MerchantCreate['join']>,
): Promise<BegunProgram> {
  const placement = await findPlacement(env.DB, programId)
  const known = placement?.joinHash && equalInConstantTime(await sha256Hex(code), placement.joinHash)
  const program = known ? await findProgram(databaseOf(env, placement.binding), programId) : null
  if (!placement || !program) throw new DomainError('not_found', 'No programme of that id and code')
  return { program, binding: placement.binding, inProgram: [], inDirectory: [] }
}

/** Merchants and their keys. */
export const merchants = createRouter()
  .openapi(
    createRoute({
      method: 'post',
      path: '/merchants',
      tags: ['Merchants'],
      summary: 'Register a merchant and its programme',
      description:
        'For the operator alone, by the bearer of `OPERATOR_TOKEN`, unless this deployment has opened registration to anybody.',
      security: byOperator,
      middleware: [rateLimit('registration'), requireRegistrar] as const,
      request: { body: jsonBody(MerchantCreate) },
      responses: {
        201: json(MerchantCreated, 'The merchant, its programme and its first key, shown this once'),
      },
    }),
    async (c) => {
      const wanted = c.req.valid('json')
      const now = Date.now()
      const home = wanted.join
        ? await joined(c.env, wanted.join)
        : beginProgram(c.env, dataOf(wanted.program ?? {}, 'program/'), null, now)
      const { program, binding } = home
      const merchant: Merchant = {
        id: newId('mer'),
        name: wanted.name,
        programId: program.id,
        offerApproval: false,
        createdAt: now,
      }
      const { key, text, secretHash } = await mintKey(
        { name: 'first key', scopes: ['*'], expiresAt: null },
        now,
      )
      const db = databaseOf(c.env, binding)
      const inProgram = [...home.inProgram, ...installOffers(db, program.id, merchant.id, now)]
      await registerMerchant(c.env.DB, db, merchant, key, secretHash, inProgram, home.inDirectory)
      return c.json({ merchant, program, apiKey: { ...key, key: text } }, 201)
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/merchants/me',
      tags: ['Merchants'],
      summary: 'The merchant that the key speaks for',
      security: byKey,
      middleware: requireKey(),
      responses: { 200: json(Merchant.extend({ program: Program }), 'The merchant and its programme') },
    }),
    async (c) => {
      const { merchantId, programId, binding } = c.var.merchant
      const [merchant, program] = await Promise.all([
        findMerchant(c.env.DB, merchantId),
        findProgram(databaseOf(c.env, binding), programId),
      ])
      if (!merchant || !program) throw new DomainError('not_found', 'The merchant is gone')
      return c.json({ ...merchant, program }, 200)
    },
  )
  .openapi(
    createRoute({
      method: 'patch',
      path: '/merchants/me',
      tags: ['Merchants'],
      summary: 'Ask for another key’s approval before an offer goes live, or no more',
      description:
        'Asking for it takes two keys that can approve: the one that makes a revision is never the one that lets it go live. Ending it takes two keys as well: the first one is kept as `approvalEndAskedBy`, and approval goes on until another key that can approve asks the same. Asking for approval again takes that back.',
      security: byKey,
      middleware: requireKey('offers:approve'),
      request: { body: jsonBody(MerchantUpdate) },
      responses: { 200: json(Merchant, 'The merchant as it is now') },
    }),
    async (c) => {
      const { merchantId, keyId } = c.var.merchant
      const { offerApproval } = c.req.valid('json')
      if (!offerApproval) await endApproval(c.env.DB, merchantId, keyId, Date.now())
      else if (!(await beginApproval(c.env.DB, merchantId, Date.now())))
        throw new DomainError(
          'approval_needs_two',
          'Make another key first, with offers:approve or *: with one alone, nothing that it makes could go live',
        )
      const merchant = await findMerchant(c.env.DB, merchantId)
      if (!merchant) throw new DomainError('not_found', 'The merchant is gone')
      return c.json(merchant, 200)
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/keys',
      tags: ['Keys'],
      summary: "The merchant's keys, without their secrets",
      security: byKey,
      middleware: requireKey('keys:write'),
      responses: { 200: json(z.strictObject({ keys: z.array(ApiKey) }), 'The keys, oldest first') },
    }),
    async (c) => c.json({ keys: await listApiKeys(c.env.DB, c.var.merchant.merchantId) }, 200),
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/keys',
      tags: ['Keys'],
      summary: 'Make another key',
      security: byKey,
      middleware: requireKey('keys:write'),
      request: { body: jsonBody(ApiKeyCreateSchema) },
      responses: { 201: json(ApiKeyCreated, 'The key, shown this once') },
    }),
    async (c) => {
      const { merchantId, scopes } = c.var.merchant
      const wanted = c.req.valid('json')
      const beyond = wanted.scopes.find((scope) => !scopes.includes('*') && !scopes.includes(scope))
      if (beyond) throw new DomainError('forbidden', `A key can't give what it lacks: ${beyond}`)
      const now = Date.now()
      if (wanted.expiresAt !== null && wanted.expiresAt <= now)
        throw invalidRequest([{ path: '/expiresAt', message: 'must lie in the future' }])
      const { key, text, secretHash } = await mintKey(wanted, now)
      await insertApiKey(c.env.DB, merchantId, key, secretHash).run()
      return c.json({ ...key, key: text }, 201)
    },
  )
  .openapi(
    createRoute({
      method: 'delete',
      path: '/keys/{keyId}',
      tags: ['Keys'],
      summary: 'Revoke a key',
      security: byKey,
      middleware: requireKey('keys:write'),
      request: { params: z.object({ keyId: Id }) },
      responses: { 204: { description: 'Revoked: at once here, within 30 seconds everywhere' } },
    }),
    async (c) => {
      const { keyId } = c.req.valid('param')
      if (!(await revokeApiKey(c.env.DB, c.var.merchant.merchantId, keyId, Date.now())))
        throw new DomainError('not_found', `No key ${keyId}`)
      forgetKey(keyId)
      return c.body(null, 204)
    },
  )
