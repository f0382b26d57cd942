import { type CodePool, type FieldIssue, foldCode } from '../../shared/contracts/index.ts'
import { brokenPromise, type Db, forRows, rowsOf, Stale } from './database.ts'

/** Why a pool was not filled. */
export type PoolRefusal = { refused: 'missing' } | { refused: 'invalid'; issues: FieldIssue[] }

const counts = (db: Db, programId: string, rewardId: string): D1PreparedStatement =>
  db
    .prepare(
      `SELECT r.pooled, r.pool_left AS "left", (SELECT count(*) FROM reward_orders o WHERE o.reward_id = r.id AND o.pool_code_id IS NOT NULL) AS given
       FROM rewards r WHERE r.id = ? AND r.program_id = ?`,
    )
    .bind(rewardId, programId)

type CountRow = { pooled: number; left: number; given: number }
const countsIn = (result: D1Result | undefined): CountRow | null => {
  const [row] = rowsOf<CountRow>(result)
  return row?.pooled === 1 ? row : null
}

/** What a reward's pool holds; `null`: no such reward, or it has no pool. */
export async function readPool(db: Db, programId: string, rewardId: string): Promise<CodePool | null> {
  const [found] = await db.batch([counts(db, programId, rewardId)])
  const row = countsIn(found)
  return row && { added: 0, left: row.left, given: row.given }
}

/**
 * Adds codes to a reward's pool: all of them, or none where the programme has one of them already.
 *
 * @throws Stale where somebody uploaded one of them meanwhile: read again, and it is there
 */
export async function fillPool(
  db: Db,
  programId: string,
  rewardId: string,
  codes: readonly string[],
  now: number,
): Promise<CodePool | PoolRefusal> {
  const folded = codes.map(foldCode)
  const [known, pool] = await db.batch([
    db
      .prepare(
        `SELECT j.value AS code FROM json_each(?2) j JOIN pool_codes c ON c.program_id = ?1 AND c.code = j.value
         UNION SELECT j.value FROM json_each(?2) j JOIN reward_orders o ON o.program_id = ?1 AND o.code = j.value`,
      )
      .bind(programId, JSON.stringify(folded)),
    counts(db, programId, rewardId),
  ])
  if (!countsIn(pool)) return { refused: 'missing' }
  const taken = rowsOf<{ code: string }>(known).map(({ code }) => code)
  if (taken.length > 0)
    return {
      refused: 'invalid',
      issues: taken.map((code) => ({
        path: `/codes/${folded.indexOf(code)}`,
        message: 'was uploaded before',
      })),
    }
  const rows = forRows(
    db,
    'INSERT INTO pool_codes (program_id, reward_id, code, uploaded_at) SELECT ?2, ?3, value, ?4 FROM json_each(?1) ORDER BY key',
    folded,
    programId,
    rewardId,
    now,
  )
  try {
    const results = await db.batch([...rows, counts(db, programId, rewardId)])
    const after = countsIn(results.at(-1)) as CountRow
    return { added: folded.length, left: after.left, given: after.given }
  } catch (error) {
    const broken = brokenPromise(error)
    if (broken && typeof broken === 'object' && 'unique' in broken) throw new Stale(error)
    throw error
  }
}
