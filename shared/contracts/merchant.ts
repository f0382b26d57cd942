import { z } from 'zod'
import { ProgramCreate } from './preset.ts'
import { Id, Instant, text } from './primitives.ts'
import { Program } from './program.ts'

/**
 * What a key may do. One resource, one right; `*` is all of them. A right to write a resource is one to read it too;
 * `read` reads all but members, keys and codes.
 */
export const Scope = z.enum([
  '*',
  'keys:write',
  'program:write',
  'stores:write',
  'segments:write',
  'offers:write',
  'offers:approve',
  'rewards:write',
  'purchases:write',
  'events:write',
  'ledger:write',
  'codes:read',
  'members:read',
  'members:write',
  'read',
])
export type Scope = z.infer<typeof Scope>

/** A programme that is there already, and the code that lets a merchant join it. */
export const ProgramJoin = z
  .strictObject({ programId: Id, code: z.string().max(100) })
  .meta({ id: 'ProgramJoin' })

/** Registration: a business, and either a programme of its own or one that it joins. */
export const MerchantCreate = z
  .strictObject({ name: text(120), program: ProgramCreate.optional(), join: ProgramJoin.optional() })
  .refine(({ program, join }) => (program === undefined) !== (join === undefined), {
    path: ['program'],
    message: 'is needed, or join: one of the two',
  })
  .meta({ id: 'MerchantCreate' })
export type MerchantCreate = z.infer<typeof MerchantCreate>

/** A business that registers stores and pays for offers. */
export const Merchant = z
  .strictObject({
    id: Id,
    name: z.string(),
    programId: Id,
    /** An offer goes live only by another key than the one that made its revision. */
    offerApproval: z.boolean(),
    /** The key that asked for approval to end; it ends once another key that can approve asks as well. */
    approvalEndAskedBy: Id.optional(),
    createdAt: Instant,
  })
  .meta({ id: 'Merchant' })
export type Merchant = z.infer<typeof Merchant>

/**
 * What a merchant decides for itself. Approval begins with one key's word and ends with two: the first `false` is kept as
 * `approvalEndAskedBy`, and one of another key ends it; `true` takes the asking back. Who holds `keys:write` can make such
 * another key: keep it apart from those who write offers.
 */
export const MerchantUpdate = z.strictObject({ offerApproval: z.boolean() }).meta({ id: 'MerchantUpdate' })

/** A key as it is asked for; `expiresAt` must lie ahead. */
export const ApiKeyCreate = z
  .strictObject({
    name: text(80),
    scopes: z.array(Scope).min(1).max(10),
    expiresAt: Instant.nullable().default(null),
  })
  .meta({ id: 'ApiKeyCreate' })
export type ApiKeyCreate = z.infer<typeof ApiKeyCreate>

/** A key as it is listed: never its secret. */
export const ApiKey = z
  .strictObject({
    id: Id,
    name: z.string(),
    scopes: z.array(Scope),
    createdAt: Instant,
    expiresAt: Instant.nullable(),
    revokedAt: Instant.nullable(),
  })
  .meta({ id: 'ApiKey' })
export type ApiKey = z.infer<typeof ApiKey>

/** The one answer that holds the secret. */
export const ApiKeyCreated = ApiKey.extend({ key: z.string() }).meta({ id: 'ApiKeyCreated' })
export type ApiKeyCreated = z.infer<typeof ApiKeyCreated>

/** A code that lets another merchant join the programme. It is in this answer alone; a new one ends the one before. */
export const JoinCode = z.strictObject({ code: z.string() }).meta({ id: 'JoinCode' })

/** A programme just begun, and the code by which merchants join it. */
export const ProgramCreated = z
  .strictObject({ program: Program, joinCode: z.string() })
  .meta({ id: 'ProgramCreated' })
export type ProgramCreated = z.infer<typeof ProgramCreated>

/** A merchant just registered, with its first key. */
export const MerchantCreated = z
  .strictObject({ merchant: Merchant, program: Program, apiKey: ApiKeyCreated })
  .meta({ id: 'MerchantCreated' })
export type MerchantCreated = z.infer<typeof MerchantCreated>
