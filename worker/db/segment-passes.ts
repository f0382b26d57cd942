import { DAY_MS } from '../../shared/contracts/index.ts'
import type { Db } from './database.ts'

/** How far the clock has looked through a programme's members. */
export interface SegmentPass {
  programId: string
  /** `null`: it is still to begin. */
  startedAt: number | null
  /** The last member who was looked at; empty at first. */
  afterId: string
  version: number
}

/** The statement that has a programme's members looked at soon. Goes into the batch of what changed. */
export const passDue = (db: Db, programId: string, now: number): D1PreparedStatement =>
  db
    .prepare(
      `INSERT INTO segment_passes (program_id, due_at) SELECT id, ?2 FROM programs WHERE id = ?1
       ON CONFLICT (program_id) DO UPDATE SET due_at = min(due_at, excluded.due_at)`,
    )
    .bind(programId, now)

/** Programmes whose members are to be looked at, those that have waited longest first. */
export async function listPasses(db: Db, now: number, limit: number): Promise<SegmentPass[]> {
  const { results } = await db
    .prepare(
      `SELECT program_id AS programId, started_at AS startedAt, after_id AS afterId, version FROM segment_passes
       WHERE due_at <= ? ORDER BY due_at LIMIT ?`,
    )
    .bind(now, limit)
    .all<SegmentPass>()
  return results
}

/** The statement that moves a pass on to the member who was looked at last; of two from one place, one is undone. */
export const movePass = (db: Db, pass: SegmentPass, afterId: string, now: number): D1PreparedStatement =>
  db
    .prepare(
      `UPDATE segment_passes SET started_at = ifnull(started_at, ?3), after_id = ?2, version = ?4 + 1 WHERE program_id = ?1`,
    )
    .bind(pass.programId, afterId, now, pass.version)

/**
 * Ends a pass: what has not been changed since it began is settled. The next is in a day, or at once where something has
 * been changed meanwhile.
 */
export async function endPass(db: Db, pass: SegmentPass, now: number): Promise<void> {
  const startedAt = pass.startedAt ?? now
  const unsettled = 'program_id = ?1 AND settled_at IS NULL AND changed_at < ?2'
  await db.batch([
    // Whoever records what members do has to know: settled segments are judged by who was in them.
    db
      .prepare(
        `UPDATE programs SET catalogue_version = catalogue_version + 1 WHERE id = ?1 AND EXISTS (SELECT 1 FROM segments WHERE ${unsettled})`,
      )
      .bind(pass.programId, startedAt),
    db.prepare(`UPDATE segments SET settled_at = ?2 WHERE ${unsettled}`).bind(pass.programId, startedAt),
    db
      .prepare(
        `UPDATE segment_passes SET started_at = NULL, after_id = '', version = ?3 + 1, due_at =
           iif(EXISTS (SELECT 1 FROM segments WHERE program_id = ?1 AND changed_at >= ?2), ?4, ?2 + ${DAY_MS})
         WHERE program_id = ?1`,
      )
      .bind(pass.programId, startedAt, pass.version, now),
  ])
}
