import type { Profile, RfmCuts } from '../contracts/index.ts'
import { fifthOf } from './rfm.ts'

/**
 * The group whose answers and tastes a member's are drawn towards: the fifth of the programme's members that they are in by how
 * often they have bought, `f1` the seldomest to `f5`. `null`: has never bought, or the programme has no cuts yet.
 */
export function groupOf(profile: Profile | null, facts: { rfm: RfmCuts | null } | null): string | null {
  const cuts = facts?.rfm ?? null
  if (profile === null || profile.purchases <= 0 || cuts === null) return null
  return `f${fifthOf(cuts.purchases, profile.purchases)}`
}
