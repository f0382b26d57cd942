import { z } from 'zod'
import { Id, Instant, text } from './primitives.ts'
import { Program, ProgramRules } from './program.ts'

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
  'purchases:write',
  'codes:read',
  'members:read',
  'read',
])
export type Scope = z.infer<typeof Scope>

/** Registration: a business, and the first rules of the programme that comes with it. */
export const MerchantCreate = z
  .strictObject({
    name: text(120),
    program: z.strictObject({ name: text(120), rules: ProgramRules }),
  })
  .meta({ id: 'MerchantCreate' })
export type MerchantCreate = z.infer<typeof MerchantCreate>

/** A business that registers stores and pays for offers. */
export const Merchant = z
  .strictObject({ id: Id, name: z.string(), programId: Id, createdAt: Instant })
  .meta({ id: 'Merchant' })
export type Merchant = z.infer<typeof Merchant>

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

/** A merchant just registered, with its first key. */
export const MerchantCreated = z
  .strictObject({ merchant: Merchant, program: Program, apiKey: ApiKeyCreated })
  .meta({ id: 'MerchantCreated' })
export type MerchantCreated = z.infer<typeof MerchantCreated>
