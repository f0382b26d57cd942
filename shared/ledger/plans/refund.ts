import { DAY_MS, type Plan, type Subscription } from '../../contracts/index.ts'
import { subscriptionAt } from './read.ts'

/**
 * How long a lifetime can be given back. No share of a lifetime can be said to be used, so that it is all or nothing:
 * all of the fee within the time that the EU gives to withdraw (Directive 2011/83/EU, article 9), nothing after it.
 */
export const LIFETIME_WITHDRAWAL_MS = 14 * DAY_MS

/**
 * What of the fee has been used up, in minor units: its share of the milliseconds that have passed of the term, rounded
 * down. With what `refundMinor` gives back it makes the whole fee.
 */
export function usedMinor(subscription: Subscription, now: number): number {
  const { feeMinor, termStartsAt, termEndsAt } = subscription
  if (termEndsAt === null) return now - termStartsAt < LIFETIME_WITHDRAWAL_MS ? 0 : feeMinor
  const whole = termEndsAt - termStartsAt
  const passed = Math.min(Math.max(now - termStartsAt, 0), whole)
  return Number((BigInt(feeMinor) * BigInt(passed)) / BigInt(whole))
}

/**
 * What a member gets back who leaves at `now`, in minor units: the share of the fee for the milliseconds left of the
 * term, rounded up (the member's favour), less what has been given back before. Nothing where the plan says so, where
 * nothing has been paid for the time that runs, or where the plan is over.
 *
 * @param savedMinor measured since the term began: taken off where the plan's refund is less what it saved
 */
export function refundMinor(
  plan: Pick<Plan, 'refund' | 'graceDays'>,
  subscription: Subscription,
  now: number,
  savedMinor: number,
): number {
  if (plan.refund === 'none' || subscriptionAt(subscription, plan, now).state === 'ended') return 0
  const saved = plan.refund === 'proRataLessSaved' ? Math.max(0, savedMinor) : 0
  return Math.max(
    0,
    subscription.feeMinor - usedMinor(subscription, now) - subscription.refundedMinor - saved,
  )
}
