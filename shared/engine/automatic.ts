import type { Basket, Offer } from '../contracts/index.ts'
import type { CompiledOffer } from './compile-offer.ts'
import { judge } from './conditions.ts'
import { passesAll } from './gates.ts'
import { extraPoints } from './rewards/points-multiplier.ts'
import { type DecisionInput, open } from './run.ts'
import { emptyScopes, scopeOf, tallyBasket, WHOLE } from './scope.ts'

/** Points that a purchase earns by an offer, and how they fall on its lines: a return takes back a line's own. */
export type AutomaticOffer = { offer: Offer; points: number; perLine: number[] }

/**
 * The points offers that a purchase earns by itself, in offer id's order; those that come to nothing are left out.
 * `basket` is the purchase and `now` when it was made. Several offers add up, each over the base points; they never
 * multiply each other. A line whose category nobody sent is in no category's scope. All roundings are down, in the programme's favour; `perLine` sums to `points` exactly.
 */
export function automaticOffers(
  input: DecisionInput & { basket: Basket },
  basePointsPerLine: readonly number[],
): AutomaticOffer[] {
  const run = open(input)
  const { shelf, tally } = run
  if (shelf === undefined || tally === null) return []
  const earned: AutomaticOffer[] = []
  for (const item of shelf.offers) {
    if (item.spec.unit !== 'points' || !passesAll(item, run) || judge(item, tally) !== 'yes') continue
    const perLine = share(item, input.basket, basePointsPerLine)
    const points = perLine.reduce((sum, part) => sum + part, 0)
    if (points > 0) earned.push({ offer: item.offer, points, perLine })
  }
  return earned.sort((a, b) => (a.offer.id < b.offer.id ? -1 : 1))
}

function share(item: CompiledOffer, basket: Basket, basePointsPerLine: readonly number[]): number[] {
  const { reward } = item.offer
  const held = linesHeld(item, basket)
  if (reward.kind === 'pointsMultiplier') {
    const base = held.map((isHeld, i) => (isHeld ? (basePointsPerLine[i] ?? 0) : 0))
    return running(base, (sum) => extraPoints(reward.factor, sum))
  }
  if (reward.kind !== 'bonusPoints') return held.map(() => 0)
  const amounts = basket.lines.map((line, i) => (held[i] ? line.amountMinor : 0))
  const total = amounts.reduce((sum, amount) => sum + amount, 0)
  // Goods given away have no amount to share by: each line counts the same then.
  const weights = total > 0 ? amounts : held.map((isHeld) => (isHeld ? 1 : 0))
  const whole = weights.reduce((sum, weight) => sum + weight, 0)
  return running(weights, (sum) => (whole === 0 ? 0 : Math.floor(reward.points * (sum / whole))))
}

/** Each line's part is what the running total gains by it, so that the parts sum to the rounded whole. */
function running(weights: readonly number[], pointsAt: (sum: number) => number): number[] {
  let sum = 0
  let before = 0
  return weights.map((weight) => {
    sum += weight
    const after = pointsAt(sum)
    const part = after - before
    before = after
    return part
  })
}

function linesHeld(item: CompiledOffer, basket: Basket): boolean[] {
  const { reward } = item.offer
  const index = emptyScopes()
  const scope = scopeOf('scope' in reward ? reward.scope : undefined, index)
  if (scope === WHOLE) return basket.lines.map(() => true)
  return basket.lines.map((line) => {
    const alone = tallyBasket({ ...basket, lines: [line] }, index)
    return alone.scopes[scope]!.leastUnits > 0
  })
}
