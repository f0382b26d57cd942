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

/** A store as a merchant registers it. */
export const StoreCreate = z
  .strictObject({
    name: text(120),
    origin: Origin,
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
    platform: Platform.optional(),
    locale: Locale.optional(),
  })
  .refine((change) => Object.values(change).some((value) => value !== undefined), 'must change something')
  .meta({ id: 'StoreUpdate' })
export type StoreUpdate = z.infer<typeof StoreUpdate>

/** One of a merchant's shops, known by its origin. */
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
    /** What proves ownership, and when it did. */
    verification: z.strictObject({
      token: z.string(),
      wellKnownUrl: z.string(),
      dnsRecord: z.string(),
      verifiedAt: Instant.nullable(),
      method: z.enum(['well-known', 'dns']).nullable(),
    }),
    createdAt: Instant,
  })
  .meta({ id: 'Store' })
export type Store = z.infer<typeof Store>

/** What a shop serves at `/.well-known/stamkund.json`. A shop of two merchants may list both tokens. */
export const WellKnown = z.object({ tokens: z.array(z.string().max(200)).max(20) })

/** A partner store as every extension knows it: enough to recognise it, nothing more. */
export const Partner = z
  .strictObject({
    storeId: Id,
    name: z.string(),
    origin: z.string(),
    platform: Platform,
    currency: Currency,
    locale: Locale,
  })
  .meta({ id: 'Partner' })
export type Partner = z.infer<typeof Partner>

/** The whole list. The extension fetches it all, so that nobody learns which store is visited. */
export const PartnerList = z
  .strictObject({ version: z.string(), partners: z.array(Partner) })
  .meta({ id: 'PartnerList' })
export type PartnerList = z.infer<typeof PartnerList>
