import type { Standing, TierLadder } from '../../contracts/index.ts'
import { leaveTier } from '../expiry.ts'
import { stepOf } from './levels.ts'

/** A tier that a member holds by themselves, and when it is worked out anew. */
export interface Own {
  tier: string | null
  endsAt: number | null
}

/** A tier given by hand. */
export interface Match {
  tier: string
  untilAt: number
}

/** What a standing says of tiers, with a match and what lies beneath it told apart. */
export interface Held {
  own: Own
  match: Match | null
}

/** Reads a standing. One that was matched without a note of what lay beneath has nothing there. */
export function heldIn({ tier, tierEndsAt, matchedUntilAt, match }: Standing): Held {
  const given = match?.tier ?? tier
  if (matchedUntilAt === null || given === null) return { own: { tier, endsAt: tierEndsAt }, match: null }
  return {
    own: match?.own ?? { tier: null, endsAt: null },
    match: { tier: given, untilAt: matchedUntilAt },
  }
}

/** The standing with other tiers held: the higher of the two is the member's. */
export function holding(standing: Standing, ladder: TierLadder, { own, match }: Held, at: number): Standing {
  const lead = match === null ? -1 : stepOf(ladder, match.tier) - stepOf(ladder, own.tier)
  const given = match !== null && lead > 0
  // Held twice, it ends with the later of the two.
  const ownEndsAt =
    match !== null && lead === 0 && own.endsAt !== null ? Math.max(own.endsAt, match.untilAt) : own.endsAt
  const tier = given ? match.tier : own.tier
  const { match: _, ...rest } =
    tier === standing.tier ? standing : leaveTier(standing, standing.tier ?? ladder.levels[0]!.key, at)
  return {
    ...rest,
    tier,
    tierSinceAt: tier === standing.tier ? standing.tierSinceAt : at,
    tierEndsAt: given ? match.untilAt : ownEndsAt,
    matchedUntilAt: match?.untilAt ?? null,
    ...(match && { match: { tier: match.tier, own } }),
  }
}
