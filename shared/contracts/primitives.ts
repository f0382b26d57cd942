import { z } from 'zod'
import { minorDigits } from './currency.ts'

/** The largest amount any field may hold, in minor units or points: sums of thousands of them stay exact. */
export const MAX_AMOUNT = 1_000_000_000_000

/** Earliest and latest instant anyone may name: 1990-01-01 and 2100-01-01, epoch ms UTC. */
export const MIN_INSTANT = 631_152_000_000
/** See `MIN_INSTANT`. */
export const MAX_INSTANT = 4_102_444_800_000

/** One day, in milliseconds. Calendar days, which may be 23 or 25 hours, are worked out by zone instead. */
export const DAY_MS = 86_400_000

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/

/**
 * Text that a person or a shop wrote: trimmed, not empty, and well-formed. Half a character, as cutting an emoji leaves
 * it, does not come back from a database as the same text; a NUL ends it in a dump, and other control characters are
 * nothing that anybody writes. Tabs and line breaks are, and names of goods carry them.
 */
export const text = (longest: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .refine((written) => written.isWellFormed(), 'is not well-formed text')
    .refine((written) => !CONTROL.test(written), 'must be without control characters')

/** An opaque identifier: a short prefix that says the kind, and a ULID. */
export const Id = z.string().regex(/^[a-z]{2,4}_[0-9A-HJKMNP-TV-Z]{26}$/, 'must be an id such as sto_01J...')

/** ISO 4217, upper case. */
export const Currency = z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code such as SEK')

/**
 * A currency that there is, for whoever begins to keep books in it. What is read later is only asked for its shape: engines
 * differ in the list, and with some of them it lacks the few that have no two digits.
 */
export const KnownCurrency = Currency.refine(
  (code) => Intl.supportedValuesOf('currency').includes(code) || minorDigits(code) !== 2,
  'is no currency of ISO 4217',
)

/** A non-negative amount in minor units of a currency that stands beside it. */
export const AmountMinor = z.int().min(0).max(MAX_AMOUNT)

/** Money: minor units and currency, never a fraction. */
export const Money = z.strictObject({ amountMinor: AmountMinor, currency: Currency })
export type Money = z.infer<typeof Money>

/** An instant, epoch ms UTC. */
export const Instant = z.int().min(MIN_INSTANT).max(MAX_INSTANT)

/** The languages that Stamkund speaks. */
export const Locale = z.enum(['en', 'sv', 'da', 'nb', 'ru'])
export type Locale = z.infer<typeof Locale>

/** An IANA time zone that this runtime knows. */
export const TimeZone = z
  .string()
  .max(64)
  .refine((zone) => {
    try {
      new Intl.DateTimeFormat('en', { timeZone: zone })
      return true
    } catch {
      return false
    }
  }, 'must be an IANA time zone such as Europe/Stockholm')

/** A merchant's own name for a thing, stable and fit for a URL. */
export const Slug = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'must be lower-case letters, digits and hyphens')

/** A product category as the shop names it, folded by `foldCategory` before it is compared or stored. */
export const Category = text(120)

/** Stock keeping unit: the shop's own number for what it sells. */
export const Sku = text(120)

/** ISO 3166-1 alpha-2, or 3166-2 with a subdivision. */
export const Region = z.string().regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/, 'must be ISO 3166, such as SE or SE-AB')

/**
 * A web origin: scheme, host, optional port; no path, no credentials. Stored as the URL standard writes it
 * (lower case, punycode, default port left out), so that two spellings are one store.
 */
export const Origin = z
  .string()
  .max(300)
  .transform((text, ctx) => {
    const url = URL.canParse(text) ? new URL(text) : null
    const bare =
      url &&
      (url.protocol === 'https:' || url.protocol === 'http:') &&
      url.host !== '' &&
      url.pathname === '/' &&
      url.search === '' &&
      url.hash === '' &&
      url.username === '' &&
      url.password === ''
    if (!bare) {
      ctx.addIssue({
        code: 'custom',
        message: 'must be an origin such as https://shop.example, without a path',
      })
      return z.NEVER
    }
    return url.origin
  })

/** One spelling for a category: trimmed, inner space single, lower case. */
export function foldCategory(name: string): string {
  const trimmed = name.trim()
  // Hardly any name needs the replacement, and every basket line of every decision passes here.
  return (/\s\s|[^\S ]/.test(trimmed) ? trimmed.replace(/\s+/g, ' ') : trimmed).toLowerCase()
}

/** One spelling for a code typed at a checkout. Shops change case, and people add space. */
export const foldCode = (code: string): string => code.trim().toUpperCase()
