import { z } from 'zod'
import { Id, Instant, Locale, text } from './primitives.ts'

/** Joining asks for nothing but a language. */
export const MemberCreate = z.strictObject({ locale: Locale.default('en') }).meta({ id: 'MemberCreate' })
export type MemberCreate = z.infer<typeof MemberCreate>

/** A person's membership: a number that a till can read. */
export const Member = z
  .strictObject({ id: Id, number: z.string().regex(/^\d{16}$/), locale: Locale, createdAt: Instant })
  .meta({ id: 'Member' })
export type Member = z.infer<typeof Member>

/** What a member sees of their own membership: their devices, and where they are enrolled. */
export const MemberSelf = Member.extend({
  devices: z.array(z.strictObject({ id: Id, createdAt: Instant, current: z.boolean() })),
  verifiedEmails: z.int().min(0),
  enrolments: z.array(
    z.strictObject({
      programId: Id,
      enrolmentId: Id,
      stores: z.array(z.strictObject({ storeId: Id, name: z.string(), origin: z.string() })),
    }),
  ),
}).meta({ id: 'MemberSelf' })
export type MemberSelf = z.infer<typeof MemberSelf>

/** The one answer that holds the device's secret. The extension keeps it; it never reaches a page. */
export const MemberCreated = z
  .strictObject({ member: Member, deviceId: Id, deviceSecret: z.string().length(43) })
  .meta({ id: 'MemberCreated' })
export type MemberCreated = z.infer<typeof MemberCreated>

/** Moving to another device: a short code shown on the old one, good once, for ten minutes. */
export const PairingCode = z
  .strictObject({
    code: z.string().regex(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/),
    expiresAt: Instant,
  })
  .meta({ id: 'PairingCode' })
export type PairingCode = z.infer<typeof PairingCode>

/** A pairing code as somebody typed it on the new device. */
export const PairingRedeem = z.strictObject({ code: z.string().trim().max(20) }).meta({ id: 'PairingRedeem' })

/** An address that a member says is theirs. */
export const EmailClaim = z.strictObject({ email: z.email().max(254) }).meta({ id: 'EmailClaim' })
/** The answer to the mail that asked. */
export const EmailConfirm = z
  .strictObject({ email: z.email().max(254), code: z.string().regex(/^\d{6}$/, 'must be 6 digits') })
  .meta({ id: 'EmailConfirm' })

/** Proof of the device; with a store, the member is enrolled in its programme under a pseudonym. */
export const SessionCreate = z
  .strictObject({ deviceId: Id, deviceSecret: z.string().max(100), storeId: Id.optional() })
  .meta({ id: 'SessionCreate' })
export type SessionCreate = z.infer<typeof SessionCreate>

/** An access token, and whom it speaks for. */
export const Session = z
  .strictObject({
    accessToken: z.string(),
    expiresAt: Instant,
    member: Member,
    /** The pseudonym in the store's programme; `null` without a store. */
    enrolmentId: Id.nullable(),
    programId: Id.nullable(),
  })
  .meta({ id: 'Session' })
export type Session = z.infer<typeof Session>

/** Whom a merchant counts together with others under the same text, of its own making; `null`: with nobody. */
export const HouseholdSet = z.strictObject({ household: text(120).nullable() }).meta({ id: 'HouseholdSet' })
