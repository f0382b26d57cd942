import type { Basket, Effect, LineScope, Offer, ProgramRules, Reward } from '../contracts/index.ts'
import type { Purse, RewardBasket, RewardSpec } from './reward.ts'
import * as rewards from './rewards/index.ts'
import { emptyScopes, inScope, scopeOf, tallyBasket } from './scope.ts'

const SPECS = new Map<string, RewardSpec>(
  // A spec only ever sees rewards of its own kind.
  (Object.values(rewards) as unknown as RewardSpec[]).map((spec) => [spec.kind, spec]),
)

/** How this kind of reward is worked out. */
export const specOf = (reward: Reward): RewardSpec => SPECS.get(reward.kind)!

/** The lines a reward falls on; free delivery falls on no lines. */
export const rewardScope = (reward: Reward): LineScope | undefined =>
  'scope' in reward ? reward.scope : undefined

/**
 * A reward worked out on one basket, or without one. The amount is `null` where it can't be said. A discount is never
 * more than what is in scope, and percentages round down to the minor unit, in the shop's favour. A reward that the
 * member pays with what they have is worked out on `purse`; without one there is nothing to say.
 */
export function effect(
  reward: Reward,
  basket: Basket | null,
  rules: ProgramRules,
  purse: Purse | null = null,
): Effect {
  const spec = specOf(reward)
  return spec.toEffect(spec.amount(reward, seen(reward, basket, rules), rules, purse), rules, reward)
}

/**
 * What one claim of the offer may cost, in minor units: the most that this basket allows. Without a basket it is what
 * the offer's own figures say (a ceiling, a fixed amount, the smallest basket it asks for), and 0 where they say nothing.
 */
export const claimCostMinor = (
  offer: Pick<Offer, 'reward' | 'conditions'>,
  basket: Basket | null,
  rules: ProgramRules,
  purse: Purse | null = null,
): number =>
  specOf(offer.reward).costMinor(
    offer.reward,
    seen(offer.reward, basket, rules),
    offer.conditions,
    rules,
    purse,
  )

/** A basket in another currency says nothing about amounts in this one. */
function seen(reward: Reward, basket: Basket | null, rules: ProgramRules): RewardBasket | null {
  if (basket === null || basket.currency !== rules.currency) return null
  const index = emptyScopes()
  const scope = scopeOf(rewardScope(reward), index)
  const tally = tallyBasket(basket, index)
  return { inScope: inScope(tally, scope), shippingMinor: tally.shippingMinor }
}
