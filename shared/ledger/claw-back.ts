import type { ClawBackPolicy, Unit } from '../contracts/index.ts'
import { bySoonestExpiry, type LotState, type Posting } from './book.ts'

/** What a return asks back of one unit. */
export interface ClawBackInput {
  unit: Unit
  amount: number
  returnId: string
  purchaseId: string
  policy: ClawBackPolicy
  /** Lots of the returned purchase in this unit, and the member's others; both as they stand after what was due. */
  own: readonly LotState[]
  others: readonly LotState[]
  /** What of the purchase's own lots the member has used, and no return has asked back: spent, handed on, converted, held. */
  used: number
}

/** What is taken back, what is let go, and what stays owed. What ran out is in none of them. */
export interface ClawBack {
  postings: Posting[]
  forgiven: number
  owed: number
  /** What each lot gave. */
  taken: ReadonlyMap<string, number>
}

/**
 * Takes back what returned lines had earned: from the purchase's own lots first, pending ones before the rest, then as
 * the programme's policy says. `only_pending` lets go what can be spent already; `within_balance` goes on to the rest of
 * the balance, soonest expiry first, and lets go what is not there; `debt` makes the member owe it. Beyond the
 * purchase's own lots no more is asked than was used of them: what ran out there nobody had, and is not lost twice.
 */
export function clawBack(input: ClawBackInput): ClawBack {
  const { unit, returnId, purchaseId, policy } = input
  const postings: Posting[] = []
  const taken = new Map<string, number>()
  const there = input.own.reduce((sum, lot) => sum + lot.remaining, 0)
  let left = Math.min(input.amount, there + Math.max(0, input.used))
  const pendingFirst = [...input.own].sort(
    (a, b) => Number(a.state !== 'pending') - Number(b.state !== 'pending') || (a.id < b.id ? -1 : 1),
  )
  const active = input.others.filter((lot) => lot.state === 'active').sort(bySoonestExpiry)
  const within =
    policy === 'only_pending'
      ? pendingFirst.filter((lot) => lot.state === 'pending')
      : [...pendingFirst, ...active]
  const common = { unit, reason: 'clawback', toAccount: 'issued', purchaseId, sourceId: returnId } as const
  for (const lot of within) {
    const amount = Math.min(left, lot.remaining)
    if (amount === 0) continue
    postings.push({
      ...common,
      fromAccount: lot.state === 'pending' ? 'pending' : 'available',
      amount,
      lotId: lot.id,
      reference: `clawback:${returnId}:${lot.id}`,
    })
    taken.set(lot.id, amount)
    left -= amount
  }
  if (left === 0 || policy !== 'debt') return { postings, forgiven: left, owed: 0, taken }
  postings.push({
    ...common,
    fromAccount: 'owed',
    amount: left,
    lotId: null,
    reference: `clawback:${returnId}:owed:${unit}`,
  })
  return { postings, forgiven: 0, owed: left, taken }
}
