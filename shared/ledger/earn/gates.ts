import type { EarnRule, EarnWhy } from '../../contracts/index.ts'
import type { CompiledEarnRule } from './compile.ts'
import { namesGoods } from './scope.ts'
import type { EarnMember, EarnOccasion } from './types.ts'

/** When it happened, epoch ms. */
export const happenedAt = (trigger: EarnOccasion): number =>
  trigger.kind === 'purchase' ? trigger.purchasedAt : trigger.occurredAt

/** What keeps a rule from what happened, before anything is counted; `null`: nothing. */
export function refusal(
  { rule, scope }: CompiledEarnRule,
  trigger: EarnOccasion,
  member: EarnMember,
): EarnWhy | null {
  const on = offTrigger(rule, trigger, member)
  if (on !== null) return on
  const at = happenedAt(trigger)
  if (rule.schedule && (at < rule.schedule.startsAt || at >= rule.schedule.endsAt)) return 'outsideSchedule'
  const standing = offStanding(rule, member)
  if (standing !== null) return standing
  const storeId = trigger.kind === 'purchase' ? trigger.storeId : null
  if (scope.storeIds && (storeId === null || !scope.storeIds.has(storeId))) return 'notInStore'
  // An event has no goods: a rule that asks for some can't mean it.
  if (trigger.kind !== 'purchase' && namesGoods(scope)) return 'notInScope'
  return null
}

function offTrigger({ on }: EarnRule, trigger: EarnOccasion, member: EarnMember): EarnWhy | null {
  switch (on.kind) {
    case 'purchase':
      return trigger.kind === 'purchase' ? null : 'notOn'
    case 'firstPurchase':
      return trigger.kind !== 'purchase' ? 'notOn' : trigger.first ? null : 'notFirst'
    case 'event':
      return trigger.kind === 'event' && trigger.type === on.type ? null : 'notOn'
    case 'segmentEntered':
      if (trigger.kind === 'birthdayMonth') return 'notOn'
      return member.segmentsEntered.includes(on.segment) ? null : 'segmentNotEntered'
    case 'birthdayMonth':
      return trigger.kind === 'birthdayMonth' ? null : 'notOn'
  }
}

/** One of the tiers or one of the plans is enough; a rule that names neither is for everyone. */
function offStanding({ tiers, plans }: EarnRule, member: EarnMember): EarnWhy | null {
  if (tiers.length + plans.length === 0) return null
  if (member.tier !== null && tiers.includes(member.tier)) return null
  if (member.plans.some(({ key }) => plans.includes(key))) return null
  return plans.length === 0 ? 'notInTier' : tiers.length === 0 ? 'notInPlan' : 'notInTierOrPlan'
}
