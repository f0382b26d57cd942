import {
  DAY_MS,
  MIN_INSTANT,
  type ProgramRules,
  type StripeReceived,
  type Subscription,
} from '../../shared/contracts/index.ts'
import {
  isGood,
  type StripeFact,
  subscriptionAt,
  subscriptionOfFacts,
} from '../../shared/ledger/plans/index.ts'
import { type Db, inTurn } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import {
  findRefunded,
  knownIn,
  readKnownEvent,
  readStripeContext,
  saveInvoicePayments,
  saveStripeLink,
  updateOutcomes,
} from '../db/stripe.ts'
import {
  insertEvent,
  insertSubscription,
  type KeptFact,
  type NewEvent,
  type StoredSubscription,
  updateSubscription,
  writeTurn,
} from '../db/subscriptions.ts'
import type { Env } from '../env.ts'
import { readCheckoutReference } from '../http/checkout-reference.ts'
import { readStripeEvent, type StripeEnvelope } from '../http/stripe-event.ts'

type Outcome = Pick<NewEvent, 'outcome' | 'reason'>

/**
 * Takes in one event of Stripe's: once, however often and in whatever order it is delivered. Whatever it says, it is
 * kept with what became of it, in the batch that changes the subscription.
 */
export async function receiveStripeEvent(
  env: Env,
  db: Db,
  programId: string,
  envelope: StripeEnvelope,
  now: number,
): Promise<StripeReceived> {
  const told = readStripeEvent(envelope)
  const at = envelope.created * 1000
  const event = (more: Partial<NewEvent>): NewEvent => ({
    id: newId('evt'),
    programId,
    subscriptionId: null,
    stripeId: null,
    externalId: envelope.id,
    source: 'stripe',
    type: envelope.type,
    fact: null,
    outcome: 'ignored',
    reason: null,
    operator: null,
    note: null,
    happenedAt: Math.max(MIN_INSTANT, Math.min(at, now + DAY_MS)),
    recordedAt: now,
    ...more,
  })
  if (told === null) return keepAlone(db, event({ reason: 'unhandledType' }))
  if (told === 'unreadable') return keepAlone(db, event({ outcome: 'refused', reason: 'unreadable' }))
  if (at > now + DAY_MS) return keepAlone(db, event({ outcome: 'refused', reason: 'fromTheFuture' }))

  const fact = await keptFactOf(env, told.fact)
  // A shop sells more than plans: what is paid once and is for no member is none of ours.
  const otherSale = fact.kind === 'checkout' && fact.mode === 'payment' && fact.reference === null
  if (otherSale) return keepAlone(db, event({ fact, reason: 'notForPlan' }))
  if (fact.kind === 'invoicePayment') {
    const { invoice, payments } = fact
    // Known from now on, whosever the invoice turns out to be.
    return keepAlone(db, event({ fact, outcome: 'applied' }), [
      saveInvoicePayments(db, programId, invoice, payments),
    ])
  }
  return inTurn(async () => {
    const refunded =
      fact.kind === 'refund' ? await findRefunded(db, programId, fact.payments, told.customer) : null
    if (refunded === 'unknownPayment')
      return keepAlone(db, event({ fact, outcome: 'refused', reason: refunded }))
    const stripeId = refunded?.stripeId ?? told.stripeId
    if (stripeId === null) return keepAlone(db, event({ fact, reason: 'notOurs' }))
    return takeIn(db, event({ fact, stripeId }), fact, told.customer, now)
  })
}

/** The fact as it is kept, with the member that its reference is of. */
async function keptFactOf(
  env: Env,
  fact: Exclude<ReturnType<typeof readStripeEvent>, null | 'unreadable'>['fact'],
): Promise<KeptFact> {
  if (fact.kind !== 'checkout') return fact
  const { reference } = fact
  return { ...fact, reference: reference === null ? null : await readCheckoutReference(env, reference) }
}

/** Keeps an event that no subscription is about. */
const keepAlone = (
  db: Db,
  event: NewEvent,
  also: readonly D1PreparedStatement[] = [],
): Promise<StripeReceived> =>
  inTurn(async () => {
    const [known] = await db.batch([readKnownEvent(db, event.programId, event.externalId as string)])
    const before = knownIn(known)
    if (before) return { status: 'duplicate', reason: before.reason }
    await writeTurn(db, [insertEvent(db, event), ...also])
    return { status: event.outcome, reason: event.reason }
  })

