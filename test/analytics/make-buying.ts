import type { BoughtMember } from '../../shared/analytics/index.ts'
import { gamma, type Random, waiting } from '../data/random.ts'

const WEEK_MS = 604_800_000

/** What members are made by. */
export type Truth = { r: number; alpha: number; a: number; b: number; p: number; q: number; gamma: number }

/** A Gamma variate of rate 1, of any shape: below 1 by the boost of Marsaglia and Tsang. */
export const gammaOf = (random: Random, shape: number): number =>
  shape >= 1
    ? gamma(random, shape, shape)
    : gamma(random, shape + 1, shape + 1) * (1 - random()) ** (1 / shape)

/** Members who buy and leave as BG/NBD says, for amounts as Gamma-Gamma says, first seen in the last two years. */
export function makeMembers(random: Random, truth: Truth, count: number, now: number): BoughtMember[] {
  return Array.from({ length: count }, () => {
    const watchedWeeks = 10 + random() * 94
    const rate = gammaOf(random, truth.r) / truth.alpha
    const left = gammaOf(random, truth.a)
    const leaving = left / (left + gammaOf(random, truth.b))
    const price = gammaOf(random, truth.q) / truth.gamma
    const pays = () => Math.round(gammaOf(random, truth.p) / price)
    let purchases = 1
    let spendMinor = pays()
    let latestWeeks = 0
    for (;;) {
      // Nobody leaves before a second purchase.
      if (purchases > 1 && random() < leaving) break
      const nextWeeks = latestWeeks + waiting(random, 1 / rate)
      if (nextWeeks > watchedWeeks) break
      latestWeeks = nextWeeks
      purchases += 1
      spendMinor += pays()
    }
    const firstAt = Math.floor(now - watchedWeeks * WEEK_MS)
    return { purchases, firstAt, lastAt: Math.floor(firstAt + latestWeeks * WEEK_MS), spendMinor }
  })
}
