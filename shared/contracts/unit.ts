import { z } from 'zod'

/**
 * What a programme may keep books in. `points` are spent, `statusCredits` only count towards a tier, `storedValue` is
 * money in minor units of the programme's currency, `stamps` are collected one by one.
 */
export const Unit = z.enum(['points', 'statusCredits', 'storedValue', 'stamps'])
export type Unit = z.infer<typeof Unit>

/** A whole, positive amount of a unit: points, stamps, credits, or minor units of money. */
export const UnitAmount = z.int().min(1).max(100_000_000)

/** A price or a gift in one unit. */
export const Amount = z.strictObject({ unit: Unit, amount: UnitAmount }).meta({ id: 'Amount' })
export type Amount = z.infer<typeof Amount>