async function takeIn(
  db: Db,
  event: NewEvent,
  kept: KeptFact,
  customer: string | null,
  now: number,
): Promise<StripeReceived> {
  const { programId } = event
  const stripeId = event.stripeId as string
  const named = kept.kind === 'checkout' ? (kept.reference?.enrolmentId ?? null) : null
  const context = await readStripeContext(db, {
    programId,
    stripeId,
    externalId: event.externalId as string,
    enrolmentId: named,
    payments: 'payments' in kept ? kept.payments : [],
  })
  if (context.known) return { status: 'duplicate', reason: context.known.reason }
  const { rules, stored } = context
  if (!rules) throw new Error(`No programme ${programId} where it is placed`)
  // Another programme's member is nobody here.
  const known: KeptFact =
    kept.kind === 'checkout' && named !== null && !context.enrolled ? { ...kept, reference: null } : kept
  const fact = { ...known, eventId: event.id, at: event.happenedAt } as StripeFact

  const others = context.current.filter(({ subscription }) => subscription.id !== stored?.subscription.id)
  const [good, over] = [
    others.filter(isGoodAt(rules, now)),
    others.filter((one) => !isGoodAt(rules, now)(one)),
  ]
  const subscriptionId = stored?.subscription.id ?? newId('sub')
  const facts = [...context.events.map((one) => one.fact), fact].map(withPayments(context.paidWith))
  const read = subscriptionOfFacts(facts, {
    plans: rules.plans,
    currency: rules.currency,
    timeZone: rules.timeZone,
    subscriptionId,
    planKey: stored?.subscription.plan ?? null,
    enrolmentId: context.link?.enrolmentId ?? null,
    // One that is on record has its place already.
    taken: new Set(stored ? [] : good.map(({ subscription }) => subscription.plan)),
  })
  const { enrolmentId } = read
  const against = reasonAgainst(stored, read.subscription)
  const subscription = against === null ? read.subscription : null
  const outcome: Outcome =
    against === null ? (read.outcomes.get(event.id) as Outcome) : { outcome: 'refused', reason: against }
  const changed = against
    ? []
    : context.events.flatMap(({ id, outcome: before, reason }) => {
        const after = read.outcomes.get(id)
        return after && (after.outcome !== before || after.reason !== reason) ? [{ id, ...after }] : []
      })
  const keptId = subscription?.id ?? stored?.subscription.id ?? null
  const statements = saveStripeLink(
    db,
    {
      programId,
      stripeId,
      version: context.link?.version ?? 0,
      enrolmentId,
      customer,
    },
    'payments' in known && known.kind !== 'refund' ? known.payments : [],
  )
  if (subscription && stored) statements.push(updateSubscription(db, subscription, stored.version))
  if (subscription && !stored) {
    const samePlan = over.filter((one) => one.subscription.plan === subscription.plan)
    statements.push(
      ...samePlan.map((one) => closeStatement(db, one, rules, now)),
      insertSubscription(db, programId, subscription, stripeId),
    )
  }
  statements.push(
    insertEvent(db, { ...event, ...outcome, fact: known, subscriptionId: keptId }),
    ...updateOutcomes(db, programId, stripeId, keptId, changed),
  )
  await writeTurn(db, statements)
  return { status: outcome.outcome, reason: outcome.reason }
}

/** A fact with what its invoice was paid with, as far as that was told by events of its own. */
const withPayments =
  (paidWith: readonly { invoice: string; payment: string }[]) =>
  (fact: StripeFact): StripeFact => {
    if (fact.kind !== 'invoicePaid') return fact
    const more = paidWith.filter(({ invoice }) => fact.payments.includes(invoice))
    return { ...fact, payments: [...fact.payments, ...more.map(({ payment }) => payment)] }
  }

/** Why what was made of the facts can't take the place of what is on record; `null`: it can. */
function reasonAgainst(stored: StoredSubscription | null, made: Subscription | null): string | null {
  if (stored === null) return null
  // A plan that the programme dropped can't be read against its rules.
  if (made === null) return 'unknownPlan'
  // It was closed because it had lapsed, and the member has the plan anew.
  return stored.subscription.state === 'ended' && made.state !== 'ended' ? 'over' : null
}

const graceOf = (rules: ProgramRules, { subscription }: StoredSubscription) =>
  rules.plans.find(({ key }) => key === subscription.plan) ?? { graceDays: 0 }

/** Whether a subscription still gives its plan at `now`; one of a plan that the programme dropped does not. */
export const isGoodAt = (rules: ProgramRules, now: number) => (stored: StoredSubscription) =>
  rules.plans.some(({ key }) => key === stored.subscription.plan) &&
  isGood(subscriptionAt(stored.subscription, graceOf(rules, stored), now).state)

/** The statement that writes down that a subscription is over by itself, so that the plan can be had anew. */
export function closeStatement(
  db: Db,
  stored: StoredSubscription,
  rules: ProgramRules,
  now: number,
): D1PreparedStatement {
  const { endedAt } = subscriptionAt(stored.subscription, graceOf(rules, stored), now)
  const closed = { ...stored.subscription, state: 'ended' as const, endedAt: endedAt ?? now }
  return updateSubscription(db, closed, stored.version)
}
