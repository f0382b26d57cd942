import { z } from 'zod'
import type { StripeFact } from '../../shared/ledger/plans/index.ts'

/** A fact before it is known under which id it is kept; a checkout's reference is still as Stripe has it. */
type Untold<F> = F extends StripeFact ? Omit<F, 'eventId' | 'at'> : never
/** See `Untold`. */
export type ToldFact =
  | Exclude<Untold<StripeFact>, { kind: 'checkout' } | { kind: 'hand' }>
  | (Omit<Untold<Extract<StripeFact, { kind: 'checkout' }>>, 'reference'> & { reference: string | null })

/** What one event says, and of which subscription at Stripe. */
export interface ToldEvent {
  /** `null`: a refund, whose payment says it; a payment, whose invoice does; or nothing of ours. */
  stripeId: string | null
  customer: string | null
  fact: ToldFact
}

// Stripe's objects carry far more, and more with every version of its API: only what is read here is looked at.
const ref = z.union([z.string(), z.looseObject({ id: z.string() })]).nullish()
const idOf = (value: z.infer<typeof ref>): string | null =>
  typeof value === 'string' ? value : (value?.id ?? null)
const ids = (...values: z.infer<typeof ref>[]): string[] => values.flatMap((value) => idOf(value) ?? [])
const seconds = z.int().min(0)
const amount = z.int().min(0)
const currency = z.string().transform((code) => code.toUpperCase())

const Session = z.looseObject({
  id: z.string(),
  mode: z.string(),
  client_reference_id: z.string().nullish(),
  subscription: ref,
  customer: ref,
  payment_intent: ref,
  invoice: ref,
  payment_status: z.string(),
  amount_total: amount.nullish(),
  currency: currency.nullish(),
})

const price = z.looseObject({ id: z.string() })
const Subscription = z.looseObject({
  id: z.string(),
  customer: ref,
  status: z.string(),
  currency,
  cancel_at_period_end: z.boolean().nullish(),
  cancel_at: seconds.nullish(),
  trial_end: seconds.nullish(),
  items: z.looseObject({ data: z.array(z.looseObject({ price })).min(1) }),
})

const InvoiceLine = z.looseObject({
  period: z.looseObject({ start: seconds, end: seconds }),
  // Before API version 2025-03-31 a line had its price itself; since then, behind `pricing`.
  price: price.nullish(),
  pricing: z.looseObject({ price_details: z.looseObject({ price: ref }).nullish() }).nullish(),
})
// What an invoice is paid with: since API version 2025-03-31 an object of its own, told by an event of its own.
const Payment = z.looseObject({ charge: ref, payment_intent: ref }).nullish()
const InvoicePayment = z.looseObject({ invoice: ref, payment: Payment })
const Invoice = z.looseObject({
  id: z.string(),
  customer: ref,
  currency,
  amount_paid: amount,
  billing_reason: z.string().nullish(),
  // As with prices: first there, then behind `parent`.
  subscription: ref,
  parent: z.looseObject({ subscription_details: z.looseObject({ subscription: ref }).nullish() }).nullish(),
  charge: ref,
  payment_intent: ref,
  payments: z.looseObject({ data: z.array(z.looseObject({ payment: Payment })) }).nullish(),
  lines: z.looseObject({ data: z.array(InvoiceLine) }),
})

const Charge = z.looseObject({
  id: z.string(),
  customer: ref,
  currency,
  amount_refunded: amount,
  invoice: ref,
  payment_intent: ref,
})

const toldOfCheckout = (object: unknown): ToldEvent => {
  const session = Session.parse(object)
  const lasting = session.mode === 'subscription'
  return {
    // A lifetime is one payment: the session stands for it.
    stripeId: lasting ? idOf(session.subscription) : session.mode === 'payment' ? session.id : null,
    customer: idOf(session.customer),
    fact: {
      kind: 'checkout',
      reference: session.client_reference_id ?? null,
      mode: lasting ? 'subscription' : 'payment',
      paid: session.payment_status !== 'unpaid',
      amountMinor: session.amount_total ?? 0,
      currency: session.currency ?? null,
      payments: lasting ? [] : ids(session.payment_intent, session.invoice),
    },
  }
}

const toldOfSubscription =
  (over: boolean) =>
  (object: unknown): ToldEvent => {
    const told = Subscription.parse(object)
    return {
      stripeId: told.id,
      customer: idOf(told.customer),
      fact: {
        kind: 'subscription',
        status: told.status,
        cancelsAtTerm: told.cancel_at_period_end === true,
        cancelsAt: typeof told.cancel_at === 'number' ? told.cancel_at * 1000 : null,
        trialEndsAt: typeof told.trial_end === 'number' ? told.trial_end * 1000 : null,
        prices: told.items.data.map((item) => item.price.id),
        currency: told.currency,
        over,
      },
    }
  }

