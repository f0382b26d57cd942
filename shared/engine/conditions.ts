import type { Basket, Missing, Offer, ProgramRules } from '../contracts/index.ts'
import { type CompiledOffer, compileOffer, type LineCondition } from './compile-offer.ts'
import { holdsParts, partsShort } from './parts.ts'
import { emptyScopes, inScope, type Scope, type ScopeIndex, type Tally, tallyBasket, WHOLE } from './scope.ts'

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

/** One change of the basket: goods that any of some names stand for (`null`: any goods), so many units for so much together. */
type Change = { goods: Scope | null; units: number; amountMinor: number }

/** A unit whose price nobody knows is taken for a quarter of the basket. */
const UNIT_DISTANCE = 0.25

const lengthOf = ({ units, amountMinor }: Change, tally: Tally): number =>
  amountMinor / Math.max(1, tally.goodsMinor) + units * UNIT_DISTANCE

/**
 * The smallest change that would earn the offer, where goods of one kind can: those that count for everything that is
 * short, so that whichever of them is taken, each unit fills all of it at once. How many it takes is the same for all of
 * them. `null`: no goods count for all of it, and it would take two changes.
 */
function smallestChange(item: CompiledOffer, tally: Tally, index: ScopeIndex): Change | null {
  const change: Change = {
    goods: null,
    units: 0,
    amountMinor: Math.max(0, item.minBasketMinor - tally.goodsMinor),
  }
  const wanted: number[][] = []
  for (const condition of item.lines) {
    if (!isShort(condition, tally)) continue
    wanted.push([condition.scope])
    change.units = Math.max(change.units, unitsShort(condition, tally))
    change.amountMinor = Math.max(change.amountMinor, amountShort(condition, tally))
  }
  const { parts } = item
  if (parts !== null && holdsParts(parts, tally, index) === 'no') {
    const { sets, units } = partsShort(parts, tally, index)
    for (const set of sets)
      wanted.push(parts.flatMap(({ scope }, part) => (set & (1 << part) ? [scope] : [])))
    change.units = Math.max(change.units, units)
  }
  const narrow = wanted.filter((scopes) => !scopes.includes(WHOLE))
  if (narrow.length === 0) return change
  const goods = namedByEach(narrow, index)
  return goods && { ...change, goods }
}

/** What every one of some lists of scopes names, in whichever of its scopes; `null`: nothing. */
function namedByEach(lists: readonly number[][], { scopes }: ScopeIndex): Scope | null {
  const [first, ...others] = lists
  const namedOf = (kind: keyof Scope): string[] => [
    ...new Set(
      first!
        .flatMap((scope) => scopes[scope]![kind])
        .filter((name) => others.every((list) => list.some((scope) => scopes[scope]![kind].includes(name)))),
    ),
  ]
  const goods = { categories: namedOf('categories'), brands: namedOf('brands'), skus: namedOf('skus') }
  return goods.categories.length + goods.brands.length + goods.skus.length === 0 ? null : goods
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
  const { goods, units: quantity, amountMinor } = change
  if (goods === null && quantity === 0) return { kind: 'spendMore', amountMinor, currency }
  const named = goods ?? { categories: [], brands: [], skus: [] }
  return { kind: 'addLines', quantity, amountMinor, currency, ...named }
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
