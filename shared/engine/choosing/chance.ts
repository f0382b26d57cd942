import type { Learned } from '../../contracts/index.ts'
import {
  type Affinity,
  affinityOf,
  type KnownCategories,
  type PreparedTarget,
  prepareTarget,
  type Shares,
  type Target,
} from './affinity.ts'
import { type ChoosingMember, type Taste, tasteAt } from './member.ts'
import { type OfferFacts, type Rate, redemptionRate } from './redemption.ts'
import { responsiveness } from './response.ts'

/** Twice as near is less than twice as likely. Source: a grocer's history, flat from 0.6 to 0.8. */
const AFFINITY_POWER = 0.7

/** An offer as choosing knows it: what it is about, and by what its rate is learned. */
export type ChoosableOffer = OfferFacts & { target: Target }

/** Offers and all that is known of them without a member: worked out once for a catalogue and a `Learned`. */
export type OfferIndex = {
  learned: Learned
  /** In the order in which the offers were given. `target` is the place of its target. */
  offers: readonly (Rate & { id: string; target: number })[]
  /** Each target once, however many offers share it. */
  targets: readonly PreparedTarget[]
  /** How many categories those are about. */
  categories: number
}

/** Prepares offers for choosing among them. */
export function indexOffers(offers: readonly ChoosableOffer[], learned: Learned): OfferIndex {
  const places = new Map<string, number>()
  const known: KnownCategories = new Map()
  const targets: PreparedTarget[] = []
  const indexed = offers.map((offer) => {
    const { categories, products, brands } = offer.target
    const name = JSON.stringify([categories, products, brands, offer.categories])
    let place = places.get(name)
    if (place === undefined) {
      place = targets.length
      places.set(name, place)
      targets.push(prepareTarget(offer.target, offer.categories, learned, known))
    }
    return { id: offer.id, target: place, ...redemptionRate(learned, offer) }
  })
  return { learned, offers: indexed, targets, categories: known.size }
}

/** Room for a member's shares of so many categories, none of them asked for. */
const sharesFor = (categories: number): Shares => ({
  share: new Float64Array(categories).fill(-1),
  held: new Float64Array(categories),
})

/** How likely a share of somebody's purchases and so many purchases make a redemption, up to a factor. */
export const pull = ({ share, held }: Affinity): number => share ** AFFINITY_POWER * (1 + held)

/** One member before an index of offers. Each target is looked at once, when it is first asked for. */
export type Chooser = {
  index: OfferIndex
  taste: Taste
  /** The group that the member answers like. */
  segment: string | null
  responsiveness: number
  /** By a target's place: the member's pull to it; negative while it has not been asked for. */
  pulls: Float64Array
  shares: Shares
}

/** Opens the choice of one member at one instant. */
export function openChooser(member: ChoosingMember, index: OfferIndex, now: number): Chooser {
  const taste = tasteAt(member.profile, now)
  return {
    index,
    taste,
    segment: member.segment,
    responsiveness: responsiveness(member, taste, index.learned),
    pulls: new Float64Array(index.targets.length).fill(-1),
    shares: sharesFor(index.categories),
  }
}

/**
 * Redemptions foretold of showing the offer at `place` to the member, up to the factor that its rate is: what an
 * exposure adds to `LearnedRate.expected`.
 */
export function expectedOf(chooser: Chooser, place: number): number {
  const { pulls, index } = chooser
  const { target } = index.offers[place]!
  let pulled = pulls[target]!
  if (pulled < 0) {
    pulled = pull(affinityOf(index.targets[target]!, chooser.taste, chooser.shares))
    pulls[target] = pulled
  }
  return chooser.responsiveness * pulled
}

/** Redemptions to expect of showing the offer at `place` to the member: responsiveness x pull x rate. */
export const hazard = (chooser: Chooser, place: number): number =>
  expectedOf(chooser, place) * chooser.index.offers[place]!.perExpected

/**
 * The chance that the member redeems the offer at `place` if it is shown: that of at least one redemption where
 * `hazard` are expected. From 0 to 1, twelve digits. `appeal`: how it draws beside an ordinary offer.
 */
export const chance = (chooser: Chooser, place: number, appeal = 1): number =>
  twelveDigits(-Math.expm1(-hazard(chooser, place) * appeal))

/** The chance that the member redeems any of the offers if all of them are shown, as above. Left out: all of the index's. */
export function chanceOfAny(chooser: Chooser, shown?: readonly { place: number; appeal: number }[]): number {
  let sum = 0
  if (shown) for (const { place, appeal } of shown) sum += hazard(chooser, place) * appeal
  else for (let place = 0; place < chooser.index.offers.length; place += 1) sum += hazard(chooser, place)
  return twelveDigits(-Math.expm1(-sum))
}

/**
 * A number with 41 of its 53 bits, however small it is: the last bits of a logarithm differ between machines, and a fixed
 * number of decimals would make small chances equal. Source: Veltkamp's splitting (Dekker, 1971); much faster than
 * `toPrecision`.
 */
function twelveDigits(value: number): number {
  const wide = value * 4097
  return wide - (wide - value)
}

/** How near the offer at `place` is to the member. */
export const nearness = ({ index, taste, shares }: Chooser, place: number): Affinity =>
  affinityOf(index.targets[index.offers[place]!.target]!, taste, shares)
