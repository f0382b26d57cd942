import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import { type Audit, named, rowsOf } from './audit-book.ts'

/** A public key by the id that it signs under, where that is known. `x`: 32 bytes, base64url. */
export interface NamedKey {
  keyId: string | undefined
  x: string
}

/** The keys that the books say signed them, and those that are known from elsewhere. */
export interface Keys {
  /** By id, as kept beside what they signed. */
  kept: ReadonlyMap<string, NamedKey & { key: KeyObject | null }>
  /** Who signed a hash: the key of that id, another one that is known under the same id or not, or nobody who is known. */
  signer(keyId: string, hash: string, signature: string): 'itself' | 'another' | 'nobody'
}

/** Public keys known from elsewhere, and the kept ones of databases that were audited before, by id. */
export interface KnownKeys {
  trusted: readonly NamedKey[] | null
  elsewhere: Map<string, string>
}

/**
 * Reads the keys that are kept beside what they signed, and holds them against those that are known from elsewhere: an id
 * stands for one key, wherever it is met, and what signed is what was published.
 */
export function auditKeys({ db, fail }: Audit, { trusted, elsewhere }: KnownKeys): Keys {
  const kept = new Map<string, NamedKey & { key: KeyObject | null }>()
  for (const { keyId, x } of rowsOf<{ keyId: string; x: string }>(
    db,
    'SELECT key_id AS keyId, public_key AS x FROM receipt_keys ORDER BY key_id',
  )) {
    kept.set(keyId, { keyId, x, key: keyOf(x) })
    const where = named('receipt_keys', { key_id: keyId })
    const other =
      trusted?.find((key) => key.keyId === keyId && key.x !== x)?.x ??
      [elsewhere.get(keyId)].find((known) => known !== undefined && known !== x)
    if (other !== undefined) fail('key', where, `is ${x} here and ${other} elsewhere: one id, two keys`)
    elsewhere.set(keyId, x)
    if (trusted && !trusted.some((key) => key.x === x))
      fail('trusted', where, `${x} is none of the keys that you gave`)
  }

  const others = [...kept.values()].flatMap(({ key }) => key ?? [])
  for (const { x } of trusted ?? []) others.push(...[keyOf(x)].filter((key) => key !== null))
  const told = new Set<string>()
  return {
    kept,
    signer(keyId, hash, signature) {
      const own = kept.get(keyId)?.key
      if (own && isSigned(own, hash, signature)) return 'itself'
      if (!others.some((key) => isSigned(key, hash, signature))) return 'nobody'
      if (!told.has(keyId))
        fail('key', named('receipt_keys', { key_id: keyId }), 'another key has signed under this id')
      told.add(keyId)
      return 'another'
    },
  }
}

function keyOf(x: string): KeyObject | null {
  try {
    return createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x } })
  } catch {
    // What is no key verifies nothing: each entry that it should have signed is told.
    return null
  }
}

const isSigned = (key: KeyObject, hash: string, signature: string): boolean =>
  verify(null, Buffer.from(hash, 'base64url'), key, Buffer.from(signature, 'base64url'))
