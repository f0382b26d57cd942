import type { Plan, Subscription } from '../../shared/contracts/index.ts'
import { firstTerm } from '../../shared/ledger/plans/terms.ts'
import { subscriptionAfter } from '../../shared/ledger/plans/write.ts'
import { programOf } from '../../shared/presets/program-of.ts'

const OPENING = { id: 'sub_1', enrolmentId: 'enr_1', source: 'hand' } as const

/** A preset's plan, and somebody who pays for it from `startedAt` on. */
export function subscribed(
  preset: string,
  key: string,
  startedAt: number,
): { plan: Plan; subscription: Subscription; zone: string } {
  const { rules } = programOf({ preset })!
  const plan = rules.plans.find((one) => one.key === key)!
  const result = subscriptionAfter(
    null,
    {
      kind: 'started',
      at: startedAt,
      opening: OPENING,
      term: firstTerm(plan, startedAt, rules.timeZone),
      paidMinor: plan.price.amountMinor,
    },
    plan,
  )
  if ('refused' in result) throw new Error(result.refused)
  return { plan, subscription: result.subscription, zone: rules.timeZone }
}
