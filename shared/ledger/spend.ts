import type { EntryReason, LedgerAccount, Unit } from '../contracts/index.ts'
import { bySoonestExpiry, type HoldState, type LotState, type Posting } from './book.ts'

/** Where what is drawn goes, and what it answers to. */
export interface Draw {
  unit: Unit
  amount: number
  reason: EntryReason
  toAccount: LedgerAccount
  /** Start of every entry's reference: the lot's id is added. */
  reference: string
  sourceId: string | null
  purchaseId?: string | null
  operator?: string | null
  note?: string | null
}

/**
 * Draws an amount from active lots, soonest to expire first, an entry for each lot. `null`: there is not enough.
 *
 * @param lots as they stand after what was due; those of other units and states are passed over
 */
export function draw(lots: readonly LotState[], wanted: Draw): Posting[] | null {
  const { reference, amount: total, ...common } = wanted
  const postings: Posting[] = []
  let left = total
  for (const lot of lots
    .filter((l) => l.state === 'active' && l.unit === wanted.unit)
    .sort(bySoonestExpiry)) {
    if (left === 0) break
    const amount = Math.min(left, lot.remaining)
    if (amount === 0) continue
    postings.push({
      ...common,
      fromAccount: 'available',
      amount,
      lotId: lot.id,
      reference: `${reference}:${lot.id}`,
    })
    left -= amount
  }
  return left === 0 ? postings : null
}

/** Gives a part of a hold back to the lot that it came from. */
export const unholdOf = (
  { id, unit }: Pick<HoldState, 'id' | 'unit'>,
  { lotId, amount }: HoldState['parts'][number],
): Posting => ({
  unit,
  reason: 'unhold',
  fromAccount: 'held',
  toAccount: 'available',
  amount,
  lotId,
  sourceId: id,
  reference: `unhold:${id}:${lotId}`,
})

/** What one act of spending took from one lot, and has not been given back yet. */
export interface SpentPart {
  unit: Unit
  lotId: string
  amount: number
}

/**
 * Puts an amount back into the lots it was taken from, last drawn first: those expire latest, which is the member's
 * favour. Each lot keeps its own expiry. An amount above what was spent is not given.
 *
 * @param parts in the order they were drawn
 */
export function restore(
  parts: readonly SpentPart[],
  unit: Unit,
  total: number,
  to: { reference: string; sourceId: string; purchaseId?: string | null },
): Posting[] {
  const postings: Posting[] = []
  let left = total
  for (const part of parts.filter((p) => p.unit === unit).reverse()) {
    const amount = Math.min(left, part.amount)
    if (amount === 0) continue
    postings.push({
      unit,
      reason: 'restore',
      fromAccount: 'spent',
      toAccount: 'available',
      amount,
      lotId: part.lotId,
      reference: `${to.reference}:${part.lotId}`,
      sourceId: to.sourceId,
      purchaseId: to.purchaseId ?? null,
    })
    left -= amount
  }
  return postings
}
