import type { LifetimeParams, Profile } from '../contracts/index.ts'
import { type Buying, expectedWhileAlive, type Timing } from './expected-while-alive.ts'

export type { Buying } from './expected-while-alive.ts'

const WEEK_MS = 604_800_000
const WEEKS_A_YEAR = 52.1775

type Spending = Pick<LifetimeParams, 'p' | 'q' | 'gamma'>

/** What a profile says of a member's buying at `now` (epoch ms); `null`: has not bought. A clock that runs ahead is now. */
export function buyingOf(
  profile: Pick<Profile, 'purchases' | 'firstAt' | 'lastAt'> | null,
  now: number,
): Buying | null {
  if (profile === null || profile.purchases < 1 || profile.firstAt === null || profile.lastAt === null)
    return null
  return {
    repeats: profile.purchases - 1,
    latestWeeks: (profile.lastAt - profile.firstAt) / WEEK_MS,
    watchedWeeks: Math.max(now, profile.lastAt) / WEEK_MS - profile.firstAt / WEEK_MS,
  }
}

/**
 * Chance that the member will buy again some day. By the model nobody leaves before a second purchase, so that it is 1 for who
 * has bought once.
 * Source: Fader, Hardie and Lee (2008), "Computing P(alive) using the BG/NBD model".
 */
export function aliveProbability({ r, alpha, a, b }: Timing, buying: Buying): number {
  const { repeats: x, latestWeeks, watchedWeeks } = buying
  if (x === 0) return 1
  // Through logarithms: a thousand purchases and a year of silence are past every power a number can hold.
  const odds = Math.log(a / (b + x - 1)) + (r + x) * Math.log((alpha + watchedWeeks) / (alpha + latestWeeks))
  return 1 / (1 + Math.exp(odds))
}

/**
 * E[Y(t)]: purchases to expect in the next `weeks`.
 * Source: Fader, Hardie and Lee (2005), equation 10.
 */
export function expectedPurchases(params: Timing, buying: Buying, weeks: number): number {
  if (weeks <= 0) return 0
  return aliveProbability(params, buying) * expectedWhileAlive(params, buying, weeks)
}

/**
 * What this member's purchases are worth on average, in minor units (not rounded): their own average, drawn towards all
 * members' the fewer of them there are. `purchases` are those that the average is of. `null`: amounts were not fitted, or vary too
 * much to have a mean.
 * Source: Fader and Hardie (2013), "The Gamma-Gamma model of monetary value", equation 5.
 */
export function expectedValueMinor(
  { p, q, gamma }: Spending,
  purchases: number,
  averageMinor: number,
): number | null {
  if (p === null || q === null || gamma === null) return null
  const weight = p * purchases + q - 1
  return weight <= 0 ? null : (p * (gamma + purchases * averageMinor)) / weight
}

/** How far ahead, and what of it counts. */
export type Horizon = {
  weeks: number
  /** A year's: 0.1 makes a year from now worth a tenth less, about. */
  discountRate: number
  /** Part of the spend that is margin; 1 leaves it as spend. */
  marginShare: number
}

/** Paid in the middle of each four weeks: finer steps change less than the models are wrong by. */
const PERIOD_WEEKS = 4

/**
 * What a member is still going to bring within the horizon, as of now, in minor units rounded down. `null` where the worth of a
 * purchase can't be said.
 */
export function lifetimeValueMinor(
  params: LifetimeParams,
  buying: Buying,
  spent: { purchases: number; spendMinor: number },
  { weeks, discountRate, marginShare }: Horizon,
): number | null {
  if (spent.purchases < 1) return null
  const valueMinor = expectedValueMinor(params, spent.purchases, spent.spendMinor / spent.purchases)
  if (valueMinor === null) return null
  const alive = aliveProbability(params, buying)
  let discounted = 0
  let before = 0
  for (let from = 0; from < weeks; from += PERIOD_WEEKS) {
    const to = Math.min(weeks, from + PERIOD_WEEKS)
    const upTo = expectedWhileAlive(params, buying, to)
    discounted += (upTo - before) / (1 + discountRate) ** ((from + to) / 2 / WEEKS_A_YEAR)
    before = upTo
  }
  return Math.floor(alive * discounted * valueMinor * marginShare)
}
