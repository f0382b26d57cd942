import { type Cause, type Membership, spoken, type TierStanding } from '../../../shared/contracts/index.ts'
import type { PopupInfo, Result } from '../../facts.ts'
import type { PopupModel } from './popup-model.ts'

type Reader = Pick<PopupInfo, 'locale' | 'tone'>

/** The popup's model with what a merchant named in the member's language and tone: whatever draws it reads `name`. */
export const spokenModel = (model: PopupModel): PopupModel => ({
  ...model,
  membership: within(model.membership, (membership) => spokenMembership(membership, model.info)),
  catalogue: within(model.catalogue, (catalogue) => ({
    ...catalogue,
    causes: catalogue.causes.map((cause): Cause => spoken(cause, model.info)),
  })),
})

const within = <T>(result: Result<T> | null, change: (value: T) => T): Result<T> | null =>
  result?.ok ? { ok: true, value: change(result.value) } : result

const spokenMembership = (membership: Membership, reader: Reader): Membership => ({
  ...membership,
  tier: membership.tier && spokenTier(membership.tier, reader),
  plans: membership.plans.map((one) => ({ ...one, plan: spoken(one.plan, reader) })),
})

function spokenTier(tier: TierStanding, reader: Reader): TierStanding {
  const { wouldBeName, wouldBeContent } = tier
  return {
    ...spoken(tier, reader),
    next: tier.next && spoken(tier.next, reader),
    ...(wouldBeName && {
      wouldBeName: spoken({ name: wouldBeName, content: wouldBeContent }, reader).name,
    }),
  }
}
