import {
  DomainError,
  type FieldIssue,
  type Limits,
  type OfferWarning,
  type ProgramRules,
  type Reward,
} from '../../shared/contracts/index.ts'
import { checkCause, checkStacking } from '../../shared/engine/index.ts'
import type { OfferDefinition } from '../db/offers.ts'
import { invalidRequest } from '../http/errors.ts'

/** What is not kept, or whose worth nobody has said, can't be paid with. */
function unpayable(reward: Reward, { units, pointValueCentiMinor }: ProgramRules): FieldIssue[] {
  if (reward.kind !== 'payWithPoints') return []
  if (units[reward.unit] === undefined)
    return [{ path: '/reward/unit', message: `the programme keeps no ${reward.unit}` }]
  return reward.unit === 'points' && pointValueCentiMinor === null
    ? [{ path: '/reward/unit', message: 'the programme does not say what a point is worth' }]
    : []
}

const unknown = (
  keys: readonly string[],
  among: readonly { key: string }[] = [],
  path: string,
  what: string,
): FieldIssue[] =>
  keys.flatMap((key, at) =>
    among.some((one) => one.key === key) ? [] : [{ path: `${path}/${at}`, message: `no ${what} ${key}` }],
  )

/** Caps that could never count anything, because nothing is typed. */
function uncounted({ caps = [] }: Limits, hasCode: boolean): FieldIssue[] {
  if (hasCode) return []
  return caps.flatMap(({ on, per }, at): FieldIssue[] => [
    ...(on === 'claim' ? [{ path: `/limits/caps/${at}/on`, message: 'the offer hands out no code' }] : []),
    ...(per === 'code' ? [{ path: `/limits/caps/${at}/per`, message: 'the offer has no code' }] : []),
  ])
}

/**
 * What an offer asks of its programme and of itself, each refusal at its own field.
 *
 * @param known causes that take gifts, and keys of the merchant's other offers
 */
export function offerIssues(
  offer: OfferDefinition,
  rules: ProgramRules,
  known: { openCauses: readonly string[]; otherKeys: readonly string[] },
): FieldIssue[] {
  const { audience, reward, limits } = offer
  return [
    ...unknown(audience.tiers ?? [], rules.tiers?.levels, '/audience/tiers', 'tier'),
    ...unknown(audience.plans ?? [], rules.plans, '/audience/plans', 'plan'),
    ...unpayable(reward, rules),
    ...checkStacking(offer, rules.offers, known.otherKeys),
    ...checkCause(offer, known.openCauses),
    ...uncounted(limits, offer.code !== null),
    ...(offer.pauseIfNotWorthIt && offer.holdoutPercent === 0
      ? [
          {
            path: '/pauseIfNotWorthIt',
            message: 'needs a holdoutPercent: what it brings is seen against those',
          },
        ]
      : []),
  ]
}

/** A warning that must be accepted, and the field that it is about. */
export interface WarningFound {
  warning: OfferWarning
  path: string
  message: string
}

/**
 * Rewards whose cost is bounded by their own nature: what members have saved is money that they gave up before, and early
 * access gives nothing away. Offers that come with a programme are not asked about: they start and stay with its rules.
 */
const BOUNDED: readonly Reward['kind'][] = ['payWithPoints', 'earlyAccess']

/**
 * What a merchant has to read before the offer goes live. Bounded in all is what has an end, a budget, a total, or a cap
 * that everybody shares in a period; what one member may do, however many members come, is not.
 */
export function warningsOf(offer: OfferDefinition, now: number): WarningFound[] {
  const { schedule, limits, reward, code } = offer
  const warnings: WarningFound[] = []
  if (schedule.endsAt !== null && schedule.endsAt <= now)
    warnings.push({ warning: 'ended', path: '/schedule/endsAt', message: 'lies behind: nobody will see it' })
  const shared = (limits.caps ?? []).some(
    ({ per }) => per === 'offer' || per === 'store' || (per === 'code' && code?.kind === 'static'),
  )
  const isBounded = limits.total !== undefined || limits.budgetMinor !== undefined || shared
  if (schedule.endsAt === null && !isBounded && !BOUNDED.includes(reward.kind))
    warnings.push({
      warning: 'endless',
      path: '/schedule/endsAt',
      message: 'has no end, and no budget, total or cap says what the offer may cost in all',
    })
  return warnings
}

/**
 * Lets an offer through to go live if every warning about it has been accepted.
 *
 * @throws DomainError warning_not_accepted
 */
export function requireAccepted(
  offer: OfferDefinition,
  accepted: readonly OfferWarning[] = [],
  now: number,
): void {
  const left = warningsOf(offer, now).filter(({ warning }) => !accepted.includes(warning))
  if (left.length === 0) return
  const words = left.map(({ warning, path, message }) => `${warning}: ${path} ${message}`).join('; ')
  throw new DomainError('warning_not_accepted', `${words}. Send it again with accept`, { warnings: left })
}

/**
 * @throws DomainError invalid_request where there are any
 */
export function refuseIssues(issues: FieldIssue[]): void {
  if (issues.length > 0) throw invalidRequest(issues)
}
