import type {
  Entitlements,
  ProgramRules,
  Standing,
  TierLadder,
  TierLevel,
  TierStanding,
} from '../../contracts/index.ts'
import { dayStart } from '../calendar.ts'
import { countedBetween } from '../standing.ts'
import { heldIn } from './held.ts'
import { stepOf } from './levels.ts'
import { ownReviewAt, reviewTier } from './review.ts'
import { type DatedWindow, keptFrom, keptOn, type TierContext, trialOf, windowAt } from './window.ts'

/**
 * Where a member stands at `now`, and what it takes to rise or stay. Reviews that have come due are worked in, whether or
 * not they were written. Nothing is missing by amount where segments decide: there `next` and `keep` are `null`.
 *
 * `next.missing` is exactly what makes the member rise if it is earned now, and `wouldBe` what the review at `endsAt`
 * comes to if nothing more is. `keep.missing`, earned between `fromAt` and `byAt`, keeps the tier; where nothing can, `keep`
 * is `null`.
 */
export function tierStanding(
  standing: Standing,
  ladder: TierLadder,
  context: TierContext,
  now: number,
): TierStanding {
  const held = reviewTier(standing, ladder, context, now).standing
  const step = stepOf(ladder, held.tier)
  const level = ladder.levels[step]!
  const above = ladder.levels[step + 1]
  const byAmount = ladder.basis.kind !== 'segment'
  const window = windowAt(ladder.window, now, context.zone, context.enrolledAt)
  const counted = byAmount ? countedBetween(held, window.fromDay, window.toDay) : 0
  const endsAt = step === 0 ? null : tierEnd(held, ladder, context)
  const wouldBe = endsAt === null ? null : reviewTier(held, ladder, context, endsAt).standing.tier
  const afterwards = endsAt === null ? null : ladder.levels[stepOf(ladder, wouldBe)]!
  return {
    tier: level.key,
    ...nameOf(level),
    basis: ladder.basis,
    entitlements: level.entitlements,
    counted,
    windowEndsAt: window.endsAt,
    next:
      above && byAmount
        ? {
            tier: above.key,
            ...nameOf(above),
            threshold: above.threshold,
            missing: Math.max(0, above.threshold - counted),
          }
        : null,
    keep: endsAt !== null && byAmount ? toKeep(held, ladder, context, window, now) : null,
    endsAt,
    wouldBe: endsAt === null ? null : (wouldBe ?? ladder.levels[0]!.key),
    wouldBeName: afterwards?.name ?? null,
    ...(afterwards?.content && { wouldBeContent: afterwards.content }),
    matchedUntilAt: held.matchedUntilAt,
  }
}

/** What a level is called, in every language that it has. */
const nameOf = ({ name, content }: TierLevel): Pick<TierLevel, 'name' | 'content'> => ({
  name,
  ...(content && { content }),
})

/** When the tier that a member has is worked out anew: what they hold by themselves, the match, or the later of two equals. */
function tierEnd(standing: Standing, ladder: TierLadder, context: TierContext): number | null {
  const { own, match } = heldIn(standing)
  const ownAt = ownReviewAt(standing, ladder, context, own)
  if (!match) return ownAt
  const lead = stepOf(ladder, match.tier) - stepOf(ladder, own.tier)
  if (lead > 0) return match.untilAt
  return lead < 0 || ownAt === null ? ownAt : Math.max(ownAt, match.untilAt)
}

/**
 * What is missing to stay. A tier given by hand stays where its threshold is reached and lasts longer than the match; one
 * that is held twice, by hand and by oneself, where it then does.
 */
function toKeep(
  standing: Standing,
  ladder: TierLadder,
  context: TierContext,
  window: DatedWindow,
  now: number,
): TierStanding['keep'] {
  const { threshold } = ladder.levels[stepOf(ladder, standing.tier)]!
  const from = (fromDay: number, toDay: number) =>
    Math.max(0, threshold - countedBetween(standing, fromDay, toDay))
  const { own, match } = heldIn(standing)
  const lead = match ? stepOf(ladder, match.tier) - stepOf(ladder, own.tier) : 0
  if (match && lead > 0) {
    if (ladder.downgrade !== 'none' && keptFrom(ladder, context, now) <= match.untilAt) return null
    const byAt = ladder.window.kind === 'rolling' ? match.untilAt : Math.min(window.endsAt, match.untilAt)
    return { threshold, missing: from(window.fromDay, window.toDay), fromAt: null, byAt }
  }
  if (own.endsAt === null) return null
  const { fromDay, graceToDay, lostAt } = trialOf(ladder, context, own.endsAt)
  if (graceToDay < fromDay) return null
  if (match && lead === 0 && keptOn(ladder, context, own.endsAt) <= match.untilAt) return null
  const startsAt = dayStart(fromDay, context.zone)
  const fromAt = startsAt > now ? startsAt : null
  return { threshold, missing: from(fromDay, graceToDay), fromAt, byAt: lostAt }
}

/**
 * What a member is entitled to by tier and paid plans together: the best of each, not the sum. Of two yearly rewards it
 * is the one with the higher share, and of two equal shares the one with the higher cap.
 *
 * @param tier as a standing has it: `null` is the first one; one that the rules don't know gives what the first gives
 * @param plans keys of the plans that hold now; those that the rules don't know give nothing
 */
export function entitlementsOf(
  { tiers, plans: offered }: Pick<ProgramRules, 'tiers' | 'plans'>,
  tier: string | null,
  plans: readonly string[],
): Entitlements {
  const level = tiers && (tiers.levels.find(({ key }) => key === tier) ?? tiers.levels[0])
  const given = offered.filter(({ key }) => plans.includes(key)).map(({ entitlements }) => entitlements)
  return [...(level ? [level.entitlements] : []), ...given].reduce(better, { freeShipping: false })
}

function better(a: Entitlements, b: Entitlements): Entitlements {
  const most = (key: 'memberPricePercent' | 'earlyAccessHours' | 'earnPercent' | 'returnDays') => {
    const highest = Math.max(a[key] ?? 0, b[key] ?? 0)
    return highest > 0 ? { [key]: highest } : {}
  }
  const yearlyReward = [a.yearlyReward, b.yearlyReward]
    .filter((reward) => reward !== undefined)
    .sort((x, y) => y.percent - x.percent || (y.capMinor ?? Infinity) - (x.capMinor ?? Infinity))[0]
  return {
    freeShipping: a.freeShipping || b.freeShipping,
    ...most('memberPricePercent'),
    ...most('earlyAccessHours'),
    ...most('earnPercent'),
    ...most('returnDays'),
    ...(yearlyReward && { yearlyReward }),
  }
}
