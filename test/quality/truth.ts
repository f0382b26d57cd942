import { DAY_MS } from '../../shared/contracts/index.ts'
import { learnedFrom, likelyNext, redemptionRate, tasteAt } from '../../shared/engine/choosing/index.ts'
import { Judge, type Row } from './judge.ts'
import type { Reader } from './reader.ts'
import type { Synthetic } from './synthetic.ts'

/** Something that a made stream was made from, and whether it was found again. */
export type Check = { what: string; holds: boolean }

/** Of two categories, the one that a household likes better is told with at least this chance. */
const LEAST_ORDER = 0.75

/** Of intervals that hold the truth 95 times in 100, how many of so many do so in all but one run of 200. */
const leastCovered = (intervals: number): number => 0.95 - 2.58 * Math.sqrt((0.95 * 0.05) / intervals)

/** Coupons with fewer redemptions to be expected are told by what they resemble, not by themselves. */
const LEAST_REDEMPTIONS = 5
const TWO_SIDED_95 = 1.96

/**
 * Of what lies between popularity and one who knows every parameter, at least this much is gained. Fifty purchases tell
 * little of a household's favourites: over eight seeds, T1 gains 27 to 55 in 100, T2 and T3 half and more.
 */
const LEAST_GAINED = 0.25

/** Whether a reader at the end of a made stream has found what the stream was made from. */
export function checkTruth(synthetic: Synthetic, reader: Reader, rows: readonly Row[]): Check[] {
  return [affinities(synthetic, reader), rates(synthetic, reader), ...gaps(synthetic, rows)]
}

function affinities({ tastes, lines }: Synthetic, reader: Reader): Check {
  const now = (lastDay(lines) + 1) * DAY_MS
  const learned = learnedFrom(reader.counts, now)
  let won = 0
  let pairs = 0
  for (const [h, truth] of tastes) {
    const member = reader.households.get(h)
    if (!member) continue
    const taste = tasteAt(member.profile, now)
    const found = reader.candidates.map((category) => likelyNext(category, learned, member.segment, taste))
    for (let a = 0; a < found.length; a += 1)
      for (let b = 0; b < a; b += 1) {
        pairs += 1
        won += (found[a]! - found[b]!) * (truth[a]! - truth[b]!) > 0 ? 1 : 0
      }
  }
  const share = won / pairs
  return { what: `order of affinities, ${percent(share)} of pairs`, holds: share >= LEAST_ORDER }
}

function rates({ expected, lines }: Synthetic, reader: Reader): Check {
  const learned = learnedFrom(reader.counts, (lastDay(lines) + 1) * DAY_MS)
  // A coupon comes in several campaigns; it is one coupon.
  const offers = new Map([...reader.mailings.values()].flatMap(({ offers }) => offers.map((o) => [o.id, o])))
  const judged = [...offers.values()].filter(({ id }) => (expected.get(id) ?? 0) >= LEAST_REDEMPTIONS)
  let covered = 0
  for (const offer of judged) {
    const { perExpected, evidence } = redemptionRate(learned, offer)
    const found = perExpected * (learned.rates.offers[offer.id]?.expected ?? 0)
    // A gamma's interval by Wilson and Hilferty (1931): its cube root is nearly normal.
    const end = (z: number) => found * (1 - 1 / (9 * evidence) + z / Math.sqrt(9 * evidence)) ** 3
    const truth = expected.get(offer.id) ?? 0
    if (end(-TWO_SIDED_95) <= truth && truth <= end(TWO_SIDED_95)) covered += 1
  }
  const share = covered / judged.length
  return {
    what: `redemption rates, ${percent(share)} of ${judged.length} coupons within their 95% interval`,
    holds: share >= leastCovered(judged.length),
  }
}

/** How far the engine is on the way from popularity (T3: chance) to one who knows every parameter. */
function gaps({ lines, labels, oracle }: Synthetic, rows: readonly Row[]): Check[] {
  const judge = new Judge()
  const truth = new Map(labels.map((label) => [label.id, label]))
  for (const line of lines)
    if (line.e === 'q') judge.take('stamkund', line, oracle(line), truth.get(line.id)!)
  const best = judge.figuresOf('stamkund')
  return rows
    .filter(({ task, metric }) => metric === (task === 'T3' ? 'auc' : 'ndcg10'))
    .map(({ task, metric, figures }) => {
      const top = best.get(`${task}/${metric}`)!
      const floor = figures.popularity.value
      const gained = (figures.stamkund.value - floor) / (top - floor)
      return {
        what: `${task} ${metric}, ${figures.stamkund.value.toFixed(3)} of an oracle's ${top.toFixed(3)}: ${percent(gained)} of the way from ${floor.toFixed(3)}`,
        holds: gained >= LEAST_GAINED,
      }
    })
}

const percent = (share: number): string => `${Math.round(share * 100)}%`

const lastDay = (lines: Synthetic['lines']): number => {
  const last = lines.at(-1)!
  return 'd' in last ? last.d : 0
}
