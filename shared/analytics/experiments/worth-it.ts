import type { ArmSums, Estimate } from '../../contracts/index.ts'
import { analyse } from './analyse.ts'

/** Whether an offer pays for itself. */
export type Worth = {
  /**
   * `pays`: it brings more than it costs. `loses`: its lift can't cover its cost, not even at the upper end of the interval.
   * `broken`: the split is not as it was to be, and nothing is to be believed.
   */
  answer: 'pays' | 'loses' | 'cantSayYet' | 'broken'
  /** Whether the offer may pause itself. */
  mayPause: boolean
  /** Margin a member more than in the holdout, after refunds and all costs, in minor units; `null`: too few to say. */
  marginMinor: Estimate | null
}

/** What one offer and its holdout are to tell. `y` of the sums is `marginMinor` of a member's purchases. */
export type OfferSums = { treated: ArmSums; holdout: ArmSums; holdoutPercent: number; alpha?: number }

/** Says of an offer whether its lift covers its cost, as often as one asks: its interval is valid at every look. */
export function worthIt({ treated, holdout, holdoutPercent, alpha = 0.05 }: OfferSums): Worth {
  const result = analyse(
    {
      alpha,
      arms: [
        { key: holdout.arm, weight: holdoutPercent / 100 },
        { key: treated.arm, weight: 1 - holdoutPercent / 100 },
      ],
    },
    [holdout, treated],
  )
  const lift = result.arms[1]!.absolute
  const answer =
    result.verdict === 'broken'
      ? 'broken'
      : result.verdict === 'better'
        ? 'pays'
        : result.verdict === 'worse'
          ? 'loses'
          : 'cantSayYet'
  return { answer, mayPause: answer === 'loses', marginMinor: lift }
}
