import type { Experiment, ExperimentCreate } from '../../shared/contracts/index.ts'
import type { CatalogueExperiment } from '../../shared/engine/split.ts'
import { raiseVersion } from './catalogue.ts'
import { brokenPromise, type Db, rowsOf } from './database.ts'
import { EXPERIMENT, type ExperimentRow, toExperiment } from './open-experiments.ts'

/** An experiment that another one stands in the way of: they share a part of a group, or an offer. */
export interface Clash {
  what: 'group' | 'offer'
  key: string
  offerId: string | null
}

type Span = Pick<Experiment, 'id' | 'group' | 'startsAt' | 'endsAt'> & {
  programId: string
  merchantId: string
  offerIds: string[]
}

const NEVER = 9_000_000_000_000

/** The merchant's others that run at the same time: groups are each merchant's own. ?1 is the JSON of a `Span`. */
const MEANWHILE = `e.program_id = ?1 ->> 'programId' AND e.merchant_id = ?1 ->> 'merchantId' AND e.id <> ?1 ->> 'id'
  AND e.starts_at < ifnull(?1 ->> 'endsAt', ${NEVER}) AND ifnull(e.ends_at, ${NEVER}) > max(e.starts_at, ?1 ->> 'startsAt')`

const CLASHES = `
  SELECT 'group' AS what, e.key, NULL AS offerId FROM experiments e INDEXED BY experiments_of_program
    WHERE ${MEANWHILE} AND e.group_key = ?1 ->> '$.group.key'
      AND e.group_from < ?1 ->> '$.group.to' AND e.group_to > ?1 ->> '$.group.from'
  UNION ALL
  SELECT 'offer', e.key, x.offer_id FROM json_each(?1, '$.offerIds') j
    JOIN experiment_offers x INDEXED BY experiments_of_offer ON x.offer_id = j.value
    JOIN experiments e ON e.id = x.experiment_id WHERE ${MEANWHILE}`

/** Ids of the merchant's offers by their keys. */
export async function offerIdsByKey(
  db: Db,
  merchantId: string,
  keys: readonly string[],
): Promise<Map<string, string>> {
  const { results } = await db
    .prepare(
      'SELECT o.key, o.id FROM json_each(?2) j JOIN offers o ON o.merchant_id = ?1 AND o.key = j.value',
    )
    .bind(merchantId, JSON.stringify(keys))
    .all<{ key: string; id: string }>()
  return new Map(results.map(({ key, id }) => [key, id]))
}

/**
 * Makes an experiment, unless one that runs at the same time shares a part of its group or an offer: two requests can't
 * both pass. `taken`: the merchant has one of that key.
 *
 * @param offers ids by key of all that its arms name
 */
export async function insertExperiment(
  db: Db,
  { merchantId, programId }: { merchantId: string; programId: string },
  id: string,
  wanted: ExperimentCreate,
  offers: ReadonlyMap<string, string>,
  now: number,
): Promise<CatalogueExperiment | 'taken' | Clash[]> {
  const { group, startsAt, endsAt } = wanted
  const named = wanted.arms.flatMap((arm) => arm.offers.map((key) => [arm.key, offers.get(key) as string]))
  const span: Span = {
    id,
    programId,
    merchantId,
    group,
    startsAt,
    endsAt,
    offerIds: [...new Set(named.map(([, offerId]) => offerId as string))],
  }
  try {
    const [clashes, , , inserted] = await db.batch([
      db.prepare(CLASHES).bind(JSON.stringify(span)),
      db
        .prepare(
          `INSERT INTO experiments (id, program_id, merchant_id, key, name, arms, coverage, group_key, group_from, group_to, outcome, alpha, starts_at, ends_at, created_at)
           SELECT ?1 ->> 'id', ?1 ->> 'programId', ?2, ?3, ?4, ?5, ?6, ?1 ->> '$.group.key', ?1 ->> '$.group.from', ?1 ->> '$.group.to',
             ?7, ?8, ?1 ->> 'startsAt', ?1 ->> 'endsAt', ?9 WHERE NOT EXISTS (${CLASHES})`,
        )
        .bind(
          JSON.stringify(span),
          merchantId,
          wanted.key,
          wanted.name,
          JSON.stringify(wanted.arms.map(({ key, weight }) => ({ key, weight }))),
          wanted.coverage,
          wanted.outcome,
          wanted.alpha,
          now,
        ),
      db
        .prepare(
          `INSERT INTO experiment_offers (experiment_id, arm, offer_id) SELECT DISTINCT ?1, value ->> 0, value ->> 1 FROM json_each(?2)
           WHERE EXISTS (SELECT 1 FROM experiments WHERE id = ?1)`,
        )
        .bind(id, JSON.stringify(named)),
      db.prepare(`SELECT ${EXPERIMENT} FROM experiments e WHERE e.id = ?`).bind(id),
      raiseVersion(db, programId),
    ])
    const [row] = rowsOf<ExperimentRow>(inserted)
    return row ? toExperiment(row) : rowsOf<Clash>(clashes)
  } catch (error) {
    const broken = brokenPromise(error)
    if (broken && typeof broken === 'object' && 'unique' in broken) return 'taken'
    throw error
  }
}

