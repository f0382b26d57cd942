import type { ProgramRules } from '../../shared/contracts/index.ts'
import type { LotState } from '../../shared/ledger/index.ts'
import { type ReadBook, writeBookStatements } from '../db/books.ts'
import { type Donation, insertDonations } from '../db/causes.ts'
import { brokenPromise, type Db, Stale } from '../db/database.ts'
import { moveOrders, type OrderMove, selectOrder } from '../db/reward-orders.ts'
import type { OrderContext } from '../db/reward-queue.ts'
import type { Env } from '../env.ts'
import { closeBooks, OpenBook } from './open-book.ts'
import { keepKey } from './seal.ts'

/** Where a programme's books are. */
export interface ProgramPlace {
  programId: string
  binding: string
  db: Db
}

/** The books that one write touches, each opened once. */
export class OpenBooks {
  readonly all = new Map<string, OpenBook>()
  readonly #context: OrderContext
  readonly #programId: string
  readonly #rules: ProgramRules
  readonly #now: number

  constructor(context: OrderContext, programId: string, rules: ProgramRules, now: number) {
    this.#context = context
    this.#programId = programId
    this.#rules = rules
    this.#now = now
  }

  /**
   * @param lots of the member's own, besides those that are due
   * @param letGo a hold that ends here and now, as it does by itself when its time is up
   */
  of(enrolmentId: string, lots: readonly LotState[] = [], letGo: string | null = null): OpenBook {
    const known = this.all.get(enrolmentId)
    if (known) return known
    const { books, held } = this.#context
    const read = books.get(enrolmentId)
    if (!read) throw new Error(`No books of ${enrolmentId}`)
    const parts = letGo === null ? undefined : held.get(letGo)
    const due: ReadBook =
      letGo !== null && parts?.[0]
        ? {
            ...read,
            book: {
              ...read.book,
              holds: [...read.book.holds, { id: letGo, unit: parts[0].unit, expiresAt: this.#now, parts }],
            },
          }
        : read
    const open = new OpenBook(due, this.#programId, this.#rules, this.#now, lots)
    this.all.set(enrolmentId, open)
    return open
  }
}

/** What one write changes. */
export interface OrderWrite {
  moves: readonly OrderMove[]
  books: OpenBooks
  donations: readonly Donation[]
  /** What undoes it where something came between. */
  guard: readonly D1PreparedStatement[]
  now: number
  /** The order to be read as it stands then. */
  orderId: string | null
}

/** Writes moves of orders with the books behind them, all of it or nothing. */
export async function writeOrders(
  env: Env,
  { programId, binding, db }: ProgramPlace,
  { moves, books, donations, guard, now, orderId }: OrderWrite,
): Promise<D1Result | undefined> {
  const key = await keepKey(env, db, binding)
  try {
    const results = await db.batch([
      // One by one: the place that the first gives back is the next one's.
      ...moves.flatMap((move) => moveOrders(db, [move], now)),
      ...guard,
      ...insertDonations(db, programId, donations),
      ...writeBookStatements(db, await closeBooks(env, [...books.all.values()])),
      ...key.statements,
      ...(orderId === null ? [] : [selectOrder(db, programId, orderId, now)]),
    ])
    key.written()
    return results.at(-1)
  } catch (error) {
    const broken = brokenPromise(error)
    if (broken && typeof broken === 'object' && 'check' in broken && broken.check.startsWith('waiting'))
      throw new Stale(error)
    throw error
  }
}
