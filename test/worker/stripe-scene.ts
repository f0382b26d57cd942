import Stripe from 'stripe'
import type { MemberPlans, StripeReceived, Subscription } from '../../shared/contracts/index.ts'
import { call, type Reply } from './api.ts'
import { newMember, newWorld, type TestMember, type World } from './world.ts'

export const SECRET = 'whsec_5WbX5kEWLlfzsGNjH64I8lOOqUB6e8FH'
export const DAY_S = 86_400

/** Stripe's own library: what it signs must be taken here, and what is signed here it must take. */
export const official = new Stripe('sk_test_nothing_is_asked_of_stripe')

export const plus = {
  key: 'plus',
  name: 'Tallboda Plus',
  price: { amountMinor: 59_900, currency: 'SEK' },
  term: 'year' as const,
  trialDays: 30,
  graceDays: 7,
  entitlements: { freeShipping: true, memberPricePercent: 10 },
  stripePriceId: 'price_plus',
}
export const coop = {
  key: 'coop',
  name: 'Tallboda Kooperativ',
  price: { amountMinor: 30_000, currency: 'SEK' },
  term: 'lifetime' as const,
  entitlements: { memberPricePercent: 5 },
}

/** A world whose programme has plans, with a member in it. */
export async function planWorld() {
  const world = await newWorld({ plans: [plus, coop] })
  return { world, member: await newMember(world) }
}

/** A world whose programme is joined to Stripe as well. */
export async function stripeWorld() {
  const scene = await planWorld()
  const settings = await call('PUT', '/v1/program/stripe', {
    bearer: scene.world.key,
    body: { webhookSecret: SECRET },
  })
  if (settings.status !== 200) throw new Error(`settings answered ${settings.status}`)
  return scene
}

export const plansOf = async (member: TestMember) =>
  (await call<MemberPlans>('GET', '/v1/members/me/plans', { bearer: member.token })).body.plans

export const planOf = async (member: TestMember, key = 'plus') => {
  const found = (await plansOf(member)).find(({ plan }) => plan.key === key)
  if (!found) throw new Error(`no plan ${key}`)
  return found
}

let made = 0
/** A number that no other event or object of these tests has. */
export const unique = (): string => {
  made += 1
  return `${made}x${crypto.randomUUID().replaceAll('-', '').slice(0, 12)}`
}

/** An event in Stripe's envelope. */
export const stripeEvent = (type: string, createdS: number, object: Record<string, unknown>) => ({
  id: `evt_${unique()}`,
  object: 'event',
  api_version: '2025-06-30.basil',
  created: createdS,
  data: { object },
  livemode: false,
  pending_webhooks: 1,
  request: { id: null, idempotency_key: null },
  type,
})

/** Delivers a body as Stripe does. */
export async function deliver(
  programId: string,
  event: unknown,
  more: { secret?: string; timestamp?: number; header?: string; body?: string } = {},
): Promise<Reply<StripeReceived & { type?: string }>> {
  const payload = JSON.stringify(event)
  const header =
    more.header ??
    (await official.webhooks.generateTestHeaderStringAsync({
      payload,
      secret: more.secret ?? SECRET,
      ...(more.timestamp !== undefined && { timestamp: more.timestamp }),
    }))
  return call('POST', `/v1/stripe/${programId}`, {
    raw: more.body ?? payload,
    headers: { 'stripe-signature': header, 'content-type': 'application/json' },
  })
}

/** The subscription of a member at Stripe, as its events tell it; field names of API version 2025-03-31 and later. */
export function atStripe(world: World, startS = Math.floor(Date.now() / 1000) - 3600) {
  const id = `sub_${unique()}`
  const customer = `cus_${unique()}`
  const endS = startS + 365 * DAY_S
  const period = { startS, endS }
  const subscription = (more: Record<string, unknown> = {}) => ({
    id,
    object: 'subscription',
    customer,
    status: 'active',
    currency: 'sek',
    cancel_at: null,
    cancel_at_period_end: false,
    trial_end: null,
    items: { object: 'list', data: [{ id: 'si_1', price: { id: 'price_plus' }, current_period_end: endS }] },
    ...more,
  })
  return {
    id,
    customer,
    ...period,
    send: (event: unknown) => deliver(world.programId, event),
    checkout: (reference: string | null, more: Record<string, unknown> = {}, createdS = startS) =>
      stripeEvent('checkout.session.completed', createdS, {
        id: `cs_test_${unique()}`,
        object: 'checkout.session',
        mode: 'subscription',
        client_reference_id: reference,
        subscription: id,
        customer,
        payment_intent: null,
        invoice: 'in_1',
        payment_status: 'paid',
        amount_total: 59_900,
        currency: 'sek',
        customer_details: { email: 'vera@post.example', name: 'Vera' },
        ...more,
      }),
    created: (more: Record<string, unknown> = {}, createdS = startS) =>
      stripeEvent('customer.subscription.created', createdS, subscription(more)),
    updated: (createdS: number, more: Record<string, unknown> = {}) =>
      stripeEvent('customer.subscription.updated', createdS, subscription(more)),
    deleted: (createdS: number) =>
      stripeEvent('customer.subscription.deleted', createdS, subscription({ status: 'canceled' })),
    paid: (more: Record<string, unknown> = {}, createdS = startS, of = period) =>
      stripeEvent('invoice.paid', createdS, invoice(id, customer, of, more)),
    failed: (createdS: number) =>
      stripeEvent('invoice.payment_failed', createdS, invoice(id, customer, period, { amount_paid: 0 })),
  }
}

const invoice = (
  subscription: string,
  customer: string,
  { startS, endS }: { startS: number; endS: number },
  more: Record<string, unknown>,
) => ({
  id: `in_${unique()}`,
  object: 'invoice',
  customer,
  currency: 'sek',
  amount_paid: 59_900,
  billing_reason: 'subscription_cycle',
  parent: { type: 'subscription_details', subscription_details: { subscription } },
  lines: {
    object: 'list',
    data: [
      {
        id: 'il_1',
        amount: 59_900,
        period: { start: startS, end: endS },
        pricing: { type: 'price_details', price_details: { price: 'price_plus', product: 'prod_1' } },
      },
    ],
  },
  ...more,
})

/** A member with a plan that Stripe charges for. */
export async function subscribed() {
  const { world, member } = await stripeWorld()
  const stripe = atStripe(world)
  const reference = (await planOf(member)).checkoutReference
  const checkout = stripe.checkout(reference)
  for (const event of [stripe.created(), stripe.paid(), checkout]) await stripe.send(event)
  return { world, member, stripe, checkout }
}

/** The member's own that is good; `null` where it ended, though it is still shown. */
export const subscriptionOf = async (member: TestMember, plan = 'plus'): Promise<Subscription | null> => {
  const { subscription } = await planOf(member, plan)
  return subscription?.state === 'ended' ? null : subscription
}
