import {
  type Import,
  ImportHeader,
  type ImportRefusal,
  ImportSettings,
} from '../../shared/contracts/index.ts'
import { type Db, forRows } from './database.ts'

/** An import with what is needed to go on with it. */
export interface StoredImport extends Import {
  version: number
  settings: ImportSettings
  /** `null` until the first rows are saved. */
  header: ImportHeader | null
}

type ImportRow = {
  id: string
  store_id: string
  file_name: string
  settings: string
  version: number
  state: Import['state']
  size_bytes: number
  offset_bytes: number
  header: string | null
  lines_read: number
  purchases_recorded: number
  purchases_duplicate: number
  lines_refused: number
  created_at: number
  updated_at: number
}

const toImport = (row: ImportRow): StoredImport => ({
  id: row.id,
  storeId: row.store_id,
  fileName: row.file_name,
  state: row.state,
  sizeBytes: row.size_bytes,
  offsetBytes: row.offset_bytes,
  linesRead: row.lines_read,
  purchasesRecorded: row.purchases_recorded,
  purchasesDuplicate: row.purchases_duplicate,
  linesRefused: row.lines_refused,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  version: row.version,
  settings: ImportSettings.parse(JSON.parse(row.settings)),
  header: row.header === null ? null : ImportHeader.parse(JSON.parse(row.header)),
})

/** Adds an import that waits for its first bytes. On the programme's own database, like all below. */
export async function insertImport(
  db: Db,
  owner: { programId: string; merchantId: string },
  wanted: { id: string; fileName: string; sizeBytes: number; settings: ImportSettings },
  now: number,
): Promise<StoredImport> {
  const row = await db
    .prepare(
      `INSERT INTO imports (id, program_id, merchant_id, store_id, file_name, settings, state, size_bytes, created_at, updated_at)
       VALUES (?, ?, ?, ?, ?, ?, 'waiting', ?, ?8, ?8) RETURNING *`,
    )
    .bind(
      wanted.id,
      owner.programId,
      owner.merchantId,
      wanted.settings.storeId,
      wanted.fileName,
      JSON.stringify(wanted.settings),
      wanted.sizeBytes,
      now,
    )
    .first<ImportRow>()
  if (!row) throw new Error(`${wanted.id} was not written`)
  return toImport(row)
}

/** The merchant's import, or `null` where this merchant has none of that id. */
export async function findImport(db: Db, merchantId: string, importId: string): Promise<StoredImport | null> {
  const row = await db
    .prepare('SELECT * FROM imports WHERE id = ? AND merchant_id = ?')
    .bind(importId, merchantId)
    .first<ImportRow>()
  return row && toImport(row)
}

/** A page of the merchant's imports, oldest first; one more than `limit` where there are more. */
export async function listImports(
  db: Db,
  merchantId: string,
  after: string,
  limit: number,
): Promise<StoredImport[]> {
  const { results } = await db
    .prepare('SELECT * FROM imports WHERE merchant_id = ? AND id > ? ORDER BY id LIMIT ?')
    .bind(merchantId, after, limit + 1)
    .all<ImportRow>()
  return results.map(toImport)
}

/** A page of refused lines in the file's order, after a line; one more than `limit` where there are more. */
export async function listRefusals(
  db: Db,
  importId: string,
  afterLine: number,
  limit: number,
): Promise<ImportRefusal[]> {
  const { results } = await db
    .prepare(
      `SELECT line, column_name AS "column", reason, content FROM import_refusals
       WHERE import_id = ? AND line > ? ORDER BY line LIMIT ?`,
    )
    .bind(importId, afterLine, limit + 1)
    .all<ImportRefusal>()
  return results
}

/**
 * The statements that move an import on, for the batch that saves the rows it passes. They undo that batch if
 * anybody else moved the import since `before` was read: see `isOutOfTurn`.
 */
export function progressStatements(
  db: Db,
  before: StoredImport,
  after: StoredImport,
  refusals: readonly ImportRefusal[],
): D1PreparedStatement[] {
  const move = db
    .prepare(
      `UPDATE imports SET version = ?, state = ?, offset_bytes = ?, header = ?, lines_read = ?, purchases_recorded = ?,
         purchases_duplicate = ?, lines_refused = ?, updated_at = ? WHERE id = ?`,
    )
    .bind(
      before.version + 1,
      after.state,
      after.offsetBytes,
      after.header && JSON.stringify(after.header),
      after.linesRead,
      after.purchasesRecorded,
      after.purchasesDuplicate,
      after.linesRefused,
      after.updatedAt,
      before.id,
    )
  const report = `INSERT INTO import_refusals (import_id, line, column_name, reason, content)
    SELECT ?2, value ->> 'line', value ->> 'column', value ->> 'reason', value ->> 'content' FROM json_each(?1)`
  return [move, ...forRows(db, report, refusals, before.id)]
}

/** Whether a batch was undone because another request had moved the import on. */
export const isOutOfTurn = (error: unknown): boolean =>
  error instanceof Error &&
  /stale import/.test(`${error.message} ${(error.cause as Error | undefined)?.message ?? ''}`)
