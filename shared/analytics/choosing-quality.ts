import { type ChoosingFigures, type ChoosingQuality, DAY_MS } from '../contracts/index.ts'

/** One offer on the screen: where it stood, and when it was taken, if it was. Instants are epoch ms. */
export type ShownOffer = { offerId: string; place: number; takenAt: number | null }

/** Offers that a member was shown together, of which some were taken. */
export type Occasion = { member: string; shownAt: number; offers: readonly ShownOffer[] }

/** Below which nothing is said: of fewer, one member's habits are the figure. */
export const FEWEST_OCCASIONS = 50
/** See `FEWEST_OCCASIONS`. */
export const FEWEST_MEMBERS = 20

/** Places that are looked at: what a person reads of a list. */
const TOP = 10
const RESAMPLES = 200

/** What was taken this long ago counts half as much, in ms: 30 days. */
const HALVED_AFTER_MS = 30 * DAY_MS

const discount = (rank: number): number => 1 / Math.log2(rank + 2)

/** Offers that an order holds for equal: how many, and how many of them were taken. They stand in any order. */
type Equals = { size: number; taken: number }

/** Each metric of an order, best first, as it is on average over the ways that equals can stand. */
const METRICS = {
  ndcg10: (order: readonly Equals[]) => {
    const taken = order.reduce((sum, equals) => sum + equals.taken, 0)
    const chances = order.flatMap(({ size, taken }) => Array<number>(size).fill(taken / size))
    let [gain, best] = [0, 0]
    for (let rank = 0; rank < TOP; rank += 1) {
      gain += (chances[rank] ?? 0) * discount(rank)
      if (rank < taken) best += discount(rank)
    }
    return gain / best
  },
  hitAt1: (order: readonly Equals[]) => firstTaken(order)[0] ?? 0,
  hitAt5: (order: readonly Equals[]) =>
    firstTaken(order)
      .slice(0, 5)
      .reduce((sum, chance) => sum + chance, 0),
  mrr: (order: readonly Equals[]) =>
    firstTaken(order).reduce((sum, chance, rank) => sum + chance / (rank + 1), 0),
  auc: (order: readonly Equals[]) => {
    let [right, above] = [0, 0]
    for (const { size, taken } of order) {
      const left = size - taken
      // Taken ones above what was left are right, those beside it half.
      right += left * (above + taken / 2)
      above += taken
    }
    return right / (above * order.reduce((sum, { size, taken }) => sum + size - taken, 0))
  },
}
type Metric = keyof typeof METRICS

/** For each place, the chance that the first one that was taken stands there. */
function firstTaken(order: readonly Equals[]): number[] {
  let none = 1
  return order.flatMap(({ size, taken }) =>
    Array.from({ length: size }, (_, at) => {
      const here = Math.min(1, taken / (size - at))
      const chance = none * here
      none *= 1 - here
      return chance
    }),
  )
}

const RANKERS = ['shown', 'random', 'popularity', 'ownFrequency', 'ownRecency'] as const
type Judged = { member: string; orders: Record<(typeof RANKERS)[number], Equals[]> }

/**
 * How well what was shown was put in order: held against what was taken, beside an order by chance, one by how often each
 * offer had been taken before by anybody, and two by how often and how lately the member themselves had. Read strictly in time. What stands first is seen more and so taken more, whatever
 * it is: figures are for comparing one's own weeks, not programmes; experiments measure what choosing brings.
 *
 * @param occasions in any order; those of one offer alone, or of which all was taken, have no order to judge and are left out
 */
export function choosingQuality(occasions: readonly Occasion[]): ChoosingQuality {
  const judged = judge(occasions)
  const members = [...Map.groupBy(judged, ({ member }) => member).values()]
  const counted = { occasions: judged.length, members: members.length }
  const nothing = { ndcg10: null, hitAt1: null, hitAt5: null, mrr: null, auc: null }
  if (judged.length === 0) return { ...counted, ...nothing, why: 'nothingYet' }
  if (judged.length < FEWEST_OCCASIONS || members.length < FEWEST_MEMBERS)
    return { ...counted, ...nothing, why: 'tooFew' }
  const of = (metric: Metric) => figures(members, METRICS[metric])
  return {
    ...counted,
    ndcg10: of('ndcg10'),
    hitAt1: of('hitAt1'),
    hitAt5: of('hitAt5'),
    mrr: of('mrr'),
    auc: of('auc'),
    why: null,
  }
}

