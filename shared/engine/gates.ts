import { holdsIn } from './catalogue.ts'
import type { CompiledOffer } from './compile-offer.ts'
import { bucketFrom } from './holdout.ts'
import { isAudience, purseFor, type Run } from './run.ts'

/** What an offer must pass before its basket conditions are looked at, in the order in which a "no" is told. */
export const GATES = ['store', 'schedule', 'exhausted', 'perMember', 'holdout', 'audience', 'purse'] as const
export type Gate = (typeof GATES)[number]

/** Each gate on its own. */
export const passes: Record<Gate, (item: CompiledOffer, run: Run) => boolean> = {
  store: ({ offer }, { shelf }) =>
    shelf !== undefined && offer.state === 'live' && holdsIn(offer, shelf.store),
  schedule: (item, { now }) => now >= item.startsAt && now < item.endsAt,
  exhausted: ({ offer }, { usage }) => !usage.exhausted.has(offer.id),
  perMember: ({ offer, perMember }, { usage }) => (usage.perMember.get(offer.id) ?? 0) < perMember,
  holdout: (item, { enrolmentId }) => bucketFrom(item.holdoutState, enrolmentId) * 100 >= item.holdoutPercent,
  audience: isAudience,
  purse: (item, run) =>
    item.spec.own?.affords(item.offer.reward, run.catalogue.rules, purseFor(item, run)) ?? true,
}

/**
 * All gates at once, for an offer of the run's own shelf (its store and state are given). The audience is asked
 * before the holdout, which costs a hash; the answer is the same either way.
 */
export const passesAll = (item: CompiledOffer, run: Run): boolean =>
  passes.schedule(item, run) &&
  passes.exhausted(item, run) &&
  (item.perMember === Number.POSITIVE_INFINITY || passes.perMember(item, run)) &&
  isAudience(item, run) &&
  (item.holdoutPercent === 0 || passes.holdout(item, run)) &&
  (item.spec.own === undefined || passes.purse(item, run))
