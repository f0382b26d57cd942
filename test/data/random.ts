/** A source of numbers in [0, 1) that gives the same ones for the same seed. */
export type Random = () => number

/** Mulberry32 (Tommy Ettinger): 32 bits of state, plenty for test data, unfit for secrets. */
export function seeded(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** A whole number from `low` to `high`, both possible. */
export const between = (random: Random, low: number, high: number): number =>
  low + Math.floor(random() * (high - low + 1))

/** An exponential waiting time with this mean. */
export const waiting = (random: Random, mean: number): number => -Math.log(1 - random()) * mean

/** A gamma variate with this shape (at least 1) and mean (Marsaglia and Tsang, 2000). */
export function gamma(random: Random, shape: number, mean: number): number {
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const x = normal(random)
    const v = (1 + c * x) ** 3
    if (v > 0 && Math.log(1 - random()) < 0.5 * x * x + d - d * v + d * Math.log(v))
      return (d * v * mean) / shape
  }
}

/** Box and Muller; the second variate is thrown away, which costs nothing here. */
const normal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
