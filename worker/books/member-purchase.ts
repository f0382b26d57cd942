import {
  DAY_MS,
  DomainError,
  MAX_AMOUNT,
  type PurchaseCreate,
  type PurchaseResult,
} from '../../shared/contracts/index.ts'
import { addPurchase, automaticOffers, type Catalogue, pointsCostMinor } from '../../shared/engine/index.ts'
import { earnBase } from '../../shared/ledger/index.ts'
import { newId } from '../db/ids.ts'
import type {
  EnrolmentState,
  NewRedemption,
  OfferRoom,
  PurchaseContext,
  PurchasePlan,
} from '../db/purchases.ts'
import type { UsedClaim } from './codes-used.ts'

/** One member's purchase on its way into the books. */
export interface MemberPurchase {
  id: string
  purchase: PurchaseCreate
  enrolmentId: string
  /** What is known of the member; changed as their purchases are added. */
  state: EnrolmentState
  used: UsedClaim[]
}

/** What an offer may still give; changed as purchases of the same call take from it. */
export type Room = Pick<PurchaseContext, 'exhausted' | 'redeemed'> & { limited: Map<string, OfferRoom> }

/**
 * Adds what a purchase changes of its member: points, redemptions, profile.
 *
 * @throws DomainError invalid_request where it would earn more points than an account can hold
 */
export function addMemberPurchase(
  plan: PurchasePlan,
  { id, purchase, enrolmentId, state, used }: MemberPurchase,
  catalogue: Catalogue,
  room: Room | null,
  result: PurchaseResult,
): number[] {
  const { lines } = purchase
  const { rules } = catalogue
  const base = earnBase(lines, purchase.totalMinor - purchase.shippingMinor, rules)
  const bonuses = room ? bonusesOf(purchase, enrolmentId, state, base.perLine, catalogue, room) : []
  const points = base.points + bonuses.reduce((sum, bonus) => sum + bonus.points, 0)
  if (state.available + state.pending + points > MAX_AMOUNT) {
    throw new DomainError('invalid_request', `It would earn ${points} points, more than an account can hold`)
  }

  const activatesAt = purchase.purchasedAt + rules.returnWindowDays * DAY_MS
  // A return window that closed before the purchase was recorded has nothing left to wait for.
  const toAccount = activatesAt <= plan.now ? 'available' : 'pending'
  const post = (reason: 'earn' | 'bonus', amount: number, offerId: string | null) => {
    if (amount === 0) return
    const lotId = newId('lot')
    state.seq += 1
    state[toAccount] += amount
    plan.lots.push({ id: lotId, enrolmentId, purchaseId: id, points: amount, activatesAt })
    plan.entries.push({
      id: newId('ent'),
      enrolmentId,
      seq: state.seq,
      reason,
      fromAccount: 'issued',
      toAccount,
      points: amount,
      lotId,
      purchaseId: id,
      offerId,
      reference: offerId ? `${reason}:${id}:${offerId}` : `${reason}:${id}`,
      postedAt: plan.now,
    })
    result.pointsEarned += amount
  }
  const redeem = (
    redemption: Omit<NewRedemption, 'id' | 'purchaseId' | 'enrolmentId' | 'storeId' | 'redeemedAt'>,
  ) => {
    plan.redemptions.push({
      ...redemption,
      id: newId('red'),
      purchaseId: id,
      enrolmentId,
      storeId: purchase.storeId,
      redeemedAt: plan.now,
    })
    result.redeemedOfferIds.push(redemption.offerId)
  }

  post('earn', base.points, null)
  for (const { claim, discountMinor } of used) {
    const { id: claimId, offerId, offerRevision } = claim
    redeem({
      claimId,
      offerId,
      offerRevision,
      discountMinor,
      costMinor: discountMinor,
      bonusPoints: 0,
      automatic: false,
    })
  }
  for (const { offer, points: bonusPoints, costMinor } of bonuses) {
    if (room) takeRoom(room, enrolmentId, offer.id, costMinor)
    post('bonus', bonusPoints, offer.id)
    redeem({
      claimId: newId('clm'),
      offerId: offer.id,
      offerRevision: offer.revision,
      discountMinor: 0,
      costMinor,
      bonusPoints,
      automatic: true,
    })
  }
  const spendMinor = lines.reduce((sum, line) => sum + line.amountMinor, 0)
  state.profile = addPurchase(state.profile, {
    purchasedAt: purchase.purchasedAt,
    spendMinor,
    region: purchase.region ?? null,
    lines,
  })
  return lines.map(
    (_, line) =>
      (base.perLine[line] ?? 0) + bonuses.reduce((sum, { perLine }) => sum + (perLine[line] ?? 0), 0),
  )
}

/** The points offers that come with the order, as far as their limits have room, and what they take of it. */
function bonusesOf(
  purchase: PurchaseCreate,
  enrolmentId: string,
  state: EnrolmentState,
  basePoints: readonly number[],
  catalogue: Catalogue,
  room: Room,
) {
  const { currency, totalMinor, shippingMinor, lines } = purchase
  const offers = automaticOffers(
    {
      catalogue,
      enrolmentId,
      storeId: purchase.storeId,
      locale: 'en',
      profile: state.profile,
      interest: [],
      now: purchase.purchasedAt,
      usage: { exhausted: room.exhausted, perMember: room.redeemed.get(enrolmentId) ?? new Map() },
      basket: { currency, totalMinor, shippingMinor, lines },
    },
    basePoints,
  )
  return offers.flatMap((earned) => {
    const costMinor = pointsCostMinor(earned.points, catalogue.rules)
    const left = room.limited.get(earned.offer.id)
    return left && (left.claims < 1 || left.budgetMinor < costMinor) ? [] : [{ ...earned, costMinor }]
  })
}

/** Takes what a bonus uses of its offer's limits, so that the next purchase of the call finds the rest. */
function takeRoom(room: Room, enrolmentId: string, offerId: string, costMinor: number): void {
  const left = room.limited.get(offerId)
  if (left) {
    left.claims -= 1
    left.budgetMinor -= costMinor
  }
  const redeemed = room.redeemed.get(enrolmentId) ?? new Map<string, number>()
  room.redeemed.set(enrolmentId, redeemed.set(offerId, (redeemed.get(offerId) ?? 0) + 1))
}