const subscriptionOf = (invoice: z.infer<typeof Invoice>): string | null =>
  idOf(invoice.subscription) ?? idOf(invoice.parent?.subscription_details?.subscription)

// A change of plan or a manual charge within a term is an invoice too, but no term.
const isForTerm = ({ billing_reason: reason }: z.infer<typeof Invoice>): boolean =>
  reason == null || reason === 'subscription_create' || reason === 'subscription_cycle'

const toldOfPaidInvoice = (object: unknown): ToldEvent => {
  const invoice = Invoice.parse(object)
  // The line that reaches furthest is the term; what else was bought at once has no period of its own.
  const [line] = [...invoice.lines.data].sort((a, b) => b.period.end - a.period.end)
  if (!line || line.period.end <= line.period.start) throw new z.ZodError([])
  return {
    stripeId: subscriptionOf(invoice),
    customer: idOf(invoice.customer),
    fact: {
      kind: 'invoicePaid',
      amountMinor: invoice.amount_paid,
      currency: invoice.currency,
      prices: invoice.lines.data.flatMap((one) => ids(one.price, one.pricing?.price_details?.price)),
      term: { startsAt: line.period.start * 1000, endsAt: line.period.end * 1000 },
      forTerm: isForTerm(invoice),
      payments: ids(
        invoice,
        invoice.charge,
        invoice.payment_intent,
        ...(invoice.payments?.data ?? []).flatMap(({ payment }) => [
          payment?.charge,
          payment?.payment_intent,
        ]),
      ),
    },
  }
}

const toldOfFailedInvoice = (object: unknown): ToldEvent => {
  const invoice = Invoice.parse(object)
  return {
    stripeId: subscriptionOf(invoice),
    customer: idOf(invoice.customer),
    fact: { kind: 'invoiceFailed', forTerm: isForTerm(invoice) },
  }
}

const toldOfInvoicePayment = (object: unknown): ToldEvent => {
  const { invoice, payment } = InvoicePayment.parse(object)
  const paid = idOf(invoice)
  if (paid === null) throw new z.ZodError([])
  const payments = ids(payment?.charge, payment?.payment_intent)
  return { stripeId: null, customer: null, fact: { kind: 'invoicePayment', invoice: paid, payments } }
}

const toldOfRefund = (object: unknown): ToldEvent => {
  const charge = Charge.parse(object)
  return {
    stripeId: null,
    customer: idOf(charge.customer),
    fact: {
      kind: 'refund',
      charge: charge.id,
      payments: ids(charge, charge.invoice, charge.payment_intent),
      refundedMinor: charge.amount_refunded,
      currency: charge.currency,
    },
  }
}

const READERS: Record<string, (object: unknown) => ToldEvent> = {
  'checkout.session.completed': toldOfCheckout,
  // Some ways of paying take days: the same session again, once its money is there.
  'checkout.session.async_payment_succeeded': toldOfCheckout,
  'customer.subscription.created': toldOfSubscription(false),
  'customer.subscription.updated': toldOfSubscription(false),
  'customer.subscription.deleted': toldOfSubscription(true),
  'invoice.paid': toldOfPaidInvoice,
  'invoice.payment_failed': toldOfFailedInvoice,
  'invoice_payment.paid': toldOfInvoicePayment,
  'charge.refunded': toldOfRefund,
}

/** The types of event that a plan is about. */
export const STRIPE_EVENTS = Object.keys(READERS)

/** The envelope of every event. */
export const StripeEnvelope = z.looseObject({
  id: z.string().regex(/^evt_\w{1,200}$/),
  type: z.string().min(1).max(100),
  created: seconds,
  data: z.looseObject({ object: z.unknown() }).default({ object: null }),
})
/** See the schema. */
export type StripeEnvelope = z.infer<typeof StripeEnvelope>

/** What an event says. `null`: it is of a type that no plan is about; `unreadable`: it is not as Stripe writes it. */
export function readStripeEvent(envelope: StripeEnvelope): ToldEvent | null | 'unreadable' {
  const reader = Object.hasOwn(READERS, envelope.type) ? READERS[envelope.type] : undefined
  if (!reader) return null
  try {
    return reader(envelope.data.object)
  } catch (error) {
    if (error instanceof z.ZodError) return 'unreadable'
    throw error
  }
}
