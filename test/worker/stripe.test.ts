import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { type StripeSettings, Subscription } from '../../shared/contracts/index.ts'
import completed from '../fixtures/stripe/checkout.session.completed.shape.json'
import officialSession from '../fixtures/stripe/checkout.session.official-fixture.json'
import { call } from './api.ts'
import { nobody } from './scene.ts'
import {
  atStripe,
  DAY_S,
  deliver,
  official,
  planOf,
  planWorld,
  SECRET,
  stripeEvent,
  stripeWorld,
  subscribed,
  subscriptionOf,
  unique,
} from './stripe-scene.ts'
import { newMember } from './world.ts'

const settingsOf = async (key: string) =>
  (await call<StripeSettings>('GET', '/v1/program/stripe', { bearer: key })).body

/** What stands in the books of a programme's subscriptions, to compare before and after. */
const booksOf = async (programId: string) => ({
  subscriptions: (
    await env.DB.prepare('SELECT * FROM subscriptions WHERE program_id = ? ORDER BY id').bind(programId).all()
  ).results,
  events: (
    await env.DB.prepare(
      'SELECT external_id, outcome FROM subscription_events WHERE program_id = ? ORDER BY id',
    )
      .bind(programId)
      .all()
  ).results,
  links: (
    await env.DB.prepare('SELECT * FROM stripe_subscriptions WHERE program_id = ?').bind(programId).all()
  ).results,
})

describe('the door', () => {
  const event = () => stripeEvent('customer.created', Math.floor(Date.now() / 1000), { id: 'cus_1' })

  test('takes what the official library signs, and needs no key', async () => {
    const { world } = await stripeWorld()
    expect(await deliver(world.programId, event())).toMatchObject({
      status: 200,
      body: { status: 'ignored', reason: 'unhandledType' },
    })
  })

  test('refuses what is not signed, signed otherwise, altered or old', async () => {
    const { world } = await stripeWorld()
    const { programId } = world
    const nowS = Math.floor(Date.now() / 1000)
    const before = await booksOf(programId)
    const one = event()
    for (const [more, reason] of [
      [{ header: '' }, 'malformed'],
      [{ header: 't=1,v0=ff' }, 'malformed'],
      [{ secret: 'whsec_another' }, 'mismatch'],
      [{ body: `${JSON.stringify(one)} ` }, 'mismatch'],
      [{ timestamp: nowS - 302 }, 'expired'],
      [{ timestamp: nowS + 310 }, 'expired'],
    ] as const) {
      const { status, body, headers } = await deliver(programId, one, more)
      expect(status, reason).toBe(400)
      expect(headers.get('content-type')).toContain('application/problem+json')
      expect(body).toMatchObject({ type: '/problems/bad_signature', reason })
      expect(JSON.stringify(body)).not.toContain(SECRET)
    }
    expect(await booksOf(programId)).toEqual(before)
    expect((await deliver(programId, one)).status).toBe(200)
  })

  test('is another for each programme', async () => {
    const [{ world }, other] = [await stripeWorld(), await stripeWorld()]
    await call('PUT', '/v1/program/stripe', {
      bearer: other.world.key,
      body: { webhookSecret: 'whsec_other' },
    })
    expect((await deliver(other.world.programId, event())).status).toBe(400)
    expect((await deliver(nobody('prg'), event())).status).toBe(404)
    const { world: without } = await planWorld()
    expect((await deliver(without.programId, event())).status).toBe(404)
    expect((await deliver(world.programId, event())).status).toBe(200)
  })

  test('refuses what is signed and is no event', async () => {
    const { world } = await stripeWorld()
    const send = async (payload: string) =>
      deliver(world.programId, null, {
        body: payload,
        header: await official.webhooks.generateTestHeaderStringAsync({ payload, secret: SECRET }),
      })
    expect((await send('not json')).status).toBe(400)
    expect((await send('{}')).status).toBe(422)
    expect((await send('[]')).status).toBe(422)
  })
})

