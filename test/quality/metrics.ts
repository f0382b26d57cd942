/** Places that are looked at: what a person reads of a list. */
const TOP = 10

/** How good one ranking is: `places` are candidates, likeliest first; `truth` the candidates that came true. */
type Metric = (places: readonly number[], truth: ReadonlySet<number>) => number

/** Discounted gain of the first ten, over the best there could be. */
const ndcg10: Metric = (places, truth) => {
  let gain = 0
  let best = 0
  for (let rank = 0; rank < TOP; rank += 1) {
    const discount = 1 / Math.log2(rank + 2)
    if (rank < places.length && truth.has(places[rank]!)) gain += discount
    if (rank < truth.size) best += discount
  }
  return gain / best
}

const mrr: Metric = (places, truth) => 1 / (1 + places.findIndex((place) => truth.has(place)))

const hit =
  (first: number): Metric =>
  (places, truth) =>
    places.slice(0, first).some((place) => truth.has(place)) ? 1 : 0

const recall10: Metric = (places, truth) =>
  places.slice(0, TOP).filter((place) => truth.has(place)).length / truth.size

/** What each task's rankings are judged by; the first is its main figure. AUC is worked out from scores, where ties count. */
export const LIST_METRICS: Record<'T1' | 'T2', Record<string, Metric>> = {
  T1: { ndcg10, mrr, hitAt5: hit(5) },
  T2: { ndcg10, recall10, hitAt1: hit(1) },
}

/** Candidates by score, likeliest first. Equals are in an order that has nothing to do with theirs. */
export function placesOf(scores: readonly number[], tieOf: (place: number) => number): number[] {
  const places = scores.map((_, place) => place)
  const ties = places.map(tieOf)
  return places.sort((a, b) => scores[b]! - scores[a]! || ties[a]! - ties[b]!)
}

/** One score, whether it came true, and whose it is. */
export type Scored = { score: number; truth: boolean; member: number }

/**
 * How often one that came true stands above one that did not, ties counting half: won pairs and pairs. Each counts as
 * often as its member was drawn. `sorted`: by score, lowest first.
 */
export function pairsWon(
  sorted: readonly Scored[],
  timesOf: (member: number) => number,
): { won: number; pairs: number } {
  let won = 0
  let falseBelow = 0
  let allTrue = 0
  for (let at = 0; at < sorted.length; ) {
    const { score } = sorted[at]!
    let trueHere = 0
    let falseHere = 0
    for (; at < sorted.length && sorted[at]!.score === score; at += 1) {
      const times = timesOf(sorted[at]!.member)
      if (sorted[at]!.truth) trueHere += times
      else falseHere += times
    }
    won += trueHere * (falseBelow + falseHere / 2)
    falseBelow += falseHere
    allTrue += trueHere
  }
  return { won, pairs: allTrue * falseBelow }
}
