import { DomainError, type RewardOrder } from '../../shared/contracts/index.ts'
import { type LotState, restore } from '../../shared/ledger/index.ts'
import { type GivingBack, goodsSpec, type StaysBecause } from '../../shared/ledger/rewards/index.ts'
import { catalogueAt } from '../db/compiled.ts'
import { inTurn } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import { type OrderMove, orderIn, type StoredOrder } from '../db/reward-orders.ts'
import { type OrderContext, readOrderContext, refuseIdleSeat, SEATED_AT_ONCE } from '../db/reward-queue.ts'
import type { Env } from '../env.ts'
import type { OpenBook } from './open-book.ts'
import { OpenBooks, type ProgramPlace, writeOrders } from './order-books.ts'
import { seatNext } from './seat-waiting.ts'

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
    const done = await writeOrders(env, place, {
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

const toRewardOrder = ({ rewardId: _, version: __, holdId: ___, ...order }: StoredOrder): RewardOrder => order