describe('the secret', () => {
  test('is in no answer, and in no row', async () => {
    const { world } = await stripeWorld()
    const settings = await settingsOf(world.key)
    expect(settings).toMatchObject({ configured: true, webhookUrl: expect.stringContaining(world.programId) })
    expect(settings.events).toContain('invoice.paid')
    expect(JSON.stringify(settings)).not.toContain(SECRET.slice(6))
    const row = await env.DB.prepare('SELECT * FROM stripe_settings WHERE program_id = ?')
      .bind(world.programId)
      .first()
    expect(JSON.stringify(row)).not.toContain(SECRET.slice(6))
  })

  test('does not open for another programme', async () => {
    const [{ world }, other] = [await stripeWorld(), await stripeWorld()]
    await env.DB.prepare(
      'UPDATE stripe_settings SET sealed_secret = (SELECT sealed_secret FROM stripe_settings WHERE program_id = ?) WHERE program_id = ?',
    )
      .bind(other.world.programId, world.programId)
      .run()
    const event = stripeEvent('customer.created', Math.floor(Date.now() / 1000), {})
    expect((await deliver(world.programId, event)).status).toBe(500)
  })

  test('must be one, and needs the right to change the programme', async () => {
    const { world } = await planWorld()
    const put = (bearer: string, webhookSecret: unknown) =>
      call('PUT', '/v1/program/stripe', { bearer, body: { webhookSecret } })
    for (const wrong of ['', 'sk_live_x', 'whsec_', `whsec_${'x'.repeat(300)}`, 'whsec_a b', 7])
      expect((await put(world.key, wrong)).status).toBe(422)
    const { body } = await call<{ key: string }>('POST', '/v1/keys', {
      bearer: world.key,
      body: { name: 'reads', scopes: ['read'] },
    })
    expect((await put(body.key, SECRET)).status).toBe(403)
    expect((await settingsOf(world.key)).configured).toBe(false)
  })
})

