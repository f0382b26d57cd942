import type { LifetimeParams } from '../contracts/index.ts'

/** What BG/NBD reads of a member, in weeks since the first purchase. */
export type Buying = {
  /** Purchases after the first one: x. */
  repeats: number
  /** When the latest was made: t_x, 0 where there was one only. */
  latestWeeks: number
  /** How long the member has been watched: T. */
  watchedWeeks: number
}

/** The parameters of BG/NBD. */
export type Timing = Pick<LifetimeParams, 'r' | 'alpha' | 'a' | 'b'>

/** What equation 10 is without its denominator: what is to be expected of a member who surely is active. */
export function expectedWhileAlive({ r, alpha, a, b }: Timing, buying: Buying, weeks: number): number {
  const { repeats: x, watchedWeeks } = buying
  const z = weeks / (alpha + watchedWeeks + weeks)
  // Euler's transformation: x stands below the line only, so that the series is the shorter the more was bought. The published
  // form raises to the power r + x, above and below, and overflows.
  const top = a + b - 1 - r
  // Elsewhere its terms cancel out, are without end, or are divided by nothing. The quadrature has no such places, and takes
  // twenty microseconds where the series takes less than one.
  const wellBehaved = top > -3 && a < 20 && Math.abs(a - 1) > 1e-3 && a + b + x > 1.1 && z < 0.9
  if (!wellBehaved) return quadrature({ r, alpha, a, b }, buying, weeks)
  const gauss = hypergeometric(top, a - 1, a + b + x - 1, z)
  return ((a + b + x - 1) / (a - 1)) * (1 - (1 - z) ** (a - 1) * gauss)
}

/** Gauss's 2F1(a, b; c; z) by its series, for 0 <= z < 1 and c > 0. */
function hypergeometric(a: number, b: number, c: number, z: number): number {
  let term = 1
  let sum = 1
  for (let n = 0; n < 10_000; n += 1) {
    const ratio = (((a + n) * (b + n)) / ((c + n) * (n + 1))) * z
    term *= ratio
    sum += term
    // What is still to come is a geometric series at most.
    if (Math.abs(term) <= 1e-16 * Math.abs(sum) * (1 - z) && Math.abs(ratio) < 1) break
  }
  return sum
}

const STEP = 1 / 16

/**
 * The same as an integral over the chance p to leave, whose posterior is Beta(a, b + x):
 * E[(1 - (1 + p t / (alpha + T))^-(r + x)) / p]. Nothing in it cancels. Tanh-sinh in the logit of p: both ends may be
 * singular. The Beta's constant is had by the same nodes, so that no Gamma function is needed.
 */
function quadrature({ r, alpha, a, b }: Timing, buying: Buying, weeks: number): number {
  const { repeats: x, watchedWeeks } = buying
  const reach = weeks / (alpha + watchedWeeks)
  const right = b + x
  // Weights are taken beside the largest, at the mode: for large a and b they all are too small for a number.
  const modeLog = a * Math.log(a / (a + right)) + right * Math.log(right / (a + right))
  let weighed = 0
  let weights = 0
  for (let at = -90; at <= 90; at += 1) {
    const s = at * STEP
    const logit = Math.sinh(s) * spread(a, right) + Math.log(a / right)
    const p = 1 / (1 + Math.exp(-logit))
    const logWeight = -a * softplus(-logit) - right * softplus(logit) - modeLog
    const weight = Math.exp(logWeight) * Math.cosh(s)
    if (weight === 0) continue
    // Below 1e-300 the limit stands for a division of nothing by nothing.
    const gain = p < 1e-300 ? (r + x) * reach : -Math.expm1(-(r + x) * Math.log1p(p * reach)) / p
    weighed += weight * gain
    weights += weight
  }
  return weighed / weights
}

/** How wide a Beta lies in its logit. */
const spread = (a: number, b: number): number => Math.sqrt(1 / a + 1 / b)

const softplus = (value: number): number =>
  value > 0 ? value + Math.log1p(Math.exp(-value)) : Math.log1p(Math.exp(value))
