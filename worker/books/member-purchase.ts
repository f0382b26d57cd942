import {
  DomainError,
  type Earned,
  MAX_AMOUNT,
  type Offer,
  type Profile,
  type ProgramRules,
  type PurchaseCreate,
  type PurchaseResult,
  type Unit,
} from '../../shared/contracts/index.ts'
import {
  type AutomaticOffer,
  addPurchase,
  automaticOffers,
  type Catalogue,
  consented,
  discountPerUnit,
  type MayUse,
} from '../../shared/engine/index.ts'
import {
  allocate,
  type CapPlace,
  capKey,
  capPlaces,
  paidForGoods,
  type SavingPurchase,
  savingsOfPurchase,
} from '../../shared/ledger/index.ts'
import { newId } from '../db/ids.ts'
import { withHeld } from '../db/member-facts.ts'
import {
  type NewRedemption,
  type OfferRoom,
  type PurchaseContext,
  type PurchasePlan,
  placeKey,
} from '../db/purchases.ts'
import { capture, type PaidWith } from './capture.ts'
import type { UsedClaim } from './codes-used.ts'
import {
  earnNow,
  earnRulesOf,
  type Gift,
  heldAt,
  isFirstPurchase,
  memberContext,
  tierProgress,
} from './earn-now.ts'
import type { OpenBook } from './open-book.ts'
import { giveAsWell, matchesOf } from './sale-shares.ts'
import type { SegmentWatch } from './segment-moves.ts'

/** What is known of a member; changed as their purchases are added. */
export interface MemberState {
  profile: Profile
  may: MayUse
  open: OpenBook
  segments: SegmentWatch
}

/** One member's purchase on its way into the books. */
export interface MemberPurchase {
  id: string
  purchase: PurchaseCreate
  enrolmentId: string
  state: MemberState
  used: UsedClaim[]
}

/** What an offer may still give; changed as purchases of the same call take from it. */
export type Room = Pick<PurchaseContext, 'exhausted' | 'redeemed' | 'households' | 'capUsed'> & {
  limited: Map<string, OfferRoom>
}

/**
 * Adds what a purchase changes of its member: what it earns in every unit, redemptions, profile, tier.
 *
 * @returns what each line earned, by unit
 * @throws DomainError invalid_request where it would earn more points than an account can hold
 */
export function addMemberPurchase(
  plan: PurchasePlan,
  { id, purchase, enrolmentId, state, used }: MemberPurchase,
  catalogue: Catalogue,
  room: Room | null,
  held: Pick<PurchaseContext, 'holds' | 'holdLots'>,
  result: PurchaseResult,
): Partial<Record<Unit, number>>[] {
  const { lines, purchasedAt } = purchase
  const { open } = state
  const goodsPaidMinor = paidForGoods(lines, purchase.totalMinor - purchase.shippingMinor)
  const profile = addPurchase(
    state.profile,
    {
      purchasedAt,
      spendMinor: lines.reduce((sum, line) => sum + line.amountMinor, 0),
      region: purchase.region ?? null,
      coded: purchase.codes.length > 0,
      lines,
    },
    catalogue.rules.timeZone,
  )
  const entered = state.segments.entered(profile)
  const earned = earnNow(
    catalogue.rules,
    open,
    {
      kind: 'purchase',
      storeId: purchase.storeId,
      purchasedAt,
      goodsPaidMinor,
      lines,
      first: isFirstPurchase(open, state.profile),
    },
    memberContext(open, catalogue.rules, entered, purchasedAt),
  )
  const bonuses = room
    ? bonusesOf({ purchase, enrolmentId, state, used }, earned.basePoints(lines.length), catalogue, room)
    : []
  const gifts: Gift[] = [
    ...earned.gifts,
    ...bonuses.flatMap(({ offer, points, perLine }) =>
      points > 0 ? [earned.bonus(offer.id, points, perLine)] : [],
    ),
  ]
  for (const unit of new Set(gifts.map((gift) => gift.unit))) {
    const { available, pending, held } = open.account(unit)
    const more = gifts.reduce((sum, gift) => sum + (gift.unit === unit ? gift.amount : 0), 0)
    if (available + pending + held + more > MAX_AMOUNT)
      throw new DomainError('invalid_request', `It would earn ${more} ${unit}, more than an account can hold`)
  }

  // Paid before it earns: what the order earns can't pay for the order.
  const payments = used.map((use) => {
    const { claim, discountMinor } = use
    const hold = held.holds.get(claim.id)
    const order = {
      discountMinor,
      agreedMinor: claim.costMinor,
      purchaseId: id,
      purchasedAt,
      offerId: claim.offerId,
    }
    const paidWith = hold && capture(open, hold, held.holdLots.get(enrolmentId) ?? [], order, catalogue.rules)
    return { ...use, ...(paidWith ?? { paid: null, forgiven: 0 }) }
  })
  earned.post(gifts, { purchaseId: id, earnedAt: purchasedAt, reference: id })
  result.earned = gifts.map(toEarned)
  result.pointsEarned = gifts.reduce((sum, gift) => sum + (gift.unit === 'points' ? gift.amount : 0), 0)
  redeem(plan, { id, purchase, enrolmentId }, payments, bonuses, room, catalogue, result)
  plan.savings.push(
    ...savingsOfPurchase(
      {
        id,
        enrolmentId,
        purchasedAt,
        benefits: purchase.benefits,
        offers: used.map(({ claim, discountMinor }) => ({
          plans: claim.plans,
          discountMinor,
        })),
        rewards: gifts.flatMap((gift) => planReward(gift, catalogue.rules)),
      },
      open.subscriptions,
      catalogue.rules.plans,
    ),
  )
  open.keep({ ...open.standing, firstPurchaseGiven: true })
  open.act('purchase', purchasedAt)
  tierProgress(open, catalogue, profile, plan.now, { at: purchasedAt, goodsPaidMinor, purchases: 1, gifts })
  open.settle()
  state.segments.took()
  state.profile = profile
  return lines.map((_, line) => {
    const own: Partial<Record<Unit, number>> = {}
    for (const { unit, perLine } of gifts) if (perLine[line]) own[unit] = (own[unit] ?? 0) + perLine[line]
    return own
  })
}