describe('a subscription at Stripe', () => {
  test('finds its member by the reference, in whatever order it is told', async () => {
    for (const order of [
      [0, 1, 2],
      [2, 1, 0],
      [1, 2, 0],
    ] as const) {
      const { world, member } = await stripeWorld()
      const stripe = atStripe(world)
      const events = [
        stripe.created(),
        stripe.paid(),
        stripe.checkout((await planOf(member)).checkoutReference),
      ]
      for (const at of order) expect((await stripe.send(events[at])).status).toBe(200)
      expect(await subscriptionOf(member), String(order)).toMatchObject({
        enrolmentId: member.enrolmentId,
        plan: 'plus',
        state: 'active',
        startedAt: stripe.startS * 1000,
        termEndsAt: stripe.endS * 1000,
        feeMinor: 59_900,
        source: 'stripe',
      })
      const { events: kept } = await booksOf(world.programId)
      expect(kept.every(({ outcome }) => outcome === 'applied' || outcome === 'ignored')).toBe(true)
    }
  })

  test('told by an API version before 2025-03-31 is read as well', async () => {
    const { world, member } = await stripeWorld()
    const stripe = atStripe(world)
    const old = stripe.paid({
      parent: undefined,
      subscription: stripe.id,
      charge: 'ch_old',
      payment_intent: 'pi_old',
      lines: {
        data: [{ period: { start: stripe.startS, end: stripe.endS }, price: { id: 'price_plus' } }],
      },
    })
    await stripe.send(stripe.checkout((await planOf(member)).checkoutReference))
    expect((await stripe.send(old)).body.status).toBe('applied')
    expect((await subscriptionOf(member))?.state).toBe('active')
    const refund = stripeEvent('charge.refunded', stripe.startS + 60, {
      id: 'ch_old',
      currency: 'sek',
      amount_refunded: 59_900,
      invoice: null,
      payment_intent: null,
      customer: null,
    })
    expect((await stripe.send(refund)).body.status).toBe('applied')
    expect(await subscriptionOf(member)).toBeNull()
  })

  test('told again changes nothing', async () => {
    const { world, member, stripe, checkout } = await subscribed()
    const before = [await booksOf(world.programId), await subscriptionOf(member)]
    for (let time = 0; time < 3; time += 1)
      expect((await stripe.send(checkout)).body.status).toBe('duplicate')
    expect([await booksOf(world.programId), await subscriptionOf(member)]).toEqual(before)
  })

  test('told twice at once is told once', async () => {
    const { world, member } = await stripeWorld()
    const stripe = atStripe(world)
    const events = [
      stripe.created(),
      stripe.paid(),
      stripe.checkout((await planOf(member)).checkoutReference),
    ]
    const replies = await Promise.all([...events, ...events].map((event) => stripe.send(event)))
    expect(replies.map(({ status }) => status)).toEqual(Array(6).fill(200))
    expect(replies.filter(({ body }) => body.status === 'duplicate')).toHaveLength(3)
    const { subscriptions, events: kept } = await booksOf(world.programId)
    expect(subscriptions).toHaveLength(1)
    expect(kept).toHaveLength(3)
    expect((await subscriptionOf(member))?.state).toBe('active')
  })

  test('is not taken back by what comes late', async () => {
    const { member, stripe } = await subscribed()
    const first = stripe.updated(stripe.startS + 100, { cancel_at_period_end: true })
    const second = stripe.updated(stripe.startS + 200)
    const third = stripe.updated(stripe.startS + 300, { cancel_at_period_end: true })
    await stripe.send(third)
    await stripe.send(second)
    expect((await subscriptionOf(member))?.state).toBe('endsAtTerm')
    await stripe.send(first)
    await stripe.send(stripe.failed(stripe.startS - 1))
    expect((await subscriptionOf(member))?.state).toBe('endsAtTerm')
  })

  test('is past due when a payment fails, good again when it is paid, over when it is deleted', async () => {
    const { member, stripe } = await subscribed()
    await stripe.send(stripe.failed(stripe.startS + 60))
    expect((await subscriptionOf(member))?.state).toBe('pastDue')
    const next = { startS: stripe.endS, endS: stripe.endS + 365 * DAY_S }
    await stripe.send(stripe.paid({ amount_paid: 64_900 }, stripe.startS + 120, next))
    expect(await subscriptionOf(member)).toMatchObject({ state: 'active', feeMinor: 64_900 })
    await stripe.send(stripe.deleted(stripe.startS + 180))
    expect(await subscriptionOf(member)).toBeNull()
  })

  test('on trial costs nothing yet', async () => {
    const { world, member } = await stripeWorld()
    const stripe = atStripe(world)
    const trialEndS = stripe.startS + 30 * DAY_S
    await stripe.send(
      stripe.checkout((await planOf(member)).checkoutReference, { payment_status: 'no_payment_required' }),
    )
    await stripe.send(stripe.created({ status: 'trialing', trial_end: trialEndS }))
    const empty = stripe.paid({ amount_paid: 0 }, stripe.startS, { startS: stripe.startS, endS: trialEndS })
    expect((await stripe.send(empty)).body).toEqual({ status: 'ignored', reason: 'trialInvoice' })
    expect(await subscriptionOf(member)).toMatchObject({
      state: 'trial',
      feeMinor: 0,
      trialEndsAt: trialEndS * 1000,
    })
  })

  test('of a lifetime is one payment by the plan’s own reference', async () => {
    const { world, member } = await stripeWorld()
    const stripe = atStripe(world)
    const once = (reference: string | null) =>
      stripe.checkout(reference, {
        mode: 'payment',
        subscription: null,
        payment_intent: `pi_${unique()}`,
        amount_total: 30_000,
      })
    expect((await stripe.send(once('cart_123'))).body).toEqual({ status: 'ignored', reason: 'notForPlan' })
    expect((await stripe.send(once((await planOf(member)).checkoutReference))).body.reason).toBe('notForPlan')
    expect((await stripe.send(once((await planOf(member, 'coop')).checkoutReference))).body.status).toBe(
      'applied',
    )
    expect((await planOf(member, 'coop')).subscription).toMatchObject({ termEndsAt: null, feeMinor: 30_000 })
  })

  test('that is to end on a day of its own ends with the term that the day is in', async () => {
    const { member, stripe } = await subscribed()
    const nextEndS = stripe.endS + 365 * DAY_S
    await stripe.send(stripe.updated(stripe.startS + 60, { cancel_at: nextEndS }))
    expect((await subscriptionOf(member))?.state).toBe('active')
    const next = { startS: stripe.endS, endS: nextEndS }
    await stripe.send(stripe.paid({}, stripe.startS + 120, next))
    expect(await subscriptionOf(member)).toMatchObject({
      state: 'endsAtTerm',
      termEndsAt: nextEndS * 1000,
    })
    await stripe.send(stripe.updated(stripe.startS + 180))
    expect((await subscriptionOf(member))?.state).toBe('active')
    await stripe.send(stripe.updated(stripe.startS + 240, { cancel_at: nextEndS }))
    expect((await subscriptionOf(member))?.state).toBe('endsAtTerm')
  })
})

