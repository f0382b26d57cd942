import { z } from 'zod'
import { Currency, Id, TimeZone, text } from './primitives.ts'

/** The rules of a programme: what earns points, when they can be spent, and what they are worth. */
export const ProgramRules = z
  .strictObject({
    currency: Currency,
    timeZone: TimeZone,
    /** Points for every whole `perMinor` of the amount paid, worked out once for the purchase. */
    earn: z.strictObject({ points: z.int().min(0).max(10_000), perMinor: z.int().min(1).max(1_000_000) }),
    /** Points stay pending this long after the purchase. */
    returnWindowDays: z.int().min(0).max(365),
    /** What one point is worth to the member, in hundredths of a minor unit: 5 is 0.05 öre. `null`: not said. */
    pointValueCentiMinor: z.int().min(1).max(1_000_000).nullable(),
  })
  .meta({ id: 'ProgramRules' })
export type ProgramRules = z.infer<typeof ProgramRules>

/** A programme: the rules of points, tiers, plans and rewards that one or more merchants share. */
export const Program = z
  .strictObject({ id: Id, name: text(120), rules: ProgramRules })
  .meta({ id: 'Program' })
export type Program = z.infer<typeof Program>

/** Points that an amount earns by itself: `earn.points` for every whole `earn.perMinor`, rounded down (the programme's favour). */
export const earnedPoints = (amountMinor: number, rules: ProgramRules): number =>
  Math.floor(amountMinor / rules.earn.perMinor) * rules.earn.points
