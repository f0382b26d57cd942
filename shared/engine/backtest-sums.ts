import {
  type Backtest,
  type BacktestShare,
  type Limits,
  MAX_BACKTEST_CONFLICTS,
  type Spread,
} from '../contracts/index.ts'
import type { Had, Replayed } from './backtest.ts'

/** By what the use of an offer is counted in its caps: for each cap, in their order, whose counter over which period. */
export type CountedBy = (had: Had) => readonly string[]

/** What limits let through, and where each refused first. */
export type Settled = { has: Had[]; limits: Backtest['limits'] }

type Counter = { times: number; costMinor: number }

/** One of an offer's limits: what it lets through of each `who`. */
type Limit = Partial<Counter> & {
  path: string
  /** Whether members share it; else each has their own. */
  isShared: boolean
  who(had: Had): string | undefined
}

function limitsOf({ perMember, total, budgetMinor, caps = [] }: Limits, countedBy: CountedBy): Limit[] {
  const all = { isShared: true, who: () => '' }
  return [
    ...(perMember === undefined
      ? []
      : [
          {
            path: '/limits/perMember',
            isShared: false,
            who: ({ enrolmentId }: Had) => enrolmentId,
            times: perMember,
          },
        ]),
    ...(total === undefined ? [] : [{ ...all, path: '/limits/total', times: total }]),
    ...(budgetMinor === undefined ? [] : [{ ...all, path: '/limits/budgetMinor', costMinor: budgetMinor }]),
    ...caps.map(({ per, times, costMinor }, at) => ({
      path: `/limits/caps/${at}`,
      isShared: per !== 'member' && per !== 'household',
      who: (had: Had) => countedBy(had)[at],
      ...(times === undefined ? {} : { times }),
      ...(costMinor === undefined ? {} : { costMinor }),
    })),
  ]
}

/**
 * Lets purchases through in the order in which they were made, until a limit is reached; one that is refused uses nothing.
 * Of a sample of one in `oneIn`, each stands for as many in what members share.
 */
export function settle(had: readonly Had[], limits: Limits, countedBy: CountedBy, oneIn: number): Settled {
  const counters = new Map<string, Counter>()
  const told = limitsOf(limits, countedBy).map((limit) => ({
    limit,
    hitAt: null as number | null,
    refused: 0,
  }))
  const has: Had[] = []
  for (const one of [...had].sort((a, b) => a.at - b.at || (a.purchaseId < b.purchaseId ? -1 : 1))) {
    const uses = told.map(({ limit }, at) => {
      const key = `${at} ${limit.who(one)}`
      const before = counters.get(key) ?? { times: 0, costMinor: 0 }
      const weight = limit.isShared ? oneIn : 1
      return {
        key,
        after: { times: before.times + weight, costMinor: before.costMinor + one.costMinor * weight },
      }
    })
    const full = told.find(
      ({ limit: { times, costMinor } }, at) =>
        (times !== undefined && uses[at]!.after.times > times) ||
        (costMinor !== undefined && uses[at]!.after.costMinor > costMinor),
    )
    if (full) {
      full.hitAt ??= one.at
      full.refused += 1
      continue
    }
    for (const { key, after } of uses) counters.set(key, after)
    has.push(one)
  }
  return {
    has,
    limits: told.map(({ limit, hitAt, refused }) => ({
      path: limit.path,
      hitAt,
      refused: Math.round(refused * oneIn),
    })),
  }
}

/** The part of a backtest that follows from what was replayed. */
export type BacktestSums = Omit<Backtest, 'from' | 'until' | 'currency' | 'isExact' | 'oneIn' | 'factsMadeAt'>

/**
 * Adds up what came of members who were looked at, one in `oneIn` of all.
 *
 * @param keyOf the key of a live offer by its id
 */
export function sumUp(
  replayed: readonly Replayed[],
  limits: Limits,
  countedBy: CountedBy,
  oneIn: number,
  keyOf: (offerId: string) => string,
): BacktestSums {
  const all = (count: number): number => Math.round(count * oneIn)
  const sum = (of: (one: Replayed) => number): number => replayed.reduce((total, one) => total + of(one), 0)
  const fits = replayed.flatMap(({ had }) => had)
  const settled = settle(fits, limits, countedBy, oneIn)
  const { has } = settled
  const share = (some: readonly Had[]): BacktestShare => ({
    purchases: all(some.length),
    members: all(new Set(some.map(({ enrolmentId }) => enrolmentId)).size),
    costMinor: all(some.reduce((total, { costMinor }) => total + costMinor, 0)),
  })
  return {
    bought: {
      purchases: all(sum(({ purchases }) => purchases)),
      members: all(sum(({ purchases }) => Number(purchases > 0))),
      goodsMinor: all(sum(({ goodsMinor }) => goodsMinor)),
    },
    fits: share(fits),
    has: share(has),
    goodsMinor: all(has.reduce((total, { goodsMinor }) => total + goodsMinor, 0)),
    unread: all(sum(({ unread }) => unread)),
    costAtMost: all(has.filter(({ costAtMost }) => costAtMost).length),
    gives: givesOf(has),
    limits: settled.limits,
    conflicts: conflictsOf(fits, all, keyOf),
    anyway: {
      fullPriceBefore: share(has.filter(({ anyway }) => anyway.fullPriceBefore)),
      dueByRhythm: share(has.filter(({ anyway }) => anyway.dueByRhythm)),
      either: share(has.filter(({ anyway }) => anyway.fullPriceBefore || anyway.dueByRhythm)),
    },
  }
}

function givesOf(has: readonly Had[]): Backtest['gives'] {
  if (has.length === 0) return null
  const byMember = new Map<string, number>()
  for (const { enrolmentId, givesMinor } of has)
    byMember.set(enrolmentId, (byMember.get(enrolmentId) ?? 0) + givesMinor)
  return {
    perMember: spreadOf([...byMember.values()]),
    perPurchase: spreadOf(has.map(({ givesMinor }) => givesMinor)),
  }
}

/** Nearest rank: each is an amount that somebody really had. */
function spreadOf(amounts: readonly number[]): Spread {
  const sorted = [...amounts].sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] as number
  return {
    leastMinor: at(0),
    lowerQuarterMinor: at(0.25),
    medianMinor: at(0.5),
    upperQuarterMinor: at(0.75),
    mostMinor: at(1),
  }
}

function conflictsOf(
  fits: readonly Had[],
  all: (count: number) => number,
  keyOf: (offerId: string) => string,
): Backtest['conflicts'] {
  const met = new Map<string, { draft: number; live: number; neither: number }>()
  for (const { against } of fits)
    for (const { offerId, wins } of against) {
      const counts = met.get(offerId) ?? { draft: 0, live: 0, neither: 0 }
      counts[wins] += 1
      met.set(offerId, counts)
    }
  return [...met]
    .map(([offerId, { draft, live, neither }]) => ({
      offerId,
      key: keyOf(offerId),
      purchases: all(draft + live + neither),
      draftWins: all(draft),
      liveWins: all(live),
      neither: all(neither),
    }))
    .sort((a, b) => b.purchases - a.purchases || (a.offerId < b.offerId ? -1 : 1))
    .slice(0, MAX_BACKTEST_CONFLICTS)
}