describe('money that Stripe gave back', () => {
  const refund = (
    customer: string | null,
    intent: string | null,
    amount_refunded: number,
    createdS: number,
  ) =>
    stripeEvent('charge.refunded', createdS, {
      id: `ch_of_${intent}`,
      object: 'charge',
      customer,
      currency: 'sek',
      amount_refunded,
      payment_intent: intent,
    })
  /** What an invoice was paid with, as it is told since API version 2025-03-31. */
  const paidWith = (invoice: string, intent: string, createdS: number) =>
    stripeEvent('invoice_payment.paid', createdS, {
      id: `inpay_${intent}`,
      object: 'invoice_payment',
      amount_paid: 59_900,
      currency: 'sek',
      invoice,
      payment: { type: 'payment_intent', payment_intent: intent },
      status: 'paid',
    })
  /** A member whose plan was paid by an invoice, and what the invoice was paid with. */
  async function paidBy(how: 'before' | 'after' | 'inside' | 'never') {
    const { world, member } = await stripeWorld()
    const stripe = atStripe(world)
    const [invoice, intent] = [`in_${unique()}`, `pi_${unique()}`]
    const link = paidWith(invoice, intent, stripe.startS)
    const payments = { data: [{ payment: { type: 'payment_intent', payment_intent: intent } }] }
    if (how === 'before') await stripe.send(link)
    await stripe.send(stripe.checkout((await planOf(member)).checkoutReference))
    await stripe.send(stripe.paid({ id: invoice, ...(how === 'inside' && { payments }) }))
    if (how === 'after') expect((await stripe.send(link)).body.status).toBe('applied')
    return { world, member, stripe, intent }
  }

  test.each(['before', 'after', 'inside'] as const)(
    'in part goes on and in full is over, its payment told %s the invoice',
    async (how) => {
      const { member, stripe, intent } = await paidBy(how)
      const part = refund(stripe.customer, intent, 9_900, stripe.startS + 60)
      expect((await stripe.send(part)).body).toEqual({ status: 'applied', reason: null })
      expect(await subscriptionOf(member)).toMatchObject({ state: 'active', refundedMinor: 9_900 })
      const whole = refund(stripe.customer, intent, 59_900, stripe.startS + 120)
      expect((await stripe.send(whole)).body.status).toBe('applied')
      expect(await subscriptionOf(member)).toBeNull()
    },
  )

  test('for a term before this one changes nothing of this one', async () => {
    const { member, stripe, intent } = await paidBy('after')
    const next = { startS: stripe.endS, endS: stripe.endS + 365 * DAY_S }
    await stripe.send(stripe.paid({}, stripe.startS + 60, next))
    const late = refund(stripe.customer, intent, 59_900, stripe.startS + 120)
    expect((await stripe.send(late)).body).toEqual({ status: 'ignored', reason: 'anotherTerm' })
    expect((await subscriptionOf(member))?.state).toBe('active')
  })

  test('for something else that the customer bought is not the plan’s, and the merchant is told', async () => {
    const { world, member, stripe } = await paidBy('after')
    const jacket = refund(stripe.customer, 'pi_jacket', 59_900, stripe.startS + 60)
    expect((await stripe.send(jacket)).body).toEqual({ status: 'refused', reason: 'unknownPayment' })
    expect((await stripe.send(jacket)).body.status).toBe('duplicate')
    expect(await subscriptionOf(member)).toMatchObject({ state: 'active', refundedMinor: 0 })
    expect((await settingsOf(world.key)).unapplied[0]).toMatchObject({
      type: 'charge.refunded',
      reason: 'unknownPayment',
    })
  })

  test('of a customer with two plans goes to the one that was paid so', async () => {
    const { member, stripe, world, intent } = await paidBy('after')
    const lifetime = stripe.checkout((await planOf(member, 'coop')).checkoutReference, {
      mode: 'payment',
      subscription: null,
      payment_intent: 'pi_lifetime',
      amount_total: 30_000,
    })
    await stripe.send(lifetime)
    await stripe.send(refund(stripe.customer, 'pi_neither', 30_000, stripe.startS + 60))
    expect((await planOf(member, 'coop')).subscription?.refundedMinor).toBe(0)
    await stripe.send(refund(stripe.customer, 'pi_lifetime', 30_000, stripe.startS + 60))
    expect(await subscriptionOf(member, 'coop')).toBeNull()
    expect(await subscriptionOf(member)).toMatchObject({ state: 'active', refundedMinor: 0 })
    await deliver(world.programId, refund(null, intent, 59_900, stripe.startS + 60))
    expect(await subscriptionOf(member)).toBeNull()
  })

  test('to somebody who has no plan is nothing of ours, nor is another programme’s payment', async () => {
    const [{ stripe, intent }, other] = [await paidBy('after'), await paidBy('after')]
    const strangers = refund('cus_stranger', 'pi_jacket', 59_900, stripe.startS + 60)
    expect((await stripe.send(strangers)).body).toEqual({ status: 'ignored', reason: 'notOurs' })
    const foreign = refund(stripe.customer, intent, 59_900, stripe.startS + 60)
    expect((await other.stripe.send(foreign)).body).toEqual({ status: 'ignored', reason: 'notOurs' })
    expect((await subscriptionOf(other.member))?.state).toBe('active')
  })
})

