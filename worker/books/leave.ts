import { DomainError, type ProblemCode } from '../../shared/contracts/index.ts'
import { refundMinor } from '../../shared/ledger/plans/index.ts'
import { eraseConsents } from '../db/consents.ts'
import { databaseOf } from '../db/database.ts'
import { eraseTraces } from '../db/erasure.ts'
import { type Asking, enrolmentsOf } from '../db/members.ts'
import { eraseComments } from '../db/nps.ts'
import { cancelPickupsOf } from '../db/pickups.ts'
import { listFetchable } from '../db/reward-orders.ts'
import { readCurrent, storedIn } from '../db/subscriptions.ts'
import type { Env } from '../env.ts'
import { cancelOrder } from './cancel-order.ts'
import { changeByHand } from './subscribe.ts'

/** Who ended a subscription, and why, where its member has been erased. */
const ERASED = { source: 'hand', operator: 'member', reason: 'erased' } as const

/**
 * Before a member is erased: gives up, in every programme they are in, what nobody can use once they are gone. Places in
 * queues and seats go to the next; pick-ups are cancelled; plans end, and what a plan gives back for the days left is
 * owed, as the merchant sees there. What tells of the member alone is forgotten (db/erasure.ts). Done once more, it does what is left. Nothing happens for a device that no longer
 * speaks for the member. What the books refuse at that moment stays with the shop: nobody's wrong clock keeps a person
 * from being erased.
 */
export async function leaveProgrammes(env: Env, asking: Asking, now: number): Promise<void> {
  for (const { enrolmentId, programId, binding } of await enrolmentsOf(env.DB, asking)) {
    const db = databaseOf(env, binding)
    const place = { programId, binding, db }
    await eraseConsents(db, enrolmentId, now)
    await eraseComments(db, enrolmentId)
    await cancelPickupsOf(db, enrolmentId, now)
    await eraseTraces(db, enrolmentId)
    // What the member could not give back themselves stays, such as a seat on the day of its event.
    for (const orderId of await listFetchable(db, enrolmentId))
      await orLeave(cancelOrder(env, place, orderId, { by: 'member', enrolmentId }, now))
    const [current] = await db.batch([readCurrent(db, enrolmentId)])
    for (const { subscription } of storedIn(current))
      await orLeave(
        changeByHand(db, programId, { id: subscription.id }, ERASED, now, (own, plan, _, savedMinor) => ({
          kind: 'ended',
          at: now,
          refundMinor: refundMinor(plan, own, now, savedMinor),
        })),
      )
  }
}

/** Refusals that leave something with the shop. Anything else is a bug. */
const LEFT: readonly ProblemCode[] = ['order_refused', 'subscription_refused', 'day_closed', 'busy']

async function orLeave(done: Promise<unknown>): Promise<void> {
  try {
    await done
  } catch (error) {
    if (!(error instanceof DomainError) || !LEFT.includes(error.code)) throw error
  }
}
