import type { Balance, ProgramRules, Standing, Subscription, Unit } from '../contracts/index.ts'
import { toBalance } from './balance.ts'
import { type Book, EMPTY_ACCOUNT } from './book.ts'
import { advance } from './day.ts'
import type { PlanHeld } from './earn/index.ts'
import { currentPlans } from './plans/index.ts'

/** A member at one instant, as if the day's work had been done. */
export interface MemberNow {
  accounts: Book['accounts']
  standing: Standing
  plans: PlanHeld[]
  /** What of the programme they hold, as the offers' audiences ask for it. */
  holding: { tier: string | null; plans: string[] }
}

/**
 * The plans that are good at an instant, the one that began first at the front. Of the past it is as the subscriptions
 * tell it now: one that was good then and has been ended by somebody since is not among those that are read.
 */
export const plansHeld = (
  subscriptions: readonly Subscription[],
  rules: ProgramRules,
  at: number,
): PlanHeld[] =>
  currentPlans(subscriptions, rules.plans, at)
    .map(({ plan, subscription }) => ({ key: plan.key, startedAt: subscription.startedAt }))
    .sort((a, b) => a.startedAt - b.startedAt)

/**
 * Brings what was read up to `now`, for reading only.
 *
 * @param book with the lots and holds that come due at or before `now`; others don't matter
 * @param subscriptions the member's own that nobody has ended
 * @param segments that the member is in, where the ladder asks for them
 */
export function memberNow(
  book: Book,
  subscriptions: readonly Subscription[],
  rules: ProgramRules,
  now: number,
  segments?: readonly string[],
): MemberNow {
  const { accounts, standing } = advance(book, rules, now, {
    plans: (at) => plansHeld(subscriptions, rules, at),
    ...(segments ? { segments } : {}),
  })
  const plans = plansHeld(subscriptions, rules, now)
  return { accounts, standing, plans, holding: { tier: standing.tier, plans: plans.map(({ key }) => key) } }
}

/** What the member may use of a unit. `nextReleaseAt`: when the first pending lot after the instant is released. */
export const balanceOf = (
  { accounts }: MemberNow,
  unit: Unit,
  nextReleaseAt: number | null,
  rules: ProgramRules,
): Balance => toBalance(accounts[unit] ?? EMPTY_ACCOUNT, unit, nextReleaseAt, rules)
