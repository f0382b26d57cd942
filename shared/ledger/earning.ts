import { earnedPoints, type ProgramRules } from '../contracts/index.ts'

/**
 * Shares whole points among lines in proportion to their weights, so that they add up exactly.
 * Largest remainder (Hamilton): what rounding leaves over goes to the lines that lost most, earlier lines first.
 */
export function allocate(points: number, weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  if (total === 0 || points === 0) return weights.map(() => 0)
  // Products stay exact: weights reach 1e12, points 1e12, so that they are multiplied as big integers.
  const exact = weights.map((weight) => BigInt(weight) * BigInt(points))
  const shares = exact.map((product) => Number(product / BigInt(total)))
  const remainders = exact.map((product, index) => ({ index, left: product % BigInt(total) }))
  remainders.sort((a, b) => (a.left === b.left ? a.index - b.index : a.left < b.left ? 1 : -1))
  const over = points - shares.reduce((sum, share) => sum + share, 0)
  for (const { index } of remainders.slice(0, over)) shares[index] = (shares[index] as number) + 1
  return shares
}

/** Points that a purchase earns, and each line's part of them. */
export interface Earned {
  points: number
  perLine: number[]
}

/**
 * What was paid for the goods of a purchase: its lines' sum, or less where a discount was not worked into them. More,
 * where tax comes on top of the lines, is no more goods.
 */
export const paidForGoods = (lines: readonly { amountMinor: number }[], paidMinor: number): number =>
  Math.max(
    0,
    Math.min(
      lines.reduce((sum, line) => sum + line.amountMinor, 0),
      paidMinor,
    ),
  )

/**
 * Base points of a purchase: `earn.points` for every whole `earn.perMinor` of the goods paid for, delivery left out.
 * Rounded down once for the purchase (the programme's favour), then shared among its lines, so that a return
 * of any of them takes back just what it earned.
 *
 * @param paidMinor what was paid for the goods; less than the lines' sum where a discount was not worked into them
 */
export function earnBase(
  lines: readonly { amountMinor: number }[],
  paidMinor: number,
  rules: ProgramRules,
): Earned {
  const points = earnedPoints(paidForGoods(lines, paidMinor), rules)
  return {
    points,
    perLine: allocate(
      points,
      lines.map((line) => line.amountMinor),
    ),
  }
}

/**
 * How much of a line's whole falls on units `from` to `to` (counted from 0), of `quantity`.
 * Worked out on the running total, rounded down: early returns take a little less (the member's favour),
 * the last one takes what is left, and all together exactly the whole.
 */
export function partOfLine(whole: number, quantity: number, from: number, to: number): number {
  const upTo = (units: number) => Number((BigInt(whole) * BigInt(units)) / BigInt(quantity))
  return upTo(to) - upTo(from)
}
