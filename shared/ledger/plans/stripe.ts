import type { EventOutcome, Plan, Subscription } from '../../contracts/index.ts'
import type { SubscriptionEvent, Term } from './machine.ts'
import { subscriptionAt } from './read.ts'
import { firstTerm } from './terms.ts'
import { standpointAt, subscriptionAfter } from './write.ts'

/** What one of Stripe's events says, as far as a plan is about it; or what was done by hand in between. */
export type StripeFact = { eventId: string; at: number } & (
  | {
      kind: 'checkout'
      /** Whom we handed the reference to, and for which plan; `null`: we handed it to nobody. */
      reference: { enrolmentId: string; plan: string } | null
      mode: 'subscription' | 'payment'
      paid: boolean
      amountMinor: number
      currency: string | null
      payments: string[]
    }
  | {
      kind: 'subscription'
      status: string
      cancelsAtTerm: boolean
      /** It is to end on a day of its own, which may be terms away; `null`: on none. */
      cancelsAt?: number | null
      trialEndsAt: number | null
      prices: string[]
      currency: string
      /** Stripe has deleted it. */
      over: boolean
    }
  | {
      kind: 'invoicePaid'
      amountMinor: number
      currency: string
      prices: string[]
      term: Term
      /** It is for a term, and not for a change within one. */
      forTerm: boolean
      /** Ids that a refund may name it by: its own, its charge's, its payment intent's. */
      payments: string[]
    }
  | { kind: 'invoiceFailed'; forTerm: boolean }
  /** What an invoice was paid with, where the invoice itself does not say. It belongs to no subscription by itself. */
  | { kind: 'invoicePayment'; invoice: string; payments: string[] }
  /** `refundedMinor` is all that was given back of the charge so far. */
  | { kind: 'refund'; charge: string; payments: string[]; refundedMinor: number; currency: string }
  | { kind: 'hand'; event: SubscriptionEvent }
)

/** What became of an event, and why. */
export interface StripeOutcome {
  outcome: EventOutcome
  reason: string | null
}

/** What the facts are read against. */
export interface StripeContext {
  plans: readonly Plan[]
  currency: string
  timeZone: string
  /** The id that the subscription has, or is to have. */
  subscriptionId: string
  /** The plan that it is known to be of. */
  planKey: string | null
  /** Whose it is known to be. */
  enrolmentId: string | null
  /** Plans that the member has by another subscription. */
  taken: ReadonlySet<string>
}

// Stripe's clock counts whole seconds, and the first payment of a plan is told by four events of one second.
const RANK: Record<StripeFact['kind'], number> = {
  checkout: 0,
  subscription: 1,
  invoiceFailed: 2,
  invoicePaid: 3,
  invoicePayment: 4,
  refund: 5,
  hand: 6,
}

const inOrder = (a: StripeFact, b: StripeFact): number =>
  a.at - b.at ||
  RANK[a.kind] - RANK[b.kind] ||
  Number(isOver(a)) - Number(isOver(b)) ||
  (a.eventId < b.eventId ? -1 : 1)

const isOver = (fact: StripeFact): boolean =>
  fact.kind === 'subscription' && (fact.over || ['canceled', 'incomplete_expired'].includes(fact.status))

/**
 * A subscription out of all that is known of it, in the order in which it happened. Worked out anew with every event
 * that arrives, so that none of them, late or early, brings back what a newer one has changed.
 */
