import type { Quintiles, RfmCuts, RfmScore } from '../contracts/index.ts'

/**
 * Which fifth a value falls in, 1 the lowest values. A value that several cuts stand at, as where half of all members have bought
 * once, belongs to the middle of the fifths it fills; where all are alike, that is 3.
 */
export function fifthOf(cuts: Quintiles, value: number): number {
  let below = 0
  let atOrBelow = 0
  for (const cut of cuts) {
    if (cut < value) below += 1
    if (cut <= value) atOrBelow += 1
  }
  return 1 + Math.floor((below + atOrBelow) / 2)
}

/** What is scored of a member; `null` recency: has never bought. */
export type RfmValue = { recencyDays: number | null; purchases: number; spendMinor: number }

/**
 * A member's fifths among all members of the programme who have bought, 5 the best; `null` without cuts, and for who has
 * never bought: nobody can say yet.
 */
export function rfmScore(cuts: RfmCuts | null, value: RfmValue): RfmScore | null {
  if (cuts === null || value.recencyDays === null || value.purchases <= 0) return null
  return {
    recency: 6 - fifthOf(cuts.recencyDays, value.recencyDays),
    frequency: fifthOf(cuts.purchases, value.purchases),
    monetary: fifthOf(cuts.spendMinor, value.spendMinor),
  }
}
