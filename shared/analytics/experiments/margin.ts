/** What a purchase was, after everything that came of it. */
export type PurchaseMargin = {
  /** What the member paid for goods, after discounts. */
  paidMinor: number
  /** What was taken off. */
  discountMinor: number
  /** What has been paid back. */
  refundMinor: number
  /** What points, gifts and shipping given with it cost the shop. */
  rewardCostMinor: number
  /** Part of the full price that is the shop's, 0 to 1. */
  marginShare: number
}

/**
 * What a purchase left the shop, in minor units rounded down: paid, less refunds, less what the goods cost that were kept, less what
 * was given with it. The goods cost what they cost at full price, so that a discount is all the shop's. Refunds are taken to
 * bring back as large a part of the goods as of the money.
 */
export function marginMinor(purchase: PurchaseMargin): number {
  const { paidMinor, discountMinor, refundMinor, rewardCostMinor, marginShare } = purchase
  const keptShare = paidMinor > 0 ? Math.max(0, 1 - refundMinor / paidMinor) : 1
  const goodsMinor = (1 - marginShare) * (paidMinor + discountMinor) * keptShare
  return Math.floor(paidMinor - refundMinor - goodsMinor - rewardCostMinor)
}
