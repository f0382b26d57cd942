import type { Env } from '../env.ts'
import { fromBase64Url, toBase64Url } from './bytes.ts'

const encoder = new TextEncoder()
const decoder = new TextDecoder()

/** What a signature is for. It is signed too, so that a token of one kind never passes as another. */
export type Purpose = 'session' | 'decision' | 'checkout'

type KeyRing = { newest: string; keys: Map<string, CryptoKey> }
const rings = new Map<string, Promise<KeyRing>>()

/** Keys are imported once an isolate: importing costs more than verifying. */
function keyRing(env: Env): Promise<KeyRing> {
  const known = rings.get(env.SIGNING_KEYS)
  if (known) return known
  const ring = (async () => {
    const secrets = Object.entries(JSON.parse(env.SIGNING_KEYS) as Record<string, string>)
    const keys = new Map<string, CryptoKey>()
    for (const [id, secret] of secrets) {
      // JavaScript puts keys that are numbers first, whatever was written: rotating to one would do nothing.
      if (!/^[A-Za-z][\w-]*$/.test(id))
        throw new Error(`SIGNING_KEYS: the id ${JSON.stringify(id)} must start with a letter, as in "k${id}"`)
      const raw = fromBase64Url(secret)
      if (!raw || raw.byteLength < 32) throw new Error(`SIGNING_KEYS: ${id} is not 32 bytes of base64url`)
      keys.set(
        id,
        await crypto.subtle.importKey('raw', raw, { name: 'HMAC', hash: 'SHA-256' }, false, [
          'sign',
          'verify',
        ]),
      )
    }
    const newest = secrets[0]?.[0]
    if (newest === undefined) throw new Error('SIGNING_KEYS is empty')
    return { newest, keys }
  })()
  rings.set(env.SIGNING_KEYS, ring)
  return ring
}

const signedBytes = (purpose: Purpose, keyId: string, body: string) =>
  encoder.encode(`${purpose}.${keyId}.${body}`)

/** A token `keyId.payload.signature` (HMAC-SHA256). Its payload can be read by its bearer, and not changed. */
export async function sign(env: Env, purpose: Purpose, payload: object): Promise<string> {
  const ring = await keyRing(env)
  const body = toBase64Url(encoder.encode(JSON.stringify(payload)))
  const mac = await crypto.subtle.sign(
    'HMAC',
    ring.keys.get(ring.newest) as CryptoKey,
    signedBytes(purpose, ring.newest, body),
  )
  return `${ring.newest}.${body}.${toBase64Url(new Uint8Array(mac))}`
}

/** The payload of a token that we signed for this purpose, or `null`. */
export async function verify<T>(env: Env, purpose: Purpose, token: string): Promise<T | null> {
  const [keyId, body, signature, ...rest] = token.split('.')
  if (keyId === undefined || body === undefined || signature === undefined || rest.length > 0) return null
  const ring = await keyRing(env)
  const key = ring.keys.get(keyId)
  const [mac, bytes] = [fromBase64Url(signature), fromBase64Url(body)]
  if (!key || !mac || !bytes) return null
  // Bits that are left over in the last letter would make several texts of one signature.
  if (toBase64Url(mac) !== signature) return null
  if (!(await crypto.subtle.verify('HMAC', key, mac, signedBytes(purpose, keyId, body)))) return null
  return JSON.parse(decoder.decode(bytes)) as T
}
