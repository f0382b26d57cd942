import { type BestCombination, MAX_AMOUNT, type ProgramRules } from '../../contracts/index.ts'
import type { ScopeIndex, Tally } from '../scope.ts'
import { spread } from '../spread.ts'
import { conflicts, firstInOrder, inTurnOrder, modesOf, traitsOf } from './conflicts.ts'
import { MOST_SEARCHED, search } from './search.ts'
import {
  type Candidate,
  type Caps,
  capsOf,
  type Given,
  givenBy,
  goodsOff,
  inOrderLane,
  worthOf,
} from './worth.ts'

/** A combination and what it was found by: how its parts fall on lines is told by `shareOut`. */
export type Combination = {
  best: BestCombination
  /** Its offers, in the order in which they are applied. */
  given: Given[]
  caps: Caps
  /** Sets that were looked at. */
  nodes: number
}

const LANES = ['goods', 'shipping', 'gift', 'points', 'none'] as const

/** Lines first, then what is taken off the rest, delivery, gifts, points; each lane in its own order. */
const inApplyOrder = (a: Given, b: Given): number =>
  LANES.indexOf(a.lane) - LANES.indexOf(b.lane) ||
  Number(a.off !== null) - Number(b.off !== null) ||
  (a.off !== null ? inOrderLane(a, b) : inTurnOrder(a.offer, b.offer))

/** Offers that are held against each other at all; of more, those that are worth most alone. */
const MOST_COMPARED = 64

/** So many of the offers that are worth most alone, in the order in which they stood. */
function bestAlone(given: readonly Given[], count: number): Given[] {
  const best = new Set([...given].sort((a, b) => b.aloneCenti - a.aloneCenti).slice(0, count))
  return given.filter((one) => best.has(one))
}

/**
 * The best combination of offers on one basket: exact where at most `MOST_SEARCHED` of those that give something have
 * anything against each other. Above that, the best of so many, the others added as long as they fit, and a bound on
 * what could be had. Of equal combinations it is the one that the ranking finds first, without offers that add nothing.
 *
 * @param candidates eligible offers, best first by the ranking
 * @param tally of the basket, over `index`
 */
export function combine(
  candidates: readonly Candidate[],
  tally: Tally,
  index: ScopeIndex,
  rules: ProgramRules,
): Combination {
  const policy = rules.offers
  const modes = modesOf(policy)
  const caps = capsOf(tally, rules)
  const worked = candidates.flatMap((candidate) => {
    const given = givenBy(candidate, tally, index, rules)
    if (given === null) return []
    const aloneCenti = worthOf([{ ...given, aloneCenti: 0 }], caps).centi
    return aloneCenti > 0 ? [{ ...given, aloneCenti }] : []
  })
  const all = firstInOrder(worked, modes)
  const giving = all.length <= MOST_COMPARED ? all : bestAlone(all, MOST_COMPARED)
  const traits = new Map(giving.map((one) => [one, traitsOf(one.offer, modes)]))
  const isAgainst = (a: Given, b: Given) => a !== b && conflicts(traits.get(a)!, traits.get(b)!, policy)

  const contested = giving.filter((one) => giving.some((other) => isAgainst(one, other)))
  const isContested = new Set(contested)
  const always = giving.filter((one) => !isContested.has(one))
  const isExact = giving === all && contested.length <= MOST_SEARCHED
  const searched = isExact ? contested : bestAlone(contested, MOST_SEARCHED)
  const against = searched.map((one) =>
    searched.reduce((set, other, at) => (isAgainst(one, other) ? set | (1 << at) : set), 0),
  )
  const order = [...searched, ...always].filter(({ off }) => off !== null).sort(inOrderLane)
  const found = search(searched, always, order, against, caps)

  const chosen = [...always, ...searched.filter((_, at) => found.set & (1 << at))]
  if (!isExact)
    for (const one of contested)
      if (!searched.includes(one) && !chosen.some((other) => isAgainst(one, other))) chosen.push(one)
  const given = withoutIdle(chosen, giving, caps)
  const { savesMinor, centi } = worthOf(given, caps)
  const mostCenti = isExact ? centi : mostOf(all, contested, always, caps, isAgainst)
  return {
    best: {
      offerIds: given.map(({ offer }) => offer.id),
      savesMinor,
      points: given.reduce((sum, one) => sum + one.points, 0),
      worthMinor: Math.min(MAX_AMOUNT, Math.floor(centi / 100)),
      isExact,
      mostMinor: Math.min(MAX_AMOUNT, isExact ? Math.floor(centi / 100) : Math.ceil(mostCenti / 100)),
    },
    given,
    caps,
    nodes: found.nodes,
  }
}

/**
 * The most that any allowed set may be worth, where not all were searched: no more than all of them together, and (where
 * all were held against each other) than the one that is worth most alone of every clique of conflicting ones.
 */
function mostOf(
  all: readonly Given[],
  contested: readonly Given[],
  always: readonly Given[],
  caps: Caps,
  isAgainst: (a: Given, b: Given) => boolean,
): number {
  const together = worthOf([...all].sort(inApplyOrder), caps).centi
  if (contested.length + always.length < all.length) return together
  const cliques: Given[][] = []
  for (const one of contested) {
    const clique = cliques.find((others) => others.every((other) => isAgainst(one, other)))
    if (clique) clique.push(one)
    else cliques.push([one])
  }
  let apart = worthOf([...always].sort(inApplyOrder), caps).centi
  for (const clique of cliques) apart += Math.max(...clique.map(({ aloneCenti }) => aloneCenti))
  return Math.min(together, apart)
}

/** Only offers that add something, in the order in which they are applied: the last of the ranking is let go first. */
function withoutIdle(chosen: readonly Given[], ranked: readonly Given[], caps: Caps): Given[] {
  let kept = [...chosen].sort(inApplyOrder)
  const { centi } = worthOf(kept, caps)
  for (const one of [...ranked].reverse()) {
    const fewer = kept.filter((other) => other !== one)
    if (fewer.length < kept.length && worthOf(fewer, caps).centi === centi) kept = fewer
  }
  return kept
}

/** What `combine` finds, as it is told. */
export const bestCombination = (
  candidates: readonly Candidate[],
  tally: Tally,
  index: ScopeIndex,
  rules: ProgramRules,
): BestCombination => combine(candidates, tally, index, rules).best

/**
 * What a combination takes off, in minor units: for each offer what it adds to those before it, and for each line what
 * all of them take off it. Both sum to what is saved exactly (the delivery falls on no line), and no unit of a line goes
 * below its floor: what is taken off the whole basket falls on what the lines have left above theirs.
 */
export function shareOut({ given, caps }: Pick<Combination, 'given' | 'caps'>): {
  perOffer: { offerId: string; savesMinor: number }[]
  perLine: number[]
} {
  let before = 0
  const perOffer = given.map(({ offer }, at) => {
    const { savesMinor } = worthOf(given.slice(0, at + 1), caps)
    const own = savesMinor - before
    before = savesMinor
    return { offerId: offer.id, savesMinor: own }
  })
  const scoped = caps.perLine.map((cap, line) =>
    Math.min(
      cap,
      given.reduce((sum, { perLine }) => sum + (perLine?.[line] ?? 0), 0),
    ),
  )
  const off = goodsOff(given, caps)
  const inLines = scoped.reduce((sum, part) => sum + part, 0)
  if (off <= inLines) return { perOffer, perLine: spread(off, scoped) }
  const rest = spread(
    off - inLines,
    scoped.map((part, line) => caps.perLine[line]! - part),
  )
  return { perOffer, perLine: scoped.map((part, line) => part + rest[line]!) }
}
