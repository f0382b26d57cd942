import type { Balance, ProgramRules, Unit } from '../contracts/index.ts'
import type { Book } from './book.ts'
import { EMPTY_ACCOUNT } from './book.ts'
import { advance } from './day.ts'

/**
 * What a member may use of a unit at `now`, as if the day's work had been done.
 *
 * @param book with the lots and holds that come due at or before `now`; lots due later don't matter
 * @param nextReleaseAt when the first pending lot after `now` is released
 */
export function balanceAt(
  book: Book,
  unit: Unit,
  nextReleaseAt: number | null,
  rules: ProgramRules,
  now: number,
): Balance {
  const { accounts } = advance(book, rules, now)
  return toBalance(accounts[unit] ?? EMPTY_ACCOUNT, unit, nextReleaseAt, rules)
}

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
