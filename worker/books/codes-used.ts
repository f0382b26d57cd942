import { foldCode, type PurchaseCreate } from '../../shared/contracts/index.ts'
import type { CodeClaim } from '../db/purchases.ts'
import type { CodeOrder } from '../db/reward-codes.ts'

/** A claim that an order used, and what it took off. */
export interface UsedClaim {
  claim: CodeClaim
  discountMinor: number
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
