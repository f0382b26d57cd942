import { catalogueAt } from '../db/compiled.ts'
import { inTurn } from '../db/database.ts'
import type { OrderMove } from '../db/reward-orders.ts'
import { type OrderContext, readOrderContext, type Waiting } from '../db/reward-queue.ts'
import type { Env } from '../env.ts'
import { OpenBooks, type ProgramPlace, writeOrders } from './order-books.ts'

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
      await writeOrders(env, place, { moves, books, donations: [], guard: [], now, orderId: null })
      return true
    })
  }
}

/** Gives a seat to who has waited for it: what was held of the price is spent. */
export function seatNext(
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
