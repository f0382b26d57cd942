import type { z } from 'zod'
import type { Profile, ProgramFacts, Reason, Unit } from '../contracts/index.ts'

/** What a programme knows of a member beside their profile. What is left out is not known: a signal over it can't say. */
export type MemberFacts = {
  /** The tier held, said by its key also on the first step. `null`: there is no ladder, or nobody knows. */
  tier: string | null
  /** Keys of the plans that are good. */
  plans: readonly string[]
  /** They have bought before: told where there is no profile to tell it. */
  hasBought?: boolean
  /** Epoch ms UTC. */
  enrolledAt?: number
  /** What is available of each unit, after what is owed. */
  balances?: Partial<Record<Unit, number>>
  /** Lots that run out within `MAX_EXPIRY_DAYS`, soonest first. */
  expiring?: readonly { unit: Unit; amount: number; expiresAt: number }[]
  /** 1 to 12; `null`: not said. */
  birthMonth?: number | null
  /** Ids of the segments whose uploaded list names them. */
  lists?: readonly string[]
  /** By segment key: since when they have been in it, and when they last left it. Epoch ms UTC. */
  segments?: ReadonlyMap<string, { enteredAt: number | null; leftAt: number | null }>
}

/** How far ahead a signal looks for what runs out, in days. */
export const MAX_EXPIRY_DAYS = 90

/** What is in the basket, as far as it was read with lines: folded categories and brands, and SKUs. */
export type BasketItems = {
  categories: ReadonlySet<string>
  brands: ReadonlySet<string>
  skus: ReadonlySet<string>
}

/** What a signal may read: one member, the instant, what the programme has learned, and what the device said. */
export type SignalContext = {
  /** `null`: nothing has been recorded for this member. */
  profile: Profile | null
  /** `null`: not read. */
  member: MemberFacts | null
  /** What the programme's own history tells; `null`: nothing yet. */
  programme: ProgramFacts | null
  /** Epoch ms UTC. */
  now: number
  /** Live interest by folded category; `null` where none was sent. */
  interest: ReadonlyMap<string, number> | null
  /** `null`: there is no basket, or it was read without lines. */
  basket: BasketItems | null
  /** Whether a segment of the programme holds the member; `null`: there is no such segment. */
  isIn(segment: string): boolean | null
  timeZone: string
  currency: string
  /** Kept here by `surgeOf`: what all of a member's categories are scaled by, at this instant. */
  surgeScale?: number | undefined
}

/** One value read from profile and context. `null` = can't say yet. */
export type SignalValue = number | string | null

/** How a signal is named, measured, worked out and told. A new one is a file in `signals/` and a line in its index. */
export type Signal<Args extends Record<string, string | number> = Record<string, string | number>> = {
  name: string
  /** What the value counts: `days`, `minor units`, `ratio` ... */
  unit: string
  /** One sentence for the merchant who writes a rule. */
  definition: string
  valueType: 'number' | 'string'
  /** What it can be at all; left out, anything of its type. A rule that asks for something else is refused on entry. */
  range?: { least?: number; most?: number; whole?: boolean; among?: readonly string[] }
  /** Checked when a rule is written; what comes out (categories folded) is what `compute` gets. */
  args: z.ZodType<Args>
  compute(context: SignalContext, args: Args): SignalValue
  /** The fact behind the value, as the member may be told it; `null` where there is nothing to tell. */
  explain?(value: SignalValue, args: Args, context: SignalContext): Reason | null
}

/** A purchase of one line of a signal's example: `daysAgo` before the example's now. */
export type ExamplePurchase = {
  daysAgo: number
  category?: string
  brand?: string
  product?: string
  amountMinor?: number
  beforeDiscountMinor?: number
  coded?: boolean
  region?: string
}

/** A golden case of a signal, held by one table test. Purchases arrive in the order they are written. */
export type SignalExample = {
  title: string
  purchases?: ExamplePurchase[]
  args?: Record<string, string | number>
  interest?: { category: string; weight: number }[]
  /** What is known beside the profile; left out, it was not read. */
  member?: Partial<MemberFacts>
  /** What the programme has learned; left out, nothing yet. */
  programme?: Partial<ProgramFacts>
  /** A line each. */
  basket?: { category?: string; brand?: string; product?: string }[]
  /** What the programme's segments say of the member, by key. */
  segments?: Record<string, boolean>
  /** Left out: noon UTC on 15 June 2026. */
  now?: number
  timeZone?: string
  expected: SignalValue
}
