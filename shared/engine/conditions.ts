import type { Basket, Missing, Offer, ProgramRules } from '../contracts/index.ts'
import { type CompiledOffer, compileOffer, type LineCondition } from './compile-offer.ts'
import { holdsParts, partsShort } from './parts.ts'
import { emptyScopes, inScope, isWithin, type ScopeIndex, type Tally, tallyBasket, WHOLE } from './scope.ts'

/** Whether a basket holds what an offer asks for. `unknown`: it was not read well enough to say. */
export type BasketAnswer = 'yes' | 'no' | 'unknown'

/** Judges the conditions on a basket. */
export function judge(item: CompiledOffer, tally: Tally, index: ScopeIndex): BasketAnswer {
  if (tally.goodsMinor < item.minBasketMinor) return 'no'
  let answer: BasketAnswer = 'yes'
  for (const condition of item.lines) {
    const held = inScope(tally, condition.scope)
    if (held.mostUnits < condition.quantity || held.mostMinor < condition.minAmountMinor) return 'no'
    if (held.leastUnits < condition.quantity || held.leastMinor < condition.minAmountMinor) answer = 'unknown'
  }
  if (item.parts === null) return answer
  const held = holdsParts(item.parts, tally, index)
  return held === 'yes' ? answer : held
}

/** One change of the basket: goods of one scope (`WHOLE`: any goods), so many units that cost so much together. */
type Change = { scope: number; units: number; amountMinor: number }

/** A unit whose price nobody knows is taken for a quarter of the basket. */
const UNIT_DISTANCE = 0.25

const lengthOf = ({ units, amountMinor }: Change, tally: Tally): number =>
  amountMinor / Math.max(1, tally.goodsMinor) + units * UNIT_DISTANCE

/**
 * The smallest change that would earn the offer, where one change can: of the scopes that something is missing from, the
 * one of which the least has to be added. What is put into it also counts for every scope that holds all of it, and for
 * the smallest basket. `null`: it would take two changes.
 */
function smallestChange(item: CompiledOffer, tally: Tally, index: ScopeIndex): Change | null {
  const basketShort = Math.max(0, item.minBasketMinor - tally.goodsMinor)
  const failing = item.lines.filter((condition) => isShort(condition, tally))
  const partsFail = item.parts !== null && holdsParts(item.parts, tally, index) === 'no'
  if (failing.length === 0 && !partsFail) return { scope: WHOLE, units: 0, amountMinor: basketShort }

  const scopes = new Set([...failing, ...(partsFail ? item.parts! : [])].map(({ scope }) => scope))
  let smallest: Change | null = null
  for (const scope of scopes) {
    const partUnits = partsFail ? partsShort(item.parts!, scope, tally, index) : 0
    if (partUnits === null || !failing.every((condition) => isWithin(scope, condition.scope, index))) continue
    const change = { scope, units: partUnits, amountMinor: basketShort }
    for (const condition of failing) {
      change.units = Math.max(change.units, unitsShort(condition, tally))
      change.amountMinor = Math.max(change.amountMinor, amountShort(condition, tally))
    }
    if (smallest === null || lengthOf(change, tally) < lengthOf(smallest, tally)) smallest = change
  }
  return smallest
}

/** The change of the basket as it is told: spending more, or adding goods of one scope. `null`: one change is not enough. */
export function missingFor(
  item: CompiledOffer,
  tally: Tally,
  index: ScopeIndex,
  currency: string,
): Missing | null {
  const change = smallestChange(item, tally, index)
  if (change === null) return null
  const { scope, units: quantity, amountMinor } = change
  if (scope === WHOLE && quantity === 0) return { kind: 'spendMore', amountMinor, currency }
  const { categories, brands, skus } = index.scopes[scope] ?? { categories: [], brands: [], skus: [] }
  return { kind: 'addLines', quantity, amountMinor, currency, categories, brands, skus }
}

/**
 * How far a basket is from an offer: 0 is there, 1 is as much again as it holds. An offer that wants two changes is
 * `Infinity` away. Every offer that is not earned passes here: what asks for one scope at most is told without making
 * anything.
 */
export function distanceTo(item: CompiledOffer, tally: Tally, index: ScopeIndex): number {
  if (item.parts !== null || item.lines.length > 1) {
    const change = smallestChange(item, tally, index)
    return change === null ? Number.POSITIVE_INFINITY : lengthOf(change, tally)
  }
  const condition = item.lines[0]
  const basketShort = Math.max(0, item.minBasketMinor - tally.goodsMinor)
  const short = condition === undefined ? 0 : Math.max(basketShort, amountShort(condition, tally))
  const units = condition === undefined ? 0 : unitsShort(condition, tally)
  return Math.max(basketShort, short) / Math.max(1, tally.goodsMinor) + units * UNIT_DISTANCE
}

const unitsShort = (condition: LineCondition, tally: Tally): number =>
  Math.max(0, condition.quantity - inScope(tally, condition.scope).mostUnits)

const amountShort = (condition: LineCondition, tally: Tally): number =>
  Math.max(0, condition.minAmountMinor - inScope(tally, condition.scope).mostMinor)

const isShort = (condition: LineCondition, tally: Tally): boolean =>
  unitsShort(condition, tally) + amountShort(condition, tally) > 0

/** One offer's conditions on one basket, where no catalogue is at hand: what a shop asks when a code is typed. */
export function judgeBasket(
  offer: Offer,
  basket: Basket,
  rules: ProgramRules,
): { answer: BasketAnswer; missing: Missing | null } {
  const index = emptyScopes()
  const item = compileOffer(offer, [], null, index, rules)
  const tally = tallyBasket(basket, index)
  const answer = basket.currency === rules.currency ? judge(item, tally, index) : 'unknown'
  return { answer, missing: answer === 'no' ? missingFor(item, tally, index, rules.currency) : null }
}
