import {
  DomainError,
  type PickupOrder,
  type ProblemCode,
  type PurchaseCreate,
  type PurchaseResult,
} from '../../shared/contracts/index.ts'
import { draw } from '../../shared/ledger/index.ts'
import { databaseOf } from '../db/database.ts'
import { collectStatement, enrolmentOfCard, findPickup, storedValueLots } from '../db/pickups.ts'
import type { Env } from '../env.ts'
import type { MerchantAuth } from '../http/app.ts'
import { fieldError } from '../http/reported.ts'
import type { OpenBook } from './open-book.ts'
import { recordPurchases } from './record.ts'

/** Why an order can't be moved on, by the state that it is in. */
const REFUSED = {
  placed: 'It is not ready',
  ready: 'It is ready: the shop alone can cancel it now',
  collected: 'It has been collected',
  cancelled: 'It has been cancelled, or was not fetched in time',
} as const

/** The refusal to move an order on. `reason` is its state. */
export const pickupRefused = ({ state }: Pick<PickupOrder, 'state'>): DomainError =>
  new DomainError('pickup_refused', REFUSED[state], { reason: state })

/**
 * Hands an order over to whoever shows the card it was placed with: paid from stored value as far as that goes, and
 * recorded as a purchase that earns as any other. Payment, purchase and order are one batch; a second time, or at two
 * counters at once, it is paid once and the answer is the same.
 *
 * @throws DomainError not_found, invalid_request for another card, pickup_refused where it is over, busy
 */
export async function collectPickup(
  env: Env,
  merchant: MerchantAuth,
  pickupId: string,
  memberNumber: string,
  now: number,
): Promise<PickupOrder> {
  const db = databaseOf(env, merchant.binding)
  const read = async () => {
    const found = await findPickup(db, pickupId, { merchantId: merchant.merchantId }, now)
    if (!found) throw new DomainError('not_found', `No pick-up order ${pickupId}`)
    return found
  }
  const [pickup, card] = await Promise.all([
    read(),
    enrolmentOfCard(env.DB, merchant.programId, memberNumber),
  ])
  if (card !== pickup.enrolmentId)
    throw fieldError('memberNumber', 'is not the card that this order was placed with')
  if (pickup.state === 'collected') return pickup
  if (pickup.state === 'cancelled') throw pickupRefused(pickup)

  let paid: PickupOrder['paid'] = null
  const [result] = await recordPurchases(env, merchant, [purchaseOf(pickup, memberNumber, now)], {
    now,
    pay: {
      lots: () => storedValueLots(db, pickup.enrolmentId),
      take: (open, { purchaseId }) => {
        paid = pay(open, pickup, purchaseId as string)
      },
    },
    also: ([one]) => (one?.status === 'recorded' && paid ? [collectStatement(db, pickupId, paid)] : []),
  }).catch((error: unknown): PurchaseResult[] => {
    // Collected or cancelled since it was read: what has become of it is read below.
    if (/stale pickup|CHECK constraint failed: paid_at/.test(String(error))) return []
    throw error
  })
  if (result?.status === 'recorded' && paid) return { ...pickup, state: 'collected', paid, changedAt: now }

  const after = await findPickup(db, pickupId, { merchantId: merchant.merchantId }, Date.now())
  if (after?.state === 'collected') return after
  if (result?.problem) throw asError(result.problem)
  throw pickupRefused(after ?? { state: 'cancelled' })
}

/** Pays as much of an order as there is: what this very purchase earns is for the next one. */
function pay(open: OpenBook, pickup: PickupOrder, purchaseId: string): NonNullable<PickupOrder['paid']> {
  const { drafts } = open.noted()
  const earned = new Set(drafts.flatMap((entry) => (entry.purchaseId === purchaseId ? [entry.lotId] : [])))
  const lots = open.book.lots.filter((lot) => !earned.has(lot.id))
  const there = lots.reduce(
    (sum, lot) => sum + (lot.unit === 'storedValue' && lot.state === 'active' ? lot.remaining : 0),
    0,
  )
  const storedValueMinor = Math.min(pickup.totalMinor, there)
  if (storedValueMinor > 0) {
    const drawn = draw(lots, {
      unit: 'storedValue',
      amount: storedValueMinor,
      reason: 'spend',
      toAccount: 'spent',
      reference: `pickup:${pickup.id}`,
      sourceId: pickup.id,
      purchaseId,
    })
    if (!drawn) throw new Error(`Lots of ${open.enrolmentId} do not hold what they say`)
    open.post(drawn)
    open.act('spend', open.now)
    open.settle()
  }
  return { storedValueMinor, restMinor: pickup.totalMinor - storedValueMinor, purchaseId, paidAt: open.now }
}

/** The order as the purchase that it becomes. */
const purchaseOf = (pickup: PickupOrder, memberNumber: string, now: number): PurchaseCreate => ({
  storeId: pickup.storeId,
  externalRef: pickup.id,
  purchasedAt: now,
  currency: pickup.currency,
  totalMinor: pickup.totalMinor,
  shippingMinor: 0,
  lines: pickup.lines.map(({ category, ...line }) => ({ ...line, ...(category !== null && { category }) })),
  codes: [],
  benefits: [],
  buyer: { memberNumber },
})

/** A refusal that came as a document, as the error it was made of. */
const asError = ({ type, detail }: NonNullable<PurchaseResult['problem']>): DomainError =>
  new DomainError(type.replace('/problems/', '') as ProblemCode, String(detail ?? ''))
