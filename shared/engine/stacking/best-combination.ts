import { type BestCombination, MAX_AMOUNT, type ProgramRules } from '../../contracts/index.ts'
import type { ScopeIndex, Tally } from '../scope.ts'
import { spread } from '../spread.ts'
import { conflictsAmong, firstInOrder, inTurnOrder, modesOf } from './conflicts.ts'
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
 * what could be had. Of equal combinations it is always the same one for one ranking, without offers that add nothing.
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
  const against = conflictsAmong(giving, policy, modes)
  const isAgainst = (a: number, b: number) => against[a * giving.length + b] === 1

  const places = giving.map((_, at) => at)
  const contested = places.filter((at) => places.some((other) => isAgainst(at, other)))
  const isExact = giving === all && contested.length <= MOST_SEARCHED
  const searched = isExact
    ? contested
    : [...contested].sort((a, b) => giving[b]!.aloneCenti - giving[a]!.aloneCenti).slice(0, MOST_SEARCHED)
  const isContested = new Set(contested)
  const always = places.filter((at) => !isContested.has(at))
  const found = search(
    searched.map((at) => giving[at]!),
    always.map((at) => giving[at]!),
    searched.map((at) =>
      searched.reduce((set, other, bit) => (isAgainst(at, other) ? set | (1 << bit) : set), 0),
    ),
    caps,
  )

  const chosen = [...always, ...searched.filter((_, bit) => found.set & (1 << bit))]
  if (!isExact) {
    const isSearched = new Set(searched)
    for (const at of contested)
      if (!isSearched.has(at) && !chosen.some((other) => isAgainst(at, other))) chosen.push(at)
  }
  const given = withoutIdle(chosen, giving, caps)
  const { savesMinor, centi } = worthOf(given, caps)
  const mostCenti = isExact
    ? centi
    : Math.min(
        worthOf([...all].sort(inApplyOrder), caps).centi,
        // Only where all were held against each other is it known which of them can't go together.
        giving === all ? mostApart(giving, contested, always, caps, isAgainst) : Number.POSITIVE_INFINITY,
      )
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

/** No allowed set is worth more than those that go with all, and of every clique of conflicting ones the best alone. */
function mostApart(
  given: readonly Given[],
  contested: readonly number[],
  always: readonly number[],
  caps: Caps,
  isAgainst: (a: number, b: number) => boolean,
): number {
  const cliques: number[][] = []
  for (const at of contested) {
    const clique = cliques.find((others) => others.every((other) => isAgainst(at, other)))
    if (clique) clique.push(at)
    else cliques.push([at])
  }
  const together = always.map((at) => given[at]!).sort(inApplyOrder)
  return cliques.reduce(
    (sum, clique) => sum + Math.max(...clique.map((at) => given[at]!.aloneCenti)),
    worthOf(together, caps).centi,
  )
}

/** Only offers that add something, in the order in which they are applied: the last of the ranking is let go first. */
function withoutIdle(chosen: readonly number[], ranked: readonly Given[], caps: Caps): Given[] {
  let kept = chosen.map((at) => ranked[at]!).sort(inApplyOrder)
  const { centi } = worthOf(kept, caps)
  for (const at of [...chosen].sort((a, b) => b - a)) {
    const fewer = kept.filter((other) => other !== ranked[at])
    if (worthOf(fewer, caps).centi === centi) kept = fewer
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
