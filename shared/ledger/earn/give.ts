import type { EarnGive } from '../../contracts/index.ts'
import { type Ratio, rounded, toNumber } from './ratio.ts'

/**
 * What a rule gives before its caps: the fixed amount, so much for each of `pieces`, or `amount` for each `perMinor` of
 * what counts, times `earnPercent`, all in one exact fraction and rounded once as the rule says. Only that last is
 * multiplied.
 */
export function beforeCaps(
  give: EarnGive,
  { top, over }: Ratio,
  pieces: number,
  earnPercent: number,
): number {
  if (give.kind === 'fixed') return give.amount
  if (give.kind === 'perItem') return toNumber(BigInt(give.amount) * BigInt(pieces))
  const perMinor = BigInt(give.perMinor)
  const factor = BigInt(give.amount) * BigInt(earnPercent)
  const share = give.wholeStepsOnly
    ? { top: (top / (over * perMinor)) * factor, over: 100n }
    : { top: top * factor, over: over * perMinor * 100n }
  return toNumber(rounded(share, give.rounding))
}
