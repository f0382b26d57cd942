import type { LotState, Posting } from './postings.ts'

/** Soonest to expire first; lots that never expire last, oldest first. */
export const bySoonestExpiry = (a: LotState, b: LotState): number =>
  (a.expiresAt ?? Number.POSITIVE_INFINITY) - (b.expiresAt ?? Number.POSITIVE_INFINITY) ||
  (a.id < b.id ? -1 : 1)

/**
 * Takes back what returned lines had earned: from the purchase's own lots first, then, where those were spent, from
 * the rest of the balance, soonest expiry first. What is not there is forgiven: a balance is never below zero.
 *
 * @param own lots of the returned purchase, settled
 * @param others the member's other active lots, settled
 */
export function clawBack(
  points: number,
  returnId: string,
  own: readonly LotState[],
  others: readonly LotState[],
): { postings: Posting[]; forgiven: number } {
  const postings: Posting[] = []
  let left = points
  const spendable = others.filter((lot) => lot.state === 'active').sort(bySoonestExpiry)
  for (const lot of [...own, ...spendable]) {
    if (left === 0) break
    const taken = Math.min(left, lot.remaining)
    if (taken === 0) continue
    postings.push({
      reason: 'clawback',
      fromAccount: lot.state === 'pending' ? 'pending' : 'available',
      toAccount: 'issued',
      points: taken,
      lotId: lot.id,
      reference: `clawback:${returnId}:${lot.id}`,
    })
    left -= taken
  }
  return { postings, forgiven: left }
}
