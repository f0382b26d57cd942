import { DomainError, type ProgramRules, type RewardOrder } from '../../shared/contracts/index.ts'
import { type LotState, restore } from '../../shared/ledger/index.ts'
import { type GivingBack, goodsSpec, type StaysBecause } from '../../shared/ledger/rewards/index.ts'
import { type ReadBook, writeBookStatements } from '../db/books.ts'
import { type Donation, insertDonations } from '../db/causes.ts'
import { catalogueAt } from '../db/compiled.ts'
import { brokenPromise, type Db, inTurn, Stale } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import {
  findStoredOrder,
  moveOrders,
  type OrderContext,
  type OrderMove,
  orderIn,
  readOrderContext,
  refuseIdleSeat,
  SEATED_AT_ONCE,
  type StoredOrder,
  selectOrder,
  type Waiting,
} from '../db/reward-orders.ts'
import type { Env } from '../env.ts'
import { fieldError } from '../http/reported.ts'
import { closeBooks, OpenBook } from './open-book.ts'
import { keepKey } from './seal.ts'

/** Where a programme's books are. */
export interface ProgramPlace {
  programId: string
  binding: string
  db: Db
}

/** Who gives an order back. A member can their own. */
export type Canceller = { by: 'shop' } | { by: 'member'; enrolmentId: string }

/** Why an order stays, in words. */
const STAYS: Record<StaysBecause, string> = {
  used: 'Its code has been used on a purchase',
  shown: 'Its code has been shown, and works wherever it is typed: it can’t be given back',
  handedOver: 'It has been handed over',
  onItsWay: 'It has been packed: ask the shop',
  eventDay: 'It is the day of the event',
  begun: 'The early access has begun',
  given: 'It has been given to the cause',
  spent: 'Some of it has been used',
}

/**
 * Gives an order back: its price to the lots that it came from, each with its own expiry; its place to the next who
 * waits, in the same write; a gift out of the cause's total; a top-up out of the stored value. Given back already, it is
 * answered as it stands.
 *
 * @throws DomainError not_found, order_refused, busy
 */
export async function cancelOrder(
  env: Env,
  place: ProgramPlace,
  orderId: string,
  who: Canceller,
  now: number,
  externalRef?: string,
): Promise<RewardOrder> {
  const { programId, binding, db } = place
  return inTurn(async () => {
    const context = await readOrderContext(db, programId, { orderId }, now)
    const { order } = context
    if (!order || (who.by === 'member' && order.enrolmentId !== who.enrolmentId))
      throw new DomainError('not_found', `No order ${orderId}`)
    if (order.state === 'cancelled') return toRewardOrder(order)
    const { rules } = await catalogueAt(env, binding, programId, context.catalogueVersion, db)
    const books = new OpenBooks(context, programId, rules, now)
    const own = books.of(
      order.enrolmentId,
      ownLots(order, context),
      order.state === 'waiting' ? order.holdId : null,
    )
    const why = staysBecause(order, context, own, { by: who.by, now, zone: rules.timeZone })
    if (why !== null) throw new DomainError('order_refused', STAYS[why])

    const guard: D1PreparedStatement[] = []
    const moves: OrderMove[] = [{ id: order.id, version: order.version, state: 'cancelled', externalRef }]
    if (order.state !== 'waiting') {
      giveBack(own, order, context)
      const seats = order.goods.kind === 'seat' ? Math.max(0, context.free + 1) : 0
      moves.push(...context.next.slice(0, seats).map((waiting) => seatNext(books, waiting, context)))
      // More may be free than are seated in one batch; then the shop's own change of the seats goes on with them.
      if (seats > 0 && seats <= SEATED_AT_ONCE) guard.push(refuseIdleSeat(db, order.rewardId, now))
    }
    const done = await write(env, place, {
      moves,
      books,
      donations: donationBack(order),
      guard,
      now,
      orderId,
    })
    return orderIn(done) as RewardOrder
  })
}

/** Where a shop takes an order. `cardOf`: whose card was shown; `null`, nobody's of this programme. */
export interface OrderStep {
  state: 'packed' | 'sent' | 'delivered'
  externalRef?: string | undefined
  cardOf?: string | null
}

/**
 * Takes an order a step on. Where it is there already, only the shop's own reference is written.
 *
 * @throws DomainError not_found, order_refused, invalid_request where it is another member's card, busy
 */
