import type { CapUse, Earned, EarnWhy, Expiry, Standing, Unit } from '../../contracts/index.ts'

/** A line of a purchase as far as earning reads it. Amounts are of the whole line, all its units. */
export interface EarnLine {
  sku: string
  category?: string | undefined
  /** Pieces; left out, one. */
  quantity?: number | undefined
  amountMinor: number
  /** Without its discounts; left out, the same. */
  beforeDiscountMinor?: number | undefined
}

/** What happened. Delivery is in none of the amounts: it never earns. */
export type EarnOccasion =
  | {
      kind: 'purchase'
      storeId: string
      purchasedAt: number
      /** What was paid for the goods; less than the lines' sum where a discount was not worked into them. */
      goodsPaidMinor: number
      /** Empty where only the total could be read: it then counts as one line that no scope names. */
      lines: readonly EarnLine[]
      /** The member's first purchase of all. */
      first: boolean
    }
  | { kind: 'event'; type: string; occurredAt: number; amountMinor?: number | undefined }
  | { kind: 'birthdayMonth'; occurredAt: number }
  /** Time or an upload brought the member into segments: nothing else happened. */
  | { kind: 'segmentEntered'; occurredAt: number }

/** A paid plan that a member has, as far as earning asks. */
export interface PlanHeld {
  key: string
  startedAt: number
}

/** What earning has to know of a member, as it stood when it happened. */
export interface EarnMember {
  /** `null`: the ladder's first step, or no ladder. */
  tier: string | null
  /** The plans that are good. */
  plans: readonly PlanHeld[]
  /** The multiplier of tier and plan, in percent; 100 is none. */
  earnPercent: number
  /** Segments that the member was not in before this. */
  segmentsEntered: readonly string[]
  caps: Standing['caps']
  joinedAt: number
}

/** See `earn`. */
export interface EarnInput {
  trigger: EarnOccasion
  member: EarnMember
  timeZone: string
}

/** What a cap cut off, and the tightest of the caps that cut. */
export type Cut = NonNullable<Earned['cut']>

/** What one rule gives, or would have given had a cap not cut all of it. */
export interface EarnGiven {
  ruleKey: string
  unit: Unit
  /** 0 only where `cut` took everything. */
  amount: number
  /** In the purchase's own order, summing to `amount`; empty where no line was bought. */
  perLine: number[]
  /** When it can be used; `null` where an event of type `activatesOn` decides. */
  activatesAt: number | null
  activatesOn: string | null
  /** The rule's own terms or else the unit's; `null`: it never runs out. */
  expiry: Expiry | null
  cut: Cut | null
}

/** One rule's answer, whether or not it gave anything. */
export interface EarnExplained {
  ruleKey: string
  unit: Unit
  applied: boolean
  why: EarnWhy
  figures: {
    /** What counts for the rule, in its scope and by its basis; rounded down. */
    inScopeMinor: number
    /** What the basket lacks in scope of the rule's least. */
    missingMinor: number
    /** The multiplier that was used. */
    earnPercent: number
    beforeCaps: number
    amount: number
    cut: Cut | null
  }
}

/** See `earn`. */
export interface EarnResult {
  given: EarnGiven[]
  /** Every rule, in the programme's order, implied ones last. */
  explained: EarnExplained[]
  /** The member's caps with this counted; rules without caps by period or member are not in it. */
  caps: Record<string, CapUse>
}
