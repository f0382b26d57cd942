import type { Plan, SavingKind, Subscription } from '../../contracts/index.ts'
import { currentPlans } from './current.ts'

/** Money that a plan took off, or, below zero, that a return took back. Unique by what it came with, and kind. */
export interface Saving {
  /** The purchase, return or ledger entry that it came with. */
  sourceId: string
  kind: SavingKind
  enrolmentId: string
  subscriptionId: string
  purchaseId: string | null
  amountMinor: number
  /** When the purchase was made, for what a return takes back as well: it belongs to that term. */
  savedAt: number
}

/** A purchase as far as it saved something. */
export interface SavingPurchase {
  id: string
  enrolmentId: string
  purchasedAt: number
  /** As the shop measured them (`PurchaseCreate.benefits`). */
  benefits: readonly { kind: 'freeShipping' | 'memberPrice'; amountMinor: number }[]
  /** Discounts of offers that are for members of plans alone, and of which. */
  offers: readonly { plans: readonly string[]; discountMinor: number }[]
  /** Stored value that it earned by rules for members of plans alone, and of which. */
  rewards: readonly { kind: 'yearlyReward' | 'dividend'; plans: readonly string[]; amountMinor: number }[]
}

type Current = ReturnType<typeof currentPlans>[number]

const givers: Record<'freeShipping' | 'memberPrice', (current: readonly Current[]) => Current | undefined> = {
  freeShipping: (current) => current.find(({ plan }) => plan.entitlements.freeShipping),
  memberPrice: (current) => {
    const percent = ({ plan }: Current) => plan.entitlements.memberPricePercent ?? 0
    const best = [...current].sort((a, b) => percent(b) - percent(a))[0]
    return best && percent(best) > 0 ? best : undefined
  },
}

/**
 * What a purchase saved thanks to the plans that were good when it was made: at most one saving of each kind. What no
 * plan of the member gives (a tier may give free delivery as well) is no plan's saving.
 */
export function savingsOfPurchase(
  purchase: SavingPurchase,
  subscriptions: readonly Subscription[],
  plans: readonly Plan[],
): Saving[] {
  const { id: purchaseId, enrolmentId, purchasedAt: savedAt } = purchase
  const current = currentPlans(subscriptions, plans, savedAt)
  const savings = new Map<SavingKind, Saving>()
  const add = (kind: SavingKind, giver: Current | undefined, amountMinor: number) => {
    if (!giver || amountMinor === 0) return
    const { id: subscriptionId } = giver.subscription
    const before = savings.get(kind)
    if (before) before.amountMinor += amountMinor
    else
      savings.set(kind, {
        sourceId: purchaseId,
        kind,
        enrolmentId,
        subscriptionId,
        purchaseId,
        amountMinor,
        savedAt,
      })
  }
  for (const { kind, amountMinor } of purchase.benefits) add(kind, givers[kind](current), amountMinor)
  for (const { kind, plans: keys, amountMinor } of purchase.rewards)
    add(
      kind,
      current.find(({ plan }) => keys.includes(plan.key)),
      amountMinor,
    )
  // One kind of saving has one row, so that the offers of a purchase count for the plan of the first.
  const ofOffers = purchase.offers.flatMap(({ plans: keys, discountMinor }) => {
    const giver = current.find(({ plan }) => keys.includes(plan.key))
    return giver ? [{ giver, discountMinor }] : []
  })
  for (const { discountMinor } of ofOffers) add('offer', ofOffers[0]?.giver, discountMinor)
  return [...savings.values()]
}

/** A saving of a purchase as it is on record, with what returns have taken back since. */
export type RecordedSaving = Omit<Saving, 'sourceId'> & { takenBackMinor: number }

/**
 * What a return takes back of a purchase's savings: their share of the goods that have come back so far, rounded down,
 * less what was taken before; with the last of the goods, all that is left. Free delivery was had until all came back.
 *
 * @param back goods that have come back, this return among them, and all goods, both in minor units
 */
export function savingsTakenBack(
  recorded: readonly RecordedSaving[],
  returnId: string,
  back: { backMinor: number; goodsMinor: number; whole: boolean },
): Saving[] {
  return recorded.flatMap(({ takenBackMinor, ...saving }) => {
    const share =
      saving.kind === 'freeShipping' || back.goodsMinor === 0
        ? 0
        : Number((BigInt(saving.amountMinor) * BigInt(back.backMinor)) / BigInt(back.goodsMinor))
    const amountMinor = takenBackMinor - (back.whole ? saving.amountMinor : share)
    return amountMinor < 0 ? [{ ...saving, sourceId: returnId, amountMinor }] : []
  })
}