export function subscriptionOfFacts(facts: readonly StripeFact[], context: StripeContext) {
  const outcomes = new Map<string, StripeOutcome>()
  const told = {
    cancels: false,
    cancelsAt: null as number | null,
    refunded: new Map<string, number>(),
    latestPayment: [] as string[],
  }
  const sorted = [...facts].sort(inOrder)
  const owner = context.enrolmentId ?? ownerIn(sorted, context)
  let subscription: Subscription | null = null

  const planOf = (prices: readonly string[]): Plan | undefined =>
    context.plans.find(({ stripePriceId }) => stripePriceId !== undefined && prices.includes(stripePriceId))
  const known = (): Plan | undefined => {
    const key = subscription?.plan ?? context.planKey
    return context.plans.find((plan) => plan.key === key)
  }
  /** Whether, by what was told, it ends with the term that is paid: a day that comes later is for a later term. */
  const endsWithTerm = (): boolean => {
    const termEndsAt = subscription?.termEndsAt ?? null
    return told.cancels || (told.cancelsAt !== null && termEndsAt !== null && told.cancelsAt <= termEndsAt)
  }
  const refused = (reason: string): StripeOutcome => ({ outcome: 'refused', reason })
  const ignored = (reason: string): StripeOutcome => ({ outcome: 'ignored', reason })
  const put = (event: SubscriptionEvent, plan: Plan): StripeOutcome => {
    const result = subscriptionAfter(subscription, event, plan)
    if ('refused' in result) return refused(result.refused)
    subscription = result.subscription
    return { outcome: 'applied', reason: null }
  }
  const begin = (
    event:
      | { kind: 'started'; at: number; term: Term; paidMinor: number }
      | { kind: 'trialStarted'; at: number; trialEndsAt: number },
    plan: Plan,
  ): StripeOutcome => {
    if (owner === null) return { outcome: 'waiting', reason: 'noMember' }
    if (context.taken.has(plan.key)) return refused('alreadyCurrent')
    const opening = { id: context.subscriptionId, enrolmentId: owner, source: 'stripe' as const }
    const outcome = put({ ...event, opening }, plan)
    // It was told that it ends with its term before it was told that it began.
    if (endsWithTerm() && outcome.outcome === 'applied') put({ kind: 'cancelled', at: event.at }, plan)
    return outcome
  }

  const read = (fact: StripeFact): StripeOutcome => {
    if ('currency' in fact && fact.currency !== null && fact.currency !== context.currency)
      return refused('wrongCurrency')
    switch (fact.kind) {
      case 'checkout': {
        if (fact.mode === 'payment') return once(fact)
        if (fact.reference === null) return refused('unknownReference')
        if (fact.reference.enrolmentId !== owner) return refused('anotherMember')
        return { outcome: 'applied', reason: null }
      }
      case 'subscription': {
        const cancelled = endsWithTerm()
        told.cancels = fact.cancelsAtTerm
        told.cancelsAt = fact.cancelsAt ?? null
        const plan = known() ?? planOf(fact.prices)
        if (!plan) return refused('unknownPrice')
        if (isOver(fact)) return over(fact.at, plan)
        if (!subscription) {
          if (fact.status !== 'trialing' || fact.trialEndsAt === null) return ignored('notPaidYet')
          return begin({ kind: 'trialStarted', at: fact.at, trialEndsAt: fact.trialEndsAt }, plan)
        }
        if (cancelled !== endsWithTerm())
          return put({ kind: cancelled ? 'resumed' : 'cancelled', at: fact.at }, plan)
        if (fact.status === 'past_due' || fact.status === 'unpaid')
          return put({ kind: 'paymentFailed', at: fact.at }, plan)
        return ignored('noChange')
      }
      case 'invoicePaid': {
        if (!fact.forTerm) return ignored('notOfTerm')
        // A price that no plan names any more is an old one of the plan that this is known to be.
        const plan = planOf(fact.prices) ?? known()
        if (!plan) return refused('unknownPrice')
        if (subscription && plan.key !== subscription.plan) return refused('otherPlan')
        // A trial begins with an invoice of nothing.
        const { term, amountMinor: paidMinor, at } = fact
        if (
          paidMinor === 0 &&
          facts.some((one) => one.kind === 'subscription' && one.trialEndsAt === term.endsAt)
        )
          return ignored('trialInvoice')
        const cancelled = endsWithTerm()
        const renewed = subscription !== null
        const outcome = renewed
          ? put({ kind: 'paid', at, term, paidMinor }, plan)
          : begin({ kind: 'started', at, term, paidMinor }, plan)
        // The day that it was told to end on has come within reach.
        if (renewed && !cancelled && endsWithTerm() && outcome.outcome === 'applied')
          put({ kind: 'cancelled', at }, plan)
        if (outcome.outcome === 'applied') told.latestPayment = fact.payments
        return outcome
      }
      case 'invoiceFailed': {
        const plan = known()
        if (!fact.forTerm) return ignored('notOfTerm')
        if (!subscription || !plan) return ignored('notPaidYet')
        return put({ kind: 'paymentFailed', at: fact.at }, plan)
      }
      case 'invoicePayment':
        return ignored('noChange')
      case 'refund': {
        const plan = known()
        if (!subscription || !plan) return ignored('notStarted')
        const paidFor = sorted.find(
          (one) =>
            'payments' in one &&
            one.kind !== 'refund' &&
            one.payments.some((id) => fact.payments.includes(id)),
        )
        // Who has a plan buys other things as well: what can't be told to be the plan's is not taken for it.
        if (!paidFor) return refused('unknownPayment')
        if (!told.latestPayment.some((id) => fact.payments.includes(id))) return ignored('anotherTerm')
        const more = fact.refundedMinor - (told.refunded.get(fact.charge) ?? 0)
        if (more <= 0) return ignored('noChange')
        const outcome = put({ kind: 'refunded', at: fact.at, amountMinor: more }, plan)
        if (outcome.outcome === 'applied') told.refunded.set(fact.charge, fact.refundedMinor)
        return outcome
      }
      case 'hand': {
        const plan = known()
        return plan ? put(fact.event, plan) : refused('notStarted')
      }
    }
  }

  /** A lifetime is one payment, with no subscription at Stripe behind it: the reference says which plan. */
  const once = (fact: Extract<StripeFact, { kind: 'checkout' }>): StripeOutcome => {
    const plan = context.plans.find(({ key }) => key === fact.reference?.plan)
    if (!fact.reference || plan?.term !== 'lifetime') return ignored('notForPlan')
    if (!fact.paid) return ignored('notPaidYet')
    if (subscription) return ignored('noChange')
    told.latestPayment = fact.payments
    const term = firstTerm(plan, fact.at, context.timeZone)
    return begin({ kind: 'started', at: fact.at, term, paidMinor: fact.amountMinor }, plan)
  }

  const over = (at: number, plan: Plan): StripeOutcome => {
    if (!subscription) return ignored('notStarted')
    if (standpointAt(subscription, plan, at) !== 'ended') return put({ kind: 'ended', at }, plan)
    // Its term was over already: Stripe only says so.
    subscription = subscriptionAt(subscription, plan, at)
    return { outcome: 'applied', reason: null }
  }

  for (const fact of sorted) outcomes.set(fact.eventId, read(fact))
  return { subscription: subscription as Subscription | null, enrolmentId: owner, outcomes }
}

/** Whose the first checkout says that it is. */
function ownerIn(sorted: readonly StripeFact[], { currency }: StripeContext): string | null {
  for (const fact of sorted)
    if (fact.kind === 'checkout' && fact.reference && (fact.currency ?? currency) === currency)
      return fact.reference.enrolmentId
  return null
}
