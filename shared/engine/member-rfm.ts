import type { RfmScore } from '../contracts/index.ts'
import { daysSince } from './profile-parts.ts'
import { rfmScore } from './rfm.ts'
import type { SignalContext } from './signal.ts'

/** A member's fifths by the programme's cuts; `null`: without cuts, or never bought. */
export const memberRfm = ({ profile, programme, now }: SignalContext): RfmScore | null =>
  profile === null || profile.lastAt === null
    ? null
    : rfmScore(programme?.rfm ?? null, {
        recencyDays: daysSince(profile.lastAt, now),
        purchases: profile.purchases,
        spendMinor: profile.spendMinor,
      })
