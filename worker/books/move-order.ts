import { DomainError, type RewardOrder } from '../../shared/contracts/index.ts'
import { goodsSpec } from '../../shared/ledger/rewards/index.ts'
import { inTurn } from '../db/database.ts'
import { findStoredOrder, moveOrders, orderIn, selectOrder } from '../db/reward-orders.ts'
import { fieldError } from '../http/reported.ts'
import type { ProgramPlace } from './order-books.ts'

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
