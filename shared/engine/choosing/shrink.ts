/**
 * A share drawn towards what is known of all: `prior` stands for `strength` purchases beside the `total` seen.
 * With nothing seen it is the prior.
 */
export const shrunken = (count: number, total: number, prior: number, strength: number): number =>
  (count + strength * prior) / (total + strength)

/** Bounds of how alike a member's purchases may be taken to be: a category where everyone is average, or nearly none is. */
const LEAST_LIKENESS = 1e-4
const MOST_LIKENESS = 0.9

/**
 * For a category, how many purchases the prior is worth: few where members differ (cat food), many where all are alike
 * (bananas). The intraclass correlation of buying it, by moments: `together / weighed` is how often two purchases of
 * one member both hold it, `(held / weighed)` squared how often they would by chance.
 * Source: beta-binomial method of moments; the sums are those of `Learned`.
 */
export function learnedStrength(sums: { together: number; held: number }, weighed: number): number {
  if (weighed <= 0) return 1 / LEAST_LIKENESS
  const share = sums.held / weighed
  const byChance = share * share
  const likeness = share > byChance ? (sums.together / weighed - byChance) / (share - byChance) : 0
  return 1 / Math.min(MOST_LIKENESS, Math.max(LEAST_LIKENESS, likeness)) - 1
}
