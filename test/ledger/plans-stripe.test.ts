import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DAY_MS, Plan } from '../../shared/contracts/index.ts'
import { type StripeContext, type StripeFact, subscriptionOfFacts } from '../../shared/ledger/plans/index.ts'

const T = Date.UTC(2026, 0, 15, 9)
const YEAR_ON = Date.UTC(2027, 0, 15, 9)
const TWO_ON = Date.UTC(2028, 0, 15, 9)
const member = 'enr_01K9Z3M8Q4W6E2R5T7Y9A1S3D5'
const plan = Plan.parse({
  key: 'plus',
  name: 'Plus',
  price: { amountMinor: 59_900, currency: 'SEK' },
  term: 'year',
  entitlements: {},
  stripePriceId: 'price_plus',
})
const lifetime = Plan.parse({ ...plan, key: 'coop', term: 'lifetime', stripePriceId: undefined })
const context: StripeContext = {
  plans: [plan, lifetime],
  currency: 'SEK',
  timeZone: 'Europe/Stockholm',
  subscriptionId: 'sub_01K9Z3M8Q4W6E2R5T7Y9A1S3D5',
  planKey: null,
  enrolmentId: null,
  taken: new Set(),
}

let events = 0
const fact = <K extends StripeFact['kind']>(
  kind: K,
  at: number,
  more: Partial<Extract<StripeFact, { kind: K }>> = {},
): StripeFact => {
  events += 1
  const eventId = `evt_${String(events).padStart(6, '0')}`
  const defaults = {
    checkout: {
      reference: { enrolmentId: member, plan: 'plus' },
      mode: 'subscription',
      paid: true,
      amountMinor: 59_900,
      currency: 'SEK',
      payments: [],
    },
    subscription: {
      status: 'active',
      cancelsAtTerm: false,
      trialEndsAt: null,
      prices: ['price_plus'],
      currency: 'SEK',
      over: false,
    },
    invoicePaid: {
      amountMinor: 59_900,
      currency: 'SEK',
      prices: ['price_plus'],
      term: { startsAt: T, endsAt: YEAR_ON },
      forTerm: true,
      payments: ['in_1', 'pi_1'],
    },
    invoiceFailed: { forTerm: true },
    invoicePayment: { invoice: 'in_1', payments: ['pi_1'] },
    refund: { charge: 'ch_1', payments: ['pi_1'], refundedMinor: 59_900, currency: 'SEK' },
    hand: {},
  }[kind]
  return { kind, at, eventId, ...defaults, ...more } as StripeFact
}
const renewed = (at = YEAR_ON + 3_600_000) =>
  fact('invoicePaid', at, {
    term: { startsAt: YEAR_ON, endsAt: TWO_ON },
    payments: ['in_2', 'pi_2'],
    amountMinor: 60_000,
  })
const bought = () => [fact('subscription', T), fact('invoicePaid', T), fact('checkout', T)]

const read = (facts: StripeFact[], more: Partial<StripeContext> = {}) => {
  const { subscription, outcomes } = subscriptionOfFacts(facts, { ...context, ...more })
  return { subscription, of: (one: StripeFact | undefined) => outcomes.get(one?.eventId ?? '') }
}

