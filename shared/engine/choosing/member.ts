import { decay } from '../profile-parts.ts'

/** What choosing reads of one category, product or brand of a profile. */
export type ChoosingCounter = {
  /** Purchases, decayed with a half-life of `SLOW_HALF_LIFE_DAYS` to the profile's `asOf`. */
  slow: number
  /** The latest purchase, epoch ms UTC. */
  lastAt: number
}

type Counters = Readonly<Record<string, ChoosingCounter>>

/** What choosing reads of a profile: a part of `contracts/profile.ts`. */
export type ChoosingProfile = {
  asOf: number
  /** Decayed (purchase, category) pairs: what the counters are shares of. */
  slow: number
  categories: Counters
  products?: Counters | undefined
  brands?: Counters | undefined
}

/** A member, as choosing sees them. */
export type ChoosingMember = {
  profile: ChoosingProfile | null
  /** Occasions on which the member was shown offers (a day, a mailing), not offers. */
  sent: number
  /** Offers that the member has redeemed. */
  redemptions: number
  /** Purchases on which some coupon or code took something off, whosever it was. */
  couponed: number
  /** The group of members that they answer like, where the programme has one. */
  segment: string | null
}

/** A member's profile at an instant: how far its counters have decayed, and what they sum to. */
export type Taste = { profile: ChoosingProfile | null; aged: number; total: number; now: number }

/** The member's counters as they stand at `now`. */
export function tasteAt(profile: ChoosingProfile | null, now: number): Taste {
  const aged = profile === null ? 1 : decay(Math.max(0, now - profile.asOf)).slow
  return { profile, aged, total: (profile?.slow ?? 0) * aged, now }
}

/** What the counters hold of a key. */
export function heldOf(counters: Counters | undefined, key: string): ChoosingCounter | undefined {
  const kept = counters?.[key]
  // A shop may name a category `constructor`: what every object inherits has no counter.
  return typeof kept?.slow === 'number' ? kept : undefined
}