/** The merchant's experiment, or `null` where they have none of that id. */
export async function findExperiment(
  db: Db,
  merchantId: string,
  experimentId: string,
): Promise<CatalogueExperiment | null> {
  const row = await db
    .prepare(`SELECT ${EXPERIMENT} FROM experiments e WHERE e.id = ? AND e.merchant_id = ?`)
    .bind(experimentId, merchantId)
    .first<ExperimentRow>()
  return row && toExperiment(row)
}

/** A page of the merchant's experiments, oldest first; one more than `limit` where there are more. */
export async function listExperiments(
  db: Db,
  merchantId: string,
  after: string,
  limit: number,
): Promise<CatalogueExperiment[]> {
  const { results } = await db
    .prepare(
      `SELECT ${EXPERIMENT} FROM experiments e INDEXED BY experiments_of_merchant WHERE e.merchant_id = ? AND e.id > ? ORDER BY e.id LIMIT ?`,
    )
    .bind(merchantId, after, limit + 1)
    .all<ExperimentRow>()
  return results.map(toExperiment)
}

/** Begins a planned experiment at `now`, unless another one stands in its way. `null`: it was no longer to begin. */
export async function startExperiment(
  db: Db,
  programId: string,
  experimentId: string,
  now: number,
): Promise<CatalogueExperiment | null | Clash[]> {
  const span = `(SELECT json_object('id', s.id, 'programId', s.program_id, 'merchantId', s.merchant_id, 'startsAt', ?2, 'endsAt', s.ends_at,
      'group', iif(s.group_key IS NULL, NULL, json_object('key', s.group_key, 'from', s.group_from, 'to', s.group_to)),
      'offerIds', (SELECT json_group_array(x.offer_id) FROM experiment_offers x WHERE x.experiment_id = s.id)) AS span
    FROM experiments s WHERE s.id = ?1)`
  const clashes = CLASHES.replaceAll('?1', span)
  const [found, updated, row] = await db.batch([
    db.prepare(clashes).bind(experimentId, now),
    db
      .prepare(
        `UPDATE experiments SET starts_at = ?2 WHERE id = ?1 AND starts_at > ?2 AND (ends_at IS NULL OR ends_at > starts_at)
           AND NOT EXISTS (${clashes}) RETURNING id`,
      )
      .bind(experimentId, now),
    db.prepare(`SELECT ${EXPERIMENT} FROM experiments e WHERE e.id = ?`).bind(experimentId),
    raiseVersion(db, programId),
  ])
  if (rowsOf(updated).length > 0) return toExperiment(rowsOf<ExperimentRow>(row)[0] as ExperimentRow)
  const inTheWay = rowsOf<Clash>(found)
  return inTheWay.length > 0 ? inTheWay : null
}

/** Ends an experiment at `now`; one that has not begun is called off. `null`: it has ended already. */
export async function endExperiment(
  db: Db,
  programId: string,
  experimentId: string,
  now: number,
): Promise<CatalogueExperiment | null> {
  const [updated, row] = await db.batch([
    db
      .prepare(
        'UPDATE experiments SET ends_at = max(starts_at, ?2) WHERE id = ?1 AND (ends_at IS NULL OR ends_at > max(starts_at, ?2)) RETURNING id',
      )
      .bind(experimentId, now),
    db.prepare(`SELECT ${EXPERIMENT} FROM experiments e WHERE e.id = ?`).bind(experimentId),
    raiseVersion(db, programId),
  ])
  return rowsOf(updated).length > 0 ? toExperiment(rowsOf<ExperimentRow>(row)[0] as ExperimentRow) : null
}
