import { MAX_AMOUNT, type ProgramRules, type PurchaseCreate } from '../../shared/contracts/index.ts'
import type { AutomaticOffer } from '../../shared/engine/index.ts'
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

/** What the shop gives because a member gave or bought, by the offers that match it. */
export const matchesOf = (
  offers: readonly Pick<AutomaticOffer, 'donation'>[],
  purchaseId: string,
  givenAt: number,
): Donation[] =>
  offers.flatMap(({ donation }) =>
    donation === null
      ? []
      : {
          id: newId('don'),
          cause: donation.cause,
          orderId: null,
          purchaseId,
          returnId: null,
          amountMinor: donation.amountMinor,
          times: 1,
          givenAt,
        },
  )

/** Adds to what is given. A purchase gives to a cause once, in one sum, for whatever reasons it does. */
export function giveAsWell(donations: Donation[], more: readonly Donation[]): void {
  for (const donation of more) {
    const same = donations.find(
      ({ purchaseId, cause }) => purchaseId === donation.purchaseId && cause === donation.cause,
    )
    if (same) same.amountMinor = Math.min(MAX_AMOUNT, same.amountMinor + donation.amountMinor)
    else donations.push(donation)
  }
}

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
