import { z } from 'zod'
import { fnv1a32 } from './fnv.ts'
import { Currency, Id, Locale } from './primitives.ts'
import { Platform } from './store.ts'

/** A host that the URL standard leaves as it is, without asking it: no digits that could be an address, no other script. */
const PLAIN_HOST = /^(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]*$/

/** This machine's own names: nobody else answers there. */
const isLocalHost = (hostname: string): boolean =>
  hostname === 'localhost' || hostname.endsWith('.localhost') || /^(?:127\.[\d.]+|\[::1\])$/.test(hostname)

/**
 * Whether a text is the origin of a shop, written as the URL standard writes it: https, without a port. A shop of this
 * machine may have both http and a port.
 */
export function isShopOrigin(origin: string): boolean {
  if (origin.startsWith('https://') && PLAIN_HOST.test(origin.slice(8)) && !origin.includes('xn--'))
    return true
  if (!URL.canParse(origin)) return false
  const url = new URL(origin)
  if (url.origin !== origin || !/^https?:$/.test(url.protocol)) return false
  return isLocalHost(url.hostname) || (url.protocol === 'https:' && url.port === '')
}

const ShopOrigin = z.string().max(300).refine(isShopOrigin, 'must be the origin of a shop')

/** A partner store as every extension may know it: enough to recognise it, nothing more. */
export const Partner = z
  .strictObject({
    storeId: Id,
    name: z.string(),
    /** The one that was registered, as the URL standard writes it. */
    origin: ShopOrigin,
    /** Further origins that the store has proved. Where the list leaves them out there are none. */
    sites: z.array(ShopOrigin).max(40).optional(),
    platform: Platform,
    currency: Currency,
    locale: Locale,
  })
  .meta({ id: 'Partner' })
export type Partner = z.infer<typeof Partner>

/** Most bits of a hash that a bucket is named by: 400 million partners. */
const MOST_BITS = 20

/** Most characters of a list: 100,000 hosts take some 2 million. */
export const MOST_HOSTS_CHARS = 4_000_000

/** Whether a text is a line of the list: a host, or the whole origin of a shop of this machine. */
const isLine = (line: string): boolean =>
  isShopOrigin(originOfKey(line)) && siteKey(originOfKey(line)) === line

/** Whether each line is one, and stands once, in the order of code units: what looking up relies on. */
export function isList(hosts: string): boolean {
  let before = ''
  return (
    hosts === '' ||
    hosts.split('\n').every((line) => {
      const fits = line > before && isLine(line)
      before = line
      return fits
    })
  )
}

/** The lines of a list, of those that came: one that is no shop's breaks no other. */
export function soundLines(hosts: string): string {
  return isList(hosts) ? hosts : hosts.split('\n').filter(isLine).join('\n')
}

/**
 * Every partner's hosts, and nothing else of them. The extension fetches it all, so that nobody learns which store is
 * visited. `version` is its fingerprint; `bits` says how finely the partners' details are divided (`bucketOf`).
 */
export const PartnerList = z
  .strictObject({
    version: z.string().max(64),
    bits: z.int().min(0).max(MOST_BITS),
    /** One a line, sorted by code unit, each as `siteKey` writes it. */
    hosts: z.string().max(MOST_HOSTS_CHARS).refine(isList, 'must be sorted lines of hosts'),
  })
  .meta({ id: 'PartnerList' })
export type PartnerList = z.infer<typeof PartnerList>

/** The details of those partners that share a bucket: some hundreds, so that asking says little. */
export const PartnerBucket = z.strictObject({ partners: z.array(Partner) }).meta({ id: 'PartnerBucket' })
export type PartnerBucket = z.infer<typeof PartnerBucket>

/** The name of a bucket: the first bits of a hash, as digits; `all` where one bucket holds everyone. */
export const BucketName = z.string().regex(/^(all|[01]{1,20})$/, 'must be binary digits, or all')

/** An origin as a line of the list: the bare host where it is https, the whole origin otherwise (this machine's shops). */
export const siteKey = (origin: string): string =>
  origin.startsWith('https://') ? origin.slice('https://'.length) : origin

/** The origin that a line of the list stands for. */
export const originOfKey = (key: string): string => (key.includes('://') ? key : `https://${key}`)

/** What a line of the list is divided by: 32 bits, the same for ever, as the migrations write them too. */
export const siteHash = (key: string): number => fnv1a32(key)

/** The bucket that tells of a line of the list. */
export const bucketOf = (key: string, bits: number): string =>
  bits === 0 ? 'all' : (siteHash(key) >>> (32 - bits)).toString(2).padStart(bits, '0')
