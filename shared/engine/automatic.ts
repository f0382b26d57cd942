import type { Basket, Offer } from '../contracts/index.ts'
import type { CompiledOffer } from './compile-offer.ts'
import { judge } from './conditions.ts'
import { passesAll } from './gates.ts'
import { pointsCostMinor } from './reward.ts'
import { matched } from './rewards/donation-match.ts'
import { extraPoints } from './rewards/points-multiplier.ts'
import { type DecisionInput, open, type Run } from './run.ts'
import { heldIn } from './scope.ts'
import { spread } from './spread.ts'
import { hadTogether, pointCenti } from './stacking/index.ts'
import { SURE } from './units.ts'

/** What the shop gives to a cause for a purchase, and how it falls on the lines: a return takes back a line's own. */
export type DonationMatched = { cause: string; amountMinor: number; perLine: number[] }

/** Points that a purchase earns by an offer, and how they fall on its lines: a return takes back a line's own. */
export type AutomaticOffer = {
  offer: Offer
  points: number
  perLine: number[]
  /** `null`: it gives points. */
  donation: DonationMatched | null
  /** What it costs the programme or the shop, rounded up. */
  costMinor: number
}

/** What else bounds the offers that a purchase has. */
export type AutomaticBounds = {
  /** The offers whose codes the purchase used: what does not go with them is not had. */
  usedIds?: readonly string[]
  /** Whether the offer's limits have room for what it would give. Left out: they have. */
  hasRoom?: (offer: AutomaticOffer) => boolean
}

/**
 * The offers that a purchase has by itself, in offer id's order: points, and what the shop gives to causes; those that
 * come to nothing are left out. `basket` is the purchase and `now` when it was made. Of offers that do not go together it
 * has those that are worth most together, points at their worth. Several offers add up, each over the base points; they
 * never multiply each other. A line whose category nobody sent is in no category's scope. All roundings are down, in the
 * programme's favour; each `perLine` sums to its whole exactly.
 */
export function automaticOffers(
  input: DecisionInput & { basket: Basket },
  basePointsPerLine: readonly number[],
  { usedIds = [], hasRoom = () => true }: AutomaticBounds = {},
): AutomaticOffer[] {
  const run = open(input)
  const { shelf, tally } = run
  if (shelf === undefined || tally === null) return []
  const { scopes, rules } = run.catalogue
  const given: (AutomaticOffer & { centi: number })[] = []
  for (const item of shelf.offers) {
    const { offer, spec } = item
    if (spec.unit !== 'points' && offer.reward.kind !== 'donationMatch') continue
    if (!passesAll(item, run) || judge(item, tally, scopes) !== 'yes') continue
    const donation = donationOf(item, input.basket, run)
    const perLine = share(item, input.basket, basePointsPerLine, run)
    const points = perLine.reduce((sum, part) => sum + part, 0)
    if (points + (donation?.amountMinor ?? 0) === 0) continue
    const earned = {
      offer,
      points,
      perLine,
      donation,
      costMinor: donation?.amountMinor ?? pointsCostMinor(points, rules),
    }
    const centi = points * pointCenti(rules) + (donation?.amountMinor ?? 0) * 100
    if (hasRoom(earned)) given.push({ ...earned, centi })
  }
  const used = shelf.offers.flatMap(({ offer }) => (usedIds.includes(offer.id) ? [offer] : []))
  return hadTogether(given, used, rules.offers)
    .map(({ centi: _, ...earned }) => earned)
    .sort((a, b) => (a.offer.id < b.offer.id ? -1 : 1))
}

function donationOf(item: CompiledOffer, { lines }: Basket, run: Run): DonationMatched | null {
  const { reward } = item.offer
  if (reward.kind !== 'donationMatch') return null
  const held = linesHeld(item, run)
  const weights = lines.map(({ amountMinor }, i) => (held[i] === SURE ? amountMinor : 0))
  const amountMinor = matched(
    reward,
    weights.reduce((sum, weight) => sum + weight, 0),
  )
  return { cause: reward.cause, amountMinor, perLine: spread(amountMinor, weights) }
}

const linesHeld = (item: CompiledOffer, run: Run): Uint8Array =>
  heldIn(run.tally!, item.rewardScope, run.catalogue.scopes)

function share(
  item: CompiledOffer,
  basket: Basket,
  basePointsPerLine: readonly number[],
  run: Run,
): number[] {
  const { reward } = item.offer
  const held = Array.from(linesHeld(item, run), (how) => how === SURE)
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
