import { DAY_MS, type Offer } from '../../shared/contracts/index.ts'
import { choosable } from '../../shared/engine/choosable.ts'
import type { ChoosableOffer } from '../../shared/engine/choosing/chance.ts'
import {
  applyDelta,
  type LearnedCounts,
  type LearnedDelta,
  RECENT_DAYS,
  SUMS,
} from '../../shared/engine/choosing/counts.ts'
import { type Db, forRows, rowsOf } from './database.ts'

const COLUMNS = SUMS.join(', ')
const NOTHING = Object.fromEntries(SUMS.map((sum) => [sum, 0]))

/**
 * The statements that add what some events teach to a programme's sums: one row for each key that any of them changes,
 * however many events there are.
 *
 * @param now epoch ms; what was bought so long ago that nothing decayed knows of it is not kept by day
 */
export function sumStatements(
  db: Db,
  programId: string,
  deltas: readonly LearnedDelta[],
  now: number,
): D1PreparedStatement[] {
  const counts: LearnedCounts = new Map()
  for (const delta of deltas) applyDelta(counts, delta)
  const rows: unknown[] = []
  const days: unknown[] = []
  const oldest = Math.floor(now / DAY_MS) - RECENT_DAYS
  for (const { scope, key, days: byDay, ...sums } of counts.values()) {
    rows.push([scope, key, ...SUMS.map((sum) => sums[sum])])
    for (const [day, purchases] of byDay) if (day >= oldest) days.push([day, scope, key, purchases])
  }
  return [
    ...forRows(
      db,
      `INSERT INTO learned_sums (program_id, scope, key, ${COLUMNS})
         SELECT ?2, value ->> 0, value ->> 1, ${SUMS.map((_, at) => `value ->> ${at + 2}`).join(', ')} FROM json_each(?1) WHERE true
       ON CONFLICT (program_id, scope, key) DO UPDATE SET ${SUMS.map((sum) => `${sum} = ${sum} + excluded.${sum}`).join(', ')}`,
      rows,
      programId,
    ),
    ...forRows(
      db,
      `INSERT INTO learned_days (program_id, day, scope, key, purchases)
         SELECT ?2, value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?1) WHERE true
       ON CONFLICT (program_id, day, scope, key) DO UPDATE SET purchases = purchases + excluded.purchases`,
      days,
      programId,
    ),
  ]
}

/** Keys of each kind that are read: those with the most purchases. A catalogue that carries more is slower for it, and no better. */
const MOST_KEYS = 1_000

/** All that a programme's sums say. */
export async function readSums(db: Db, programId: string): Promise<LearnedCounts> {
  type Row = Omit<Counted, 'days'>
  const [sums, days] = await db.batch([
    db
      .prepare(
        `SELECT scope, key, ${COLUMNS} FROM (
           SELECT *, row_number() OVER (PARTITION BY scope ORDER BY purchases + exposures + sent DESC, key) AS place
           FROM learned_sums WHERE program_id = ?
         ) WHERE place <= ?`,
      )
      .bind(programId, MOST_KEYS),
    db.prepare('SELECT scope, key, day, purchases FROM learned_days WHERE program_id = ?').bind(programId),
  ])
  const counts: LearnedCounts = new Map()
  for (const row of rowsOf<Row>(sums))
    counts.set(`${row.scope}|${row.key}`, { ...NOTHING, ...row, days: new Map() })
  for (const { scope, key, day, purchases } of rowsOf<
    Pick<Row, 'scope' | 'key' | 'purchases'> & { day: number }
  >(days))
    counts.get(`${scope}|${key}`)?.days.set(day, purchases)
  return counts
}

type Counted = LearnedCounts extends Map<string, infer One> ? One : never

/** What the programme's offers are about, those that are no longer live as well: their counters teach all the same. */
export async function readChoosable(db: Db, programId: string): Promise<Map<string, ChoosableOffer>> {
  const { results } = await db
    .prepare(
      `SELECT id, json_object('reward', definition -> 'reward', 'conditions', definition -> 'conditions') AS about FROM offers
       WHERE program_id = ? ORDER BY id DESC LIMIT ?`,
    )
    .bind(programId, MOST_KEYS)
    .all<{ id: string; about: string }>()
  return new Map(results.map(({ id, about }) => [id, choosable({ id, ...(JSON.parse(about) as About) })]))
}

type About = Pick<Offer, 'reward' | 'conditions'>

/** Forgets a programme's days that nothing decayed knows of. */
export const forgetDays = (db: Db, programId: string, before: number): D1PreparedStatement =>
  db
    .prepare('DELETE FROM learned_days WHERE program_id = ? AND day < ?')
    .bind(programId, Math.floor(before / DAY_MS) - RECENT_DAYS)
