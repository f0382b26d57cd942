import type { MemberPlan, ProgramRules, SavingKind, Subscription } from '../../shared/contracts/index.ts'
import { breakEven, currentPlans, refundMinor } from '../../shared/ledger/plans/index.ts'
import type { Env } from '../env.ts'
import { checkoutReference } from '../http/checkout-reference.ts'

/** What was read of a member's plans (`readMemberPlans`). */
export interface MemberPlansRead {
  subscriptions: readonly Subscription[]
  /** Sums by kind, of the term that runs. */
  savings: readonly { subscriptionId: string; kind: SavingKind; amountMinor: number }[]
}

/** Every plan of the programme as the member sees it at `now`: what it gives, and whether theirs pays for itself. */
export function memberPlans(
  env: Env,
  rules: ProgramRules,
  enrolmentId: string,
  { subscriptions, savings }: MemberPlansRead,
  now: number,
): Promise<MemberPlan[]> {
  const current = currentPlans(subscriptions, rules.plans, now)
  return Promise.all(
    rules.plans.map(async (whole) => {
      const { key, name, price, term, trialDays, refund, entitlements } = whole
      const subscription = current.find(({ plan }) => plan.key === key)?.subscription ?? null
      const own = savings.filter(({ subscriptionId }) => subscriptionId === subscription?.id)
      return {
        plan: { key, name, price, term, trialDays, refund, entitlements },
        subscription,
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
