import type { Learned, LearnedRate } from '../../contracts/index.ts'
import { own } from './affinity.ts'

/** What is known of an offer beside its target: by what its rate is learned before it has a history of its own. */
export type OfferFacts = {
  id: string
  /** Categories of what it covers, with their shares, which sum to 1. */
  categories: readonly { key: string; share: number }[]
  /** Brands of what it covers. */
  brands: readonly string[]
}

/** A redemption rate, and how many redemptions what is known of it is worth. */
export type Rate = {
  /** Redemptions for each that was foretold (`LearnedRate.expected`). */
  perExpected: number
  evidence: number
}

/** Redemptions that the level above is worth. Source: best of 1 to 8 on a grocer's history, flat from 1 to 4. */
const PRIOR_REDEMPTIONS = 2

/** What a programme without any history is taken for: a coupon in fifty. Only its scale, which no ranking sees. */
const FIRST_RATE = 0.02

/** An offer of more brands than this says nothing about any one of them, nor they about it. */
const MOST_BRANDS = 3

/**
 * How readily an offer is redeemed, for what its nearness to those who saw it foretold: gamma-Poisson, each level drawn
 * towards the one above it, offer <- brand <- category <- all.
 */
export function redemptionRate(learned: Learned, { id, categories, brands }: OfferFacts): Rate {
  const { rates } = learned
  const all = (rates.all.redemptions + 1) / (rates.all.expected + 1 / FIRST_RATE)

  const ofCategories = sumOf(categories.map(({ key, share }) => [own(rates.categories, key), share]))
  const byCategory = within(ofCategories, all)

  const few = brands.length <= MOST_BRANDS ? brands : []
  const ofBrands = sumOf(few.map((brand) => [own(rates.brands, brand), 1 / few.length]))
  const byBrand = within(ofBrands, byCategory)

  const ofOffer = own(rates.offers, id)
  return {
    perExpected: within(ofOffer ?? NOTHING, byBrand),
    evidence: (ofOffer?.redemptions ?? 0) + PRIOR_REDEMPTIONS,
  }
}

type Seen = Pick<LearnedRate, 'expected' | 'redemptions'>
const NOTHING: Seen = { expected: 0, redemptions: 0 }

const within = ({ redemptions, expected }: Seen, above: number): number =>
  (redemptions + PRIOR_REDEMPTIONS) / (expected + PRIOR_REDEMPTIONS / above)

function sumOf(parts: readonly (readonly [LearnedRate | undefined, number])[]): Seen {
  const sum = { ...NOTHING }
  for (const [rate, share] of parts) {
    sum.expected += share * (rate?.expected ?? 0)
    sum.redemptions += share * (rate?.redemptions ?? 0)
  }
  return sum
}

/** Bounds between which a Beta distribution can be drawn from. */
const LEAST_CHANCE = 1e-9
const LEAST_EVIDENCE = 1e-6
const MOST_EVIDENCE = 1e12

/**
 * A member's chance as a Beta distribution: its mean is the chance, its width what the offer's evidence leaves open. What
 * Thompson sampling draws from. What is no number is the least that can be known: no chance, no evidence of its own.
 */
export function posterior(probability: number, evidence: number): { alpha: number; beta: number } {
  const mean = probability > LEAST_CHANCE ? Math.min(1 - 1e-6, probability) : LEAST_CHANCE
  const alpha = evidence >= LEAST_EVIDENCE ? Math.min(evidence, MOST_EVIDENCE) : PRIOR_REDEMPTIONS
  return { alpha, beta: (alpha * (1 - mean)) / mean }
}
