import { logGamma } from './log-gamma.ts'
import { type Fitted, MIN_MEMBERS, MIN_REPEATING, maximise, sizeOf } from './maximum-likelihood.ts'

/** Members who bought alike: `repeats` after the first, the latest `latestWeeks` after it, watched for `watchedWeeks`. */
export type BuyingGroup = { repeats: number; latestWeeks: number; watchedWeeks: number; members: number }

/** BG/NBD. Source: Fader, Hardie and Lee (2005), equation 6. */
export function fitTiming(groups: readonly BuyingGroup[]): Fitted<'r' | 'alpha' | 'a' | 'b'> {
  const repeating = groups.filter(({ repeats }) => repeats > 0)
  if (sizeOf(groups) < MIN_MEMBERS) return { why: 'tooFewMembers' }
  if (sizeOf(repeating) < MIN_REPEATING) return { why: 'tooFewRepeat' }
  if (groups.length < 5) return { why: 'allAlike' }

  const members = Float64Array.from(groups, (group) => group.members)
  // Members differ in few weeks and few counts: a logarithm of each is had once, and not for a hundred thousand groups.
  const x = indexed(groups, ({ repeats }) => repeats)
  const tx = indexed(groups, ({ latestWeeks }) => latestWeeks)
  const T = indexed(groups, ({ watchedWeeks }) => watchedWeeks)
  return maximise(['r', 'alpha', 'a', 'b'], [1, 4, 1, 2], ([r, alpha, a, b]) => {
    const all = r! * Math.log(alpha!) - logGamma(r!) + logGamma(a! + b!) - logGamma(b!)
    const ofRepeats = x.distinct.map(
      (repeats) => all + logGamma(r! + repeats) - logGamma(a! + b! + repeats) + logGamma(b! + repeats),
    )
    const leaving = x.distinct.map((repeats) => Math.log(a! / (b! + repeats - 1)))
    const afterLatest = tx.distinct.map((weeks) => Math.log(alpha! + weeks))
    const afterAll = T.distinct.map((weeks) => Math.log(alpha! + weeks))
    let sum = 0
    for (let at = 0; at < members.length; at += 1) {
      const position = x.at[at]!
      const repeats = x.distinct[position]!
      const stayed = -(r! + repeats) * afterAll[T.at[at]!]!
      let log = stayed
      if (repeats > 0) {
        const left = leaving[position]! - (r! + repeats) * afterLatest[tx.at[at]!]!
        log = Math.max(stayed, left) + Math.log1p(Math.exp(-Math.abs(stayed - left)))
      }
      sum += members[at]! * (ofRepeats[position]! + log)
    }
    return sum
  })
}

/** The values there are, and which of them each group has. */
function indexed(groups: readonly BuyingGroup[], of: (group: BuyingGroup) => number) {
  const positions = new Map<number, number>()
  const at = Uint32Array.from(groups, (group) => {
    const value = of(group)
    const position = positions.get(value) ?? positions.size
    positions.set(value, position)
    return position
  })
  return { distinct: Float64Array.from(positions.keys()), at }
}
