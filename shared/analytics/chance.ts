import { logGamma } from './log-gamma.ts'

const PRECISION = 1e-15
const MOST_STEPS = 10_000

/** Q(a, x), the upper regularised incomplete Gamma function. Source: DLMF 8.11.4 (series) and 8.9.2 (continued fraction, by Lentz). */
function upperGamma(a: number, x: number): number {
  if (x <= 0) return 1
  const front = Math.exp(a * Math.log(x) - x - logGamma(a))
  if (x < a + 1) {
    let term = 1 / a
    let sum = term
    for (let n = 1; n < MOST_STEPS && term > sum * PRECISION; n += 1) {
      term *= x / (a + n)
      sum += term
    }
    return 1 - front * sum
  }
  let b = x + 1 - a
  let c = 1e300
  let d = 1 / b
  let fraction = d
  for (let n = 1; n < MOST_STEPS; n += 1) {
    const numerator = -n * (n - a)
    b += 2
    d = 1 / (numerator * d + b)
    c = b + numerator / c
    fraction *= d * c
    if (Math.abs(d * c - 1) < PRECISION) break
  }
  return front * fraction
}

/** Chance of a chi-square at least this large with so many degrees of freedom. */
export const chiSquareP = (value: number, degrees: number): number => upperGamma(degrees / 2, value / 2)

/** How many standard errors a normal value goes beyond, to either side together, with this chance (0 to 1, neither of them). */
export function normalBeyond(chance: number): number {
  let low = 0
  let high = 40
  // Fifty halvings of 40 are finer than a double near 1.
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2
    if (chiSquareP(middle * middle, 1) > chance) low = middle
    else high = middle
  }
  return (low + high) / 2
}
