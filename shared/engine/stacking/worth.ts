import type { Offer, ProgramRules } from '../../contracts/index.ts'
import type { CompiledOffer } from '../compile-offer.ts'
import { fallsOnLines, rewardBasket } from '../effect.ts'
import type { Lane } from '../reward.ts'
import { heldIn, type ScopeIndex, type Tally, WHOLE } from '../scope.ts'
import { inTurnOrder } from './conflicts.ts'

/**
 * What a set of offers is worth on one basket. Every lane is worked out so that one offer more never makes it less
 * (monotone), and never adds more than that offer is worth alone (subadditive): so the best set is among the largest ones
 * that are allowed, and the search may cut off whatever can't reach the best so far.
 *
 * - lines: rewards with a scope, each worked out on the original prices. A line gives up the sum of what they take off it,
 *   at most its cap. A sum is monotone, a minimum with a constant keeps it so.
 * - order: rewards on the whole basket, percentages before amounts, each on what is left. Each maps what is left, R, to
 *   R - d(R), which grows by 0 or 1 when R grows by 1: less coming in is never more going out, and no difference grows.
 * - goods: both together at most a cap for the whole basket, so that the floor holds for every unit and the margin for all.
 * - delivery: once. Points: each over the base points, added up. Gifts: added up. None of these touches the others.
 *
 * What is paid with what the member has saved is no part of it: it saves nothing, so no combination is better for it.
 */
export type Given = {
  offer: Offer
  lane: Lane
  /** What is taken off each line, in the line lane; `null`: in another. */
  perLine: number[] | null
  /** What is taken off so much, in the order lane; `null`: in another. */
  off: ((leftMinor: number) => number) | null
  shippingMinor: number
  points: number
  /** Worth that is simply added: points and gifts, in hundredths of a minor unit. */
  extraCenti: number
  /** What it is worth alone, in hundredths of a minor unit. */
  aloneCenti: number
}

/** The most that offers may take together. */
export type Caps = {
  goodsMinor: number
  /** Off each line; none where the basket was read without lines. */
  perLine: number[]
  /** Off all goods. */
  allMinor: number
}

/** Of a unit's price, what is above the floor, rounded down: the floor is never broken by a rounding. */
const aboveFloor = (priceMinor: number, floorPercent: number): number =>
  priceMinor -
  (Math.ceil(((priceMinor % 100) * floorPercent) / 100) + Math.floor(priceMinor / 100) * floorPercent)

/** How far the basket may be gone down with: a line's cap is the sum of its units'. */
export function capsOf(tally: Tally, { offers }: ProgramRules): Caps {
  const { floorPercent, marginPercent, keepMarginPercent } = offers
  const { goodsMinor, lines } = tally
  const perLine = lines.map(({ amountMinor, quantity }) => {
    const price = Math.floor(amountMinor / quantity)
    const dearer = amountMinor % quantity
    return (
      dearer * aboveFloor(price + 1, floorPercent) + (quantity - dearer) * aboveFloor(price, floorPercent)
    )
  })
  const byFloor =
    lines.length === 0 ? aboveFloor(goodsMinor, floorPercent) : perLine.reduce((sum, cap) => sum + cap, 0)
  const byMargin =
    keepMarginPercent === null
      ? goodsMinor
      : aboveFloor(goodsMinor, 100 - Math.max(0, marginPercent - keepMarginPercent))
  return { goodsMinor, perLine, allMinor: Math.min(byFloor, byMargin) }
}

/** An eligible offer and what it comes to on the basket, as it was worked out for the member; `null`: that can't be said. */
export type Candidate = { item: CompiledOffer; amount: number | null }

/** Points are counted as worth something even where the programme does not say what. */
const LEAST_POINT_CENTI = 1

/** The most that an offer can be worth on the basket, alone or with others, in hundredths of a minor unit. */
export function mostCenti(spec: CompiledOffer['spec'], amount: number | null, rules: ProgramRules): number {
  if (amount === null || spec.own || spec.lane === 'none') return 0
  return amount * (spec.lane === 'points' ? pointCenti(rules) : 100)
}

/** What a point is counted as, in hundredths of a minor unit. */
export const pointCenti = ({ pointValueCentiMinor }: ProgramRules): number =>
  Math.max(LEAST_POINT_CENTI, pointValueCentiMinor ?? 0)

/** What an offer gives on the basket, by lanes; `null`: nothing that anybody can count on. */
export function givenBy(
  { item, amount }: Candidate,
  tally: Tally,
  index: ScopeIndex,
  rules: ProgramRules,
): Omit<Given, 'aloneCenti'> | null {
  const { offer, spec } = item
  if (amount === null || amount <= 0 || spec.own || spec.lane === 'none') return null
  const given = {
    offer,
    lane: spec.lane,
    perLine: null,
    off: null,
    shippingMinor: 0,
    points: 0,
    extraCenti: 0,
  }
  switch (spec.lane) {
    case 'shipping':
      return { ...given, shippingMinor: amount }
    case 'points':
      return {
        ...given,
        points: amount,
        extraCenti: amount * pointCenti(rules),
      }
    case 'gift':
      return { ...given, extraCenti: amount * 100 }
    case 'goods': {
      const { off } = spec
      if (off !== undefined && item.rewardScope === WHOLE)
        return { ...given, off: (left) => off(offer.reward, left) }
      if (tally.lines.length === 0) return null
      const held = heldIn(tally, item.rewardScope, index)
      const basket = rewardBasket(item, tally, index)
      return { ...given, perLine: fallsOnLines(spec, offer.reward, basket, held, amount) }
    }
  }
}

const amountsLast = ({ reward }: Offer): number => (reward.kind === 'percentOff' ? 0 : 1)

/** The order lane's own order: percentages, then amounts; each in turn. */
export const inOrderLane = (a: Given, b: Given): number =>
  amountsLast(a.offer) - amountsLast(b.offer) || inTurnOrder(a.offer, b.offer)

/** Off the goods by some offers, whose order lane is in its order. */
export function goodsOff(given: readonly Given[], { goodsMinor, perLine, allMinor }: Caps): number {
  let left = goodsMinor
  perLine.forEach((cap, line) => {
    let off = 0
    for (const one of given) if (one.perLine !== null) off += one.perLine[line]!
    left -= Math.min(cap, off)
  })
  for (const { off } of given) if (off !== null) left -= off(left)
  return Math.min(goodsMinor - left, allMinor)
}

/** Off goods and delivery, and all that they are worth. */
export function worthOf(given: readonly Given[], caps: Caps): { savesMinor: number; centi: number } {
  const shipping = given.reduce((most, { shippingMinor }) => Math.max(most, shippingMinor), 0)
  const savesMinor = goodsOff(given, caps) + shipping
  return { savesMinor, centi: given.reduce((sum, { extraCenti }) => sum + extraCenti, savesMinor * 100) }
}
