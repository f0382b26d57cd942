import type { Segment, SegmentCreate } from '../../shared/contracts/index.ts'
import { raiseVersion, toSegment } from './catalogue.ts'
import { brokenPromise, type Db, rowsOf } from './database.ts'
import { passDue } from './segment-passes.ts'

type SegmentRow = Parameters<typeof toSegment>[0]

/**
 * What names the segment of `segments`, in words: offers, rules of other segments, what earns, tiers. D1 takes no more than
 * five such queries in one.
 */
const HOLDERS = `SELECT 'offer ' || o.key AS holder FROM offers o, json_tree(o.definition, '$.audience') named
    WHERE o.program_id = segments.program_id AND named.value = segments.key AND (named.key = 'segment' OR named.path = '$.audience.segments')
  UNION SELECT 'segment ' || other.key FROM segments other, json_tree(other.rule) named
    WHERE other.program_id = segments.program_id AND other.id <> segments.id AND named.key = 'segment' AND named.value = segments.key
  UNION SELECT 'earn rule ' || (named.value ->> 'key') FROM programs p, json_each(p.rules, '$.earn') named
    WHERE p.id = segments.program_id AND named.value ->> '$.on.segment' = segments.key
  UNION SELECT 'tier ' || (named.value ->> 'key') FROM programs p, json_each(p.rules, '$.tiers.levels') named
    WHERE p.id = segments.program_id AND named.value ->> 'segment' = segments.key
  UNION SELECT 'starter offer ' || (starter.value ->> 'key') FROM programs p, json_each(p.starter_offers) starter, json_each(starter.value, '$.audience.segments') named
    WHERE p.id = segments.program_id AND named.value = segments.key`

/** A segment that is kept because others name it: the first few of them, in words. */
export interface Held {
  heldBy: string[]
}

const HELD = `SELECT (SELECT json_group_array(holder) FROM (${HOLDERS} LIMIT 5)) AS holders FROM segments`

const ruleOf = ({ rule }: SegmentCreate): string | null => (rule === undefined ? null : JSON.stringify(rule))

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
        `INSERT INTO segments (id, program_id, key, name, rule, created_at, changed_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6)
         ON CONFLICT (program_id, key) DO NOTHING RETURNING *`,
      )
      .bind(segmentId, programId, wanted.key, wanted.name, ruleOf(wanted), now),
    passDue(db, programId, now),
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

/** All of the programme's segments, oldest first. */
export const allSegments = async (db: Db, programId: string): Promise<Segment[]> =>
  (await segmentsAt(db, programId)).segments

/** The same, with the version of the catalogue that they are of. */
export async function segmentsAt(
  db: Db,
  programId: string,
): Promise<{ segments: Segment[]; version: number }> {
  const [segments, versions] = await db.batch([
    db.prepare('SELECT * FROM segments WHERE program_id = ? ORDER BY id').bind(programId),
    db.prepare('SELECT catalogue_version AS version FROM programs WHERE id = ?').bind(programId),
  ])
  return {
    segments: rowsOf<SegmentRow>(segments).map(toSegment),
    version: rowsOf<{ version: number }>(versions)[0]?.version ?? 0,
  }
}

/**
 * Replaces a segment. A key that others name stays as it is: they would lose their audience. After a change of the rule,
 * nobody knows who is new in it, or in those that ask for it (`askers`, keys), until all members have been looked at.
 * `missing`: the programme has no such segment; `taken`: another one has the key; `stale`: the catalogue is no longer of
 * `version`, by which the rule was checked. Whatever is refused changes nothing.
 */
export async function replaceSegment(
  db: Db,
  programId: string,
  segmentId: string,
  wanted: SegmentCreate,
  { askers, version }: { askers: readonly string[]; version: number },
  now: number,
): Promise<Segment | 'missing' | 'taken' | 'stale' | Held> {
  const may = `(SELECT catalogue_version FROM programs WHERE id = ?2) = ?6 AND EXISTS (
    SELECT 1 FROM segments WHERE id = ?1 AND program_id = ?2 AND (key = ?7 OR NOT EXISTS (${HOLDERS})))`
  const changed = 'EXISTS (SELECT 1 FROM segments WHERE id = ?1 AND program_id = ?2 AND rule IS NOT ?3)'
  const own = [
    segmentId,
    programId,
    ruleOf(wanted),
    now,
    JSON.stringify(askers),
    version,
    wanted.key,
    wanted.name,
  ]
  try {
    const [, , updated, exists, held] = await db.batch([
      db
        .prepare(
          `UPDATE segments SET settled_at = NULL, changed_at = ?4
           WHERE program_id = ?2 AND (id = ?1 OR key IN (SELECT value FROM json_each(?5))) AND ${changed} AND ${may}`,
        )
        .bind(...own.slice(0, 7)),
      // What becomes a rule has no list any more.
      db
        .prepare(
          `DELETE FROM segment_lists WHERE ${may}
             AND segment_id IN (SELECT id FROM segments WHERE id = ?1 AND program_id = ?2 AND ?3 IS NOT NULL AND rule IS NULL)`,
        )
        .bind(...own.slice(0, 7)),
      db
        .prepare(
          `UPDATE segments SET key = ?7, name = ?8, rule = ?3
           WHERE id = ?1 AND program_id = ?2 AND ${may} RETURNING *`,
        )
        .bind(...own),
      db.prepare('SELECT key FROM segments WHERE id = ? AND program_id = ?').bind(segmentId, programId),
      db.prepare(`${HELD} WHERE segments.id = ? AND segments.program_id = ?`).bind(segmentId, programId),
      passDue(db, programId, now),
      raiseVersion(db, programId),
    ])
    const [row] = rowsOf<SegmentRow>(updated)
    if (row) return toSegment(row)
    if (rowsOf(exists).length === 0) return 'missing'
    const holders = heldIn(held)
    return wanted.key === rowsOf<{ key: string }>(exists)[0]?.key || holders.heldBy.length === 0
      ? 'stale'
      : holders
  } catch (error) {
    const broken = brokenPromise(error)
    if (broken && typeof broken === 'object' && 'unique' in broken) return 'taken'
    throw error
  }
}

const heldIn = (result: D1Result | undefined): Held => ({
  heldBy: rowsOf<{ holders: string }>(result).flatMap(({ holders }) => JSON.parse(holders) as string[]),
})

/** Deletes a segment that nothing names, with its list and its history. */
export async function deleteSegment(
  db: Db,
  programId: string,
  segmentId: string,
): Promise<'deleted' | 'missing' | Held> {
  const [held, deleted, left] = await db.batch([
    db.prepare(`${HELD} WHERE segments.id = ? AND segments.program_id = ?`).bind(segmentId, programId),
    db
      .prepare(
        `DELETE FROM segments WHERE id = ? AND program_id = ? AND NOT EXISTS (${HOLDERS}) RETURNING id`,
      )
      .bind(segmentId, programId),
    db.prepare('SELECT 1 FROM segments WHERE id = ? AND program_id = ?').bind(segmentId, programId),
    raiseVersion(db, programId),
  ])
  if (rowsOf(deleted).length === 1) return 'deleted'
  return rowsOf(left).length === 1 ? heldIn(held) : 'missing'
}
