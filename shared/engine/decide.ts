import {
  type BestCombination,
  type DecidedOffer,
  type Locale,
  type Missing,
  needsCode,
} from '../contracts/index.ts'
import type { CompiledOffer } from './compile-offer.ts'
import { distanceTo, judge, missingFor } from './conditions.ts'
import { rewardBasket } from './effect.ts'
import { passesAll } from './gates.ts'
import { scoreOf } from './ranking.ts'
import { audienceReasons, type DecisionInput, open, purseFor, type Run } from './run.ts'
import type { Tally } from './scope.ts'
import { inReach } from './shelf.ts'
import type { Assignment } from './split.ts'

/** Offers in one answer: more than anyone reads, few enough to sign and send. */
export const MAX_OFFERS = 20

/** Offers just out of reach in one answer. */
export const MAX_NEARLY = 5

/** A change is small while it is at most as much again as the basket holds. */
export const NEARLY_DISTANCE = 1

/** The part of a decision that the engine makes; the rest is identity, balance and proof. */
export type DecidedBody = {
  offers: DecidedOffer[]
  nearly: (DecidedOffer & { missing: Missing })[]
  best: BestCombination | null
  /** The random splits that this member was asked of, whichever way they went. */
  assigned: Assignment[]
}

type Candidate = { item: CompiledOffer; amount: number | null; score: number }
type Near = { item: CompiledOffer; distance: number }

/**
 * The ranked answer to one request: offers that pass every gate, best first, and those that a small change of the
 * basket would earn, nearest first. Without a basket, conditions are not judged. The same input gives the same answer.
 */
export function decide(input: DecisionInput): DecidedBody {
  const run = open(input)
  const { shelf, tally } = run
  if (shelf === undefined) return { offers: [], nearly: [], best: null, assigned: [] }

  const eligible: Candidate[] = []
  const near: Near[] = []
  const assigned = new Map<string, string>()
  for (const item of inReach(shelf, run)) {
    if (!passesAll(item, run, assigned)) continue
    const answer = tally === null ? 'yes' : judge(item, tally, run.catalogue.scopes)
    if (tally !== null && answer === 'no') {
      const distance = distanceTo(item, tally, run.catalogue.scopes)
      if (distance <= NEARLY_DISTANCE) near.push({ item, distance })
      continue
    }
    // Where the basket may not hold what is asked for, no figure would be honest.
    const amount = answer === 'unknown' ? null : amountOf(item, tally, run)
    eligible.push({ item, amount, score: scoreOf(item, amount, run) })
  }

  eligible.sort((a, b) => b.score - a.score || byId(a.item, b.item))
  near.sort((a, b) => a.distance - b.distance || byId(a.item, b.item))
  return {
    offers: mostOf(eligible).map(({ item, amount, score }) =>
      present(item, amount, score, run, input.locale),
    ),
    nearly:
      tally === null
        ? []
        : near.slice(0, MAX_NEARLY).flatMap(({ item }) => presentNear(item, tally, run, input.locale)),
    best: null,
    assigned: [...assigned].map(([of, arm]) => ({ of, arm })),
  }
}

/** As many as anyone reads. A way to pay stays among them, though every real saving stands before it. */
function mostOf(ranked: Candidate[]): Candidate[] {
  if (ranked.length <= MAX_OFFERS) return ranked
  const own = ranked.filter(({ item }) => item.spec.own).slice(0, MAX_OFFERS)
  return [...ranked.filter(({ item }) => !item.spec.own).slice(0, MAX_OFFERS - own.length), ...own]
}

const byId = (a: CompiledOffer, b: CompiledOffer): number => (a.offer.id < b.offer.id ? -1 : 1)

function amountOf(item: CompiledOffer, tally: Tally | null, run: Run): number | null {
  const basket = tally && rewardBasket(item, tally, run.catalogue.scopes)
  return item.spec.amount(item.offer.reward, basket, run.catalogue.rules, purseFor(item, run))
}

function presentNear(item: CompiledOffer, tally: Tally, run: Run, locale: Locale): DecidedBody['nearly'] {
  const { rules, scopes } = run.catalogue
  const missing = missingFor(item, tally, scopes, rules.currency)
  if (missing === null) return []
  // Worked out on the basket as it would be. What the added lines would cost, nobody knows.
  const amount = amountOf(
    item,
    missing.kind === 'spendMore' ? withMore(tally, missing.amountMinor) : null,
    run,
  )
  return [{ ...present(item, amount, scoreOf(item, amount, run), run, locale), missing }]
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
  locale: Locale,
): DecidedOffer {
  const { offer, spec } = item
  const text =
    offer.content[locale] ??
    offer.content[run.shelf!.store.locale as Locale] ??
    Object.values(offer.content).find(Boolean)
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
