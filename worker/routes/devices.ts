import { createRoute, z } from '@hono/zod-openapi'
import {
  DomainError,
  Id,
  MemberCreated,
  PairingCode,
  PairingRedeem,
  Session,
  SessionCreate,
} from '../../shared/contracts/index.ts'
import { databaseOf } from '../db/database.ts'
import { ensureEnrolment } from '../db/enrolments.ts'
import { newId } from '../db/ids.ts'
import { findDevice, insertPairingCode, redeemPairingCode, revokeDevice } from '../db/members.ts'
import { findVerifiedStore } from '../db/stores.ts'
import { createRouter, type MemberAuth } from '../http/app.ts'
import { deviceEnded, requireMember } from '../http/auth.ts'
import { equalInConstantTime, newSecret, sha256Hex } from '../http/bytes.ts'
import { foldPairingCode, newPairingCode } from '../http/crockford.ts'
import { byMember, json, jsonBody } from '../http/describe.ts'
import { BOOKMARK_HEADER } from '../http/member-db.ts'
import { memberOf, rateLimit } from '../http/rate-limit.ts'
import { sign } from '../http/signing.ts'

/** How long an access token lets its bearer in. A revoked device is out at the end of it at the latest. */
export const SESSION_MS = 15 * 60_000

/** How long a pairing code can be typed. */
export const PAIRING_MS = 10 * 60_000

/** A member's devices: proving one, adding one, ending one. */
export const devices = createRouter()
  .openapi(
    createRoute({
      method: 'post',
      path: '/sessions',
      tags: ['Sessions'],
      summary: 'Get an access token',
      description:
        "With a store, the member is enrolled in the store's programme under a pseudonym of its own.",
      middleware: rateLimit('sessions'),
      request: { body: jsonBody(SessionCreate) },
      responses: { 201: json(Session, 'A token for 15 minutes') },
    }),
    async (c) => {
      const { deviceId, deviceSecret, storeId } = c.req.valid('json')
      const now = Date.now()
      const [device, store] = await Promise.all([
        findDevice(c.env.DB, deviceId),
        storeId === undefined ? null : findVerifiedStore(c.env.DB, storeId),
      ])
      if (!device || !equalInConstantTime(await sha256Hex(deviceSecret), device.secretHash))
        throw new DomainError('unauthenticated', 'No such device, or another secret')
      if (storeId !== undefined && !store)
        throw new DomainError('store_not_verified', `${storeId} is no verified store`)
      const { member } = device
      const db = store && databaseOf(c.env, store.binding).withSession('first-primary')
      const enrolment = store && {
        enrolmentId: await ensureEnrolment(
          c.env,
          store.programId,
          store.binding,
          member.id,
          now,
          db ?? undefined,
        ),
        programId: store.programId,
        binding: store.binding,
      }
      // Sent along with the first decision, so that it finds the enrolment on whichever replica answers it.
      const bookmark = db?.getBookmark()
      if (bookmark) c.header(BOOKMARK_HEADER, bookmark)
      const auth: MemberAuth = { memberId: member.id, deviceId, enrolment, expiresAt: now + SESSION_MS }
      return c.json(
        {
          accessToken: await sign(c.env, 'session', auth),
          expiresAt: auth.expiresAt,
          member,
          enrolmentId: enrolment?.enrolmentId ?? null,
          programId: enrolment?.programId ?? null,
        },
        201,
      )
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/members/me/pairing-codes',
      tags: ['Devices'],
      summary: 'Make a code that brings another device in',
      security: byMember,
      middleware: [requireMember, rateLimit('pairing', memberOf)] as const,
      responses: { 201: json(PairingCode, 'The code: good once, for ten minutes; earlier ones end') },
    }),
    async (c) => {
      const code = newPairingCode()
      const expiresAt = Date.now() + PAIRING_MS
      const codeHash = await sha256Hex(foldPairingCode(code))
      if (!(await insertPairingCode(c.env.DB, c.var.member, codeHash, expiresAt))) throw deviceEnded()
      return c.json({ code, expiresAt }, 201)
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/devices',
      tags: ['Devices'],
      summary: 'Bring this device in with a code from another',
      description: 'O is read as 0, I and L as 1; case, spaces and hyphens say nothing.',
      middleware: rateLimit('pairing'),
      request: { body: jsonBody(PairingRedeem) },
      responses: { 201: json(MemberCreated, 'The member, and this device with its secret') },
    }),
    async (c) => {
      const codeHash = await sha256Hex(foldPairingCode(c.req.valid('json').code))
      const [deviceId, deviceSecret] = [newId('dev'), newSecret()]
      const device = { deviceId, secretHash: await sha256Hex(deviceSecret) }
      const member = await redeemPairingCode(c.env.DB, codeHash, device, Date.now())
      if (!member) throw new DomainError('code_unknown', 'The code is wrong, used, or older than ten minutes')
      return c.json({ member, deviceId, deviceSecret }, 201)
    },
  )
  .openapi(
    createRoute({
      method: 'delete',
      path: '/members/me/devices/{deviceId}',
      tags: ['Devices'],
      summary: 'End a device',
      description:
        'Its access token goes on reading until it runs out, at most 15 minutes, and can bring no device in, end none and erase nothing. Pairing codes that wait end with it.',
      security: byMember,
      middleware: requireMember,
      request: { params: z.object({ deviceId: Id }) },
      responses: { 204: { description: 'Ended: its last access token runs out within 15 minutes' } },
    }),
    async (c) => {
      const { deviceId } = c.req.valid('param')
      const outcome = await revokeDevice(c.env.DB, c.var.member, deviceId, Date.now())
      if (outcome === 'silenced') throw deviceEnded()
      if (outcome === 'missing') throw new DomainError('not_found', `No device ${deviceId}`)
      return c.body(null, 204)
    },
  )
