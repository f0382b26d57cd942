import type { Offer, ProgramRules, Rule, Segment } from '../../shared/contracts/index.ts'
import { type Db, rowsOf } from './database.ts'
import { factsOf, latestFacts } from './learned-facts.ts'
import { experimentsOf, openExperiments } from './open-experiments.ts'

/** The statement that tells every isolate that the programme's catalogue has changed. Goes into the batch of the change. */
export const raiseVersion = (db: Db, programId: string): D1PreparedStatement =>
  db.prepare('UPDATE programs SET catalogue_version = catalogue_version + 1 WHERE id = ?').bind(programId)

type SegmentRow = { id: string; key: string; name: string; rule: string | null; created_at: number }
/** A segment out of its row. */
export const toSegment = (row: SegmentRow): Segment => ({
  id: row.id,
  key: row.key,
  name: row.name,
  ...(row.rule === null ? { list: true } : { rule: JSON.parse(row.rule) as Rule }),
  createdAt: row.created_at,
})

type OfferRow = {
  id: string
  merchant_id: string
  revision: number
  state: Offer['state']
  proposed_revision?: number | null
  definition: string
  created_at: number
  updated_at: number
}
/** An offer out of its row: its definition is JSON, the rest are columns. */
export const toOffer = (row: OfferRow): Offer => ({
  ...(JSON.parse(row.definition) as Omit<
    Offer,
    'id' | 'merchantId' | 'revision' | 'state' | 'proposedRevision' | 'createdAt' | 'updatedAt'
  >),
  id: row.id,
  merchantId: row.merchant_id,
  revision: row.revision,
  state: row.state,
  ...(typeof row.proposed_revision === 'number' && { proposedRevision: row.proposed_revision }),
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})

/**
 * Everything of a programme that deciding needs, as one snapshot with its version: rules, segments, live offers, experiments
 * that are not over, and what the programme has learned.
 */
export async function loadCatalogue(db: Db, programId: string, now: number) {
  const [program, segments, offers, facts, experiments] = await db.batch([
    db.prepare('SELECT rules, catalogue_version FROM programs WHERE id = ?').bind(programId),
    db
      .prepare(
        'SELECT id, key, name, rule, created_at, settled_at AS settledAt FROM segments WHERE program_id = ?',
      )
      .bind(programId),
    db
      .prepare(
        "SELECT id, merchant_id, revision, state, definition, created_at, updated_at FROM offers WHERE program_id = ? AND state = 'live'",
      )
      .bind(programId),
    latestFacts(db, programId),
    openExperiments(db, programId, now),
  ])
  const [row] = rowsOf<{ rules: string; catalogue_version: number }>(program)
  if (!row) return null
  return {
    version: row.catalogue_version,
    rules: JSON.parse(row.rules) as ProgramRules,
    segments: rowsOf<SegmentRow>(segments).map(toSegment),
    settled: rowsOf<SegmentRow & { settledAt: number | null }>(segments).flatMap(({ key, settledAt }) =>
      settledAt === null ? [] : [key],
    ),
    offers: rowsOf<OfferRow>(offers).map(toOffer),
    facts: factsOf(facts),
    experiments: experimentsOf(experiments),
  }
}
