import { z } from 'zod'
import { Currency, Id, Instant, Locale, Origin, text } from './primitives.ts'

/** A shop's checkout software. `other` is found by the generic detector. */
export const Platform = z.enum([
  'shopify',
  'woocommerce',
  'magento',
  'prestashop',
  'bigcommerce',
  'sfcc',
  'medusa',
  'other',
])
export type Platform = z.infer<typeof Platform>

/** Most origins that a store may have beside its own: a country site for each member state of the EU, and some. */
const MOST_SITES = 40

const Sites = z.array(Origin).max(MOST_SITES)

/** A store as a merchant registers it. */
export const StoreCreate = z
  .strictObject({
    name: text(120),
    origin: Origin,
    /** Further origins of the same shop, such as `www` and country sites. */
    sites: Sites.default([]),
    platform: Platform.default('other'),
    currency: Currency,
    locale: Locale,
  })
  .meta({ id: 'StoreCreate' })
export type StoreCreate = z.infer<typeof StoreCreate>

/** What may change of a store. Another origin is another store; another currency would make its purchases mean something else. */
export const StoreUpdate = z
  .strictObject({
    name: text(120).optional(),
    /** All further origins, in place of those before. One that stays keeps its proof. */
    sites: Sites.optional(),
    platform: Platform.optional(),
    locale: Locale.optional(),
  })
  .refine((change) => Object.values(change).some((value) => value !== undefined), 'must change something')
  .meta({ id: 'StoreUpdate' })
export type StoreUpdate = z.infer<typeof StoreUpdate>

/** What proves that an origin is the merchant's, and when it did. */
const proof = {
  wellKnownUrl: z.string(),
  dnsRecord: z.string(),
  verifiedAt: Instant.nullable(),
  method: z.enum(['well-known', 'dns']).nullable(),
}

/** A further origin of a store: it counts once it has proved itself as the first one did, by the store's token. */
export const Site = z.strictObject({ origin: z.string(), ...proof })
export type Site = z.infer<typeof Site>

/** One of a merchant's shops, known by its origin and its further sites. */
export const Store = z
  .strictObject({
    id: Id,
    merchantId: Id,
    programId: Id,
    name: z.string(),
    origin: z.string(),
    platform: Platform,
    currency: Currency,
    locale: Locale,
    verification: z.strictObject({ token: z.string(), ...proof }),
    sites: z.array(Site),
    createdAt: Instant,
  })
  .meta({ id: 'Store' })
export type Store = z.infer<typeof Store>

/** What a shop serves at `/.well-known/stamkund.json`. A shop of two merchants may list both tokens. */
export const WellKnown = z.object({ tokens: z.array(z.string().max(200)).max(20) })
