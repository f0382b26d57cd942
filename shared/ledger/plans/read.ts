import { DAY_MS, type Plan, type Subscription, type SubscriptionState } from '../../contracts/index.ts'

/** For a day after a payment that failed it has failed "just now"; after that the plan lives on its grace. */
export const PAST_DUE_MS = DAY_MS

/**
 * Stripe charges about an hour after a term ends, and tells us then
 * (https://docs.stripe.com/billing/invoices/subscription): not to have heard of it is no failure before a day has passed.
 */
const STRIPE_SETTLES_MS = DAY_MS

/** What reading needs to know of a plan. */
export type Grace = Pick<Plan, 'graceDays'>

const graceMs = (plan: Grace): number => plan.graceDays * DAY_MS

type Due = { at: number; change: Partial<Subscription> & { state: SubscriptionState } } | null

const unpaidFrom = (at: number, { source }: Subscription, plan: Grace): Due => ({
  at,
  change: {
    state: 'pastDue',
    graceEndsAt: at + Math.max(graceMs(plan), source === 'stripe' ? STRIPE_SETTLES_MS : 0),
  },
})
const endedAt = (at: number | null): Due =>
  at === null ? null : { at, change: { state: 'ended', endedAt: at } }

/** What happens next by itself in each state, and when; `null`: nothing. */
const CLOCKS: Record<SubscriptionState, (subscription: Subscription, plan: Grace) => Due> = {
  trial: (subscription, plan) =>
    subscription.trialEndsAt === null ? null : unpaidFrom(subscription.trialEndsAt, subscription, plan),
  active: (subscription, plan) =>
    subscription.termEndsAt === null ? null : unpaidFrom(subscription.termEndsAt, subscription, plan),
  pastDue: ({ graceEndsAt }, plan) =>
    graceEndsAt === null
      ? null
      : {
          at: Math.min(graceEndsAt, graceEndsAt - graceMs(plan) + PAST_DUE_MS),
          change: { state: 'grace' },
        },
  grace: ({ graceEndsAt }) => endedAt(graceEndsAt),
  endsAtTerm: ({ termEndsAt }) => endedAt(termEndsAt),
  ended: () => null,
}

/**
 * The subscription as it stands at `now`, whether or not anything ran or was heard: a trial or a term that is over is
 * past due, then in grace, then ended; one that was cancelled ends with its term. `endedAt` is when it did.
 */
export function subscriptionAt(subscription: Subscription, plan: Grace, now: number): Subscription {
  let current = subscription
  for (;;) {
    const due = CLOCKS[current.state](current, plan)
    if (due === null || due.at > now) return current
    current = { ...current, ...due.change }
  }
}

/** Whether a plan gives what it gives in this state: in every state but the last. */
export const isGood = (state: SubscriptionState): boolean => state !== 'ended'
