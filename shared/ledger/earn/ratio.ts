import type { Rounding } from '../../contracts/index.ts'

/** An exact share: `over` is above zero, `top` is not below. */
export interface Ratio {
  top: bigint
  over: bigint
}

/** The ratio as a whole number; halves go up where it is rounded to the nearest. */
export function rounded({ top, over }: Ratio, rounding: Rounding): bigint {
  if (rounding === 'up') return (top + over - 1n) / over
  if (rounding === 'nearest') return (2n * top + over) / (2n * over)
  return top / over
}

/**
 * A big integer as a number. What is more than a number holds exactly becomes the largest that it does: far above what
 * any account takes, so that whoever posts it is refused rather than given something near.
 */
export const toNumber = (value: bigint): number =>
  value > BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER : Number(value)
