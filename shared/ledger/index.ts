export { toBalance, worthMinor } from './balance.ts'
export { sayBirthMonth } from './birthday.ts'
export {
  type AccountState,
  after,
  type Book,
  bySoonestExpiry,
  EMPTY_ACCOUNT,
  type HoldState,
  type LotOpening,
  type LotState,
  lotsAfter,
  type Posting,
} from './book.ts'
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
export { type CapHolder, type CapPlace, capKey, capPlaces } from './caps.ts'
export { type ClawBack, type ClawBackInput, clawBack } from './claw-back.ts'
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
export {
  type CompiledEarnRules,
  type Cut,
  compileEarnRules,
  type EarnExplained,
  type EarnGiven,
  type EarnInput,
  type EarnLine,
  type EarnMember,
  type EarnOccasion,
  type EarnResult,
  earn,
  type PlanHeld,
  type TakenBack,
  uncap,
} from './earn/index.ts'
export { allocate, paidForGoods, partOfLine } from './earning.ts'
export { type ExpiryContext, expiresAtFirst, leaveTier, trueExpiry } from './expiry.ts'
export { balanceOf, type MemberNow, memberNow, plansHeld } from './member-now.ts'
export { type Activation, activation } from './pending.ts'
export {
  type RecordedSaving,
  type Saving,
  type SavingPurchase,
  savingsOfPurchase,
  savingsTakenBack,
} from './plans/index.ts'
export { type Draw, draw, restore, type SpentPart, unholdOf } from './spend.ts'
export { act, count, countedBetween, emptyStanding, tierHeldAt } from './standing.ts'
export { matchTier, nextReviewAt, reviewTier, rise, type TierOutcome } from './tiers/review.ts'
export { entitlementsOf, tierStanding } from './tiers/view.ts'
export type { TierContext } from './tiers/window.ts'
