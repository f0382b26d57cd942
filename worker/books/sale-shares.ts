import type { ProgramRules, PurchaseCreate } from '../../shared/contracts/index.ts'
import { paidForGoods } from '../../shared/ledger/index.ts'
import { saleGifts } from '../../shared/ledger/sale-shares.ts'
import type { Donation, SaleShareGiven } from '../db/causes.ts'
import { newId } from '../db/ids.ts'

/** What the shop gives of a sale, a guest's as well, in shares of what was paid for the goods. */
export const sharesOf = (
  { lines, totalMinor, shippingMinor, purchasedAt }: PurchaseCreate,
  purchaseId: string,
  { saleShares }: ProgramRules,
): Donation[] =>
  saleShares.length === 0
    ? []
    : saleGifts(saleShares, paidForGoods(lines, totalMinor - shippingMinor)).map(
        ({ cause, amountMinor }) => ({
          id: newId('don'),
          cause,
          orderId: null,
          purchaseId,
          returnId: null,
          amountMinor,
          times: 1,
          givenAt: purchasedAt,
        }),
      )

/**
 * What comes back of the shop's shares with a return, in proportion to the goods: with the last of them, all that is left.
 *
 * @param backOf how much of an amount has come back with this return and those before it
 */
export const sharesBack = (
  shares: readonly SaleShareGiven[],
  { returnId, purchaseId, purchasedAt }: { returnId: string; purchaseId: string; purchasedAt: number },
  backOf: (all: number) => number,
): Donation[] =>
  shares.flatMap(({ cause, givenMinor, leftMinor }) => {
    const amountMinor = backOf(givenMinor) - (givenMinor - leftMinor)
    if (amountMinor <= 0) return []
    return {
      id: newId('don'),
      cause,
      orderId: null,
      purchaseId,
      returnId,
      amountMinor: -amountMinor,
      times: amountMinor === leftMinor ? (-1 as const) : (0 as const),
      givenAt: purchasedAt,
    }
  })
