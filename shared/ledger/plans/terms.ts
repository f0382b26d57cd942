import type { Plan, Subscription } from '../../contracts/index.ts'
import { addMonths } from '../calendar.ts'
import type { Term } from './machine.ts'
import { subscriptionAt } from './read.ts'

const MONTHS = { month: 1, year: 12 } as const

/**
 * Where a term that starts at `startsAt` ends: the first month or year after it, counted from the day it all began, so
 * that who began on the 31st pays on the 31st again after a shorter month. `null`: a lifetime does not end.
 */
export function termEnd(
  plan: Pick<Plan, 'term'>,
  startsAt: number,
  anchorAt: number,
  zone: string,
): number | null {
  if (plan.term === 'lifetime') return null
  const step = MONTHS[plan.term]
  // A month is 31 days at most: counting starts at or before the term, whatever the calendar.
  let months = Math.max(0, Math.floor((startsAt - anchorAt) / (31 * 86_400_000) / step)) * step
  let endsAt = addMonths(anchorAt, months, zone)
  while (endsAt <= startsAt) {
    months += step
    endsAt = addMonths(anchorAt, months, zone)
  }
  return endsAt
}

/** The first term of a plan that begins at `at`. */
export const firstTerm = (plan: Pick<Plan, 'term'>, at: number, zone: string): Term => ({
  startsAt: at,
  endsAt: termEnd(plan, at, at, zone),
})

/**
 * The term that a payment made by hand at `at` is for. Paid ahead or in time, it follows what was paid before; what is
 * left of a trial comes on top; after a lapse it begins anew, because the plan gave nothing in between.
 */
export function termPaidFor(
  subscription: Subscription,
  plan: Pick<Plan, 'term' | 'graceDays'>,
  at: number,
  zone: string,
): Term {
  const { state } = subscriptionAt(subscription, plan, at)
  if (state === 'ended') return firstTerm(plan, at, zone)
  const { trialEndsAt, termEndsAt, termStartsAt, startedAt } = subscription
  const anchorAt = trialEndsAt ?? startedAt
  if (termEndsAt === null) return { startsAt: termStartsAt, endsAt: null }
  const endsAt = termEnd(plan, termEndsAt, anchorAt, zone)
  const runs = at < termEndsAt
  if (!runs) return { startsAt: termEndsAt, endsAt }
  return { startsAt: trialEndsAt === termEndsAt ? at : termStartsAt, endsAt }
}
