/** A source of numbers in [0, 1) that gives the same ones for the same seed, on every machine. */
export type Random = () => number

/** Rounds that mix the seed through the state. Source: PractRand's seeding of sfc. */
const WARM_UP = 12

/**
 * sfc32 (Chris Doty-Humphrey, PractRand): 128 bits of state, seeded by 32 bits. Whole numbers alone, so that every engine
 * gives the same bits.
 */
export function sfc32(seed: number): Random {
  let a = 0
  let b = seed | 0
  let c = 0
  let counter = 1
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return (sum >>> 0) / 4_294_967_296
  }
  for (let round = 0; round < WARM_UP; round += 1) next()
  return next
}

/** A standard normal variate (Marsaglia's polar method); the second of each pair is thrown away. */
export function normal(random: Random): number {
  for (;;) {
    const x = 2 * random() - 1
    const y = 2 * random() - 1
    const square = x * x + y * y
    if (square > 0 && square < 1) return x * Math.sqrt((-2 * Math.log(square)) / square)
  }
}

/** Shapes above it are drawn as this one: they stray from it by a ten-millionth. */
const MOST_SHAPE = 1e14

/**
 * A gamma variate of scale 1; 0 for a shape that is none: not above 0, or no number. Source: Marsaglia and Tsang (2000);
 * below a shape of 1 by their boost.
 */
export function gamma(random: Random, shape: number): number {
  // No draw is ever accepted for what is no number: the loop would not end.
  if (!(shape > 0)) return 0
  if (shape < 1) return gamma(random, shape + 1) * (1 - random()) ** (1 / shape)
  const d = Math.min(shape, MOST_SHAPE) - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const x = normal(random)
    const v = (1 + c * x) ** 3
    if (v > 0 && Math.log(1 - random()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v
  }
}
