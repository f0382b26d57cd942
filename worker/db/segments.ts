import type { Segment, SegmentCreate } from '../../shared/contracts/index.ts'
import { raiseVersion, toSegment } from './catalogue.ts'
import { brokenPromise, type Db, rowsOf } from './database.ts'

type SegmentRow = Parameters<typeof toSegment>[0]

/** Offers of the segment's programme that name it. */
const USED_BY = `SELECT 1 FROM offers o, json_each(o.definition, '$.audience.segments') AS named
  WHERE o.program_id = segments.program_id AND named.value = segments.key`

/** Adds a segment. `null`: the programme has one of that key. */
export async function insertSegment(
  db: Db,
  programId: string,
  segmentId: string,
  wanted: SegmentCreate,
  now: number,
): Promise<Segment | null> {
  const [inserted] = await db.batch([
    db
      .prepare(
        `INSERT INTO segments (id, program_id, key, name, rule, created_at) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (program_id, key) DO NOTHING RETURNING *`,
      )
      .bind(segmentId, programId, wanted.key, wanted.name, JSON.stringify(wanted.rule), now),
    raiseVersion(db, programId),
  ])
  const [row] = rowsOf<SegmentRow>(inserted)
  return row ? toSegment(row) : null
}

/** The programme's segment, or `null` where it has none of that id. */
export async function findSegment(db: Db, programId: string, segmentId: string): Promise<Segment | null> {
  const row = await db
    .prepare('SELECT * FROM segments WHERE id = ? AND program_id = ?')
    .bind(segmentId, programId)
    .first<SegmentRow>()
  return row && toSegment(row)
}

/** A page of the programme's segments, oldest first; one more than `limit` where there are more. */
export async function listSegments(
  db: Db,
  programId: string,
  after: string,
  limit: number,
): Promise<Segment[]> {
  const { results } = await db
    .prepare('SELECT * FROM segments WHERE program_id = ? AND id > ? ORDER BY id LIMIT ?')
    .bind(programId, after, limit + 1)
    .all<SegmentRow>()
  return results.map(toSegment)
}

/**
 * Replaces a segment. A key that offers name stays as it is: they would lose their audience.
 * `missing`: the programme has no such segment; `taken`: another one has the key; `used`: offers name the old key.
 */
export async function replaceSegment(
  db: Db,
  programId: string,
  segmentId: string,
  wanted: SegmentCreate,
): Promise<Segment | 'missing' | 'taken' | 'used'> {
  try {
    const [updated, exists] = await db.batch([
      db
        .prepare(
          `UPDATE segments SET key = ?1, name = ?2, rule = ?3
           WHERE id = ?4 AND program_id = ?5 AND (key = ?1 OR NOT EXISTS (${USED_BY})) RETURNING *`,
        )
        .bind(wanted.key, wanted.name, JSON.stringify(wanted.rule), segmentId, programId),
      db.prepare('SELECT 1 FROM segments WHERE id = ? AND program_id = ?').bind(segmentId, programId),
      raiseVersion(db, programId),
    ])
    const [row] = rowsOf<SegmentRow>(updated)
    if (row) return toSegment(row)
    return rowsOf(exists).length === 1 ? 'used' : 'missing'
  } catch (error) {
    const broken = brokenPromise(error)
    if (broken && typeof broken === 'object' && 'unique' in broken) return 'taken'
    throw error
  }
}

/** Deletes a segment that no offer names. */
export async function deleteSegment(
  db: Db,
  programId: string,
  segmentId: string,
): Promise<'deleted' | 'missing' | 'used'> {
  const [deleted, left] = await db.batch([
    db
      .prepare(
        `DELETE FROM segments WHERE id = ? AND program_id = ? AND NOT EXISTS (${USED_BY}) RETURNING id`,
      )
      .bind(segmentId, programId),
    db.prepare('SELECT 1 FROM segments WHERE id = ? AND program_id = ?').bind(segmentId, programId),
    raiseVersion(db, programId),
  ])
  if (rowsOf(deleted).length === 1) return 'deleted'
  return rowsOf(left).length === 1 ? 'used' : 'missing'
}