/** Stored value that a rule gives to members of plans alone: part of what their fee pays for. */
function planReward({ unit, ruleKey, amount }: Gift, rules: ProgramRules): SavingPurchase['rewards'] {
  const rule = earnRulesOf(rules).rules.find((one) => one.rule.key === ruleKey)?.rule
  if (unit !== 'storedValue' || !rule || rule.plans.length === 0) return []
  const kind = rules.earn.includes(rule) ? 'dividend' : 'yearlyReward'
  return [{ kind, plans: rule.plans, amountMinor: amount }]
}

const toEarned = ({ unit, amount, ruleKey, offerId, activatesAt, cut }: Gift): Earned => ({
  unit,
  amount,
  rule: ruleKey,
  offerId,
  activatesAt,
  cut,
})

/** Notes which offers the purchase redeemed: those behind its codes, and those that came by themselves. */
function redeem(
  plan: PurchasePlan,
  { id, purchase, enrolmentId }: Pick<MemberPurchase, 'id' | 'purchase' | 'enrolmentId'>,
  used: readonly (UsedClaim & PaidWith)[],
  bonuses: ReturnType<typeof bonusesOf>,
  room: Room | null,
  catalogue: Catalogue,
  result: PurchaseResult,
): void {
  const note = (
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
  for (const use of used) {
    const { claim, discountMinor, paid, forgiven, made } = use
    const { id: claimId, offerId, offerRevision } = claim
    if (room && passesLimits(room, use, catalogue)) result.pastLimitOfferIds.push(offerId)
    if (room && isPlaced(claim)) takeRoom(room, enrolmentId, offerId, discountMinor - claim.costMinor, [], 0)
    else if (room) takeRoom(room, enrolmentId, offerId, discountMinor, made ?? [])
    note({
      claimId,
      offerId,
      offerRevision,
      discountMinor,
      costMinor: discountMinor,
      bonusPoints: 0,
      paid,
      forgiven,
      automatic: false,
      typed: made ? claim.code : null,
      caps: made ?? [],
      fell: discountPerUnit(claim.reward, purchase.lines, discountMinor),
    })
  }
  giveAsWell(plan.donations, matchesOf(bonuses, id, purchase.purchasedAt))
  for (const { offer, points: bonusPoints, perLine, donation, costMinor, caps } of bonuses) {
    if (room) takeRoom(room, enrolmentId, offer.id, costMinor, caps)
    note({
      claimId: newId('clm'),
      offerId: offer.id,
      offerRevision: offer.revision,
      discountMinor: 0,
      costMinor,
      bonusPoints,
      paid: null,
      forgiven: 0,
      automatic: true,
      typed: null,
      caps,
      fell: donation?.perLine ?? allocate(costMinor, perLine),
    })
  }
}

/** The offers that come with the order by themselves, as far as their limits have room, and what they take of it. */
function bonusesOf(
  { purchase, enrolmentId, state, used }: Omit<MemberPurchase, 'id'>,
  basePoints: readonly number[],
  catalogue: Catalogue,
  room: Room,
) {
  const { currency, totalMinor, shippingMinor, lines } = purchase
  const { tier, plans } = heldAt(state.open, purchase.purchasedAt)
  const offers = automaticOffers(
    {
      catalogue,
      enrolmentId,
      storeId: purchase.storeId,
      locale: 'en',
      // Judged as the decision was that offered it.
      ...consented(
        {
          profile: state.profile,
          member: withHeld(state.open.facts, {
            tier: tier ?? catalogue.rules.tiers?.levels[0]?.key ?? null,
            plans: plans.map(({ key }) => key),
          }),
          interest: [],
        },
        state.may,
      ),
      now: purchase.purchasedAt,
      usage: { exhausted: room.exhausted, perMember: room.redeemed.get(enrolmentId) ?? new Map() },
      basket: { currency, totalMinor, shippingMinor, lines },
    },
    basePoints,
    { usedIds: used.map(({ claim }) => claim.offerId), hasRoom },
  )
  return offers.map((earned) => ({ ...earned, caps: placesOf(earned.offer) }))

  function placesOf({ id: offerId, limits }: Offer): CapPlace[] {
    const holder = { enrolmentId, storeId: purchase.storeId, offerId, code: null }
    const places = capPlaces(limits.caps, holder, purchase.purchasedAt, catalogue.rules.timeZone)
    return places.map(([cap, who, startsAt, endsAt]) => [
      cap,
      who ?? room.households.get(enrolmentId) ?? enrolmentId,
      startsAt,
      endsAt,
    ])
  }

  function hasRoom({ offer, costMinor }: AutomaticOffer): boolean {
    return fits(room, offer, placesOf(offer), costMinor)
  }
}

/** Whether an offer's limits have room for one more use of it, those of one member apart. `caps`: its places, household and all. */
function fits(room: Room, offer: Offer, caps: readonly CapPlace[], costMinor: number): boolean {
  const left = room.limited.get(offer.id)
  if (left && (left.claims < 1 || left.budgetMinor < costMinor)) return false
  return !offer.limits.caps?.some((cap) => {
    const place = caps.find(([key]) => key === capKey(cap))
    const taken = place && room.capUsed.get(placeKey(offer.id, place))
    return (
      (taken?.times ?? 0) + 1 > (cap.times ?? Number.POSITIVE_INFINITY) ||
      (taken?.costMinor ?? 0) + costMinor > (cap.costMinor ?? Number.POSITIVE_INFINITY)
    )
  })
}

/** A claim that has its place still: it takes no other. */
const isPlaced = ({ state }: UsedClaim['claim']): boolean => state === 'reserved' || state === 'applied'

/** Whether a code takes more of its offer than there was: the shop has given it, and is told. */
function passesLimits(room: Room, { claim, discountMinor, made }: UsedClaim, catalogue: Catalogue): boolean {
  const { offerId, enrolmentId } = claim
  if (isPlaced(claim)) {
    const moreMinor = discountMinor - claim.costMinor
    return moreMinor > 0 && (room.limited.get(offerId)?.budgetMinor ?? moreMinor) < moreMinor
  }
  const item = catalogue.offers.get(offerId)
  if (!item) return false
  const caps = (made ?? []).map(([cap, who, startsAt, endsAt]): CapPlace => {
    return [cap, who ?? room.households.get(enrolmentId) ?? enrolmentId, startsAt, endsAt]
  })
  const uses = room.redeemed.get(enrolmentId)?.get(offerId) ?? 0
  return uses >= item.perMember || !fits(room, item.offer, caps, discountMinor)
}

/** Takes what a use takes of its offer's limits, so that the next purchase of the call finds the rest. */
function takeRoom(
  room: Room,
  enrolmentId: string,
  offerId: string,
  costMinor: number,
  caps: readonly CapPlace[],
  times = 1,
): void {
  for (const [cap, who, startsAt, endsAt] of caps) {
    const place: CapPlace = [cap, who ?? room.households.get(enrolmentId) ?? enrolmentId, startsAt, endsAt]
    const key = placeKey(offerId, place)
    const used = room.capUsed.get(key) ?? { times: 0, costMinor: 0 }
    room.capUsed.set(key, { times: used.times + 1, costMinor: used.costMinor + costMinor })
  }
  const left = room.limited.get(offerId)
  if (left) {
    left.claims -= times
    left.budgetMinor -= costMinor
  }
  const redeemed = room.redeemed.get(enrolmentId) ?? new Map<string, number>()
  room.redeemed.set(enrolmentId, redeemed.set(offerId, (redeemed.get(offerId) ?? 0) + times))
}
