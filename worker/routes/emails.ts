import { createRoute } from '@hono/zod-openapi'
import { DomainError, EmailClaim, EmailConfirm } from '../../shared/contracts/index.ts'
import { newId } from '../db/ids.ts'
import { claimEmail, confirmEmail, EMAIL_WINDOW_MS, takeAttempt } from '../db/member-emails.ts'
import { findDevice } from '../db/members.ts'
import { createRouter } from '../http/app.ts'
import { deviceEnded, requireMember } from '../http/auth.ts'
import { equalInConstantTime, sha256Hex } from '../http/bytes.ts'
import { byMember, jsonBody } from '../http/describe.ts'
import { countRequest, memberOf, rateLimit } from '../http/rate-limit.ts'
import { deliverMail } from '../jobs/mail.ts'
import { codeMail } from '../jobs/mail-words.ts'

/** How long a mailed code can be typed, in milliseconds. */
export const EMAIL_CODE_MS = EMAIL_WINDOW_MS

/** One spelling of an address: what its hash is made of, here and in every shop that sends a hash. */
const foldEmail = (email: string): string => email.trim().toLowerCase()

const newCode = (): string =>
  String((crypto.getRandomValues(new Uint32Array(1))[0] as number) % 1_000_000).padStart(6, '0')

/** Bound to member and address, so that a code of one pair is no answer to another. */
const hashCode = (memberId: string, emailHash: string, code: string) =>
  sha256Hex(`${memberId}.${emailHash}.${code}`)

/** Addresses that find a member's purchases. Only their hash is kept, and only once a mail has been answered. */
export const emails = createRouter()
  .openapi(
    createRoute({
      method: 'post',
      path: '/members/me/emails',
      tags: ['Members'],
      summary: 'Prove an e-mail address',
      description:
        'Mails a six-digit code. Only the SHA-256 of the address is kept. At most five mails to an address within 15 minutes, whoever asks.',
      security: byMember,
      middleware: [requireMember, rateLimit('email', memberOf)] as const,
      request: { body: jsonBody(EmailClaim) },
      responses: { 202: { description: 'A code is on its way, unless the address is proved already' } },
    }),
    async (c) => {
      const { memberId, deviceId } = c.var.member
      const now = Date.now()
      const device = await findDevice(c.env.DB, deviceId)
      if (!device) throw deviceEnded()
      const email = foldEmail(c.req.valid('json').email)
      const emailHash = await sha256Hex(email)
      // By the address too: joining is free, and whoever is mailed need not be the one who asks.
      await countRequest(c, 'email', emailHash)
      const code = newCode()
      const claim = {
        memberId,
        emailHash,
        codeHash: await hashCode(memberId, emailHash, code),
        expiresAt: now + EMAIL_CODE_MS,
      }
      const words = codeMail(device.member.locale, code)
      const mail = { id: newId('out'), recipient: email, ...words, createdAt: now, sentAt: null }
      if ((await claimEmail(c.env.DB, claim, mail, now)) === 'locked') {
        c.header('retry-after', String(EMAIL_CODE_MS / 1_000))
        throw new DomainError(
          'rate_limited',
          'Asked or answered too often; ask again in a quarter of an hour',
        )
      }
      c.executionCtx.waitUntil(deliverMail(c.env, now))
      return c.body(null, 202)
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/members/me/emails/confirm',
      tags: ['Members'],
      summary: 'Answer the mail',
      description: 'Five attempts within 15 minutes; ten at an address, whoever answers.',
      security: byMember,
      middleware: requireMember,
      request: { body: jsonBody(EmailConfirm) },
      responses: { 204: { description: 'The address is proved' } },
    }),
    async (c) => {
      const { memberId } = c.var.member
      const { email, code } = c.req.valid('json')
      const emailHash = await sha256Hex(foldEmail(email))
      const expected = await takeAttempt(c.env.DB, c.var.member, emailHash, Date.now())
      if (!expected || !equalInConstantTime(await hashCode(memberId, emailHash, code), expected))
        throw new DomainError('verification_failed', 'The code is wrong, too old, or was tried too often')
      await confirmEmail(c.env.DB, memberId, emailHash, Date.now())
      return c.body(null, 204)
    },
  )
