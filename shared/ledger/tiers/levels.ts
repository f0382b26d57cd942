import type { Standing, TierLadder } from '../../contracts/index.ts'
import { countedBetween } from '../standing.ts'
import type { TierContext } from './window.ts'

/** Where a tier stands on the ladder, from 0; `null` is the first, and -1: the ladder has no such tier any more. */
export const stepOf = (ladder: TierLadder, tier: string | null): number =>
  tier === null ? 0 : ladder.levels.findIndex(({ key }) => key === tier)

/** The key of a step as a standing keeps it: `null` for the first, which is everybody's. */
export const tierAt = (ladder: TierLadder, step: number): string | null =>
  step === 0 ? null : ladder.levels[step]!.key

/** The highest step that what counted on these days reaches; of segments, `null` where they are not known. */
export function stepEarned(
  standing: Standing,
  ladder: TierLadder,
  { segments }: TierContext,
  fromDay: number,
  toDay: number,
): number | null {
  if (ladder.basis.kind === 'segment')
    return (
      segments &&
      Math.max(
        0,
        ladder.levels.findLastIndex(({ segment }) => segment !== undefined && segments.includes(segment)),
      )
    )
  const counted = countedBetween(standing, fromDay, toDay)
  // More came back than was bought: the first step is everybody's all the same.
  return Math.max(
    0,
    ladder.levels.findLastIndex(({ threshold }) => threshold <= counted),
  )
}
