import {
  type BestCombination,
  type DecidedOffer,
  MAX_AMOUNT,
  type Missing,
  needsCode,
  wordsOf,
} from '../contracts/index.ts'
import { type Chooser, type RankRecord, rankRecord, topOf, valueUndrawn } from './choosing/index.ts'
import type { CompiledOffer } from './compile-offer.ts'
import { distanceTo, judge, missingFor } from './conditions.ts'
import { rewardBasket } from './effect.ts'
import { passesInReach } from './gates.ts'
import { type Candidate, candidateOf, chooserOf, rankOffers } from './ranking.ts'
import { audienceReasons, type DecisionInput, open, purseFor, type Run } from './run.ts'
import type { Tally } from './scope.ts'
import { inReach } from './shelf.ts'
import type { Assignment } from './split.ts'
import { bestCombination } from './stacking/index.ts'

/** Offers in one answer: more than anyone reads, few enough to sign and send. */
export const MAX_OFFERS = 20

/** Offers just out of reach in one answer. */
export const MAX_NEARLY = 5

/** A change is small while it is at most as much again as the basket holds. */
export const NEARLY_DISTANCE = 1

/** Whose eyes the offers' words are for. */
type Reader = Pick<DecisionInput, 'locale' | 'tone'>

/** The part of a decision that the engine makes; the rest is identity, balance and proof. */
export type DecidedBody = {
  offers: DecidedOffer[]
  nearly: (DecidedOffer & { missing: Missing })[]
  best: BestCombination | null
  /** The random splits that this member was asked of, whichever way they went. */
  assigned: Assignment[]
  /** What each of the offers was ranked by, in their order: its score can be worked out from it again, to the bit. */
  ranks: RankRecord[]
}

type Near = { item: CompiledOffer; distance: number }

/** Offers that are tried together on one basket: those that are worth most alone. */
const MOST_COMBINED = 20

/**
 * The ranked answer to one request: offers that pass every gate, best first; those that a small change of the basket
 * would earn, nearest first; and what saves most together on this basket. Without a basket, conditions are not judged.
 * The same input gives the same answer.
 */
export function decide(input: DecisionInput): DecidedBody {
  const run = open(input)
  const { shelf, tally } = run
  if (shelf === undefined) return { offers: [], nearly: [], best: null, assigned: [], ranks: [] }

  const eligible: Candidate[] = []
  const own: Candidate[] = []
  const near: Near[] = []
  const assigned: Assignment[] = []
  for (const item of inReach(shelf, run)) {
    if (!passesInReach(item, run, assigned)) continue
    const answer = tally === null ? 'yes' : judge(item, tally, run.catalogue.scopes)
    if (tally !== null && answer === 'no') {
      const distance = distanceTo(item, tally, run.catalogue.scopes)
      if (distance <= NEARLY_DISTANCE) near.push({ item, distance })
      continue
    }
    // Where the basket may not hold what is asked for, no figure would be honest.
    const amount = answer === 'unknown' ? null : amountOf(item, tally, run)
    ;(item.spec.own ? own : eligible).push(candidateOf(item, amount, run))
  }

  const chooser = chooserOf(run)
  // A way to pay stays among them, though every real saving stands before it.
  const ways = rankOffers(own, chooser, run).slice(0, MAX_OFFERS)
  const shown = [...rankOffers(eligible, chooser, run).slice(0, MAX_OFFERS - ways.length), ...ways]
  return {
    offers: shown.map(({ item, amount, value }) => present(item, amount, value, run, input)),
    nearly:
      tally === null
        ? []
        : nearest(near).flatMap(({ item }) => presentNear(item, tally, chooser, run, input)),
    best: tally === null ? null : bestOf(eligible, tally, run),
    assigned,
    ranks: shown.map((one) => rankRecord(one, chooser)),
  }
}

const nearest = (near: readonly Near[]): Near[] =>
  topOf(
    near,
    MAX_NEARLY,
    ({ distance }) => -distance,
    (a, b) => byId(a.item, b.item) < 0,
  )

