import type { z } from 'zod'
import { Expiry, ProgramRules, Unit } from '../../shared/contracts/index.ts'
import type { Book, HoldState, LotState } from '../../shared/ledger/book.ts'
import type { DayDone } from '../../shared/ledger/day.ts'
import { expiresAtFirst } from '../../shared/ledger/expiry.ts'
import { emptyStanding } from '../../shared/ledger/standing.ts'
import { at, STOCKHOLM } from './time.ts'

/** Rules of a programme in Stockholm's time that keeps every unit. */
export const rulesOf = (more: Partial<z.input<typeof ProgramRules>> = {}): ProgramRules =>
  ProgramRules.parse({
    currency: 'SEK',
    timeZone: STOCKHOLM,
    units: { points: {}, stamps: {}, storedValue: {}, statusCredits: {} },
    earn: [],
    pointValueCentiMinor: null,
    ...more,
  })

/** A lot of 100 points of 1 January 2026 that can be used; with `expiry`, its first end is worked out. */
export function lotOf(
  id: string,
  more: Partial<LotState> & { terms?: z.input<typeof Expiry> } = {},
): LotState {
  const { terms, ...given } = more
  const expiry = terms === undefined ? null : Expiry.parse(terms)
  const activatesAt = given.activatesAt === undefined ? at('2026-01-01T12:00') : given.activatesAt
  return {
    id,
    unit: 'points',
    remaining: 100,
    state: 'active',
    earnedAt: at('2026-01-01T12:00'),
    activatesAt,
    activatesOn: null,
    expiresAt:
      expiry === null || activatesAt === null ? null : expiresAtFirst(expiry, activatesAt, STOCKHOLM),
    expiry,
    ...given,
  }
}

/** Books whose balances are what lots and holds say; `owed` is points. */
export function bookOf(
  lots: LotState[],
  { owed = 0, ...more }: Partial<Omit<Book, 'accounts' | 'lots'>> & { owed?: number } = {},
): Book {
  const holds: HoldState[] = more.holds ?? []
  const accounts: Book['accounts'] = {}
  for (const unit of Unit.options) {
    const sum = (state: LotState['state']) =>
      lots.reduce((all, lot) => all + (lot.unit === unit && lot.state === state ? lot.remaining : 0), 0)
    const held = holds
      .filter((hold) => hold.unit === unit)
      .flatMap(({ parts }) => parts)
      .reduce((all, { amount }) => all + amount, 0)
    accounts[unit] = {
      seq: 10,
      available: sum('active'),
      pending: sum('pending'),
      held,
      owed: unit === 'points' ? owed : 0,
    }
  }
  return {
    enrolmentId: 'enr_1',
    enrolledAt: at('2025-06-15T12:00'),
    standing: emptyStanding(),
    ...more,
    holds,
    accounts,
    lots,
  }
}

/** The books after the day's work, as they would be written. */
export const bookAfter = (book: Book, { accounts, lots, holds, standing }: DayDone): Book => ({
  ...book,
  accounts,
  lots,
  holds,
  standing,
})

/** A maker of ids that counts. */
export function ids(): () => string {
  let made = 0
  return () => {
    made += 1
    return `lot_new_${String(made).padStart(6, '0')}`
  }
}
