import { type Db, rowsOf } from './database.ts'

/** How long an answer is kept, and how long a request that never finished keeps others out, in milliseconds. */
export const KEEP_MS = 24 * 3_600_000
/** See `KEEP_MS`. */
export const LOCK_MS = 60_000

/** An answer as it was given. */
export interface StoredAnswer {
  status: number
  headers: string
  body: string
}

/** What became of a request that came with a key. */
export type Begun =
  | { state: 'mine' }
  | { state: 'running' }
  | { state: 'mismatch' }
  | { state: 'answered'; answer: StoredAnswer }

/**
 * Takes the key for this request, or tells what became of the request that has it. Of two at once one gets it:
 * the insert is refused to the other. What is older than a day, or was never answered within a minute, is taken over.
 */
export async function beginRequest(db: Db, key: string, requestHash: string, now: number): Promise<Begun> {
  const [taken, read] = await db.batch([
    db
      .prepare(
        `INSERT INTO idempotency_keys (key, request_hash, created_at) VALUES (?1, ?2, ?3)
         ON CONFLICT (key) DO UPDATE SET
           request_hash = excluded.request_hash, created_at = excluded.created_at, status = NULL, headers = NULL, body = NULL
         WHERE created_at <= ?3 - ?4 OR (status IS NULL AND request_hash = ?2 AND created_at <= ?3 - ?5)
         RETURNING key`,
      )
      .bind(key, requestHash, now, KEEP_MS, LOCK_MS),
    db.prepare('SELECT request_hash, status, headers, body FROM idempotency_keys WHERE key = ?').bind(key),
  ])
  if (rowsOf(taken).length === 1) return { state: 'mine' }
  const [row] = rowsOf<{ request_hash: string; status: number | null; headers: string; body: string }>(read)
  if (row?.request_hash !== requestHash) return { state: 'mismatch' }
  if (row.status === null) return { state: 'running' }
  return { state: 'answered', answer: { status: row.status, headers: row.headers, body: row.body } }
}

/** Keeps the answer, unless the key has been taken over meanwhile. `now` is what the request began with. */
export async function keepAnswer(db: Db, key: string, now: number, answer: StoredAnswer): Promise<void> {
  await db
    .prepare(
      'UPDATE idempotency_keys SET status = ?, headers = ?, body = ? WHERE key = ? AND created_at = ? AND status IS NULL',
    )
    .bind(answer.status, answer.headers, answer.body, key, now)
    .run()
}

/** Gives the key back, so that the request can be sent again. */
export async function releaseKey(db: Db, key: string, now: number): Promise<void> {
  await db
    .prepare('DELETE FROM idempotency_keys WHERE key = ? AND created_at = ? AND status IS NULL')
    .bind(key, now)
    .run()
}

/** Forgets answers that are older than a day. */
export async function forgetAnswers(db: Db, now: number): Promise<void> {
  await db
    .prepare('DELETE FROM idempotency_keys WHERE created_at <= ?')
    .bind(now - KEEP_MS)
    .run()
}
