import type { Offer, OfferPolicy } from '../../contracts/index.ts'
import { conflicts, modesOf, traitsOf } from './conflicts.ts'

/** Whether an offer may be used on a basket that some others are used on already. */
export function goesWith(offer: Offer, others: readonly Offer[], policy: OfferPolicy): boolean {
  const modes = modesOf(policy)
  const own = traitsOf(offer, modes)
  return !others.some((other) => conflicts(own, traitsOf(other, modes), policy))
}
