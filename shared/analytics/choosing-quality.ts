import type { ChoosingFigures, ChoosingQuality } from '../contracts/index.ts'

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

const discount = (rank: number): number => 1 / Math.log2(rank + 2)

/** Gain of an order, each of whose offers came true with this chance, over the best there could be. */
function ndcg(chances: readonly number[], taken: number): number {
  let [gain, best] = [0, 0]
  for (let rank = 0; rank < TOP; rank += 1) {
    gain += (chances[rank] ?? 0) * discount(rank)
    if (rank < taken) best += discount(rank)
  }
  return gain / best
}

/** Metrics of the order that was shown, of chance, and of popularity. */
type Judged = { member: string; ndcg10: Triple; hitAt1: Triple }
type Triple = readonly [shown: number, random: number, popularity: number]

/**
 * How well what was shown was put in order: held against what was taken, beside an order by chance and one by how often each
 * offer had been taken before, by anybody. Read strictly in time. What stands first is seen more and so taken more, whatever
 * it is: figures are for comparing one's own weeks, not programmes; experiments measure what choosing brings.
 *
 * @param occasions in any order; those of one offer alone, or of which all was taken, have no order to judge and are left out
 */
export function choosingQuality(occasions: readonly Occasion[]): ChoosingQuality {
  const judged = judge(occasions)
  const members = [...Map.groupBy(judged, ({ member }) => member).values()]
  const counted = { occasions: judged.length, members: members.length }
  if (judged.length === 0) return { ...counted, ndcg10: null, hitAt1: null, why: 'nothingYet' }
  if (judged.length < FEWEST_OCCASIONS || members.length < FEWEST_MEMBERS)
    return { ...counted, ndcg10: null, hitAt1: null, why: 'tooFew' }
  return {
    ...counted,
    ndcg10: figures(members, ({ ndcg10 }) => ndcg10),
    hitAt1: figures(members, ({ hitAt1 }) => hitAt1),
    why: null,
  }
}

function judge(occasions: readonly Occasion[]): Judged[] {
  const inTime = [...occasions].sort((a, b) => a.shownAt - b.shownAt)
  const takings = inTime
    .flatMap(({ offers }) =>
      offers.flatMap(({ offerId, takenAt }) => (takenAt === null ? [] : [{ offerId, takenAt }])),
    )
    .sort((a, b) => a.takenAt - b.takenAt)
  const popularity = new Map<string, number>()
  let next = 0
  return inTime.flatMap(({ member, shownAt, offers }) => {
    for (let one = takings[next]; one && one.takenAt < shownAt; next += 1, one = takings[next])
      popularity.set(one.offerId, (popularity.get(one.offerId) ?? 0) + 1)
    const taken = offers.filter(({ takenAt }) => takenAt !== null).length
    if (taken === 0 || taken === offers.length) return []
    const share = taken / offers.length
    const shown = byTies(offers, ({ place }) => -place)
    const popular = byTies(offers, ({ offerId }) => popularity.get(offerId) ?? 0)
    const evenly = offers.map(() => share)
    return [
      {
        member,
        ndcg10: [ndcg(shown, taken), ndcg(evenly, taken), ndcg(popular, taken)] as const,
        hitAt1: [shown[0]!, share, popular[0]!] as const,
      },
    ]
  })
}

/** For each place of an order, best first, the chance that what stands there was taken: equals stand in any order. */
function byTies(offers: readonly ShownOffer[], scoreOf: (offer: ShownOffer) => number): number[] {
  const groups = [...Map.groupBy(offers, scoreOf)].sort(([a], [b]) => b - a)
  return groups.flatMap(([, equals]) => {
    const taken = equals.filter(({ takenAt }) => takenAt !== null).length
    return equals.map(() => taken / equals.length)
  })
}

/** Means, each with the interval that holds 95 of 100 means of members drawn anew. */
function figures(members: readonly Judged[][], of: (one: Judged) => Triple): ChoosingFigures {
  const sums = members.map((own) => {
    const sum = [0, 0, 0]
    for (const one of own) for (const [at, value] of of(one).entries()) sum[at] = sum[at]! + value
    return { sum, times: own.length }
  })
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
  return { shown: figure(0), random: figure(1), popularity: figure(2) }
}
