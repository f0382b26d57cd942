import type { Standing, TierChange, Unit } from '../contracts/index.ts'
import {
  type AccountState,
  after,
  type Book,
  bySoonestExpiry,
  EMPTY_ACCOUNT,
  type HoldState,
  type LotOpening,
  type LotState,
  lotsAfter,
  type Posting,
} from './book.ts'

/** An entry to be written, and the instant from which it holds, whenever it is written. */
export interface DatedPosting extends Posting {
  at: number
}

/** A step on or off the ladder, and when it happened. */
export interface TierStep extends Pick<TierChange, 'fromTier' | 'toTier' | 'why'> {
  at: number
}

/** A member's books while the day's work is done on them: a copy, with what is posted to it noted down. */
export class Desk {
  readonly enrolmentId: string
  readonly enrolledAt: number
  readonly accounts: Book['accounts']
  standing: Standing
  holds: HoldState[]
  readonly postings: DatedPosting[] = []
  readonly opened: LotOpening[] = []
  readonly moved = new Map<string, number>()
  readonly steps: TierStep[] = []
  /** Whether everything posted names the lot it moves: totals are right even where it does not. */
  writable = true
  readonly #lots: Map<string, LotState>
  /** Lots that were not read, known from a hold alone. */
  readonly #unread = new Set<string>()

  constructor(book: Book) {
    this.enrolmentId = book.enrolmentId
    this.enrolledAt = book.enrolledAt
    this.accounts = { ...book.accounts }
    this.standing = book.standing
    this.holds = [...book.holds]
    this.#lots = new Map(book.lots.map((lot) => [lot.id, lot]))
  }

  account(unit: Unit): AccountState {
    return this.accounts[unit] ?? EMPTY_ACCOUNT
  }

  /** The number of the next entry of a unit: in a reference it can stand for no other entry. */
  nextSeq(unit: Unit): number {
    return this.account(unit).seq + 1
  }

  /** Lots that hold something. */
  filled(state: 'pending' | 'active'): LotState[] {
    return [...this.#lots.values()].filter((lot) => lot.state === state && lot.remaining > 0)
  }

  post(at: number, posting: Posting): void {
    this.postings.push({ ...posting, at })
    this.accounts[posting.unit] = after(this.account(posting.unit), [posting])
    const lot = posting.lotId === null ? undefined : this.#lots.get(posting.lotId)
    // One that is used up stays: what is held of it may come back.
    if (lot) this.#lots.set(lot.id, lotsAfter([lot], [posting])[0] ?? { ...lot, remaining: 0 })
  }

  /** Opens a lot and fills it. */
  open(at: number, lot: LotOpening, posting: Posting): void {
    this.opened.push(lot)
    this.#lots.set(lot.id, lot)
    this.post(at, posting)
  }

  /** Makes room for what comes back to a lot that was not read: when it runs out is not known then. */
  expect(lotId: string, unit: Unit, at: number): void {
    if (this.#lots.has(lotId)) return
    this.#unread.add(lotId)
    this.#lots.set(lotId, {
      id: lotId,
      unit,
      remaining: 0,
      state: 'active',
      earnedAt: at,
      activatesAt: at,
      activatesOn: null,
      expiresAt: null,
      expiry: null,
    })
  }

  /** Lets a lot run out later; `null` only where the future is being told, never where it is written. */
  move(lot: LotState, expiresAt: number | null): void {
    this.#lots.set(lot.id, { ...lot, expiresAt })
    if (expiresAt !== null) this.moved.set(lot.id, expiresAt)
  }

  /** Takes an amount from lots that can be used, soonest to expire first. What no lot that was read has is taken all the same. */
  take(at: number, amount: number, posting: Omit<Posting, 'amount' | 'lotId' | 'fromAccount'>): void {
    const { unit } = posting
    let left = amount
    for (const lot of this.filled('active')
      .filter((one) => one.unit === unit)
      .sort(bySoonestExpiry)) {
      if (left === 0) return
      const taken = Math.min(left, lot.remaining)
      const reference = `${posting.reference}:${lot.id}`
      this.post(at, { ...posting, fromAccount: 'available', amount: taken, lotId: lot.id, reference })
      left -= taken
    }
    if (left === 0) return
    this.writable = false
    this.post(at, { ...posting, fromAccount: 'available', amount: left, lotId: null })
  }

  /** The lots that were read or opened, without those that are used up and to which nothing can come back by itself. */
  lots(): LotState[] {
    const held = new Set(this.holds.flatMap(({ parts }) => parts.map(({ lotId }) => lotId)))
    return [...this.#lots.values()].filter(
      (lot) => !this.#unread.has(lot.id) && (lot.remaining > 0 || held.has(lot.id)),
    )
  }
}
