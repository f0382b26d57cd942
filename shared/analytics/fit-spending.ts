import { logGamma } from './log-gamma.ts'
import { type Fitted, MIN_MEMBERS, MIN_REPEATING, maximise, sizeOf } from './maximum-likelihood.ts'

/** Members with as many purchases of the same average. */
export type SpendGroup = { purchases: number; averageMinor: number; members: number }

/** Gamma-Gamma. Source: Fader and Hardie (2013), equation 1a. */
export function fitSpending(groups: readonly SpendGroup[]): Fitted<'p' | 'q' | 'gamma'> {
  if (sizeOf(groups) < MIN_MEMBERS) return { why: 'tooFewMembers' }
  // Who has bought once shows how members differ and how their purchases do, and not which is which.
  if (sizeOf(groups.filter(({ purchases }) => purchases > 1)) < MIN_REPEATING) return { why: 'tooFewRepeat' }
  if (new Set(groups.map(({ averageMinor }) => averageMinor)).size < 5) return { why: 'allAlike' }

  const members = sizeOf(groups)
  // In units of the mean: whether it is öre or yen then changes nothing.
  const mean = groups.reduce((sum, group) => sum + group.averageMinor * group.members, 0) / members
  const byPurchases = new Map<number, number>()
  for (const { purchases, members: count } of groups)
    byPurchases.set(purchases, (byPurchases.get(purchases) ?? 0) + count)
  const x = Float64Array.from(groups, ({ purchases }) => purchases)
  const counts = Float64Array.from(groups, (group) => group.members)
  const sums = Float64Array.from(groups, ({ purchases, averageMinor }) => (purchases * averageMinor) / mean)
  let logs = 0
  let logsByPurchase = 0
  for (let at = 0; at < x.length; at += 1) {
    const log = counts[at]! * Math.log(sums[at]! / x[at]!)
    logs += log
    logsByPurchase += x[at]! * log
  }
  const fitted = maximise(['p', 'q', 'gamma'], [3, 3, 1], ([p, q, gamma]) => {
    let sum = p! * logsByPurchase - logs
    for (const [purchases, count] of byPurchases) {
      const shape = p! * purchases
      const ofShape = logGamma(shape + q!) - logGamma(shape) - logGamma(q!)
      sum += count * (ofShape + q! * Math.log(gamma!) + shape * Math.log(purchases))
    }
    for (let at = 0; at < x.length; at += 1)
      sum -= counts[at]! * (p! * x[at]! + q!) * Math.log(gamma! + sums[at]!)
    return sum
  })
  if (fitted.why !== null) return fitted
  return {
    ...fitted,
    gamma: fitted.gamma * mean,
    logLikelihood: fitted.logLikelihood - members * Math.log(mean),
  }
}
