import type { Goal, GoalCreate } from '../../shared/contracts/index.ts'
import { type Db, rowsOf } from './database.ts'

type GoalRow = {
  id: string
  metric: Goal['metric']
  baseline: number
  target: number
  deadline_at: number
  owner: string
  created_at: number
}

const toGoal = (row: GoalRow): Goal => ({
  id: row.id,
  metric: row.metric,
  baseline: row.baseline,
  target: row.target,
  deadlineAt: row.deadline_at,
  owner: row.owner,
  createdAt: row.created_at,
})

/** Sets a goal. */
export async function insertGoal(
  db: Db,
  merchantId: string,
  id: string,
  { metric, baseline, target, deadlineAt, owner }: GoalCreate,
  now: number,
): Promise<Goal> {
  const [inserted] = await db.batch([
    db
      .prepare(
        `INSERT INTO goals (id, merchant_id, metric, baseline, target, deadline_at, owner, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING *`,
      )
      .bind(id, merchantId, metric, baseline, target, deadlineAt, owner, now),
  ])
  return toGoal(rowsOf<GoalRow>(inserted)[0] as GoalRow)
}

/** The merchant's goal, or `null` where they have none of that id. */
export async function findGoal(db: Db, merchantId: string, goalId: string): Promise<Goal | null> {
  const row = await db
    .prepare('SELECT * FROM goals WHERE id = ? AND merchant_id = ?')
    .bind(goalId, merchantId)
    .first<GoalRow>()
  return row && toGoal(row)
}

/** A page of the merchant's goals, oldest first; one more than `limit` where there are more. */
export async function listGoals(db: Db, merchantId: string, after: string, limit: number): Promise<Goal[]> {
  const { results } = await db
    .prepare('SELECT * FROM goals WHERE merchant_id = ? AND id > ? ORDER BY id LIMIT ?')
    .bind(merchantId, after, limit + 1)
    .all<GoalRow>()
  return results.map(toGoal)
}

/** Sets a goal anew; it keeps the instant that it was first set at. `null`: the merchant has none of that id. */
export async function replaceGoal(
  db: Db,
  merchantId: string,
  goalId: string,
  { metric, baseline, target, deadlineAt, owner }: GoalCreate,
): Promise<Goal | null> {
  const row = await db
    .prepare(
      `UPDATE goals SET metric = ?3, baseline = ?4, target = ?5, deadline_at = ?6, owner = ?7
       WHERE id = ?1 AND merchant_id = ?2 RETURNING *`,
    )
    .bind(goalId, merchantId, metric, baseline, target, deadlineAt, owner)
    .first<GoalRow>()
  return row && toGoal(row)
}

/** Deletes a goal. False: the merchant has none of that id. */
export async function deleteGoal(db: Db, merchantId: string, goalId: string): Promise<boolean> {
  const { meta } = await db
    .prepare('DELETE FROM goals WHERE id = ? AND merchant_id = ?')
    .bind(goalId, merchantId)
    .run()
  return meta.changes > 0
}
