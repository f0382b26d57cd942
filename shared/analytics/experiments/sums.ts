import type { ArmSums } from '../../contracts/index.ts'

/** The sums of nobody. */
export const noSums = (arm: string): ArmSums => ({ arm, members: 0, y: 0, yy: 0, x: 0, xx: 0, xy: 0 })

/** Mean and spread of an arm. */
export type Moments = {
  members: number
  meanY: number
  meanX: number
  varianceY: number
  varianceX: number
  covariance: number
}

/** The same from sums; at least two members. What rounding makes negative is nothing. */
export function momentsOf({ members: n, y, yy, x, xx, xy }: ArmSums): Moments {
  const over = n - 1
  return {
    members: n,
    meanY: y / n,
    meanX: x / n,
    varianceY: Math.max(0, (yy - (y * y) / n) / over),
    varianceX: Math.max(0, (xx - (x * x) / n) / over),
    covariance: (xy - (x * y) / n) / over,
  }
}
