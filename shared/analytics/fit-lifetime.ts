import type { LifetimeParams } from '../contracts/index.ts'
import { logGamma } from './log-gamma.ts'
import { minimise } from './minimise.ts'

const DAY_MS = 86_400_000

/** Below this, four parameters say more of chance than of members. */
export const MIN_MEMBERS = 50
/** Members who bought again without whom nobody can tell leaving from buying seldom. */
export const MIN_REPEATING = 10

/** What is read of a member's profile. */
export type BoughtMember = { purchases: number; firstAt: number; lastAt: number; spendMinor: number }

/** Members who bought alike: `repeats` after the first, the latest `latestWeeks` after it, watched for `watchedWeeks`. */
export type BuyingGroup = { repeats: number; latestWeeks: number; watchedWeeks: number; members: number }

/** Members with as many purchases of the same average. */
export type SpendGroup = { purchases: number; averageMinor: number; members: number }

/** Why nothing was fitted. */
export type FitWhy =
  | 'tooFewMembers'
  | 'tooFewRepeat'
  /** All have bought alike: what differs between members can't be told from one kind of them. */
  | 'allAlike'
  /** No set of parameters is better than all others: the history does not follow the model. */
  | 'noMaximum'

/** The parameters, or why there are none. `spendWhy`: why `p`, `q` and `gamma` are `null`. */
export type LifetimeFit =
  | { params: LifetimeParams; why: null; spendWhy: FitWhy | null }
  | { params: null; why: FitWhy; spendWhy: null }

/**
 * Fits BG/NBD and Gamma-Gamma to all members who have bought, by maximum likelihood. Days are whole: a hundred thousand
 * members are some ten thousand groups. `now` is epoch ms.
 */
