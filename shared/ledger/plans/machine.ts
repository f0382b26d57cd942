import type { Subscription, SubscriptionState } from '../../contracts/index.ts'

/** A stretch that one fee pays for; a lifetime has no end. */
export interface Term {
  startsAt: number
  endsAt: number | null
}

/** Whose a subscription is to be, from its first event. */
export type Opening = Pick<Subscription, 'id' | 'enrolmentId' | 'source'>

/** What happens to a subscription. `at` is when it happened, whenever it was heard of. */
export type SubscriptionEvent = { at: number } & (
  | { kind: 'started'; opening: Opening; term: Term; paidMinor: number }
  | { kind: 'trialStarted'; opening: Opening; trialEndsAt: number }
  /** A term was paid: the next one, or the one that runs and something on top of it. */
  | { kind: 'paid'; term: Term; paidMinor: number }
  | { kind: 'paymentFailed' }
  | { kind: 'cancelled' }
  | { kind: 'resumed' }
  /** So much more was given back. */
  | { kind: 'refunded'; amountMinor: number }
  /** It is over at once; `refundMinor` is owed to the member from then on. */
  | { kind: 'ended'; refundMinor?: number }
)
/** See `SubscriptionEvent`. */
export type SubscriptionEventKind = SubscriptionEvent['kind']

/** Why an event can't be. */
export const SUBSCRIPTION_REFUSALS = [
  'notStarted',
  'alreadyStarted',
  'beforeStart',
  'inTrial',
  'isCancelled',
  'notCancelled',
  'nothingPaid',
  'paidAlready',
  'moreThanPaid',
  'noTermEnd',
  'feeTooLarge',
  'termOutOfTime',
  'over',
] as const
/** See `SUBSCRIPTION_REFUSALS`. */
export type SubscriptionRefusal = (typeof SUBSCRIPTION_REFUSALS)[number]

/**
 * Where a subscription can stand when something happens to it. `lapsed` reads as `ended`, because nobody paid before
 * its grace was over; but nothing ended it, so that a late payment takes it up again.
 */
export type Standpoint = SubscriptionState | 'none' | 'lapsed'

type Row = Record<SubscriptionEventKind, SubscriptionState | SubscriptionRefusal>

const running = { started: 'alreadyStarted', trialStarted: 'alreadyStarted', ended: 'ended' } as const
const unpaid = { ...running, paid: 'active', cancelled: 'ended', resumed: 'notCancelled' } as const
const never = (reason: SubscriptionRefusal): Row => ({
  started: reason,
  trialStarted: reason,
  paid: reason,
  paymentFailed: reason,
  cancelled: reason,
  resumed: reason,
  refunded: reason,
  ended: reason,
})

/** What each event makes of each state: the state after it, or why it can't be. */
export const TRANSITIONS: Record<Standpoint, Row> = {
  none: { ...never('notStarted'), started: 'active', trialStarted: 'trial' },
  trial: {
    ...running,
    paid: 'active',
    paymentFailed: 'inTrial',
    cancelled: 'endsAtTerm',
    resumed: 'notCancelled',
    refunded: 'nothingPaid',
  },
  active: {
    ...running,
    paid: 'active',
    paymentFailed: 'pastDue',
    cancelled: 'endsAtTerm',
    resumed: 'notCancelled',
    refunded: 'active',
  },
  // Who cancels what is not paid has nothing left to wait for.
  pastDue: { ...unpaid, paymentFailed: 'pastDue', refunded: 'pastDue' },
  grace: { ...unpaid, paymentFailed: 'grace', refunded: 'grace' },
  endsAtTerm: {
    ...running,
    paid: 'endsAtTerm',
    paymentFailed: 'isCancelled',
    cancelled: 'endsAtTerm',
    resumed: 'active',
    refunded: 'endsAtTerm',
  },
  lapsed: { ...never('over'), paid: 'active', refunded: 'ended', ended: 'ended' },
  ended: { ...never('over'), refunded: 'ended' },
}

/** Whether an entry of the table is a state, or a reason against. */
export const isState = (entry: SubscriptionState | SubscriptionRefusal): entry is SubscriptionState =>
  !(SUBSCRIPTION_REFUSALS as readonly string[]).includes(entry)
