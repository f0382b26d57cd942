/**
 * Shares whole points among lines in proportion to their weights, so that they add up exactly.
 * Largest remainder (Hamilton): what rounding leaves over goes to the lines that lost most, earlier lines first.
 */
export function allocate(points: number, weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  if (total === 0 || points === 0) return weights.map(() => 0)
  const { shares, rests } =
    total * points <= Number.MAX_SAFE_INTEGER
      ? inNumbers(points, weights, total)
      : inBigIntegers(points, weights, total)
  const remainders = rests.map((left, index) => ({ index, left }))
  remainders.sort((a, b) => (a.left === b.left ? a.index - b.index : a.left < b.left ? 1 : -1))
  const over = points - shares.reduce((sum, share) => sum + share, 0)
  for (const { index } of remainders.slice(0, over)) shares[index] = (shares[index] as number) + 1
  return shares
}

/** Shares rounded down, and what is over of each, where no product leaves what a number holds. */
function inNumbers(points: number, weights: readonly number[], total: number) {
  const rests = weights.map((weight) => (weight * points) % total)
  return { shares: weights.map((weight, i) => (weight * points - (rests[i] as number)) / total), rests }
}

/** The same for products that a number can't hold: weights and points reach 1e12 each. */
function inBigIntegers(points: number, weights: readonly number[], total: number) {
  const products = weights.map((weight) => BigInt(weight) * BigInt(points))
  return {
    shares: products.map((product) => Number(product / BigInt(total))),
    // Below the total, which a number holds.
    rests: products.map((product) => Number(product % BigInt(total))),
  }
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
 * How much of a line's whole falls on units `from` to `to` (counted from 0), of `quantity`.
 * Worked out on the running total, rounded down: early returns take a little less (the member's favour),
 * the last one takes what is left, and all together exactly the whole.
 */
export function partOfLine(whole: number, quantity: number, from: number, to: number): number {
  const upTo = (units: number) => Number((BigInt(whole) * BigInt(units)) / BigInt(quantity))
  return upTo(to) - upTo(from)
}
