import { equalInConstantTime } from './bytes.ts'

/** How old a signature may be, and how far ahead a clock: what Stripe's own libraries allow. Milliseconds. */
export const STRIPE_TOLERANCE_MS = 5 * 60_000

/** What is wrong with a signature; `null`: nothing. */
export type SignatureFault = 'malformed' | 'mismatch' | 'expired'

const hex = (bytes: ArrayBuffer): string =>
  [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('')

/**
 * Checks `Stripe-Signature: t=...,v1=...[,v1=...]` over a body exactly as it came. While a secret is being replaced
 * Stripe signs with both, so that any `v1` may fit; other schemes are not looked at, or a weaker one could be chosen.
 * Source: https://docs.stripe.com/webhooks#verify-manually
 */
export async function stripeSignatureFault(
  secret: string,
  header: string | undefined,
  body: ArrayBuffer,
  now: number,
): Promise<SignatureFault | null> {
  const pairs = (header ?? '').split(',').map((pair) => pair.split('=', 2) as [string, string | undefined])
  const timestamp = pairs.find(([name]) => name.trim() === 't')?.[1]
  const signatures = pairs.flatMap(([name, value]) => (name.trim() === 'v1' && value ? [value] : []))
  if (timestamp === undefined || !/^\d{1,12}$/.test(timestamp) || signatures.length === 0) return 'malformed'
  const encoder = new TextEncoder()
  const key = await crypto.subtle.importKey(
    'raw',
    encoder.encode(secret),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['sign'],
  )
  const head = encoder.encode(`${timestamp}.`)
  const signed = new Uint8Array(head.byteLength + body.byteLength)
  signed.set(head)
  signed.set(new Uint8Array(body), head.byteLength)
  const expected = hex(await crypto.subtle.sign('HMAC', key, signed))
  if (!signatures.some((signature) => equalInConstantTime(signature, expected))) return 'mismatch'
  return Math.abs(now - Number(timestamp) * 1000) > STRIPE_TOLERANCE_MS ? 'expired' : null
}
