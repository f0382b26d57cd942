import type { z } from 'zod'
import type { Profile, Reason } from '../contracts/index.ts'

/** What a signal may read: one member's profile, the instant, and what the device said it looked at. */
export type SignalContext = {
  /** `null`: nothing has been recorded for this member. */
  profile: Profile | null
  /** Epoch ms UTC. */
  now: number
  /** Live interest by folded category; `null` where none was sent. */
  interest: ReadonlyMap<string, number> | null
  timeZone: string
  currency: string
  /** Kept here by `categorySurge`: what all of a member's categories are scaled by, at this instant. */
  surgeScale?: number
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
  /** Checked when a rule is written; what comes out (categories folded) is what `compute` gets. */
  args: z.ZodType<Args>
  compute(context: SignalContext, args: Args): SignalValue
  /** The fact behind the value, as the member may be told it; `null` where there is nothing to tell. */
  explain?(value: SignalValue, args: Args, context: SignalContext): Reason | null
}

/** A purchase of a signal's example: `daysAgo` before the example's now. */
export type ExamplePurchase = { daysAgo: number; category?: string; amountMinor?: number; region?: string }

/** A golden case of a signal, held by one table test. Purchases arrive in the order they are written. */
export type SignalExample = {
  title: string
  purchases?: ExamplePurchase[]
  args?: Record<string, string | number>
  interest?: { category: string; weight: number }[]
  /** Left out: noon UTC on 15 June 2026. */
  now?: number
  timeZone?: string
  expected: SignalValue
}
