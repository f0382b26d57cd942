import { DomainError, foldCode, type PurchaseCreate } from '../../shared/contracts/index.ts'
import { type Catalogue, claimCostMinor } from '../../shared/engine/index.ts'
import { type CapPlace, capPlaces } from '../../shared/ledger/index.ts'
import { newId } from '../db/ids.ts'
import type { CodeClaim } from '../db/purchases.ts'
import type { CodeOrder } from '../db/reward-codes.ts'

/** A claim that an order used, and what it took off. */
export interface UsedClaim {
  claim: CodeClaim
  discountMinor: number
  /** What it takes of the offer's caps, where nobody had claimed it and the claim is made with the order. */
  made?: CapPlace[]
}

/**
 * The claims behind an order's codes, each once, and whose they are. A minted code is one member's, so the first of
 * them tells who bought, whatever number was read out at the till; static codes, which are everybody's, then count for
 * that member. A reservation that ran out or was given back still counts: the shop has given the discount. One that an
 * earlier order redeemed does not.
 *
 * @param named the member found by number or e-mail, if any
 * @param spent claims that another purchase of the same call has used
 */
export function codesUsed(
  purchase: PurchaseCreate,
  claims: readonly CodeClaim[],
  named: string | null,
  spent: ReadonlySet<string>,
): { owner: string | null; used: UsedClaim[] } {
  const usable = claims.filter(
    (claim) =>
      claim.storeId === purchase.storeId &&
      claim.state !== 'redeemed' &&
      claim.state !== 'reversed' &&
      !spent.has(claim.id),
  )
  const typed = purchase.codes.map(({ code, discountMinor }) => ({ code: foldCode(code), discountMinor }))
  const minted = typed.flatMap(
    ({ code }) => usable.find((claim) => claim.minted && claim.code === code) ?? [],
  )
  const owner = minted[0]?.enrolmentId ?? named
  const used = new Map<string, UsedClaim>()
  for (const { code, discountMinor } of typed) {
    const claim = usable.find(
      (candidate) => candidate.code === code && candidate.enrolmentId === owner && !used.has(candidate.id),
    )
    if (claim) used.set(claim.id, { claim, discountMinor: discountMinor ?? claim.costMinor })
  }
  return { owner, used: [...used.values()] }
}

/** The rewards behind an order's codes, those left out that another purchase has used. */
export const rewardsUsed = (
  { codes }: PurchaseCreate,
  orders: readonly CodeOrder[],
  spent: ReadonlySet<string>,
): CodeOrder[] => {
  const typed = new Set(codes.map(({ code }) => foldCode(code)))
  return orders.filter(({ id, code, usedAt }) => usedAt === null && !spent.has(id) && typed.has(code))
}

/**
 * Claims made with the order itself: a member typed a static code that they had not claimed, of an offer that was open when
 * they bought. Whether it was theirs to use is not asked: the shop has given the discount.
 *
 * @param used claims that the order's codes were found to be
 */
export function typedUnclaimed(
  { storeId, purchasedAt, currency, totalMinor, shippingMinor, lines, codes }: PurchaseCreate,
  enrolmentId: string,
  used: readonly UsedClaim[],
  { shelves, rules }: Catalogue,
): UsedClaim[] {
  const seen = new Set(used.map(({ claim }) => claim.code))
  return codes.flatMap(({ code: typed, discountMinor }): UsedClaim[] => {
    const code = foldCode(typed)
    if (seen.has(code)) return []
    seen.add(code)
    const item = shelves
      .get(storeId)
      ?.offers.find(({ offer }) => offer.code?.kind === 'static' && foldCode(offer.code.code) === code)
    if (!item || purchasedAt < item.startsAt || purchasedAt >= item.endsAt) return []
    const { offer } = item
    const { id: offerId, revision: offerRevision, reward, audience, limits } = offer
    const before = lines.map((line) => ({
      ...line,
      amountMinor: line.beforeDiscountMinor ?? line.amountMinor,
    }))
    const basket = { currency, totalMinor, shippingMinor, lines: before }
    return [
      {
        claim: {
          id: newId('clm'),
          storeId,
          code,
          offerId,
          offerRevision,
          enrolmentId,
          state: 'released',
          costMinor: 0,
          minted: false,
          reward,
          plans: audience.plans ?? [],
        },
        discountMinor: discountMinor ?? claimCostMinor(offer, basket, rules),
        made: capPlaces(limits.caps, { enrolmentId, storeId, offerId, code }, purchasedAt, rules.timeZone),
      },
    ]
  })
}

/**
 * Refuses discounts that together are more than what the goods and their delivery cost before them, and what was agreed when
 * the codes were claimed: such an order would use up a budget that it never had anything of. Goods that cost nothing, and
 * of which nobody says what they cost before, say nothing.
 *
 * @param index of the purchase in its call
 * @throws DomainError invalid_request, at the code by which the sum is passed
 */
export function checkDiscounts(
  { lines, shippingMinor, codes }: PurchaseCreate,
  index: number,
  used: readonly UsedClaim[],
): void {
  const goodsMinor = lines.reduce((sum, line) => sum + (line.beforeDiscountMinor ?? line.amountMinor), 0)
  if (goodsMinor === 0 && lines.every(({ beforeDiscountMinor }) => beforeDiscountMinor === undefined)) return
  let leftMinor = used.reduce((sum, { claim }) => sum + claim.costMinor, goodsMinor + shippingMinor)
  for (const { claim, discountMinor } of used) {
    leftMinor -= discountMinor
    if (leftMinor >= 0) continue
    const at = codes.findIndex(({ code }) => foldCode(code) === claim.code)
    const message = 'is more than what the lines cost before their discounts: see beforeDiscountMinor'
    throw new DomainError('invalid_request', message, {
      issues: [{ path: `/purchases/${index}/codes/${at}/discountMinor`, message }],
    })
  }
}
