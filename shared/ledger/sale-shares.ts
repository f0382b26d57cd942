import type { SaleShare } from '../contracts/index.ts'

/** What the shop gives a cause out of one sale, in minor units. */
export interface CauseGift {
  cause: string
  amountMinor: number
}

const WHOLE_BASIS_POINTS = 10_000n

/**
 * What each cause is given of a sale, rounded down; causes that get nothing are left out. After a return it is what they
 * are given of the goods that were kept: the difference is what comes back.
 *
 * @param goodsPaidMinor what was paid for the goods, delivery left out
 */
export const saleGifts = (shares: readonly SaleShare[], goodsPaidMinor: number): CauseGift[] =>
  shares
    .map(({ cause, basisPoints }) => ({
      cause,
      amountMinor: Number((BigInt(goodsPaidMinor) * BigInt(basisPoints)) / WHOLE_BASIS_POINTS),
    }))
    .filter(({ amountMinor }) => amountMinor > 0)
