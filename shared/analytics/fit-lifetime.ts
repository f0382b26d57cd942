import { DAY_MS, type LifetimeParams } from '../contracts/index.ts'
import { fitSpending, type SpendGroup } from './fit-spending.ts'
import { type BuyingGroup, fitTiming } from './fit-timing.ts'
import { type FitWhy, sizeOf } from './maximum-likelihood.ts'

/** What is read of a member's profile. */
export type BoughtMember = { purchases: number; firstAt: number; lastAt: number; spendMinor: number }

/** The parameters, or why there are none. `spendWhy`: why `p`, `q` and `gamma` are `null`. */
export type LifetimeFit =
  | { params: LifetimeParams; why: null; spendWhy: FitWhy | null }
  | { params: null; why: FitWhy; spendWhy: null }

/**
 * Fits BG/NBD and Gamma-Gamma to all members who have bought, by maximum likelihood. Days are whole, and
 * members who bought alike are one group: a hundred thousand members take a few seconds. `now` is epoch ms.
 */
export function fitLifetime(members: Iterable<BoughtMember>, now: number): LifetimeFit {
  const buying = new Map<string, BuyingGroup>()
  const spending = new Map<string, SpendGroup>()
  for (const { purchases, firstAt, lastAt, spendMinor } of members) {
    if (purchases < 1) continue
    // A shop's clock may run ahead of ours.
    const latestDays = Math.max(0, Math.round((lastAt - firstAt) / DAY_MS))
    const watchedDays = Math.max(latestDays, Math.round((now - firstAt) / DAY_MS))
    const group = { repeats: purchases - 1, latestWeeks: latestDays / 7, watchedWeeks: watchedDays / 7 }
    add(buying, `${purchases} ${latestDays} ${watchedDays}`, group)
    const averageMinor = Math.round(spendMinor / purchases)
    // What was given away, or came back, says nothing of what a purchase is worth.
    if (averageMinor > 0) add(spending, `${purchases} ${averageMinor}`, { purchases, averageMinor })
  }
  return fitGroups([...buying.values()], [...spending.values()], now)
}

function add<T extends { members: number }>(
  groups: Map<string, T>,
  key: string,
  group: Omit<T, 'members'>,
): void {
  const kept = groups.get(key)
  if (kept) kept.members += 1
  else groups.set(key, { ...group, members: 1 } as T)
}

/** `fitLifetime` for who has grouped the members already. */
export function fitGroups(
  buying: readonly BuyingGroup[],
  spending: readonly SpendGroup[],
  now: number,
): LifetimeFit {
  const timing = fitTiming(buying)
  if (timing.why !== null) return { params: null, why: timing.why, spendWhy: null }
  const spend = fitSpending(spending)
  const { r, alpha, a, b, logLikelihood } = timing
  const worth =
    spend.why === null ? { p: spend.p, q: spend.q, gamma: spend.gamma } : { p: null, q: null, gamma: null }
  return {
    params: { r, alpha, a, b, ...worth, fittedAt: now, members: sizeOf(buying), logLikelihood },
    why: null,
    spendWhy: spend.why,
  }
}
