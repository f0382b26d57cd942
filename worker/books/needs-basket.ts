import type { Amount, Offer } from '../../shared/contracts/index.ts'

/**
 * Whether an offer can't be claimed on a decision that was made without the basket: a place that holds nothing of the
 * budget, or of a cap in money, would let it be overdrawn; and what it takes of the member's own is not known.
 */
export function needsBasket(
  { limits, reward }: Pick<Offer, 'limits' | 'reward'>,
  costMinor: number,
  takes: Amount | undefined,
): boolean {
  const { budgetMinor, caps = [] } = limits
  const inMoney = budgetMinor !== undefined || caps.some((cap) => cap.costMinor !== undefined)
  return (inMoney && costMinor === 0) || (reward.kind === 'payWithPoints' && !takes)
}
