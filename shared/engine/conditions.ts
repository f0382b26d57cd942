import type { Basket, Missing, Offer, ProgramRules } from '../contracts/index.ts'
import { type CompiledOffer, compileOffer, type LineCondition } from './compile-offer.ts'
import { emptyScopes, inScope, type ScopeIndex, type Tally, tallyBasket } from './scope.ts'

/** Whether a basket holds what an offer asks for. `unknown`: it was not read well enough to say. */
export type BasketAnswer = 'yes' | 'no' | 'unknown'

/** Judges the conditions on a basket. */
export function judge(item: CompiledOffer, tally: Tally): BasketAnswer {
  if (tally.goodsMinor < item.minBasketMinor) return 'no'
  let answer: BasketAnswer = 'yes'
  for (const condition of item.lines) {
    const held = inScope(tally, condition.scope)
    if (held.mostUnits < condition.quantity || held.mostMinor < condition.minAmountMinor) return 'no'
    if (held.leastUnits < condition.quantity || held.leastMinor < condition.minAmountMinor) answer = 'unknown'
  }
  return answer
}

/**
 * The smallest change of the basket that would earn the offer, where one change can: spending more, or adding lines
 * from one scope (whose amount also fills what is short of the smallest basket). `null`: it would take two.
 */
export function missingFor(
  item: CompiledOffer,
  tally: Tally,
  index: ScopeIndex,
  currency: string,
): Missing | null {
  const basketShort = Math.max(0, item.minBasketMinor - tally.goodsMinor)
  const failing = item.lines.filter(
    (condition) => unitsShort(condition, tally) + amountShort(condition, tally) > 0,
  )
  if (failing.length === 0) return { kind: 'spendMore', amountMinor: basketShort, currency }
  if (failing.length > 1) return null

  const condition = failing[0]!
  const scope = index.scopes[condition.scope]
  return {
    kind: 'addLines',
    quantity: unitsShort(condition, tally),
    amountMinor: Math.max(basketShort, amountShort(condition, tally)),
    currency,
    categories: scope?.categories ?? [],
    skus: scope?.skus ?? [],
  }
}

/** A unit whose price nobody knows is taken for a quarter of the basket. */
const UNIT_DISTANCE = 0.25

/**
 * How far a basket is from an offer: 0 is there, 1 is as much again as it holds. An offer that wants two changes is
 * `Infinity` away. Works without making anything, since every offer that is not earned passes here.
 */
export function distanceTo(item: CompiledOffer, tally: Tally): number {
  let shortMinor = Math.max(0, item.minBasketMinor - tally.goodsMinor)
  let units = 0
  let changes = 0
  for (const condition of item.lines) {
    const short = unitsShort(condition, tally)
    const amount = amountShort(condition, tally)
    if (short + amount === 0) continue
    changes += 1
    units += short
    if (amount > shortMinor) shortMinor = amount
  }
  if (changes > 1) return Number.POSITIVE_INFINITY
  return shortMinor / Math.max(1, tally.goodsMinor) + units * UNIT_DISTANCE
}

const unitsShort = (condition: LineCondition, tally: Tally): number =>
  Math.max(0, condition.quantity - inScope(tally, condition.scope).mostUnits)

const amountShort = (condition: LineCondition, tally: Tally): number =>
  Math.max(0, condition.minAmountMinor - inScope(tally, condition.scope).mostMinor)

/** One offer's conditions on one basket, where no catalogue is at hand: what a shop asks when a code is typed. */
export function judgeBasket(
  offer: Offer,
  basket: Basket,
  rules: ProgramRules,
): { answer: BasketAnswer; missing: Missing | null } {
  const index = emptyScopes()
  const item = compileOffer(offer, [], null, index, rules)
  const tally = tallyBasket(basket, index)
  const answer = basket.currency === rules.currency ? judge(item, tally) : 'unknown'
  return { answer, missing: answer === 'no' ? missingFor(item, tally, index, rules.currency) : null }
}