export async function moveOrder(
  { programId, db }: Pick<ProgramPlace, 'programId' | 'db'>,
  orderId: string,
  { state, externalRef, cardOf }: OrderStep,
  now: number,
): Promise<RewardOrder> {
  return inTurn(async () => {
    const order = await findStoredOrder(db, programId, orderId, now)
    if (!order) throw new DomainError('not_found', `No order ${orderId}`)
    const spec = goodsSpec(order.goods)
    if (cardOf !== undefined) {
      if (cardOf !== order.enrolmentId)
        throw fieldError('memberNumber', 'is not the card of whoever ordered it')
      if (!spec.byCard || order.state === state)
        throw new DomainError('order_refused', 'There is nothing to hand over')
    }
    if (order.state !== state && !spec.steps[order.state]?.includes(state))
      throw new DomainError('order_refused', `It is ${order.state}: it can’t become ${state}`)
    const results = await db.batch([
      ...moveOrders(db, [{ id: order.id, version: order.version, state, externalRef }], now),
      selectOrder(db, programId, orderId, now),
    ])
    return orderIn(results.at(-1)) as RewardOrder
  })
}

/** Seats those who wait for as long as there are seats: after a shop has made them more. */
export async function seatWaiting(
  env: Env,
  place: ProgramPlace,
  rewardId: string,
  now: number,
): Promise<void> {
  const { programId, binding, db } = place
  for (let seated = true; seated; ) {
    seated = await inTurn(async () => {
      const context = await readOrderContext(db, programId, { rewardId }, now)
      const next = context.next.slice(0, Math.max(0, context.free))
      if (next.length === 0) return false
      const { rules } = await catalogueAt(env, binding, programId, context.catalogueVersion, db)
      const books = new OpenBooks(context, programId, rules, now)
      const moves = next.map((waiting) => seatNext(books, waiting, context))
      await write(env, place, { moves, books, donations: [], guard: [], now, orderId: null })
      return true
    })
  }
}

/** The books that one write touches, each opened once. */
class OpenBooks {
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

/** The lots behind the order itself: those of who waits next are another's. */
function ownLots({ holdId }: StoredOrder, { spent, held, lots, toppedUp }: OrderContext): LotState[] {
  const parts = [...spent, ...(held.get(holdId ?? '') ?? [])]
  const ids = new Set([...parts.map(({ lotId }) => lotId), toppedUp?.lotId])
  return lots.filter(({ id }) => ids.has(id))
}

function staysBecause(
  order: StoredOrder,
  { toppedUp }: OrderContext,
  own: OpenBook,
  how: GivingBack,
): StaysBecause | null {
  if (order.state === 'waiting') return null
  // As it stands now: what ran out while nobody looked is gone as well.
  const lot = own.book.lots.find(({ id }) => id === toppedUp?.lotId)
  return goodsSpec(order.goods).stays(
    order.goods,
    {
      state: order.state,
      used: order.usedAt !== null,
      whole: toppedUp === null || lot?.remaining === toppedUp.amount,
    },
    how,
  )
}

/** Puts the price back where it came from, and takes a top-up out again. */
function giveBack(open: OpenBook, order: StoredOrder, context: OrderContext): void {
  const { spent, toppedUp } = context
  const lots = ownLots(order, context)
  const { unit } = order.price
  const amount = spent.reduce((sum, part) => sum + part.amount, 0)
  const to = { reference: `reward-back:${order.id}`, sourceId: order.id }
  open.post(restore(spent, unit, amount, to), [], lots)
  if (toppedUp)
    open.post([
      {
        unit: 'storedValue',
        reason: 'convert',
        fromAccount: 'available',
        toAccount: 'converted',
        amount: toppedUp.amount,
        lotId: toppedUp.lotId,
        reference: `reward-back:${order.id}:topUp`,
        sourceId: order.id,
      },
    ])
  open.settle()
}

/** Gives a seat to who has waited for it: what was held of the price is spent. */
function seatNext(
  books: OpenBooks,
  { id, enrolmentId, version, hold }: Waiting,
  { held }: OrderContext,
): OrderMove {
  const open = books.of(enrolmentId)
  open.post(
    (held.get(hold.id) ?? []).map(({ unit, lotId, amount }) => ({
      unit,
      reason: 'spend',
      fromAccount: 'held',
      toAccount: 'spent',
      amount,
      lotId,
      reference: `reward:${id}:${lotId}`,
      sourceId: id,
    })),
  )
  open.endHold(hold.id, 'spent')
  return { id, version, state: 'ordered' }
}

const donationBack = ({ id, donated, orderedAt }: StoredOrder) =>
  donated === null
    ? []
    : [
        {
          id: newId('don'),
          cause: donated.cause,
          orderId: id,
          purchaseId: null,
          returnId: null,
          amountMinor: -donated.amountMinor,
          times: -1 as const,
          givenAt: orderedAt,
        },
      ]

/** What one write changes. */
interface OrderWrite {
  moves: readonly OrderMove[]
  books: OpenBooks
  donations: readonly Donation[]
  /** What undoes it where something came between. */
  guard: readonly D1PreparedStatement[]
  now: number
  /** The order to be read as it stands then. */
  orderId: string | null
}

/** Writes moves of orders with the books behind them. */
async function write(
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

const toRewardOrder = ({ rewardId: _, version: __, holdId: ___, ...order }: StoredOrder): RewardOrder => order