export function fitLifetime(members: Iterable<BoughtMember>, now: number): LifetimeFit {
  const buying = new Map<string, BuyingGroup>()
  const spending = new Map<string, SpendGroup>()
  for (const { purchases, firstAt, lastAt, spendMinor } of members) {
    if (purchases < 1) continue
    const latestDays = Math.round((lastAt - firstAt) / DAY_MS)
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

const sizeOf = (groups: readonly { members: number }[]): number =>
  groups.reduce((sum, { members }) => sum + members, 0)

/** How large or small a parameter may come out: e^8. Past it, the likelihood goes on rising for ever. */
const LARGEST_LOG = 8
/**
 * Draws the logarithms to 0 where the history says nothing of them: without it a flat slope is walked until numbers end. It is
 * next to nothing of what one member says, and moves no fourth decimal.
 */
const RIDGE = 1e-7

type Fitted<Names extends string> =
  | ({ why: null; logLikelihood: number } & Record<Names, number>)
  | { why: FitWhy }

/** Maximum likelihood of parameters that are all positive. */
function maximise<Names extends string>(
  names: readonly Names[],
  start: readonly number[],
  logLikelihood: (values: readonly number[]) => number,
): Fitted<Names> {
  const { at } = minimise((logs) => {
    if (logs.some((log) => Math.abs(log) > LARGEST_LOG + 2)) return Number.POSITIVE_INFINITY
    const value = logLikelihood(logs.map(Math.exp))
    return Number.isNaN(value)
      ? Number.POSITIVE_INFINITY
      : RIDGE * logs.reduce((sum, log) => sum + log * log, 0) - value
  }, start.map(Math.log))
  if (at.some((log) => Math.abs(log) > LARGEST_LOG)) return { why: 'noMaximum' }
  const values = at.map(Math.exp)
  return {
    why: null,
    logLikelihood: logLikelihood(values),
    ...(Object.fromEntries(names.map((name, position) => [name, values[position]!])) as Record<
      Names,
      number
    >),
  }
}

/** BG/NBD. Source: Fader, Hardie and Lee (2005), equation 6. */
export function fitTiming(groups: readonly BuyingGroup[]): Fitted<'r' | 'alpha' | 'a' | 'b'> {
  const repeating = groups.filter(({ repeats }) => repeats > 0)
  if (sizeOf(groups) < MIN_MEMBERS) return { why: 'tooFewMembers' }
  if (sizeOf(repeating) < MIN_REPEATING) return { why: 'tooFewRepeat' }
  if (groups.length < 5) return { why: 'allAlike' }

  const byRepeats = countsBy(groups, ({ repeats }) => repeats)
  const { members, x, tx, T } = columns(groups)
  return maximise(['r', 'alpha', 'a', 'b'], [1, 4, 1, 2], ([r, alpha, a, b]) => {
    let sum = 0
    for (const [repeats, count] of byRepeats)
      sum +=
        count *
        (logGamma(r! + repeats) -
          logGamma(r!) +
          r! * Math.log(alpha!) +
          logGamma(a! + b!) -
          logGamma(a! + b! + repeats) +
          logGamma(b! + repeats) -
          logGamma(b!))
    for (let at = 0; at < members.length; at += 1) {
      const repeats = x[at]!
      const stayed = -(r! + repeats) * Math.log(alpha! + T[at]!)
      if (repeats === 0) sum += members[at]! * stayed
      else {
        const left = Math.log(a! / (b! + repeats - 1)) - (r! + repeats) * Math.log(alpha! + tx[at]!)
        const larger = Math.max(stayed, left)
        sum += members[at]! * (larger + Math.log1p(Math.exp(-Math.abs(stayed - left))))
      }
    }
    return sum
  })
}

/** Typed columns: a hundred thousand groups are walked some hundred times. */
function columns(groups: readonly BuyingGroup[]) {
  const column = (read: (group: BuyingGroup) => number) => Float64Array.from(groups, read)
  return {
    members: column(({ members }) => members),
    x: column(({ repeats }) => repeats),
    tx: column(({ latestWeeks }) => latestWeeks),
    T: column(({ watchedWeeks }) => watchedWeeks),
  }
}

function countsBy<T extends { members: number }>(
  groups: readonly T[],
  of: (group: T) => number,
): Map<number, number> {
  const counts = new Map<number, number>()
  for (const group of groups) counts.set(of(group), (counts.get(of(group)) ?? 0) + group.members)
  return counts
}

/** Gamma-Gamma. Source: Fader and Hardie (2013), equation 1a. */
export function fitSpending(groups: readonly SpendGroup[]): Fitted<'p' | 'q' | 'gamma'> {
  if (sizeOf(groups) < MIN_MEMBERS) return { why: 'tooFewMembers' }
  // Who has bought once shows how members differ and how their purchases do, and not which is which.
  if (sizeOf(groups.filter(({ purchases }) => purchases > 1)) < MIN_REPEATING) return { why: 'tooFewRepeat' }
  if (new Set(groups.map(({ averageMinor }) => averageMinor)).size < 5) return { why: 'allAlike' }

  const members = sizeOf(groups)
  // In units of the mean: whether it is öre or yen then changes nothing.
  const mean = groups.reduce((sum, group) => sum + group.averageMinor * group.members, 0) / members
  const byPurchases = countsBy(groups, ({ purchases }) => purchases)
  const rows = groups.map(({ purchases: x, averageMinor, members: count }) => ({
    x,
    m: averageMinor / mean,
    count,
  }))
  const fitted = maximise(['p', 'q', 'gamma'], [3, 3, 1], ([p, q, gamma]) => {
    let sum = 0
    for (const [x, count] of byPurchases)
      sum +=
        count *
        (logGamma(p! * x + q!) -
          logGamma(p! * x) -
          logGamma(q!) +
          q! * Math.log(gamma!) +
          p! * x * Math.log(x))
    for (const { x, m, count } of rows)
      sum += count * ((p! * x - 1) * Math.log(m) - (p! * x + q!) * Math.log(gamma! + x * m))
    return sum
  })
  if (fitted.why !== null) return fitted
  return {
    ...fitted,
    gamma: fitted.gamma * mean,
    logLikelihood: fitted.logLikelihood - members * Math.log(mean),
  }
}
