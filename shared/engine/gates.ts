import { isWithinHours } from '../contracts/index.ts'
import { holdsIn } from './catalogue.ts'
import type { CompiledOffer } from './compile-offer.ts'
import { wallClockAt } from './local-time.ts'
import { isAudience, isAudienceBesides, isInSegments, purseFor, type Run } from './run.ts'
import { type Assignment, chanceLets } from './split.ts'

/** What an offer must pass before its basket conditions are looked at, in the order in which a "no" is told. */
export const GATES = [
  'store',
  'schedule',
  'hours',
  'exhausted',
  'perMember',
  'holdout',
  'audience',
  'firstPurchase',
  'purse',
] as const
export type Gate = (typeof GATES)[number]

/** Each gate on its own. */
export const passes: Record<Gate, (item: CompiledOffer, run: Run) => boolean> = {
  store: ({ offer }, { shelf }) =>
    shelf !== undefined && offer.state === 'live' && holdsIn(offer, shelf.store),
  schedule: (item, { now }) => now >= item.startsAt && now < item.endsAt,
  hours: ({ hours }, { catalogue, now }) => {
    if (hours === null) return true
    const { weekday, time } = wallClockAt(catalogue.rules.timeZone, now)
    return isWithinHours(hours, weekday, time)
  },
  exhausted: ({ offer }, { usage }) => !usage.exhausted.has(offer.id),
  perMember: ({ offer, perMember }, { usage }) => (usage.perMember.get(offer.id) ?? 0) < perMember,
  holdout: (item, run) => chanceLets(item, run),
  audience: isAudience,
  firstPurchase: ({ firstPurchase }, { context: { profile }, member }) =>
    !firstPurchase || (profile === null ? member?.hasBought !== true : profile.purchases === 0),
  purse: (item, run) =>
    item.spec.own?.affords(item.offer.reward, run.catalogue.rules, purseFor(item, run)) ?? true,
}

/**
 * All gates at once, for an offer that the shelf has within reach (its store, state, schedule and segments are given). Chance
 * is asked last, of those who would have the offer without it: `assigned` notes on which side they came out.
 */
export const passesInReach = (item: CompiledOffer, run: Run, assigned?: Assignment[]): boolean =>
  !run.usage.exhausted.has(item.offer.id) &&
  (item.perMember === Number.POSITIVE_INFINITY || passes.perMember(item, run)) &&
  (!item.firstPurchase || passes.firstPurchase(item, run)) &&
  (item.hours === null || passes.hours(item, run)) &&
  isAudienceBesides(item, run) &&
  (item.spec.own === undefined || passes.purse(item, run)) &&
  // Most offers are nobody's experiment: they cost no hash and no look-up.
  ((item.holdoutPercent === 0 && !run.catalogue.splitsAll) || chanceLets(item, run, assigned))

/** The same for any offer of the run's own shelf. */
export const passesAll = (item: CompiledOffer, run: Run): boolean =>
  passes.schedule(item, run) && isInSegments(item, run) && passesInReach(item, run)
