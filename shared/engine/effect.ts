import type { Basket, Effect, LineScope, Offer, ProgramRules, Reward } from '../contracts/index.ts'
import type { Part, Purse, RewardBasket, RewardSpec } from './reward.ts'
import * as rewards from './rewards/index.ts'
import { emptyScopes, heldIn, inScope, type ScopeIndex, scopeOf, type Tally, tallyBasket } from './scope.ts'
import { spread } from './spread.ts'
import { SURE } from './units.ts'

const SPECS = new Map<string, RewardSpec>(
  // A spec only ever sees rewards of its own kind.
  (Object.values(rewards) as unknown as RewardSpec[]).map((spec) => [spec.kind, spec]),
)

/** How this kind of reward is worked out. */
export const specOf = (reward: Reward): RewardSpec => SPECS.get(reward.kind)!

/** The lines a reward falls on; free delivery falls on no lines. */
export const rewardScope = (reward: Reward): LineScope | undefined =>
  'scope' in reward ? reward.scope : undefined

/** The units that a reward can't do without, by its parts. */
export function partsOf(reward: Reward): readonly Part[] {
  const { parts } = specOf(reward)
  if (parts) return parts(reward)
  const scope = rewardScope(reward)
  return scope ? [{ scope, quantity: 1 }] : []
}

/** What a reward sees of a basket: `scope` is its own, `parts` those of `partsOf`, as numbers of the index. */
export const rewardBasket = (
  { rewardScope, partScopes }: { rewardScope: number; partScopes: readonly number[] },
  tally: Tally,
  index: ScopeIndex,
): RewardBasket => ({
  inScope: inScope(tally, rewardScope),
  goodsMinor: tally.goodsMinor,
  shippingMinor: tally.shippingMinor,
  lines: tally.lines,
  held: (part) => heldIn(tally, partScopes[part]!, index),
})

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
  const { tally, scopes, index } = seenBy(reward, basket)
  return rewardBasket(scopes, tally, index)
}

function seenBy(reward: Reward, basket: Basket) {
  const index = emptyScopes()
  const scopes = {
    rewardScope: scopeOf(rewardScope(reward), index),
    partScopes: partsOf(reward).map(({ scope }) => scopeOf(scope, index)),
  }
  return { tally: tallyBasket(basket, index), scopes, index }
}

/**
 * An amount that a reward takes off (or adds to) a basket, line by line, exactly: where it is worked out on single units,
 * in proportion to what each line's units have of it; otherwise in proportion to what the lines in scope cost. Where no
 * line in scope costs anything, or none is known to be in it, all lines bear it; goods given away bear it by number.
 */
export function fallsOnLines(
  spec: RewardSpec,
  reward: Reward,
  basket: RewardBasket,
  held: Uint8Array,
  amount: number,
): number[] {
  const { lines } = basket
  const ways = [
    () => spec.perLine?.(reward, basket) ?? [],
    () => lines.map(({ amountMinor }, line) => (held[line] === SURE ? amountMinor : 0)),
    () => lines.map(({ quantity }, line) => (held[line] === SURE ? quantity : 0)),
    () => lines.map(({ amountMinor }) => amountMinor),
  ]
  for (const weights of ways) {
    const weighed = weights()
    if (weighed.some((weight) => weight > 0)) return spread(amount, weighed)
  }
  return spread(
    amount,
    lines.map(({ quantity }) => quantity),
  )
}

/**
 * How a discount that was given for a purchase falls on its lines, and by `ofUnits` on every unit of them, so that what
 * comes back with some of them is exact: the parts sum to `discountMinor`, which may be other than what is worked out
 * here, since the shop decides. Lines are taken at what they cost before their discounts, where that is known.
 *
 * @param lines of the purchase, in its own order
 * @returns minor units for each line
 */
export function discountPerUnit(reward: Reward, lines: Basket['lines'], discountMinor: number): number[] {
  const priced = lines.map((line) => ({ ...line, amountMinor: line.beforeDiscountMinor ?? line.amountMinor }))
  const { tally, scopes, index } = seenBy(reward, { currency: '', totalMinor: 0, lines: priced })
  return fallsOnLines(
    specOf(reward),
    reward,
    rewardBasket(scopes, tally, index),
    heldIn(tally, scopes.rewardScope, index),
    discountMinor,
  )
}
