export { balanceAt } from './balance.ts'
export { bySoonestExpiry, clawBack } from './claw-back.ts'
export { allocate, type Earned, earnBase, paidForGoods, partOfLine } from './earning.ts'
export { type AccountState, after, type LotState, lotsAfter, type Posting, settle } from './postings.ts'
export { type PlanHeld, sayBirthMonth } from './birthday.ts'
export {
  addMonths,
  addMonthsToDay,
  type CapPeriod,
  dayOf,
  dayStart,
  endOfMonth,
  endOfQuarter,
  endOfYear,
  nextYearDay,
  type Period,
  periodAt,
  startOfDay,
  startOfNextDay,
} from './calendar.ts'
export {
  advance,
  type Coming,
  comingOf,
  type DayDone,
  type DayOptions,
  nextDueAt,
  standingDueAt,
} from './day.ts'
export type { DatedPosting, TierStep } from './desk.ts'
export { type ExpiryContext, expiresAtFirst, leaveTier, trueExpiry } from './expiry.ts'
export { type Activation, activation } from './pending.ts'
