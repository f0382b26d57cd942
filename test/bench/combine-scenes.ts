import { type Basket, type Offer, OfferPolicy, ProgramRules } from '../../shared/contracts/index.ts'
import { compileOffer } from '../../shared/engine/compile-offer.ts'
import { rewardBasket } from '../../shared/engine/effect.ts'
import { emptyScopes, tallyBasket } from '../../shared/engine/scope.ts'
import { combine } from '../../shared/engine/stacking/index.ts'
import { plainRules } from '../plain-rules.ts'

/** How many scenes there are: every kind of conflicts at every floor, over lines that offers treat alike or each its own way. */
export const SCENES = 24

const OFFERS = 20
const FLOORS = [0, 50, 70, 80]

/** A repeatable stand-in for chance, from 0 to 1: a linear congruence, its high bits. */
function chanceFrom(seed: number): () => number {
  let state = (seed + 1) * 7_919
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return (state >> 8) / 0x7fffff
  }
}

/**
 * Twenty offers on many lines that can't all be had together, made to be hard: percentages of overlapping categories, in
 * disjoint triangles (as many largest sets as there can be) of nearly equal worth, or of very different worth, or against
 * each other at random. A scene's conflicts, floor and lines come from its number alone.
 *
 * @returns a way to combine them anew, and how much that looked at
 */
export function combineScene(scene: number, lines: number): () => number {
  const chance = chanceFrom(scene)
  const kind = scene % 3
  const floorPercent = FLOORS[Math.floor(scene / 3) % FLOORS.length]!
  const categories = scene % 2 === 0 ? Math.min(lines, 40) : lines
  const density = 0.15 + 0.7 * chance()
  const rules = ProgramRules.parse({
    ...plainRules(),
    offers: OfferPolicy.parse({ codesAtOnce: 'many', floorPercent }),
  })
  const key = (n: number) => `offer-${n}`
  const excludes = (n: number): string[] =>
    Array.from({ length: OFFERS }, (_, other) => other)
      .filter((other) => (kind === 2 ? chance() < 0.12 : Math.floor(other / 3) === Math.floor(n / 3)))
      .filter((other) => other !== n)
      .map(key)
  const offers = Array.from({ length: OFFERS }, (_, n): Offer => {
    const percent = kind === 0 ? 20 + Math.floor(chance() * 3) : 5 + Math.floor(chance() * 60)
    const named = Array.from({ length: categories }, (_, at) => `c${at}`).filter(() => chance() < density)
    return {
      id: `off_${String(n).padStart(26, '0')}`,
      merchantId: 'mer_1',
      key: key(n),
      revision: 1,
      state: 'live',
      content: {},
      audience: { segments: [] },
      reward: { kind: 'percentOff', percent, scope: { categories: ['c0', ...named] } },
      conditions: {},
      schedule: { startsAt: 0, endsAt: null },
      limits: {},
      code: { kind: 'minted', prefix: 'AB' },
      storeIds: [],
      priority: 50,
      holdoutPercent: 0,
      stacking: { groups: [], alone: false, excludes: excludes(n) },
      pauseIfNotWorthIt: false,
      createdAt: 0,
      updatedAt: 0,
    }
  })
  const basket: Basket = {
    currency: rules.currency,
    totalMinor: 0,
    lines: Array.from({ length: lines }, (_, at) => ({
      sku: `SKU-${at}`,
      category: `c${at % categories}`,
      quantity: 1 + (at % 3),
      amountMinor: 500 + Math.floor(chance() * 5_000),
    })),
  }
  const index = emptyScopes()
  const items = offers.map((offer) => compileOffer(offer, [], null, index, rules))
  const tally = tallyBasket(basket, index)
  const candidates = items.map((item) => ({
    item,
    amount: item.spec.amount(item.offer.reward, rewardBasket(item, tally, index), rules, null),
  }))
  return () => {
    const { best, nodes } = combine(candidates, tally, index, rules)
    if (!best.isExact) throw new Error(`scene ${scene} is bounded`)
    return nodes
  }
}
