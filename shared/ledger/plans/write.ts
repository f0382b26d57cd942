import {
  DAY_MS,
  MAX_AMOUNT,
  MAX_INSTANT,
  MIN_INSTANT,
  type Plan,
  type Subscription,
} from '../../contracts/index.ts'
import {
  isState,
  type Standpoint,
  type SubscriptionEvent,
  type SubscriptionRefusal,
  TRANSITIONS,
} from './machine.ts'
import { subscriptionAt } from './read.ts'

/** The latest that a term may end: what grace comes on top of it, sixty days at most, can still be told. */
export const LATEST_TERM_END = MAX_INSTANT - 366 * DAY_MS

/** What of a plan the machine needs. */
export type PlanTerms = Pick<Plan, 'key' | 'price' | 'graceDays'>

/** The subscription after an event, or why the event can't be: then nothing has changed. */
export type SubscriptionResult = { subscription: Subscription } | { refused: SubscriptionRefusal }

/** Where a subscription stands at `at`, as the table of transitions calls it. */
export function standpointAt(subscription: Subscription | null, plan: PlanTerms, at: number): Standpoint {
  if (!subscription) return 'none'
  const { state } = subscriptionAt(subscription, plan, at)
  // Cancelled and over is what the member wanted: that has not lapsed.
  const lapsed = state === 'ended' && subscription.state !== 'ended' && subscription.state !== 'endsAtTerm'
  return lapsed ? 'lapsed' : state
}

/**
 * Puts an event to a subscription, as it stood when the event happened. A refusal is a value: the caller records it.
 *
 * @param subscription `null` before its first event
 */
export function subscriptionAfter(
  subscription: Subscription | null,
  event: SubscriptionEvent,
  plan: PlanTerms,
): SubscriptionResult {
  const to = TRANSITIONS[standpointAt(subscription, plan, event.at)][event.kind]
  if (!isState(to)) return { refused: to }
  if (event.kind === 'started' || event.kind === 'trialStarted') return bounded(opened(event, plan))
  // The table lets nothing else begin a subscription.
  const before = subscription as Subscription
  if (event.at < before.startedAt) return { refused: 'beforeStart' }
  const current = { ...subscriptionAt(before, plan, event.at), state: to }
  switch (event.kind) {
    case 'paid':
      return paid(current, event)
    case 'paymentFailed':
      // Every further try fails within the grace of the first.
      return {
        subscription: {
          ...current,
          graceEndsAt:
            current.graceEndsAt ?? Math.max(event.at, current.termEndsAt ?? 0) + plan.graceDays * DAY_MS,
        },
      }
    case 'cancelled':
      if (to === 'ended') return { subscription: { ...current, endedAt: event.at } }
      return current.termEndsAt === null ? { refused: 'noTermEnd' } : { subscription: current }
    case 'resumed':
      return { subscription: inTrial(current) ? { ...current, state: 'trial' } : current }
    case 'refunded':
      return refunded(current, event.amountMinor, event.at)
    case 'ended':
      return {
        subscription: {
          ...current,
          endedAt: current.endedAt ?? event.at,
          refundOwedMinor: event.refundMinor ?? 0,
        },
      }
  }
}

/** Books hold amounts and instants within bounds: what would leave them is refused before it is written. */
function bounded(subscription: Subscription): SubscriptionResult {
  const { feeMinor, termStartsAt, termEndsAt } = subscription
  if (feeMinor > MAX_AMOUNT) return { refused: 'feeTooLarge' }
  if (termStartsAt < MIN_INSTANT || Math.max(termStartsAt, termEndsAt ?? 0) > LATEST_TERM_END)
    return { refused: 'termOutOfTime' }
  return { subscription }
}

/** The term that runs is the trial itself. */
const inTrial = ({ trialEndsAt, termEndsAt }: Subscription): boolean =>
  trialEndsAt !== null && trialEndsAt === termEndsAt

function opened(
  event: Extract<SubscriptionEvent, { kind: 'started' | 'trialStarted' }>,
  plan: PlanTerms,
): Subscription {
  const trial = event.kind === 'trialStarted'
  return {
    ...event.opening,
    plan: plan.key,
    state: trial ? 'trial' : 'active',
    startedAt: trial ? event.at : event.term.startsAt,
    termStartsAt: trial ? event.at : event.term.startsAt,
    termEndsAt: trial ? event.trialEndsAt : event.term.endsAt,
    trialEndsAt: trial ? event.trialEndsAt : null,
    graceEndsAt: null,
    endedAt: null,
    feeMinor: trial ? 0 : event.paidMinor,
    refundedMinor: 0,
    refundOwedMinor: 0,
    currency: plan.price.currency,
  }
}

function paid(
  current: Subscription,
  event: Extract<SubscriptionEvent, { kind: 'paid' }>,
): SubscriptionResult {
  const { term, paidMinor } = event
  // What is paid must reach further than what has been paid: a lifetime reaches furthest.
  const paidUntil = inTrial(current) ? current.termStartsAt : current.termEndsAt
  if (paidUntil === null || (term.endsAt !== null && term.endsAt <= paidUntil))
    return { refused: 'paidAlready' }
  // Paid ahead: the fee is then for both terms together, and is used up over both.
  const ahead = !inTrial(current) && term.startsAt <= current.termStartsAt
  return bounded({
    ...current,
    termStartsAt: ahead ? current.termStartsAt : term.startsAt,
    termEndsAt: term.endsAt,
    feeMinor: ahead ? current.feeMinor + paidMinor : paidMinor,
    refundedMinor: ahead ? current.refundedMinor : 0,
    graceEndsAt: null,
    endedAt: null,
  })
}

function refunded(current: Subscription, amountMinor: number, at: number): SubscriptionResult {
  const refundedMinor = current.refundedMinor + amountMinor
  if (current.feeMinor === 0) return { refused: 'nothingPaid' }
  if (refundedMinor > current.feeMinor) return { refused: 'moreThanPaid' }
  // The whole fee back is the plan back.
  const whole = refundedMinor === current.feeMinor
  return {
    subscription: {
      ...current,
      refundedMinor,
      refundOwedMinor: Math.max(0, current.refundOwedMinor - amountMinor),
      ...(whole && { state: 'ended' as const }),
      endedAt: whole || current.state === 'ended' ? (current.endedAt ?? at) : null,
    },
  }
}
