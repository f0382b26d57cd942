import type { Balance, ProgramRules, Unit } from '../contracts/index.ts'
import type { Book } from './book.ts'

/** An account that is up to date, as the member reads it. What is owed is taken off what is available. */
export function toBalance(
  { available, pending, held, owed }: Omit<NonNullable<Book['accounts'][Unit]>, 'seq'>,
  unit: Unit,
  nextReleaseAt: number | null,
  rules: ProgramRules,
): Balance {
  return {
    unit,
    available: available - owed,
    pending,
    held,
    nextReleaseAt: pending > 0 ? nextReleaseAt : null,
    worthMinor: worthMinor(available, unit, rules),
  }
}

/** What an amount is worth in the programme's currency, rounded down; `null` where nobody has said. */
export function worthMinor(amount: number, unit: Unit, rules: ProgramRules): number | null {
  if (unit === 'storedValue') return amount
  if (unit !== 'points' || rules.pointValueCentiMinor === null) return null
  return Number((BigInt(amount) * BigInt(rules.pointValueCentiMinor)) / 100n)
}
