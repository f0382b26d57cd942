import type { EntryReason, Expiry, LedgerAccount, Standing, Unit } from '../contracts/index.ts'

/** A member's account of one unit before something is posted to it. */
export interface AccountState {
  seq: number
  available: number
  pending: number
  held: number
  /** Zero or more: what the next earning repays. */
  owed: number
}

/** An account nobody has posted to. */
export const EMPTY_ACCOUNT: AccountState = { seq: 0, available: 0, pending: 0, held: 0, owed: 0 }

/** A lot as far as posting needs it. */
export interface LotState {
  id: string
  unit: Unit
  remaining: number
  state: 'pending' | 'active' | 'closed'
  /** When the purchase or event behind it happened. */
  earnedAt: number
  /** `null`: when an event of type `activatesOn` arrives. */
  activatesAt: number | null
  activatesOn: string | null
  /** Not before; whether it really is then, the terms say (`expiry.ts`). `null`: never, or not known before activation. */
  expiresAt: number | null
  /** The terms under which it was earned; `null`: it never expires. */
  expiry: Expiry | null
}

/** A lot that is to be opened. */
export interface LotOpening extends LotState {
  amount: number
  ruleKey: string | null
  purchaseId: string | null
  sourceId: string | null
}

/** What is reserved for a checkout, and the lots it came from. */
export interface HoldState {
  id: string
  unit: Unit
  expiresAt: number
  parts: { lotId: string; amount: number }[]
}

/** An entry to be written: what goes where, why, and the reference that makes a retry harmless. */
export interface Posting {
  unit: Unit
  reason: EntryReason
  fromAccount: LedgerAccount
  toAccount: LedgerAccount
  amount: number
  lotId: string | null
  reference: string
  purchaseId?: string | null
  offerId?: string | null
  sourceId?: string | null
  ruleKey?: string | null
  reverses?: string | null
  operator?: string | null
  note?: string | null
}

/** A member's books, as far as they were read: all lots of a unit, or only those that are due. */
export interface Book {
  enrolmentId: string
  enrolledAt: number
  accounts: Partial<Record<Unit, AccountState>>
  lots: LotState[]
  holds: HoldState[]
  standing: Standing
}

/** The account after some postings to its unit. */
export function after(account: AccountState, postings: readonly Posting[]): AccountState {
  const state = { ...account }
  for (const { fromAccount, toAccount, amount } of postings) {
    state.seq += 1
    // A debt is what has been taken from an account that holds nothing: it grows as amounts leave it.
    if (fromAccount === 'owed') state.owed += amount
    else if (isOwn(fromAccount)) state[fromAccount] -= amount
    if (toAccount === 'owed') state.owed -= amount
    else if (isOwn(toAccount)) state[toAccount] += amount
  }
  return state
}

const isOwn = (account: LedgerAccount): account is 'available' | 'pending' | 'held' =>
  account === 'available' || account === 'pending' || account === 'held'

/** The lots after some postings, those opened with them included, without those that are used up. */
export function lotsAfter(lots: readonly LotState[], postings: readonly Posting[]): LotState[] {
  const states = new Map(lots.map((lot) => [lot.id, { ...lot }]))
  for (const { lotId, fromAccount, toAccount, amount } of postings) {
    const lot = lotId === null ? undefined : states.get(lotId)
    if (!lot) continue
    if (fromAccount === 'available' || fromAccount === 'pending') lot.remaining -= amount
    if (toAccount === 'available' || toAccount === 'pending') lot.remaining += amount
    if (toAccount === 'available') lot.state = 'active'
  }
  return [...states.values()].filter((lot) => lot.remaining > 0)
}

/** Soonest to expire first; lots that never expire last. Those of one end, as they were opened. */
export const bySoonestExpiry = (a: LotState, b: LotState): number =>
  ending(a) - ending(b) || (a.id < b.id ? -1 : 1)

/** No instant reaches it: two lots without an end are of one end, which two infinities are not. */
const ending = ({ expiresAt }: LotState): number => expiresAt ?? Number.MAX_SAFE_INTEGER
