import type { EarnRule } from '../../contracts/index.ts'
import type { EarnMember } from './types.ts'

/**
 * What a rule's membership years are counted from: the start of the plan that it names, the earliest where the member
 * has several of them, or else when the member joined.
 */
export function yearAnchorAt(
  { plans }: Pick<EarnRule, 'plans'>,
  { joinedAt, plans: held }: Pick<EarnMember, 'joinedAt' | 'plans'>,
): number {
  const named = held.filter(({ key }) => plans.includes(key)).map(({ startedAt }) => startedAt)
  return named.length === 0 ? joinedAt : Math.min(...named)
}
