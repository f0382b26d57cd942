import type { ProgramFacts } from '../../shared/contracts/index.ts'
import { type Db, rowsOf } from './database.ts'

type Parts = Omit<ProgramFacts, 'version' | 'madeAt'>

/** The statement that finds a programme's latest facts. */
export const latestFacts = (db: Db, programId: string): D1PreparedStatement =>
  db
    .prepare(
      'SELECT version, data, made_at AS madeAt FROM program_facts WHERE program_id = ? ORDER BY version DESC LIMIT 1',
    )
    .bind(programId)

/** Facts out of what `latestFacts` found; `null`: there are none yet. */
export function factsOf(result: D1Result | undefined): ProgramFacts | null {
  const [row] = rowsOf<{ version: number; data: string; madeAt: number }>(result)
  if (!row) return null
  return { ...(JSON.parse(row.data) as Parts), version: row.version, madeAt: row.madeAt }
}