describe('what Stripe told', () => {
  test('makes a subscription of the first payment', () => {
    expect(read(bought()).subscription).toMatchObject({
      enrolmentId: member,
      plan: 'plus',
      state: 'active',
      startedAt: T,
      termEndsAt: YEAR_ON,
      feeMinor: 59_900,
      source: 'stripe',
    })
  })

  test('waits until a checkout says whose it is', () => {
    const [told, paid, checkout] = bought() as [StripeFact, StripeFact, StripeFact]
    const waiting = read([told, paid])
    expect(waiting.subscription).toBeNull()
    expect(waiting.of(paid)).toEqual({ outcome: 'waiting', reason: 'noMember' })
    expect(read([told, paid, checkout]).of(paid)).toEqual({ outcome: 'applied', reason: null })
  })

  test('comes to the same in whatever order it arrives', () => {
    const history = [
      ...bought(),
      fact('subscription', T + DAY_MS, { cancelsAtTerm: true }),
      fact('subscription', T + 2 * DAY_MS),
      fact('invoiceFailed', YEAR_ON + 3_600_000),
      fact('subscription', YEAR_ON + 3_601_000, { status: 'past_due' }),
      renewed(YEAR_ON + 2 * DAY_MS),
      fact('subscription', YEAR_ON + 3 * DAY_MS, { cancelsAtTerm: true }),
    ]
    const straight = read(history).subscription
    expect(straight).toMatchObject({ state: 'endsAtTerm', termEndsAt: TWO_ON, feeMinor: 60_000 })
    fc.assert(
      fc.property(fc.shuffledSubarray(history, { minLength: history.length }), (shuffled) => {
        expect(read(shuffled).subscription).toEqual(straight)
      }),
      { seed: 20261123 },
    )
  })

  test('of a failure that was paid since does not bring the debt back', () => {
    const late = fact('invoiceFailed', YEAR_ON + 1)
    expect(read([...bought(), renewed(), late]).subscription).toMatchObject({
      state: 'active',
      termEndsAt: TWO_ON,
    })
  })

  test('of an end with its term, told before it began, ends it with its term', () => {
    const cancels = { cancelsAtTerm: true }
    const paid = [fact('invoicePaid', T + 1_000), fact('checkout', T + 1_000)]
    expect(read([fact('subscription', T, cancels), ...paid]).subscription).toMatchObject({
      state: 'endsAtTerm',
      startedAt: T,
      termEndsAt: YEAR_ON,
    })
    const taken = [fact('subscription', T, cancels), fact('subscription', T + 500)]
    expect(read([...taken, ...paid]).subscription).toMatchObject({ state: 'active' })
  })

  test('of an end outlasts what was before it', () => {
    const facts = [
      ...bought(),
      fact('subscription', T + DAY_MS, { over: true, status: 'canceled' }),
      fact('subscription', T + 60_000),
    ]
    expect(read(facts).subscription).toMatchObject({ state: 'ended', endedAt: T + DAY_MS })
  })

  test('of an end with its term says when the term ended', () => {
    const over = fact('subscription', YEAR_ON + 5_000, {
      over: true,
      status: 'canceled',
      cancelsAtTerm: true,
    })
    const facts = [...bought(), fact('subscription', T + 1_000, { cancelsAtTerm: true }), over]
    expect(read(facts).subscription).toMatchObject({ state: 'ended', endedAt: YEAR_ON })
    expect(read(facts).of(over)?.outcome).toBe('applied')
  })

  test('of a trial starts it, and its empty invoice pays nothing', () => {
    const trialEndsAt = T + 30 * DAY_MS
    const empty = fact('invoicePaid', T, { amountMinor: 0, term: { startsAt: T, endsAt: trialEndsAt } })
    const facts = [
      fact('checkout', T),
      empty,
      fact('subscription', T + 1_000, { status: 'trialing', trialEndsAt }),
    ]
    expect(read(facts).subscription).toMatchObject({ state: 'trial', feeMinor: 0, trialEndsAt })
    expect(read(facts).of(empty)).toEqual({ outcome: 'ignored', reason: 'trialInvoice' })
    const paid = fact('invoicePaid', trialEndsAt + 3_600_000, {
      term: { startsAt: trialEndsAt, endsAt: YEAR_ON },
    })
    expect(read([...facts, paid]).subscription).toMatchObject({ state: 'active', termStartsAt: trialEndsAt })
  })

  test('leaves a cancellation made with us alone, until Stripe itself says otherwise', () => {
    const byHand = fact('hand', T + DAY_MS, { event: { kind: 'cancelled', at: T + DAY_MS } })
    const facts = [...bought(), byHand, fact('subscription', T + 2 * DAY_MS)]
    expect(read(facts, { planKey: 'plus', enrolmentId: member }).subscription?.state).toBe('endsAtTerm')
  })

  test('of a retry that was paid after the grace takes the plan up again', () => {
    const paid = renewed(YEAR_ON + 20 * DAY_MS)
    expect(read([...bought(), fact('invoiceFailed', YEAR_ON + 1), paid]).subscription).toMatchObject({
      state: 'active',
      termStartsAt: YEAR_ON,
    })
  })
})

describe('what is refused, and why', () => {
  const eur = { currency: 'EUR' }
  test.each<[string, string, StripeFact, Partial<StripeContext>?]>([
    ['another currency', 'wrongCurrency', fact('invoicePaid', T, eur)],
    ['another currency of a subscription', 'wrongCurrency', fact('subscription', T, eur)],
    ['a price that no plan has', 'unknownPrice', fact('invoicePaid', T, { prices: ['price_other'] })],
    ['a checkout of nobody', 'unknownReference', fact('checkout', T + 1, { reference: null })],
    [
      'a second member',
      'anotherMember',
      fact('checkout', T + 1, { reference: { enrolmentId: 'enr_other', plan: 'plus' } }),
    ],
    [
      'a plan the member has already',
      'alreadyCurrent',
      fact('invoicePaid', T + 1),
      { taken: new Set(['plus']) },
    ],
  ])('%s: %s', (_, reason, one, more = {}) => {
    const { subscription, of } = read([fact('checkout', T), one], more)
    expect(of(one)).toEqual({ outcome: 'refused', reason })
    expect(subscription).toBeNull()
  })

  test('a payment for another plan of the programme', () => {
    const gold = Plan.parse({ ...plan, key: 'gold', stripePriceId: 'price_gold' })
    const other = fact('invoicePaid', T + DAY_MS, { prices: ['price_gold'] })
    const { subscription, of } = read([...bought(), other], { plans: [plan, gold] })
    expect(of(other)).toEqual({ outcome: 'refused', reason: 'otherPlan' })
    expect(subscription?.plan).toBe('plus')
  })

  test('an invoice for a change within a term is no term', () => {
    const within = fact('invoicePaid', T + DAY_MS, { forTerm: false })
    expect(read([...bought(), within]).of(within)).toEqual({ outcome: 'ignored', reason: 'notOfTerm' })
  })
})

