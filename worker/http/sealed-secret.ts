import type { Env } from '../env.ts'
import { fromBase64Url, toBase64Url } from './bytes.ts'

const encoder = new TextEncoder()

/** Keys are derived once an isolate, by the signing key that they come of. */
const derived = new Map<string, Promise<CryptoKey>>()

/**
 * The key that seals, of a signing key: HKDF (RFC 5869) with a purpose of its own, so that nothing that a signing key
 * ever signed says anything of what is sealed.
 */
function sealingKey(secret: string): Promise<CryptoKey> {
  const known = derived.get(secret)
  if (known) return known
  const key = (async () => {
    const raw = fromBase64Url(secret)
    if (!raw || raw.byteLength < 32) throw new Error('SIGNING_KEYS: a key is not 32 bytes of base64url')
    const material = await crypto.subtle.importKey('raw', raw, 'HKDF', false, ['deriveKey'])
    const how = {
      name: 'HKDF',
      hash: 'SHA-256',
      salt: encoder.encode('stamkund'),
      info: encoder.encode('sealed secrets, version 1'),
    }
    return crypto.subtle.deriveKey(how, material, { name: 'AES-GCM', length: 256 }, false, [
      'encrypt',
      'decrypt',
    ])
  })()
  derived.set(secret, key)
  return key
}

const keysOf = (env: Env): Record<string, string> => JSON.parse(env.SIGNING_KEYS) as Record<string, string>

/**
 * Encrypts a secret for keeping (AES-GCM). It opens only under the same context, so that a row copied to another
 * programme is worth nothing there. Shape: `keyId.iv.ciphertext`.
 */
export async function sealSecret(env: Env, context: string, secret: string): Promise<string> {
  const [newest] = Object.entries(keysOf(env))
  if (!newest) throw new Error('SIGNING_KEYS is empty')
  const [keyId, signingKey] = newest
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const how = { name: 'AES-GCM', iv, additionalData: encoder.encode(context) }
  const sealed = await crypto.subtle.encrypt(how, await sealingKey(signingKey), encoder.encode(secret))
  return `${keyId}.${toBase64Url(iv)}.${toBase64Url(new Uint8Array(sealed))}`
}

/**
 * The secret that was sealed under this context. `null`: its signing key is gone, or it was sealed for something else.
 * Whoever rotates signing keys keeps the old one until what it sealed has been entered anew.
 */
export async function openSecret(env: Env, context: string, sealed: string): Promise<string | null> {
  const [keyId, iv, bytes] = sealed.split('.').map((part, at) => (at === 0 ? part : fromBase64Url(part)))
  const signingKey = typeof keyId === 'string' ? keysOf(env)[keyId] : undefined
  if (!signingKey || !(iv instanceof Uint8Array) || !(bytes instanceof Uint8Array)) return null
  const how = { name: 'AES-GCM', iv, additionalData: encoder.encode(context) }
  try {
    return new TextDecoder().decode(await crypto.subtle.decrypt(how, await sealingKey(signingKey), bytes))
  } catch (error) {
    // What was changed, or sealed for something else, does not open: that is an answer, and all else is a bug.
    if (error instanceof DOMException && error.name === 'OperationError') return null
    throw error
  }
}
