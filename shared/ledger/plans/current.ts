import type { Plan, Subscription } from '../../contracts/index.ts'
import { isGood, subscriptionAt } from './read.ts'

/** A plan that is good, and the subscription as it stood at that instant. */
export interface CurrentPlan {
  plan: Plan
  subscription: Subscription
}

/**
 * The plans that are good at `at`, in the programme's own order. A plan that the programme no longer has gives nothing.
 *
 * @param subscriptions the enrolment's own that nobody has ended
 */
export function currentPlans(
  subscriptions: readonly Subscription[],
  plans: readonly Plan[],
  at: number,
): CurrentPlan[] {
  if (subscriptions.length === 0) return []
  return plans.flatMap((plan) => {
    const own = subscriptions.find((one) => one.plan === plan.key && one.startedAt <= at)
    const subscription = own && subscriptionAt(own, plan, at)
    return subscription && isGood(subscription.state) ? [{ plan, subscription }] : []
  })
}
