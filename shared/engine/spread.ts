/** `a * b / c` in whole numbers: the quotient rounded down and what is left over. Exact however large the product is. */
export function timesOver(a: number, b: number, c: number): { whole: number; rest: number } {
  const product = a * b
  if (product <= Number.MAX_SAFE_INTEGER) {
    const rest = product % c
    return { whole: (product - rest) / c, rest }
  }
  const exact = BigInt(a) * BigInt(b)
  const over = BigInt(c)
  return { whole: Number(exact / over), rest: Number(exact % over) }
}

/**
 * An amount in proportion to some weights, by the largest remainder: every part is rounded down, and what that leaves
 * goes one by one to the parts that lost most, the earlier one of two that lost the same. The parts sum to the amount
 * exactly; none is above its weight where the amount is not above their sum. Weights of nothing share nothing.
 */
export function spread(amount: number, weights: ArrayLike<number>): number[] {
  let sum = 0
  for (let i = 0; i < weights.length; i += 1) sum += weights[i]!
  const parts = new Array<number>(weights.length).fill(0)
  if (sum === 0 || amount === 0) return parts
  const rests = new Array<number>(weights.length).fill(0)
  let left = amount
  for (let i = 0; i < weights.length; i += 1) {
    if (weights[i] === 0) continue
    const { whole, rest } = timesOver(amount, weights[i]!, sum)
    parts[i] = whole
    rests[i] = rest
    left -= whole
  }
  if (left === 0) return parts
  const byLoss: number[] = []
  for (let i = 0; i < rests.length; i += 1) if (rests[i]! > 0) byLoss.push(i)
  byLoss.sort((a, b) => rests[b]! - rests[a]! || a - b)
  for (let i = 0; i < left; i += 1) parts[byLoss[i]!]! += 1
  return parts
}

/**
 * What one unit of a line is given of the line's amount. A line's units can't be told apart once one of them comes back,
 * so they share alike, and the earlier ones have the minor unit that is left over: prices and discounts both, which keeps
 * every single unit above a floor that its line is above.
 *
 * @param unit counted from 0
 */
export const ofUnit = (amountMinor: number, quantity: number, unit: number): number =>
  Math.floor(amountMinor / quantity) + (unit < amountMinor % quantity ? 1 : 0)

/**
 * What some units of a line have of its amount, after others were already given back. Summed over all units it is the
 * whole amount, in whatever order and portions they come.
 *
 * @param before units given back earlier
 * @param units units given back now
 */
export function ofUnits(amountMinor: number, quantity: number, before: number, units: number): number {
  const each = Math.floor(amountMinor / quantity)
  const dearer = amountMinor % quantity
  return each * units + Math.min(dearer, before + units) - Math.min(dearer, before)
}
