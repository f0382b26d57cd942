import { toBase64Url } from '../../shared/ledger/receipts/base64url.ts'
import type { Env } from '../env.ts'

/** A public key of receipts as it is published (RFC 8037). */
export interface ReceiptKeyJwk {
  kty: 'OKP'
  crv: 'Ed25519'
  alg: 'EdDSA'
  use: 'sig'
  /** Id of the signing key that it is derived from. */
  kid: string
  /** 32 bytes, base64url. */
  x: string
}

/** The key that signs now. */
export interface ReceiptKey {
  keyId: string
  /** 32 bytes, base64url: what is kept in `receipt_keys`. */
  publicKey: string
  /** Ed25519 over some bytes, base64url. */
  sign(bytes: Uint8Array): Promise<string>
}

interface Ring {
  newest: ReceiptKey
  keys: ReceiptKeyJwk[]
}
const rings = new Map<string, Promise<Ring>>()

/** Everything of a PKCS#8 Ed25519 key but its seed of 32 bytes (RFC 8410 section 7). */
const PKCS8_HEAD = Uint8Array.of(
  ...[0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06],
  ...[0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20],
)

const INFO = new TextEncoder().encode('stamkund receipts v1')

/** A public key of receipts as a JWK. */
export const receiptJwk = (keyId: string, publicKey: string): ReceiptKeyJwk => ({
  kty: 'OKP',
  crv: 'Ed25519',
  alg: 'EdDSA',
  use: 'sig',
  kid: keyId,
  x: publicKey,
})

async function derived(keyId: string, secret: string): Promise<ReceiptKey> {
  // As forgiving as whoever reads the same secret for tokens (`signing.ts`): padding and spare bits are let be.
  const raw = Uint8Array.from(atob(secret.replaceAll('-', '+').replaceAll('_', '/')), (letter) =>
    letter.charCodeAt(0),
  )
  const material = await crypto.subtle.importKey('raw', raw, 'HKDF', false, ['deriveBits'])
  const seed = await crypto.subtle.deriveBits(
    { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: INFO },
    material,
    256,
  )
  const pkcs8 = new Uint8Array([...PKCS8_HEAD, ...new Uint8Array(seed)])
  const importKey = (isExtractable: boolean) =>
    crypto.subtle.importKey('pkcs8', pkcs8, 'Ed25519', isExtractable, ['sign'])
  // Only a key that may leave tells its public half; the one that signs may not.
  const [open, key] = await Promise.all([importKey(true), importKey(false)])
  const { x } = (await crypto.subtle.exportKey('jwk', open)) as JsonWebKey
  return {
    keyId,
    publicKey: x as string,
    sign: async (bytes) => toBase64Url(new Uint8Array(await crypto.subtle.sign('Ed25519', key, bytes))),
  }
}

/** Keys are derived once an isolate: one from each of SIGNING_KEYS, by HKDF-SHA256 (RFC 5869). */
function ringOf(env: Env): Promise<Ring> {
  const known = rings.get(env.SIGNING_KEYS)
  if (known) return known
  const ring = (async () => {
    const secrets = Object.entries(JSON.parse(env.SIGNING_KEYS) as Record<string, string>)
    const all = await Promise.all(secrets.map(([keyId, secret]) => derived(keyId, secret)))
    const [newest] = all
    if (!newest) throw new Error('SIGNING_KEYS is empty')
    return { newest, keys: all.map(({ keyId, publicKey }) => receiptJwk(keyId, publicKey)) }
  })()
  rings.set(env.SIGNING_KEYS, ring)
  return ring
}

/** The key that signs entries and days: derived from the newest of SIGNING_KEYS. */
export const receiptKey = async (env: Env): Promise<ReceiptKey> => (await ringOf(env)).newest

/** The public keys of this deployment's SIGNING_KEYS, newest first. Older ones are in `receipt_keys`. */
export const currentReceiptKeys = async (env: Env): Promise<ReceiptKeyJwk[]> => (await ringOf(env)).keys