describe('a checkout session as Stripe itself writes it', () => {
  type Session = Record<string, unknown>
  const shape = completed.data.object as Session
  /** The event of the fixture around a session, with an id of its own. */
  const event = (session: Session, reference: string | null) => ({
    ...completed,
    id: `evt_${unique()}`,
    created: Math.floor(Date.now() / 1000) - 60,
    data: { object: { ...session, id: `cs_test_${unique()}`, client_reference_id: reference } },
  })

  test('for a basket of the shop’s is none of ours, paid or open', async () => {
    const { world } = await stripeWorld()
    for (const session of [completed.data.object, officialSession]) {
      const sent = { ...completed, id: `evt_${unique()}`, data: { object: session } }
      expect((await deliver(world.programId, sent)).body).toEqual({ status: 'ignored', reason: 'notForPlan' })
    }
    expect((await booksOf(world.programId)).subscriptions).toEqual([])
  })

  test('for a lifetime begins it, in the programme’s currency and once it is paid', async () => {
    const { world, member } = await stripeWorld()
    const reference = (await planOf(member, 'coop')).checkoutReference
    const send = (session: Session) => deliver(world.programId, event(session, reference))
    expect((await send(shape)).body).toEqual({ status: 'refused', reason: 'wrongCurrency' })
    expect((await send(officialSession)).body).toEqual({ status: 'ignored', reason: 'notPaidYet' })
    expect((await send({ ...shape, currency: 'sek' })).body).toEqual({ status: 'applied', reason: null })
    expect((await planOf(member, 'coop')).subscription).toMatchObject({
      enrolmentId: member.enrolmentId,
      feeMinor: shape.amount_total,
      termEndsAt: null,
    })
    const { results } = await env.DB.prepare('SELECT fact FROM subscription_events WHERE program_id = ?')
      .bind(world.programId)
      .all()
    expect(JSON.stringify(results)).not.toMatch(/sam|shopper/i)
  })
})

