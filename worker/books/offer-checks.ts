import {
  DomainError,
  type FieldIssue,
  type Limits,
  type Offer,
  type OfferWarning,
  type ProgramRules,
  type Reward,
} from '../../shared/contracts/index.ts'
import { checkCause, checkStacking } from '../../shared/engine/index.ts'
import type { OfferDefinition } from '../db/offers.ts'

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

/** What leaves nothing to be had, on any basket and at any time. */
function futile({ reward, schedule, storeIds }: OfferDefinition): FieldIssue[] {
  const issues: FieldIssue[] = storeIds.flatMap((id, at) =>
    storeIds.indexOf(id) < at ? [{ path: `/storeIds/${at}`, message: 'stands above as well' }] : [],
  )
  if ((reward.kind === 'percentOff' || reward.kind === 'donationMatch') && reward.maxMinor === 0)
    issues.push({ path: '/reward/maxMinor', message: 'must be more than 0, or nothing is ever given' })
  if (reward.kind === 'earlyAccess') {
    const { opensAt, everybodyAt } = reward
    if (schedule.startsAt >= everybodyAt)
      issues.push({ path: '/schedule/startsAt', message: 'must be before reward.everybodyAt' })
    if (schedule.endsAt !== null && schedule.endsAt <= opensAt)
      issues.push({ path: '/schedule/endsAt', message: 'must be after reward.opensAt' })
  }
  return issues
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
    ...futile(offer),
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

/** Where in the rules that stands which an issue of an offer is about. */
const IN_RULES = [
  ['/stacking', '/offers/groups'],
  ['/audience/tiers', '/tiers'],
  ['/audience/plans', '/plans'],
  ['/reward/unit', '/pointValueCentiMinor'],
] as const

/**
 * What live offers would ask for in vain once new rules hold; what they ask for in vain already is no fault of theirs.
 *
 * @param merchantId who replaces the rules: offers of others are told of, and not by their keys
 * @returns paths from the root of the rules
 */
export function brokenByRules(
  live: readonly Offer[],
  before: ProgramRules,
  after: ProgramRules,
  merchantId: string,
): FieldIssue[] {
  return live.flatMap((offer) => {
    const { reward, stacking } = offer
    const known = {
      openCauses: reward.kind === 'donationMatch' ? [reward.cause] : [],
      otherKeys: stacking.excludes,
    }
    const had = new Set(offerIssues(offer, before, known).map(({ path }) => path))
    const whose =
      offer.merchantId === merchantId ? `the live offer ${offer.key}` : "another merchant's live offer"
    return offerIssues(offer, after, known).flatMap(({ path, message }) => {
      const [, place] = IN_RULES.find(([of]) => path.startsWith(of)) ?? []
      return had.has(path) || !place
        ? []
        : [{ path: place, message: `${whose} would have, at ${path}: ${message}` }]
    })
  })
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

/** What a whole use costs where the reward itself says so, in minor units; `null`: it hangs on the basket. */
function wholeCostMinor(reward: Reward): number | null {
  if (reward.kind === 'amountOff') return reward.amountMinor
  return reward.kind === 'gift' ? (reward.costMinor ?? reward.worthMinor) : null
}

/** Budgets and caps on money that one whole use of the offer would pass. */
function unaffordable({ reward, limits }: OfferDefinition): WarningFound[] {
  const wholeMinor = wholeCostMinor(reward)
  if (wholeMinor === null) return []
  const held = [
    { path: '/limits/budgetMinor', minor: limits.budgetMinor },
    ...(limits.caps ?? []).map(({ costMinor }, at) => ({
      path: `/limits/caps/${at}/costMinor`,
      minor: costMinor,
    })),
  ]
  return held.flatMap(({ path, minor }) =>
    minor !== undefined && minor < wholeMinor
      ? [{ warning: 'unaffordable', path, message: `is less than one use may cost: ${wholeMinor}` }]
      : [],
  )
}

/**
 * What a merchant has to read before the offer goes live. Bounded in all is what has an end, a budget, a total, or a cap
 * that everybody shares in a period; what one member may do, however many members come, is not, nor is what anybody may type.
 */
export function warningsOf(offer: OfferDefinition, now: number): WarningFound[] {
  const { schedule, limits, reward, code } = offer
  const warnings = unaffordable(offer)
  if (schedule.endsAt !== null && schedule.endsAt <= now)
    warnings.push({ warning: 'ended', path: '/schedule/endsAt', message: 'lies behind: nobody will see it' })
  if (reward.kind === 'earlyAccess' && reward.everybodyAt <= now)
    warnings.push({
      warning: 'ended',
      path: '/reward/everybodyAt',
      message: 'lies behind: everybody may buy by now',
    })
  const shared = (limits.caps ?? []).some(({ per }) => per === 'offer' || per === 'store')
  // A static code may be typed on orders of nobody's, and those move no limit.
  const isBounded =
    code?.kind !== 'static' && (limits.total !== undefined || limits.budgetMinor !== undefined || shared)
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