function judge(occasions: readonly Occasion[]): Judged[] {
  const inTime = [...occasions].sort((a, b) => a.shownAt - b.shownAt)
  const takings = inTime
    .flatMap(({ member, offers }) =>
      offers.flatMap(({ offerId, takenAt }) => (takenAt === null ? [] : [{ member, offerId, takenAt }])),
    )
    .sort((a, b) => a.takenAt - b.takenAt)
  const popularity = new Map<string, number>()
  const own = new Map<string, number[]>()
  const ownOf = (member: string, offerId: string) => `${member} ${offerId}`
  let next = 0
  return inTime.flatMap(({ member, shownAt, offers }) => {
    for (let one = takings[next]; one && one.takenAt < shownAt; next += 1, one = takings[next]) {
      popularity.set(one.offerId, (popularity.get(one.offerId) ?? 0) + 1)
      const key = ownOf(one.member, one.offerId)
      own.set(key, [...(own.get(key) ?? []), one.takenAt])
    }
    const taken = offers.filter(({ takenAt }) => takenAt !== null).length
    if (taken === 0 || taken === offers.length) return []
    const owned = ({ offerId }: ShownOffer) => own.get(ownOf(member, offerId)) ?? []
    const fresh = (sum: number, takenAt: number) => sum + 0.5 ** ((shownAt - takenAt) / HALVED_AFTER_MS)
    return [
      {
        member,
        orders: {
          shown: orderBy(offers, ({ place }) => -place),
          random: orderBy(offers, () => 0),
          popularity: orderBy(offers, ({ offerId }) => popularity.get(offerId) ?? 0),
          ownFrequency: orderBy(offers, (offer) => owned(offer).length),
          ownRecency: orderBy(offers, (offer) => owned(offer).reduce(fresh, 0)),
        },
      },
    ]
  })
}

const orderBy = (offers: readonly ShownOffer[], scoreOf: (offer: ShownOffer) => number): Equals[] =>
  [...Map.groupBy(offers, scoreOf)]
    .sort(([a], [b]) => b - a)
    .map(([, equals]) => ({
      size: equals.length,
      taken: equals.filter(({ takenAt }) => takenAt !== null).length,
    }))

/** Means, each with the interval that holds 95 of 100 means of members drawn anew. */
function figures(
  members: readonly Judged[][],
  metric: (order: readonly Equals[]) => number,
): ChoosingFigures {
  const sums = members.map((own) => ({
    sum: RANKERS.map((ranker) => own.reduce((sum, { orders }) => sum + metric(orders[ranker]), 0)),
    times: own.length,
  }))
  const mean = (drawn: readonly (typeof sums)[number][], at: number): number => {
    const times = drawn.reduce((all, one) => all + one.times, 0)
    return drawn.reduce((all, { sum }) => all + sum[at]!, 0) / times
  }
  const draws = Array.from({ length: RESAMPLES }, (_, draw) => {
    let state = draw + 1
    return sums.map(() => {
      // Numerical Recipes' generator: what is drawn is the same each time that the page is opened.
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
      return sums[Math.floor((state / 2 ** 32) * sums.length)]!
    })
  })
  const figure = (at: number) => {
    const drawn = draws.map((one) => mean(one, at)).sort((a, b) => a - b)
    return {
      value: mean(sums, at),
      low: drawn[Math.floor(0.025 * RESAMPLES)]!,
      high: drawn[Math.ceil(0.975 * RESAMPLES) - 1]!,
    }
  }
  return {
    shown: figure(0),
    random: figure(1),
    popularity: figure(2),
    ownFrequency: figure(3),
    ownRecency: figure(4),
  }
}
