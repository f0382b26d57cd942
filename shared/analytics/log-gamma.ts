/** Stirling's series is exact to a double from here on. */
const LARGE = 10

/** The natural logarithm of Gamma(z), for z > 0. Source: DLMF 5.5.1 (recurrence) and 5.11.1 (Stirling's series). */
export function logGamma(z: number): number {
  let shift = 1
  let large = z
  while (large < LARGE) {
    shift *= large
    large += 1
  }
  const inverse = 1 / large
  const square = inverse * inverse
  const series =
    inverse *
    (1 / 12 -
      square *
        (1 / 360 -
          square * (1 / 1260 - square * (1 / 1680 - square * (1 / 1188 - (square * 691) / 360_360)))))
  return (large - 0.5) * Math.log(large) - large + 0.5 * Math.log(2 * Math.PI) + series - Math.log(shift)
}
