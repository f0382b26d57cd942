import type {
  MemberPlan,
  Plan,
  ProgramRules,
  SavingKind,
  Subscription,
} from '../../shared/contracts/index.ts'
import { breakEven, currentPlans, refundMinor, subscriptionAt } from '../../shared/ledger/plans/index.ts'
import { ENDED_SHOWN_MS } from '../db/savings.ts'
import type { Env } from '../env.ts'
import { checkoutReference } from '../http/checkout-reference.ts'

/** What was read of a member's plans (`readMemberPlans`). */
export interface MemberPlansRead {
  subscriptions: readonly Subscription[]
  /** Sums by kind, of the term that runs. */
  /** Of each plan the latest that somebody has ended, if it is to be shown still. */
  ended: readonly Subscription[]
  savings: readonly { subscriptionId: string; kind: SavingKind; amountMinor: number }[]
}

/** Every plan of the programme as the member sees it at `now`: what it gives, and whether theirs pays for itself. */
export function memberPlans(
  env: Env,
  rules: ProgramRules,
  enrolmentId: string,
  { subscriptions, ended, savings }: MemberPlansRead,
  now: number,
): Promise<MemberPlan[]> {
  const current = currentPlans(subscriptions, rules.plans, now)
  return Promise.all(
    rules.plans.map(async (whole) => {
      const { key, name, content, price, term, trialDays, refund, entitlements } = whole
      const subscription = current.find(({ plan }) => plan.key === key)?.subscription ?? null
      const own = savings.filter(({ subscriptionId }) => subscriptionId === subscription?.id)
      return {
        plan: { key, name, ...(content && { content }), price, term, trialDays, refund, entitlements },
        subscription: subscription ?? latestEnded(whole, [...subscriptions, ...ended], now),
        breakEven: subscription && breakEven(whole, subscription, own, now, rules.timeZone),
        wayOut: subscription && {
          endsAt: subscription.termEndsAt,
          refundMinor: refundMinor(
            whole,
            subscription,
            now,
            own.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
          ),
          currency: subscription.currency,
        },
        checkoutReference: await checkoutReference(env, { enrolmentId, plan: key }),
      }
    }),
  )
}

/** The plan's subscription that ended last, if it is to be shown still: by hand, or of itself, which nobody has noted yet. */
function latestEnded(plan: Plan, subscriptions: readonly Subscription[], now: number): Subscription | null {
  const since = now - ENDED_SHOWN_MS
  const endedAt = (one: Subscription) => one.endedAt ?? 0
  const over = subscriptions
    .filter((one) => one.plan === plan.key)
    .map((one) => subscriptionAt(one, plan, now))
    .filter((one) => one.state === 'ended' && (endedAt(one) > since || one.refundOwedMinor > 0))
  return over.sort((a, b) => endedAt(b) - endedAt(a))[0] ?? null
}
