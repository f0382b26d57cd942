import type { DecisionInput } from './run.ts'

/** Whether what a member bought, and what they look at, may be used for them. */
export type MayUse = { personalOffers: boolean; interest: boolean }

/**
 * What a decision may know of a member, by what they agreed to. Without personal offers they are somebody whom nobody
 * knows, but for the tier and plans that they hold: those are what they have, not what was found out about them. Nor do
 * they buy for the first time once more.
 */
export function consented(
  { profile, member, interest }: Pick<DecisionInput, 'profile' | 'member' | 'interest'>,
  may: MayUse,
): Pick<DecisionInput, 'profile' | 'member' | 'interest'> {
  const looked = may.personalOffers && may.interest ? (interest ?? []) : []
  if (may.personalOffers) return { profile, member, interest: looked }
  return {
    profile: null,
    member: member && {
      tier: member.tier,
      plans: member.plans,
      hasBought: profile !== null && profile.purchases > 0,
    },
    interest: looked,
  }
}
