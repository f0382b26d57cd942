import type { ApiKey, Merchant, Scope } from '../../shared/contracts/index.ts'
import type { Db } from './database.ts'

/** A key as the worker checks it: never its secret, only that secret's hash. */
export interface StoredApiKey extends ApiKey {
  secretHash: string
  merchantId: string
  programId: string
  binding: string
}

type KeyRow = {
  id: string
  name: string
  scopes: string
  secret_hash: string
  created_at: number
  expires_at: number | null
  revoked_at: number | null
  merchant_id: string
  program_id: string
  binding: string
}

const toKey = (
  row: Pick<KeyRow, 'id' | 'name' | 'scopes' | 'created_at' | 'expires_at' | 'revoked_at'>,
): ApiKey => ({
  id: row.id,
  name: row.name,
  scopes: JSON.parse(row.scopes) as Scope[],
  createdAt: row.created_at,
  expiresAt: row.expires_at,
  revokedAt: row.revoked_at,
})

/** A key by its id, expired and revoked ones too, with where its merchant's programme lives. */
export async function findApiKey(db: Db, keyId: string): Promise<StoredApiKey | null> {
  const row = await db
    .prepare(
      `SELECT k.*, m.program_id, p.binding FROM api_keys k
       JOIN merchants m ON m.id = k.merchant_id JOIN placements p ON p.program_id = m.program_id WHERE k.id = ?`,
    )
    .bind(keyId)
    .first<KeyRow>()
  if (!row) return null
  return {
    ...toKey(row),
    secretHash: row.secret_hash,
    merchantId: row.merchant_id,
    programId: row.program_id,
    binding: row.binding,
  }
}

/** The statement that adds a key; part of a merchant's registration, or a write of its own. */
export const insertApiKey = (
  db: Db,
  merchantId: string,
  key: ApiKey,
  secretHash: string,
): D1PreparedStatement =>
  db
    .prepare(
      'INSERT INTO api_keys (id, merchant_id, name, secret_hash, scopes, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
    )
    .bind(key.id, merchantId, key.name, secretHash, JSON.stringify(key.scopes), key.createdAt, key.expiresAt)

/**
 * Writes a merchant and its first key.
 *
 * What goes into the programme's database comes first: offers or a programme without a merchant disturb nobody, a
 * merchant whose programme is missing could do nothing. Where both live on one database it is one batch.
 *
 * @param inProgram statements that belong to it in the programme's database, and `also` in the directory
 */
export async function registerMerchant(
  directory: D1Database,
  programDb: D1Database,
  merchant: Merchant,
  key: ApiKey,
  secretHash: string,
  inProgram: D1PreparedStatement[],
  also: D1PreparedStatement[],
): Promise<void> {
  const inDirectory = [
    ...also,
    directory
      .prepare('INSERT INTO merchants (id, name, program_id, created_at) VALUES (?, ?, ?, ?)')
      .bind(merchant.id, merchant.name, merchant.programId, merchant.createdAt),
    insertApiKey(directory, merchant.id, key, secretHash),
  ]
  if (programDb === directory) {
    await directory.batch([...inProgram, ...inDirectory])
    return
  }
  await programDb.batch(inProgram)
  await directory.batch(inDirectory)
}

/** A merchant by its id. */
export async function findMerchant(db: Db, merchantId: string): Promise<Merchant | null> {
  const row = await db
    .prepare(
      'SELECT id, name, program_id, offer_approval, approval_end_asked_by, created_at FROM merchants WHERE id = ?',
    )
    .bind(merchantId)
    .first<{
      id: string
      name: string
      program_id: string
      offer_approval: number
      approval_end_asked_by: string | null
      created_at: number
    }>()
  return (
    row && {
      id: row.id,
      name: row.name,
      programId: row.program_id,
      offerApproval: row.offer_approval === 1,
      ...(row.approval_end_asked_by !== null && { approvalEndAskedBy: row.approval_end_asked_by }),
      createdAt: row.created_at,
    }
  )
}

/** Keys of merchant ?1 that can approve at ?2: neither revoked nor expired. */
const APPROVERS = `SELECT k.id FROM api_keys k WHERE k.merchant_id = ?1 AND k.revoked_at IS NULL
  AND (k.expires_at IS NULL OR k.expires_at > ?2)
  AND EXISTS (SELECT 1 FROM json_each(k.scopes) WHERE value IN ('*', 'offers:approve'))`

/**
 * Asks for approval from now on, and takes back what was asked for its end. False: fewer than two keys that live can
 * approve, so that some revision could never go live.
 */
export async function beginApproval(db: Db, merchantId: string, now: number): Promise<boolean> {
  const { meta } = await db
    .prepare(
      `UPDATE merchants SET offer_approval = 1, approval_end_asked_by = NULL
       WHERE id = ?1 AND 2 <= (SELECT count(*) FROM (${APPROVERS}))`,
    )
    .bind(merchantId, now)
    .run()
  return meta.changes > 0
}

/**
 * Ends approval if another key has asked for that before, and otherwise keeps that this one did. What a key asked that has
 * been revoked since, or has expired, counts no more: it may not have been in the right hands.
 */
export async function endApproval(db: Db, merchantId: string, keyId: string, now: number): Promise<void> {
  const askedByAnother = `approval_end_asked_by <> ?3 AND approval_end_asked_by IN (${APPROVERS})`
  await db
    .prepare(
      `UPDATE merchants SET offer_approval = iif(${askedByAnother}, 0, 1),
         approval_end_asked_by = iif(${askedByAnother}, NULL, ?3)
       WHERE id = ?1 AND offer_approval = 1`,
    )
    .bind(merchantId, now, keyId)
    .run()
}

/** The merchant's keys, oldest first, those that have ended too. */
export async function listApiKeys(db: Db, merchantId: string): Promise<ApiKey[]> {
  const { results } = await db
    .prepare(
      'SELECT id, name, scopes, created_at, expires_at, revoked_at FROM api_keys WHERE merchant_id = ? ORDER BY id',
    )
    .bind(merchantId)
    .all<KeyRow>()
  return results.map(toKey)
}

/** Ends a key. False: this merchant has no such key. Ending it twice keeps the first instant. */
export async function revokeApiKey(db: Db, merchantId: string, keyId: string, now: number): Promise<boolean> {
  const { meta } = await db
    .prepare('UPDATE api_keys SET revoked_at = coalesce(revoked_at, ?) WHERE id = ? AND merchant_id = ?')
    .bind(now, keyId, merchantId)
    .run()
  return meta.changes === 1
}
