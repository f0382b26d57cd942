import { experiments } from '../../shared/analytics/index.ts'
import { holdoutSplitId } from '../../shared/engine/split.ts'
import type { Db } from '../db/database.ts'
import type { DueProgram } from '../db/learned.ts'
import { listSelfPausing, pauseOffer } from '../db/learned-worth.ts'
import { readSplitSums } from '../db/split-sums.ts'
import { listOwnStoreIds } from '../db/stores.ts'
import type { Env } from '../env.ts'

/**
 * Pauses the programme's offers that are to do so by themselves and of which it is sure that they can't bring what they
 * cost, in the stores of the merchant whose offer it is. They are judged by intervals that hold at every look, so that looking each day pauses no more of them by chance.
 *
 * @returns ids of those that were paused
 */
export async function pauseUnworthy(
  env: Env,
  db: Db,
  { programId, marginPercent }: Pick<DueProgram, 'programId' | 'marginPercent'>,
  now: number,
): Promise<string[]> {
  const paused: string[] = []
  for (const { id, merchantId, holdoutPercent } of await listSelfPausing(db, programId)) {
    const sums = await readSplitSums(db, holdoutSplitId(id, holdoutPercent), {
      outcome: 'marginMinor',
      storeIds: await listOwnStoreIds(env.DB, { programId, merchantId }),
      marginPercent,
      until: now,
    })
    const side = (arm: string) => sums.find((one) => one.arm === arm) ?? experiments.noSums(arm)
    const [treated, holdout] = [side('shown'), side('holdout')]
    const { mayPause, marginMinor } = experiments.worthIt({ treated, holdout, holdoutPercent })
    if (!mayPause || marginMinor === null) continue
    const members = treated.members + holdout.members
    if (await pauseOffer(db, programId, id, { why: 'notWorthIt', marginMinor, members, pausedAt: now }))
      paused.push(id)
  }
  return paused
}
