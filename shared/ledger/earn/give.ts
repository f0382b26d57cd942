import type { EarnGive } from '../../contracts/index.ts'
import { type Ratio, rounded, toNumber } from './ratio.ts'

/**
 * What a rule gives before its caps: the fixed amount, or `amount` for each `perMinor` of what counts, times
 * `earnPercent`, all in one exact fraction and rounded once as the rule says. A fixed amount is never multiplied.
 */
export function beforeCaps(give: EarnGive, { top, over }: Ratio, earnPercent: number): number {
  if (give.kind === 'fixed') return give.amount
  const perMinor = BigInt(give.perMinor)
  const factor = BigInt(give.amount) * BigInt(earnPercent)
  const share = give.wholeStepsOnly
    ? { top: (top / (over * perMinor)) * factor, over: 100n }
    : { top: top * factor, over: over * perMinor * 100n }
  return toNumber(rounded(share, give.rounding))
}
