import type { Arm, Experiment } from '../../shared/contracts/index.ts'
import type { CatalogueExperiment } from '../../shared/engine/split.ts'
import { type Db, rowsOf } from './database.ts'

/** An experiment's row, with what its arms are shown. */
export interface ExperimentRow {
  id: string
  merchant_id: string
  key: string
  name: string
  arms: string
  coverage: number
  group_key: string | null
  group_from: number | null
  group_to: number | null
  outcome: Experiment['outcome']
  alpha: number
  starts_at: number
  ends_at: number | null
  created_at: number
  offers: string
}

/** The columns of an `ExperimentRow`; the table is `e`. Offers are told by the keys that they have now. */
export const EXPERIMENT = `e.id, e.merchant_id, e.key, e.name, e.arms, e.coverage, e.group_key, e.group_from, e.group_to, e.outcome, e.alpha,
  e.starts_at, e.ends_at, e.created_at, (SELECT json_group_array(json_array(x.arm, o.key)) FROM experiment_offers x
    JOIN offers o ON o.id = x.offer_id WHERE x.experiment_id = e.id) AS offers`

/** An experiment out of its row. */
export function toExperiment(row: ExperimentRow): CatalogueExperiment {
  const offers = JSON.parse(row.offers) as [arm: string, key: string][]
  const arms = JSON.parse(row.arms) as Pick<Arm, 'key' | 'weight'>[]
  return {
    id: row.id,
    merchantId: row.merchant_id,
    key: row.key,
    name: row.name,
    arms: arms.map((arm) => ({
      ...arm,
      offers: offers.filter(([key]) => key === arm.key).map(([, offer]) => offer),
    })),
    coverage: row.coverage,
    group:
      row.group_key === null
        ? null
        : { key: row.group_key, from: row.group_from ?? 0, to: row.group_to ?? 1 },
    outcome: row.outcome,
    alpha: row.alpha,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    createdAt: row.created_at,
  }
}

/** The statement that finds a programme's experiments that run or are to run. */
export const openExperiments = (db: Db, programId: string, now: number): D1PreparedStatement =>
  db
    .prepare(
      `SELECT ${EXPERIMENT} FROM experiments e INDEXED BY experiments_of_program
       WHERE e.program_id = ?1 AND (e.ends_at IS NULL OR e.ends_at > max(e.starts_at, ?2))`,
    )
    .bind(programId, now)

/** Experiments out of what `openExperiments` found. */
export const experimentsOf = (result: D1Result | undefined): CatalogueExperiment[] =>
  rowsOf<ExperimentRow>(result).map(toExperiment)
