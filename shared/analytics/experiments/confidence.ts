import { normalBeyond } from '../chance.ts'

/**
 * Members at which an always-valid interval is tightest beside one that is looked at once. Source: GrowthBook's sequential
 * tuning parameter, 5,000 where nobody says otherwise.
 */
export const TIGHTEST_AT_MEMBERS = 5000

/**
 * By how many standard errors an interval must reach to hold the truth with chance 1 - alpha at every look together, however
 * many there are and whatever makes one stop: an asymptotic confidence sequence. It starts wide (5.1 at 200 members), is
 * 3.0 at 5,000 and widens with the logarithm after; one look needs 1.96.
 * Source: Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas (2024), "Time-uniform central limit theory and asymptotic confidence
 * sequences", theorem 2.2; rho by GrowthBook's documentation, "Sequential testing".
 */
export function alwaysValid(
  members: number,
  alpha: number,
  tightestAt: number = TIGHTEST_AT_MEMBERS,
): number {
  const twice = -2 * Math.log(alpha)
  const rhoSquared = (twice + Math.log(twice + 1)) / tightestAt
  const grown = members * rhoSquared + 1
  return Math.sqrt((2 * grown * Math.log(Math.sqrt(grown) / alpha)) / (members * rhoSquared))
}

/** The same for an interval that is looked at once, when as many members have been seen as was planned. */
export const onceOnly = (alpha: number): number => normalBeyond(alpha)