describe('money that Stripe gave back', () => {
  test('in parts is counted once each, and the last part ends the plan', () => {
    const parts = [20_000, 20_000, 59_900].map((refundedMinor, step) =>
      fact('refund', T + (step + 1) * DAY_MS, { refundedMinor }),
    )
    const partly = read([...bought(), ...parts.slice(0, 2)])
    expect(partly.subscription).toMatchObject({ state: 'active', refundedMinor: 20_000 })
    expect(partly.of(parts[1])).toEqual({ outcome: 'ignored', reason: 'noChange' })
    expect(read([...bought(), ...parts]).subscription).toMatchObject({
      state: 'ended',
      refundedMinor: 59_900,
    })
  })

  test('for a term before this one changes nothing of this one', () => {
    const refund = fact('refund', YEAR_ON + DAY_MS)
    const { subscription, of } = read([...bought(), renewed(), refund])
    expect(of(refund)).toEqual({ outcome: 'ignored', reason: 'anotherTerm' })
    expect(subscription).toMatchObject({ state: 'active', refundedMinor: 0 })
  })
})

test('a refund of a payment that nothing tells to be the plan’s is refused', () => {
  const jacket = fact('refund', T + DAY_MS, { charge: 'ch_jacket', payments: ['ch_jacket', 'pi_jacket'] })
  const { subscription, of } = read([...bought(), jacket])
  expect(of(jacket)).toEqual({ outcome: 'refused', reason: 'unknownPayment' })
  expect(subscription).toMatchObject({ state: 'active', refundedMinor: 0 })
})

describe('a day to end on', () => {
  const endsOn = (cancelsAt: number, at = T + 1_000) => fact('subscription', at, { cancelsAt })

  test('within the term that is paid ends it with the term', () => {
    expect(read([...bought(), endsOn(YEAR_ON)]).subscription?.state).toBe('endsAtTerm')
    expect(read([...bought(), endsOn(YEAR_ON - DAY_MS)]).subscription?.state).toBe('endsAtTerm')
  })

  test('a term later does not, until that term is paid, in whatever order it was told', () => {
    expect(read([...bought(), endsOn(TWO_ON)]).subscription?.state).toBe('active')
    expect(read([...bought(), endsOn(YEAR_ON + 1)]).subscription?.state).toBe('active')
    expect(read([renewed(), endsOn(TWO_ON), ...bought()]).subscription).toMatchObject({
      state: 'endsAtTerm',
      termEndsAt: TWO_ON,
    })
  })

  test('that was known before the first payment is kept', () => {
    const early = endsOn(YEAR_ON, T - 1_000)
    expect(read([early, fact('invoicePaid', T), fact('checkout', T)]).subscription?.state).toBe('endsAtTerm')
    const later = endsOn(TWO_ON, T - 1_000)
    expect(read([later, fact('invoicePaid', T), fact('checkout', T)]).subscription?.state).toBe('active')
  })

  test('that is taken back is none', () => {
    const facts = [...bought(), endsOn(YEAR_ON), fact('subscription', T + 2_000, { cancelsAt: null })]
    expect(read(facts).subscription?.state).toBe('active')
  })
})

describe('a lifetime', () => {
  const once = (more = {}) =>
    fact('checkout', T, {
      mode: 'payment',
      reference: { enrolmentId: member, plan: 'coop' },
      payments: ['pi_9'],
      amountMinor: 3_000,
      ...more,
    })

  test('is one payment, and never ends', () => {
    expect(read([once()]).subscription).toMatchObject({ plan: 'coop', termEndsAt: null, feeMinor: 3_000 })
    const refund = fact('refund', T + DAY_MS, { payments: ['pi_9'], refundedMinor: 3_000 })
    expect(read([once(), refund]).subscription?.state).toBe('ended')
  })

  test.each([
    ['a purchase in the shop', { reference: null }, 'notForPlan'],
    ['a plan that renews', { reference: { enrolmentId: member, plan: 'plus' } }, 'notForPlan'],
    ['a payment still on its way', { paid: false }, 'notPaidYet'],
  ])('is not %s', (_, more, reason) => {
    const one = once(more)
    expect(read([one]).subscription).toBeNull()
    expect(read([one]).of(one)).toEqual({ outcome: 'ignored', reason })
  })
})