describe('what can’t be', () => {
  test('is kept with its reason, and changes nothing', async () => {
    const { world, member } = await stripeWorld()
    const stripe = atStripe(world)
    const reference = (await planOf(member)).checkoutReference
    // The last letter's lowest bit is left over: the same signature in a second spelling.
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    const forged = `${reference.slice(0, -1)}${letters[letters.indexOf(reference.slice(-1)) ^ 1]}`
    const far = Math.floor(Date.now() / 1000) + 3 * DAY_S
    const cases = [
      [stripe.checkout('cart_123'), 'unknownReference'],
      [stripe.checkout(forged), 'unknownReference'],
      [stripe.checkout(null), 'unknownReference'],
      [stripe.checkout(reference, { currency: 'eur' }), 'wrongCurrency'],
      [stripe.paid({ currency: 'eur' }), 'wrongCurrency'],
      [
        stripe.paid({
          lines: {
            data: [{ period: { start: 1_700_000_000, end: 1_800_000_000 }, price: { id: 'price_x' } }],
          },
        }),
        'unknownPrice',
      ],
      [stripe.paid({ lines: { data: [] } }), 'unreadable'],
      [stripe.paid({ amount_paid: 12.5 }), 'unreadable'],
      [stripe.paid({}, far), 'fromTheFuture'],
    ] as const
    for (const [event, reason] of cases)
      expect((await stripe.send(event)).body).toEqual({ status: 'refused', reason })
    expect((await booksOf(world.programId)).subscriptions).toEqual([])
    const { unapplied } = await settingsOf(world.key)
    expect(unapplied.map((one) => one.reason).sort()).toEqual(cases.map(([, reason]) => reason).sort())
    // None of it stands in the way of what is right.
    await stripe.send(stripe.paid())
    expect((await stripe.send(stripe.checkout(reference))).body.status).toBe('applied')
    expect((await subscriptionOf(member))?.state).toBe('active')
  })

  test('a fee or a term that can’t be kept is refused, first or later', async () => {
    const { world, member } = await stripeWorld()
    const stripe = atStripe(world)
    await stripe.send(stripe.checkout((await planOf(member)).checkoutReference))
    const far = { startS: stripe.startS, endS: Date.UTC(3000, 0) / 1000 }
    const early = { startS: 1, endS: stripe.endS }
    const refused = [
      [stripe.paid({ amount_paid: 5_000_000_000_000 }), 'feeTooLarge'],
      [stripe.paid({}, stripe.startS, far), 'termOutOfTime'],
      [stripe.paid({}, stripe.startS, early), 'termOutOfTime'],
    ] as const
    for (const [event, reason] of refused)
      expect((await stripe.send(event)).body).toEqual({ status: 'refused', reason })
    expect(await subscriptionOf(member)).toBeNull()
    expect((await stripe.send(stripe.paid())).body.status).toBe('applied')
    const later = { startS: stripe.endS, endS: far.endS }
    const renewed = stripe.paid({}, stripe.startS + 60, later)
    expect((await stripe.send(renewed)).body).toEqual({ status: 'refused', reason: 'termOutOfTime' })
    expect(Subscription.parse(await subscriptionOf(member)).termEndsAt).toBe(stripe.endS * 1000)
  })

  test('a reference of another programme’s member is nobody’s here', async () => {
    const [{ world }, other] = [await stripeWorld(), await stripeWorld()]
    const stripe = atStripe(world)
    await stripe.send(stripe.paid())
    const reference = (await planOf(other.member)).checkoutReference
    expect((await stripe.send(stripe.checkout(reference))).body.reason).toBe('unknownReference')
    expect((await booksOf(world.programId)).subscriptions).toEqual([])
  })

  test('a member has a plan once: the second subscription is refused until the first is over', async () => {
    const { world, member, stripe: first } = await subscribed()
    const second = atStripe(world)
    await second.send(second.checkout((await planOf(member)).checkoutReference))
    expect((await second.send(second.paid())).body).toEqual({ status: 'refused', reason: 'alreadyCurrent' })
    await first.send(first.deleted(first.startS + 60))
    await second.send(second.updated(second.startS + 120))
    expect((await subscriptionOf(member))?.state).toBe('active')
    expect((await booksOf(world.programId)).subscriptions).toHaveLength(2)
  })

  test('what lapsed and was bought anew is not taken up again by a late payment', async () => {
    const { world, member } = await stripeWorld()
    const reference = (await planOf(member)).checkoutReference
    const [old, anew] = [atStripe(world, Math.floor(Date.now() / 1000) - 400 * DAY_S), atStripe(world)]
    for (const stripe of [old, anew]) {
      await stripe.send(stripe.checkout(reference))
      expect((await stripe.send(stripe.paid())).body.status).toBe('applied')
    }
    const late = old.paid({}, anew.startS + 60, { startS: old.endS, endS: old.endS + 365 * DAY_S })
    expect((await old.send(late)).body).toEqual({ status: 'refused', reason: 'over' })
    expect((await subscriptionOf(member))?.startedAt).toBe(anew.startS * 1000)
    expect((await booksOf(world.programId)).subscriptions.map(({ state }) => state).sort()).toEqual([
      'active',
      'ended',
    ])
  })

  test('a charge after the member left is refused, and told to the merchant', async () => {
    const { world, member, stripe } = await subscribed()
    const left = await call('POST', '/v1/members/me/plans/plus/cancel', {
      bearer: member.token,
      body: { refund: true },
    })
    expect(left.body).toMatchObject({ state: 'ended', source: 'stripe' })
    const soon = Math.floor(Date.now() / 1000) + 60
    const next = { startS: stripe.endS, endS: stripe.endS + 365 * DAY_S }
    expect((await stripe.send(stripe.paid({}, soon, next))).body).toEqual({
      status: 'refused',
      reason: 'over',
    })
    expect((await settingsOf(world.key)).unapplied[0]).toMatchObject({ type: 'invoice.paid', reason: 'over' })
    expect(await subscriptionOf(member)).toBeNull()
  })

  test('cancelled with us, it is not resumed by whatever else Stripe tells', async () => {
    const { member, stripe } = await subscribed()
    await call('POST', '/v1/members/me/plans/plus/cancel', { bearer: member.token, body: {} })
    await stripe.send(stripe.updated(Math.floor(Date.now() / 1000) + 60))
    expect((await subscriptionOf(member))?.state).toBe('endsAtTerm')
  })

  test('keeps nothing of the person that Stripe sends along', async () => {
    const { world } = await subscribed()
    const rows = await env.DB.prepare('SELECT * FROM subscription_events WHERE program_id = ?')
      .bind(world.programId)
      .all()
    expect(JSON.stringify(rows.results)).not.toMatch(/vera|@|post\.example/i)
  })
})

test('a reference is for Stripe to carry, names no member, and differs by member and plan', async () => {
  const { world, member } = await planWorld()
  const another = await newMember(world)
  const references = [
    (await planOf(member)).checkoutReference,
    (await planOf(member, 'coop')).checkoutReference,
    (await planOf(another)).checkoutReference,
  ]
  expect(new Set(references).size).toBe(3)
  for (const reference of references) expect(reference).toMatch(/^[A-Za-z0-9_-]{1,200}$/)
  expect(
    atob((references[0] as string).replaceAll('-', '+').replaceAll('_', '/').slice(6, 66)),
  ).not.toContain(member.member.number)
})
