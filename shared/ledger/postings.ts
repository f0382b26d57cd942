import type { EntryReason, LedgerAccount, Lot } from '../contracts/index.ts'

/** What is known of a member's account before something is posted to it. */
export interface AccountState {
  seq: number
  available: number
  pending: number
}

/** A lot as far as posting needs it. */
export type LotState = Pick<Lot, 'id' | 'remaining' | 'state' | 'activatesAt' | 'expiresAt'>

/** An entry to be written: where points go, why, and the reference that makes a retry harmless. */
export interface Posting {
  reason: EntryReason
  fromAccount: LedgerAccount
  toAccount: LedgerAccount
  points: number
  lotId: string
  reference: string
}

/**
 * The entries that are due by themselves at `now`: pending lots whose window has closed are released, active ones
 * past their day expire. A lot that came due for both is released, then expires.
 *
 * Reading and writing share this: a balance is right whether or not the entries have been written.
 */
export function settle(lots: readonly LotState[], now: number): Posting[] {
  const postings: Posting[] = []
  for (const lot of lots) {
    if (lot.remaining === 0) continue
    const { id: lotId, remaining: points } = lot
    const released = lot.state === 'pending' && lot.activatesAt <= now
    if (released) {
      postings.push({
        reason: 'release',
        fromAccount: 'pending',
        toAccount: 'available',
        points,
        lotId,
        reference: `release:${lotId}`,
      })
    }
    if ((released || lot.state === 'active') && lot.expiresAt !== null && lot.expiresAt <= now) {
      postings.push({
        reason: 'expire',
        fromAccount: 'available',
        toAccount: 'expired',
        points,
        lotId,
        reference: `expire:${lotId}`,
      })
    }
  }
  return postings
}

/** The account after some postings. */
export function after(account: AccountState, postings: readonly Posting[]): AccountState {
  let { seq, available, pending } = account
  for (const { fromAccount, toAccount, points } of postings) {
    seq += 1
    if (fromAccount === 'available') available -= points
    if (fromAccount === 'pending') pending -= points
    if (toAccount === 'available') available += points
    if (toAccount === 'pending') pending += points
  }
  return { seq, available, pending }
}

/** The lots after some postings, without those that are used up. */
export function lotsAfter(lots: readonly LotState[], postings: readonly Posting[]): LotState[] {
  const states = new Map(lots.map((lot) => [lot.id, { ...lot }]))
  for (const { lotId, fromAccount, toAccount, points } of postings) {
    const lot = states.get(lotId)
    if (!lot) continue
    if (fromAccount === 'available' || fromAccount === 'pending') lot.remaining -= points
    if (toAccount === 'available' || toAccount === 'pending') lot.remaining += points
    if (toAccount === 'available') lot.state = 'active'
  }
  return [...states.values()].filter((lot) => lot.remaining > 0)
}
