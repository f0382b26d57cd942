import type { Db } from './database.ts'

/** A public key that signed entries or days of a database. */
export interface KeptKey {
  keyId: string
  /** 32 bytes, base64url. */
  publicKey: string
}

/**
 * Keeps a public key beside what it signs: it must still be found when its secret has been rotated out. Another key under
 * an id that has signed before is refused with the whole batch: what it signs, nobody could verify.
 */
export const keepReceiptKey = (db: Db, { keyId, publicKey }: KeptKey): D1PreparedStatement =>
  db
    .prepare(
      `INSERT INTO receipt_keys (key_id, public_key, first_used_at)
       VALUES (?1, ?2, CAST(unixepoch('subsec') * 1000 AS INTEGER)) ON CONFLICT DO NOTHING`,
    )
    .bind(keyId, publicKey)

/** Every key that ever signed on this database. */
export async function listReceiptKeys(db: Db): Promise<KeptKey[]> {
  const { results } = await db
    .prepare('SELECT key_id AS keyId, public_key AS publicKey FROM receipt_keys ORDER BY key_id')
    .all<KeptKey>()
  return results
}

/** The public key of an id that signed on this database; `null`: it never did. */
export const findReceiptKey = (db: Db, keyId: string): Promise<string | null> =>
  db.prepare('SELECT public_key FROM receipt_keys WHERE key_id = ?').bind(keyId).first<string>('public_key')
