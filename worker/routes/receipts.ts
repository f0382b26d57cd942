import { createRoute, z } from '@hono/zod-openapi'
import { Hono } from 'hono'
import {
  DayProof,
  DayRoot,
  DomainError,
  Id,
  Receipt,
  type ReceiptKeys,
  Unit,
} from '../../shared/contracts/index.ts'
import { publicKeyOf, receiptOf } from '../books/receipt.ts'
import { allDatabases, type Db, databaseOf } from '../db/database.ts'
import { findDay, listDays, readHashes } from '../db/ledger-days.ts'
import { listReceiptKeys } from '../db/receipt-keys.ts'
import { findPlacement, findSealed, findSealedAt } from '../db/receipts.ts'
import type { Env } from '../env.ts'
import { type AppEnv, createRouter } from '../http/app.ts'
import { requireKey, requireMember } from '../http/auth.ts'
import { byKey, byMember, json } from '../http/describe.ts'
import { memberDb } from '../http/member-db.ts'
import { currentReceiptKeys, receiptJwk } from '../http/receipt-keys.ts'

/** How long anybody may keep the published keys, in seconds: a new one signs soon after it is there. */
const KEYS_MAX_AGE_S = 300

const number = (what: string) =>
  z
    .string()
    .regex(/^\d{1,9}$/, `must be ${what}`)
    .transform(Number)

const DayPage = z
  .strictObject({ items: z.array(DayRoot), nextCursor: z.string().nullable() })
  .meta({ id: 'DayRootPage' })

/** Where a programme's books are, for whoever may read what it publishes. @throws DomainError not_found */
async function programDb(env: Env, programId: string): Promise<Db> {
  const binding = await findPlacement(env.DB, programId)
  if (binding === null) throw new DomainError('not_found', `No programme ${programId}`)
  return databaseOf(env, binding)
}

/** Receipts of entries, for those they belong to; and each day's root, for everybody. */
export const receipts = createRouter()
  .openapi(
    createRoute({
      method: 'get',
      path: '/members/me/entries/{seq}/receipt',
      tags: ['Receipts'],
      security: byMember,
      summary: 'What proves an entry of one’s own, signed',
      middleware: requireMember,
      request: {
        params: z.object({ seq: number('the number of an entry') }),
        query: z.object({ unit: Unit.default('points') }),
      },
      responses: { 200: json(Receipt, 'The receipt; its day is there once the day’s root is published') },
    }),
    async (c) => {
      const { enrolmentId, db, done } = memberDb(c)
      const [{ seq }, { unit }] = [c.req.valid('param'), c.req.valid('query')]
      const entry = await findSealedAt(db, enrolmentId, unit, seq)
      if (!entry) throw new DomainError('not_found', `No entry ${seq} in this account of ${unit}`)
      const receipt = await receiptOf(c.env, db, entry)
      done()
      return c.json(receipt, 200)
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/entries/{entryId}/receipt',
      tags: ['Receipts'],
      security: byKey,
      summary: 'What proves an entry of the programme, signed',
      middleware: requireKey('members:read'),
      request: { params: z.object({ entryId: Id }) },
      responses: { 200: json(Receipt, 'The receipt; its day is there once the day’s root is published') },
    }),
    async (c) => {
      const { programId, binding } = c.var.merchant
      const { entryId } = c.req.valid('param')
      const db = databaseOf(c.env, binding)
      const entry = await findSealed(db, programId, entryId)
      if (!entry) throw new DomainError('not_found', `No entry ${entryId}`)
      return c.json(await receiptOf(c.env, db, entry), 200)
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/programs/{programId}/roots',
      tags: ['Receipts'],
      summary: 'Each day’s root over all entries, newest first; anybody may keep them',
      request: {
        params: z.object({ programId: Id }),
        query: z.object({
          cursor: number('a cursor that a page gave').optional(),
          limit: z.coerce.number().int().min(1).max(200).default(50),
        }),
      },
      responses: { 200: json(DayPage, 'A page, and the cursor of the next') },
    }),
    async (c) => {
      const { programId } = c.req.valid('param')
      const { cursor, limit } = c.req.valid('query')
      const rows = await listDays(await programDb(c.env, programId), programId, cursor ?? null, limit + 1)
      const items = rows.slice(0, limit)
      const nextCursor = rows.length > limit ? String(items.at(-1)?.day) : null
      return c.json({ items, nextCursor }, 200)
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/programs/{programId}/roots/{day}',
      tags: ['Receipts'],
      summary: 'A day’s root with the hashes it is made of, in their order',
      request: {
        params: z.object({ programId: Id, day: number('days since 1970-01-01') }),
        query: z.object({
          cursor: z
            .string()
            .regex(/^\d{1,15}\.[a-z]{2,4}_[0-9A-Z]{26}$/, 'must be a cursor that a page gave')
            .optional(),
          limit: z.coerce.number().int().min(1).max(5000).default(1000),
        }),
      },
      responses: { 200: json(DayProof, 'The day, the key that signed it, and a page of its hashes') },
    }),
    async (c) => {
      const { programId, day } = c.req.valid('param')
      const { cursor, limit } = c.req.valid('query')
      const db = await programDb(c.env, programId)
      const found = await findDay(db, programId, day)
      if (!found) throw new DomainError('not_found', `No root of day ${day} has been published`)
      const [postedAt, id] = cursor?.split('.') ?? []
      const after = postedAt && id ? { postedAt: Number(postedAt), id } : null
      const { startsAt, endsAt, ...published } = found
      const rows = await readHashes(db, programId, { startsAt, endsAt }, after, limit + 1)
      const items = rows.slice(0, limit)
      const last = rows.length > limit ? items.at(-1) : undefined
      return c.json(
        {
          ...published,
          publicKey: await publicKeyOf(c.env, db, published.keyId),
          hashes: items.map(({ hash }) => hash),
          nextCursor: last ? `${last.postedAt}.${last.id}` : null,
        },
        200,
      )
    },
  )

/** Public keys of receipts, where whoever verifies one looks for them: those that sign, and all that ever did. */
export const receiptKeys = new Hono<AppEnv>().get('/.well-known/stamkund-receipt-keys', async (c) => {
  const kept = (await Promise.all(allDatabases(c.env).map(listReceiptKeys))).flat()
  const keys = new Map([
    ...kept.map(({ keyId, publicKey }) => [publicKey, receiptJwk(keyId, publicKey)] as const),
    ...(await currentReceiptKeys(c.env)).map((key) => [key.x, key] as const),
  ])
  const body: ReceiptKeys = { keys: [...keys.values()] }
  return c.json(body, 200, {
    'cache-control': `public, max-age=${KEYS_MAX_AGE_S}`,
    'access-control-allow-origin': '*',
    'content-type': 'application/jwk-set+json',
  })
})