/**
 * The best combination; of more offers than are tried together, that of those worth most alone. Then no combination is worth
 * more than it and all that was left out, nor saves more than goods and delivery cost beside points and gifts.
 */
function bestOf(eligible: readonly Candidate[], tally: Tally, { catalogue }: Run): BestCombination {
  const { scopes, rules } = catalogue
  const giving: Candidate[] = []
  let sum = 0
  let extras = 0
  for (const one of eligible) {
    if (one.mostCenti === 0) continue
    giving.push(one)
    sum += one.mostCenti
    if (one.item.spec.lane === 'points' || one.item.spec.lane === 'gift') extras += one.mostCenti
  }
  const tried = topOf(giving, MOST_COMBINED, ({ mostCenti }) => mostCenti, byIdOf)
  const best = bestCombination(tried, tally, scopes, rules)
  if (tried.length === giving.length) return best

  const leftOut = tried.reduce((rest, { mostCenti }) => rest - mostCenti, sum)
  const all = (tally.goodsMinor + (tally.shippingMinor ?? 0)) * 100 + extras
  const mostMinor = Math.ceil(Math.min(best.mostMinor * 100 + leftOut + 100, all) / 100)
  return { ...best, isExact: false, mostMinor: Math.min(MAX_AMOUNT, Math.max(best.mostMinor, mostMinor)) }
}

const byIdOf = (a: Candidate, b: Candidate): boolean => a.item.offer.id < b.item.offer.id

const byId = (a: CompiledOffer, b: CompiledOffer): number => (a.offer.id < b.offer.id ? -1 : 1)

function amountOf(item: CompiledOffer, tally: Tally | null, run: Run): number | null {
  const basket = tally && rewardBasket(item, tally, run.catalogue.scopes)
  return item.spec.amount(item.offer.reward, basket, run.catalogue.rules, purseFor(item, run))
}

function presentNear(
  item: CompiledOffer,
  tally: Tally,
  chooser: Chooser,
  run: Run,
  reader: Reader,
): DecidedBody['nearly'] {
  const { rules, scopes } = run.catalogue
  const missing = missingFor(item, tally, scopes, rules.currency)
  if (missing === null) return []
  // Worked out on the basket as it would be. What the added lines would cost, nobody knows.
  const amount = amountOf(
    item,
    missing.kind === 'spendMore' ? withMore(tally, missing.amountMinor) : null,
    run,
  )
  return [
    { ...present(item, amount, valueUndrawn(candidateOf(item, amount, run), chooser), run, reader), missing },
  ]
}

/** The basket with goods added that are in no scope but the whole basket's. */
function withMore(tally: Tally, amountMinor: number): Tally {
  const { whole } = tally
  return {
    ...tally,
    goodsMinor: tally.goodsMinor + amountMinor,
    whole: {
      leastMinor: whole.leastMinor + amountMinor,
      mostMinor: whole.mostMinor + amountMinor,
      leastUnits: whole.leastUnits + 1,
      mostUnits: whole.mostUnits + 1,
    },
  }
}

function present(
  item: CompiledOffer,
  amount: number | null,
  score: number,
  run: Run,
  reader: Reader,
): DecidedOffer {
  const { offer, spec } = item
  const text = wordsOf(offer.content, {
    locale: reader.locale,
    tone: reader.tone,
    fallback: run.shelf!.store.locale,
  })
  return {
    offerId: offer.id,
    revision: offer.revision,
    key: offer.key,
    headline: text?.headline ?? '',
    terms: text?.terms ?? null,
    reward: offer.reward,
    use: needsCode(offer.reward.kind) ? 'code' : 'automatic',
    effect: spec.toEffect(amount, run.catalogue.rules, offer.reward),
    reasons: audienceReasons(item, run),
    personal: item.segmented || item.matcher !== null,
    endsAt: offer.schedule.endsAt,
    score,
  }
}
