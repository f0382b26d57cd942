import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DAY_MS, Plan, type Subscription, SubscriptionState } from '../../shared/contracts/index.ts'
import {
  breakEven,
  currentPlans,
  firstTerm,
  type RecordedSaving,
  refundMinor,
  type Standpoint,
  SUBSCRIPTION_REFUSALS,
  type SubscriptionEvent,
  type SubscriptionEventKind,
  savingsOfPurchase,
  savingsTakenBack,
  standpointAt,
  subscriptionAfter,
  subscriptionAt,
  TRANSITIONS,
  termEnd,
  termPaidFor,
  usedMinor,
} from '../../shared/ledger/plans/index.ts'

const ZONE = 'Europe/Stockholm'
const START = Date.UTC(2026, 0, 15, 9)
const id = (kind: string) => `${kind}_01K9Z3M8Q4W6E2R5T7Y9A1S3D5`
const plan = Plan.parse({
  key: 'plus',
  name: 'Plus',
  price: { amountMinor: 59_900, currency: 'SEK' },
  term: 'year',
  trialDays: 30,
  graceDays: 7,
  entitlements: { freeShipping: true, memberPricePercent: 10 },
})
const opening = { id: id('sub'), enrolmentId: id('enr'), source: 'hand' as const }
const started: SubscriptionEvent = {
  kind: 'started',
  at: START,
  opening,
  term: firstTerm(plan, START, ZONE),
  paidMinor: 59_900,
}
const trialStarted: SubscriptionEvent = {
  kind: 'trialStarted',
  at: START,
  opening,
  trialEndsAt: START + 30 * DAY_MS,
}

/** The subscription after events that must all be possible. */
function having(...events: SubscriptionEvent[]): Subscription {
  let subscription: Subscription | null = null
  for (const event of events) {
    const result = subscriptionAfter(subscription, event, plan)
    if ('refused' in result) throw new Error(`${event.kind} was refused: ${result.refused}`)
    subscription = result.subscription
  }
  return subscription as Subscription
}

const TERM_END = having(started).termEndsAt as number
const HOUR = 3_600_000

/** A subscription at every standpoint, and an instant at which it stands there. */
const SCENES: Record<Standpoint, { subscription: Subscription | null; at: number }> = {
  none: { subscription: null, at: START },
  trial: { subscription: having(trialStarted), at: START + DAY_MS },
  active: { subscription: having(started), at: START + DAY_MS },
  pastDue: { subscription: having(started), at: TERM_END + HOUR },
  grace: { subscription: having(started), at: TERM_END + 2 * DAY_MS },
  endsAtTerm: { subscription: having(started, { kind: 'cancelled', at: START + HOUR }), at: START + DAY_MS },
  lapsed: { subscription: having(started), at: TERM_END + 8 * DAY_MS },
  ended: { subscription: having(started, { kind: 'ended', at: START + HOUR }), at: START + DAY_MS },
}

/** One event of each kind, at an instant, that nothing but the state can be against. */
const eventOf = (
  kind: SubscriptionEventKind,
  at: number,
  subscription: Subscription | null,
): SubscriptionEvent => {
  switch (kind) {
    case 'started':
      return { kind, at, opening, term: firstTerm(plan, at, ZONE), paidMinor: 59_900 }
    case 'trialStarted':
      return { kind, at, opening, trialEndsAt: at + DAY_MS }
    case 'paid': {
      const term = subscription ? termPaidFor(subscription, plan, at, ZONE) : firstTerm(plan, at, ZONE)
      return { kind, at, term, paidMinor: 59_900 }
    }
    case 'refunded':
      return { kind, at, amountMinor: 100 }
    default:
      return { kind, at }
  }
}

// Written out as a person would expect it, and not made of the table that it is held against.
const EXPECTED: Record<Standpoint, Record<SubscriptionEventKind, string>> = {
  none: {
    started: 'active',
    trialStarted: 'trial',
    paid: 'notStarted',
    paymentFailed: 'notStarted',
    cancelled: 'notStarted',
    resumed: 'notStarted',
    refunded: 'notStarted',
    ended: 'notStarted',
  },
  trial: {
    started: 'alreadyStarted',
    trialStarted: 'alreadyStarted',
    paid: 'active',
    paymentFailed: 'inTrial',
    cancelled: 'endsAtTerm',
    resumed: 'notCancelled',
    refunded: 'nothingPaid',
    ended: 'ended',
  },
  active: {
    started: 'alreadyStarted',
    trialStarted: 'alreadyStarted',
    paid: 'active',
    paymentFailed: 'pastDue',
    cancelled: 'endsAtTerm',
    resumed: 'notCancelled',
    refunded: 'active',
    ended: 'ended',
  },
  pastDue: {
    started: 'alreadyStarted',
    trialStarted: 'alreadyStarted',
    paid: 'active',
    paymentFailed: 'pastDue',
    cancelled: 'ended',
    resumed: 'notCancelled',
    refunded: 'pastDue',
    ended: 'ended',
  },
  grace: {
    started: 'alreadyStarted',
    trialStarted: 'alreadyStarted',
    paid: 'active',
    paymentFailed: 'grace',
    cancelled: 'ended',
    resumed: 'notCancelled',
    refunded: 'grace',
    ended: 'ended',
  },
  endsAtTerm: {
    started: 'alreadyStarted',
    trialStarted: 'alreadyStarted',
    paid: 'endsAtTerm',
    paymentFailed: 'isCancelled',
    cancelled: 'endsAtTerm',
    resumed: 'active',
    refunded: 'endsAtTerm',
    ended: 'ended',
  },
  lapsed: {
    started: 'over',
    trialStarted: 'over',
    paid: 'active',
    paymentFailed: 'over',
    cancelled: 'over',
    resumed: 'over',
    refunded: 'ended',
    ended: 'ended',
  },
  ended: {
    started: 'over',
    trialStarted: 'over',
    paid: 'over',
    paymentFailed: 'over',
    cancelled: 'over',
    resumed: 'over',
    refunded: 'ended',
    ended: 'over',
  },
}

describe('every event in every state', () => {
  const cases = Object.entries(EXPECTED).flatMap(([standpoint, row]) =>
    Object.entries(row).map(
      ([kind, expected]) => [standpoint as Standpoint, kind as SubscriptionEventKind, expected] as const,
    ),
  )

  test('is in the table', () => {
    expect(Object.keys(TRANSITIONS).sort()).toEqual(Object.keys(EXPECTED).sort())
    expect(cases).toHaveLength(8 * 8)
  })

  test.each(cases)('%s, %s: %s', (standpoint, kind, expected) => {
    const { subscription, at } = SCENES[standpoint]
    expect(standpointAt(subscription, plan, at)).toBe(standpoint)
    const before = structuredClone(subscription)
    const result = subscriptionAfter(subscription, eventOf(kind, at, subscription), plan)
    const state = 'refused' in result ? result.refused : result.subscription.state
    expect(state).toBe(expected)
    expect(subscription).toEqual(before)
    if ('refused' in result) expect(SUBSCRIPTION_REFUSALS).toContain(result.refused)
    // Ended and dated go together, as the database holds as well.
    else expect(result.subscription.endedAt !== null).toBe(result.subscription.state === 'ended')
  })

  test('any run of events leaves a subscription that is as agreed', () => {
    const kinds = Object.keys(TRANSITIONS.none) as SubscriptionEventKind[]
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...kinds), fc.integer({ min: 0, max: 400 * DAY_MS })), {
          maxLength: 30,
        }),
        fc.boolean(),
        (steps, trial) => {
          let subscription = having(trial ? trialStarted : started)
          let at = START
          for (const [kind, wait] of steps) {
            at += wait
            const result = subscriptionAfter(subscription, eventOf(kind, at, subscription), plan)
            if (!('refused' in result)) subscription = result.subscription
            const { feeMinor, refundedMinor, refundOwedMinor, termStartsAt, termEndsAt, state, endedAt } =
              subscription
            expect(refundedMinor).toBeLessThanOrEqual(feeMinor)
            expect(refundOwedMinor).toBeGreaterThanOrEqual(0)
            expect(termEndsAt).toBeGreaterThan(termStartsAt)
            expect(endedAt !== null).toBe(state === 'ended')
            expect(SubscriptionState.options).toContain(subscriptionAt(subscription, plan, at).state)
          }
        },
      ),
      { seed: 20261123, numRuns: 300 },
    )
  })
})

describe('a subscription nobody touches', () => {
  const stateAt = (subscription: Subscription, at: number) => subscriptionAt(subscription, plan, at).state

  test('goes from its trial to past due, to grace, to its end', () => {
    const trial = having(trialStarted)
    const end = START + 30 * DAY_MS
    expect(stateAt(trial, end - 1)).toBe('trial')
    expect(stateAt(trial, end)).toBe('pastDue')
    expect(stateAt(trial, end + DAY_MS - 1)).toBe('pastDue')
    expect(stateAt(trial, end + DAY_MS)).toBe('grace')
    expect(stateAt(trial, end + 7 * DAY_MS - 1)).toBe('grace')
    expect(subscriptionAt(trial, plan, end + 7 * DAY_MS)).toMatchObject({
      state: 'ended',
      endedAt: end + 7 * DAY_MS,
    })
  })

  test('paid by hand, is past due when its term is over', () => {
    expect(stateAt(having(started), TERM_END - 1)).toBe('active')
    expect(stateAt(having(started), TERM_END)).toBe('pastDue')
    expect(subscriptionAt(having(started), plan, TERM_END + 700 * DAY_MS)).toMatchObject({
      state: 'ended',
      endedAt: TERM_END + 7 * DAY_MS,
    })
  })

  test('cancelled, is good until its term is over and not a moment longer', () => {
    const { subscription } = SCENES.endsAtTerm as { subscription: Subscription }
    expect(stateAt(subscription, TERM_END - 1)).toBe('endsAtTerm')
    expect(subscriptionAt(subscription, plan, TERM_END)).toMatchObject({ state: 'ended', endedAt: TERM_END })
  })

  test('without grace ends with its term; at Stripe, a day later, because its charge comes after the term', () => {
    const strict = { ...plan, graceDays: 0 }
    const atStripe = { ...having(started), source: 'stripe' as const }
    expect(subscriptionAt(having(started), strict, TERM_END).state).toBe('ended')
    expect(subscriptionAt(atStripe, strict, TERM_END + DAY_MS - 1).state).not.toBe('ended')
    expect(subscriptionAt(atStripe, strict, TERM_END + DAY_MS).state).toBe('ended')
  })

  test('of a lifetime never ends', () => {
    const lifetime = { ...having(started), termEndsAt: null }
    expect(stateAt(lifetime, START + 40_000 * DAY_MS)).toBe('active')
    expect(subscriptionAfter(lifetime, { kind: 'cancelled', at: START + 1 }, plan)).toEqual({
      refused: 'noTermEnd',
    })
  })

  test('reads the same in one step as in many', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.values(SCENES)),
        fc.array(fc.integer({ min: 0, max: 100 * DAY_MS }), { maxLength: 8 }),
        ({ subscription }, waits) => {
          if (!subscription) return
          let [at, stepped] = [START, subscription]
          for (const wait of waits) {
            at += wait
            stepped = subscriptionAt(stepped, plan, at)
          }
          expect(stepped).toEqual(subscriptionAt(subscription, plan, at))
        },
      ),
      { seed: 20261123 },
    )
  })
})

describe('paying', () => {
  test('in time, begins the next term where the last one ended', () => {
    const at = TERM_END + HOUR
    const term = termPaidFor(having(started), plan, at, ZONE)
    expect(having(started, { kind: 'paid', at, term, paidMinor: 60_000 })).toMatchObject({
      state: 'active',
      termStartsAt: TERM_END,
      termEndsAt: Date.UTC(2028, 0, 15, 9),
      feeMinor: 60_000,
      graceEndsAt: null,
    })
  })

  test('ahead, joins the terms and their fees', () => {
    const at = START + DAY_MS
    const term = termPaidFor(having(started), plan, at, ZONE)
    expect(having(started, { kind: 'paid', at, term, paidMinor: 60_000 })).toMatchObject({
      termStartsAt: START,
      termEndsAt: Date.UTC(2028, 0, 15, 9),
      feeMinor: 119_900,
    })
  })

  test('within a trial, adds what is left of the trial', () => {
    const at = START + DAY_MS
    const paid = having(trialStarted, {
      kind: 'paid',
      at,
      term: termPaidFor(having(trialStarted), plan, at, ZONE),
      paidMinor: 59_900,
    })
    expect(paid).toMatchObject({ state: 'active', termStartsAt: at, termEndsAt: Date.UTC(2027, 1, 14, 9) })
  })

  test('after a lapse, begins a new term on that day', () => {
    const at = TERM_END + 30 * DAY_MS
    const term = termPaidFor(having(started), plan, at, ZONE)
    expect(term.startsAt).toBe(at)
    expect(having(started, { kind: 'paid', at, term, paidMinor: 1 }).state).toBe('active')
  })

  test('the same term twice is refused', () => {
    const again: SubscriptionEvent = {
      kind: 'paid',
      at: START + 1,
      term: firstTerm(plan, START, ZONE),
      paidMinor: 1,
    }
    expect(subscriptionAfter(having(started), again, plan)).toEqual({ refused: 'paidAlready' })
  })

  test('that fails again and again has one grace, from the first time', () => {
    const failed = (at: number): SubscriptionEvent => ({ kind: 'paymentFailed', at })
    const once = having(started, failed(TERM_END + HOUR))
    const often = having(started, failed(TERM_END + HOUR), failed(TERM_END + 3 * DAY_MS))
    expect(often.graceEndsAt).toBe(once.graceEndsAt)
    expect(often.state).toBe('grace')
  })

  test('keeps the day it began on, over short months and leap years and clock changes', () => {
    const monthly = { term: 'month' as const }
    const ends: string[] = []
    const anchor = Date.UTC(2027, 11, 31, 11)
    for (let at = anchor; ends.length < 4; ) {
      at = termEnd(monthly, at, anchor, ZONE) as number
      ends.push(new Date(at).toISOString().slice(0, 13))
    }
    // Noon in Stockholm throughout: 11 o'clock UTC in winter, 10 in summer.
    expect(ends).toEqual(['2028-01-31T11', '2028-02-29T11', '2028-03-31T10', '2028-04-30T10'])
    const leap = Date.UTC(2028, 1, 29, 11)
    expect(new Date(termEnd(plan, leap, leap, ZONE) as number).toISOString()).toContain('2029-02-28')
  })
})

test('a trial that was cancelled and resumed is a trial again', () => {
  const cancelled = having(trialStarted, { kind: 'cancelled', at: START + 1 })
  expect(subscriptionAt(cancelled, plan, START + 30 * DAY_MS).state).toBe('ended')
  expect(
    having(trialStarted, { kind: 'cancelled', at: START + 1 }, { kind: 'resumed', at: START + 2 }).state,
  ).toBe('trial')
})

describe('money back', () => {
  test('and the share that was used are the fee, at every millisecond', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 100_000_000 }),
        fc.integer({ min: 1, max: 400 * DAY_MS }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (feeMinor, termMs, share) => {
          const subscription = { ...having(started), feeMinor, termEndsAt: START + termMs }
          const now = START + Math.min(Math.floor(termMs * share), termMs - 1)
          const refund = refundMinor(plan, subscription, now, 0)
          expect(refund + usedMinor(subscription, now)).toBe(feeMinor)
          // Rounded up: never less than the exact share, and never a whole minor unit more.
          const exact = BigInt(feeMinor) * BigInt(START + termMs - now)
          expect(BigInt(refund) * BigInt(termMs) >= exact).toBe(true)
          expect(BigInt(refund) * BigInt(termMs) - exact < BigInt(termMs)).toBe(true)
        },
      ),
      { seed: 20261123, numRuns: 1000 },
    )
  })

  test('is all of it at once, half of it half-way, nothing at the end', () => {
    const subscription = having(started)
    expect(refundMinor(plan, subscription, START, 0)).toBe(59_900)
    expect(refundMinor(plan, subscription, START + (TERM_END - START) / 2, 0)).toBe(29_950)
    expect(refundMinor(plan, subscription, TERM_END - 1, 0)).toBe(1)
    expect(refundMinor(plan, subscription, TERM_END, 0)).toBe(0)
    expect(refundMinor({ ...plan, refund: 'none' }, subscription, START, 0)).toBe(0)
  })

  test('leaves out what was given back before, and a trial has none', () => {
    const partly = having(started, { kind: 'refunded', at: START, amountMinor: 20_000 })
    expect(refundMinor(plan, partly, START, 0)).toBe(39_900)
    expect(refundMinor(plan, having(trialStarted), START, 0)).toBe(0)
  })

  test('is less what was saved only where the plan says so', () => {
    const half = START + (TERM_END - START) / 2
    const less = { ...plan, refund: 'proRataLessSaved' as const }
    expect(refundMinor(plan, having(started), half, 10_000)).toBe(29_950)
    expect(refundMinor(less, having(started), half, 10_000)).toBe(19_950)
    expect(refundMinor(less, having(started), half, 90_000)).toBe(0)
  })

  test('of a lifetime is all of it for 14 days, then nothing', () => {
    const lifetime = { ...having(started), termEndsAt: null }
    expect(refundMinor(plan, lifetime, START + 14 * DAY_MS - 1, 0)).toBe(59_900)
    expect(refundMinor(plan, lifetime, START + 14 * DAY_MS, 0)).toBe(0)
  })

  test('that is all of the fee ends the plan; more than it is refused', () => {
    expect(having(started, { kind: 'refunded', at: START + 5, amountMinor: 59_900 })).toMatchObject({
      state: 'ended',
      endedAt: START + 5,
    })
    expect(
      subscriptionAfter(having(started), { kind: 'refunded', at: START, amountMinor: 59_901 }, plan),
    ).toEqual({
      refused: 'moreThanPaid',
    })
  })

  test('that is owed is owed until it is paid', () => {
    const left = having(started, { kind: 'ended', at: START + DAY_MS, refundMinor: 59_735 })
    expect(left).toMatchObject({ state: 'ended', refundOwedMinor: 59_735 })
    const result = subscriptionAfter(
      left,
      { kind: 'refunded', at: START + 2 * DAY_MS, amountMinor: 59_735 },
      plan,
    )
    expect(result).toMatchObject({
      subscription: { refundOwedMinor: 0, refundedMinor: 59_735, endedAt: START + DAY_MS },
    })
  })
})

describe('whether a plan pays for itself', () => {
  const half = START + (TERM_END - START) / 2
  const meter = (savedMinor: number, now: number, subscription = having(started), of = plan) =>
    breakEven(of, subscription, [{ kind: 'freeShipping', amountMinor: savedMinor }], now, ZONE)

  test.each([
    ['paid', 59_900, START + 1],
    ['tooEarly', 59_899, START + 36 * DAY_MS],
    ['behind', 1, START + 37 * DAY_MS],
    ['onCourse', 29_950, half],
    ['behind', 29_949, half],
    ['behind', 0, TERM_END - 1],
  ])('%s: saved %i', (verdict, savedMinor, now) => {
    expect(meter(savedMinor, now).verdict).toBe(verdict)
  })

  test('is said with what comes back by leaving', () => {
    expect(meter(10_000, half)).toEqual({
      currency: 'SEK',
      feeMinor: 59_900,
      savedMinor: 10_000,
      saved: [{ kind: 'freeShipping', amountMinor: 10_000 }],
      netMinor: -49_900,
      sinceAt: START,
      verdict: 'behind',
      refundMinor: 29_950,
    })
  })

  test('sums each kind, largest first, and leaves out what returns took back', () => {
    const savings = [
      { kind: 'freeShipping', amountMinor: 4_900 },
      { kind: 'memberPrice', amountMinor: 9_000 },
      { kind: 'freeShipping', amountMinor: 4_900 },
      { kind: 'offer', amountMinor: 500 },
      { kind: 'offer', amountMinor: -500 },
    ] as const
    const { saved, savedMinor } = breakEven(plan, having(started), savings, half, ZONE)
    expect(saved).toEqual([
      { kind: 'freeShipping', amountMinor: 9_800 },
      { kind: 'memberPrice', amountMinor: 9_000 },
    ])
    expect(savedMinor).toBe(18_800)
  })

  test('in a trial is measured against the fee that follows, over its term', () => {
    expect(meter(59_900, START + DAY_MS, having(trialStarted))).toMatchObject({
      feeMinor: 59_900,
      verdict: 'paid',
    })
    expect(meter(1_000, START + 29 * DAY_MS, having(trialStarted)).verdict).toBe('tooEarly')
    const monthly = { ...plan, term: 'month' as const }
    expect(meter(59_000, START + 29 * DAY_MS, having(trialStarted), monthly).verdict).toBe('onCourse')
  })

  test('of a lifetime is measured over ten years', () => {
    const lifetime = { ...having(started), termEndsAt: null }
    expect(meter(5_990, START + 365 * DAY_MS, lifetime).verdict).toBe('tooEarly')
    expect(meter(12_100, START + 2 * 365 * DAY_MS, lifetime).verdict).toBe('onCourse')
    expect(meter(11_000, START + 2 * 365 * DAY_MS, lifetime).verdict).toBe('behind')
  })

  test('counts a fee that was partly given back as so much less', () => {
    const partly = having(started, { kind: 'refunded', at: START, amountMinor: 20_000 })
    expect(meter(39_900, half, partly)).toMatchObject({ feeMinor: 39_900, verdict: 'paid', netMinor: 0 })
  })
})

describe('what a purchase saved', () => {
  const purchase = {
    id: id('pur'),
    enrolmentId: id('enr'),
    purchasedAt: START + DAY_MS,
    benefits: [
      { kind: 'freeShipping' as const, amountMinor: 4_900 },
      { kind: 'memberPrice' as const, amountMinor: 2_000 },
    ],
    offers: [
      { plans: ['plus'], discountMinor: 700 },
      { plans: ['plus', 'other'], discountMinor: 300 },
      { plans: ['other'], discountMinor: 5_000 },
    ],
    rewards: [
      { kind: 'yearlyReward' as const, plans: ['plus'], amountMinor: 60 },
      { kind: 'dividend' as const, plans: ['other'], amountMinor: 7 },
    ],
  }
  const kinds = (...args: Parameters<typeof savingsOfPurchase>) =>
    Object.fromEntries(savingsOfPurchase(...args).map(({ kind, amountMinor }) => [kind, amountMinor]))

  test('is one saving of each kind, of the plan that gave it', () => {
    expect(kinds(purchase, [having(started)], [plan])).toEqual({
      freeShipping: 4_900,
      memberPrice: 2_000,
      offer: 1_000,
      yearlyReward: 60,
    })
  })

  test('is no plan’s where no plan gives it, or none was good when it was made', () => {
    const plain = { ...plan, entitlements: { freeShipping: false } }
    expect(kinds(purchase, [having(started)], [plain])).toEqual({ offer: 1_000, yearlyReward: 60 })
    for (const purchasedAt of [START - 1, TERM_END + 7 * DAY_MS])
      expect(kinds({ ...purchase, purchasedAt }, [having(started)], [plan])).toEqual({})
    expect(kinds(purchase, [having(started)], [])).toEqual({})
  })

  test('member prices count for the plan with the larger share', () => {
    const better = { ...plan, key: 'gold', entitlements: { freeShipping: false, memberPricePercent: 20 } }
    const gold = { ...having(started), id: 'sub_gold', plan: 'gold' }
    const savings = savingsOfPurchase(purchase, [having(started), gold], [plan, better])
    expect(savings.find(({ kind }) => kind === 'memberPrice')?.subscriptionId).toBe('sub_gold')
    expect(savings.find(({ kind }) => kind === 'freeShipping')?.subscriptionId).toBe(opening.id)
  })

  test('goes back with what is returned, and all of it with the last of it, whatever the steps', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1_000_000 }),
        fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 8 }),
        (amountMinor, parts) => {
          const goodsMinor = parts.reduce((sum, part) => sum + part, 0)
          const saving: RecordedSaving = {
            kind: 'memberPrice',
            enrolmentId: 'e',
            subscriptionId: 's',
            purchaseId: 'p',
            amountMinor,
            savedAt: 1,
            takenBackMinor: 0,
          }
          let backMinor = 0
          parts.forEach((part, step) => {
            backMinor += part
            const whole = step === parts.length - 1
            for (const taken of savingsTakenBack([saving], `r${step}`, { backMinor, goodsMinor, whole })) {
              expect(taken.amountMinor).toBeLessThan(0)
              expect(taken.savedAt).toBe(1)
              saving.takenBackMinor -= taken.amountMinor
            }
          })
          expect(saving.takenBackMinor).toBe(amountMinor)
        },
      ),
      { seed: 20261123 },
    )
  })

  test('free delivery was had until everything came back', () => {
    const recorded = savingsOfPurchase(purchase, [having(started)], [plan]).map(
      ({ sourceId: _, ...saving }) => ({
        ...saving,
        takenBackMinor: 0,
      }),
    )
    const back = { backMinor: 10_000, goodsMinor: 20_000 }
    const of = (whole: boolean) =>
      Object.fromEntries(
        savingsTakenBack(recorded, 'ret', { ...back, whole }).map(({ kind, amountMinor }) => [
          kind,
          amountMinor,
        ]),
      )
    expect(of(false)).toEqual({ memberPrice: -1_000, offer: -500, yearlyReward: -30 })
    expect(of(true)).toEqual({ freeShipping: -4_900, memberPrice: -2_000, offer: -1_000, yearlyReward: -60 })
  })
})

test('plans that are good are read as of now, in the programme’s order; one the programme dropped gives nothing', () => {
  const rows = [having(started), { ...having(started), plan: 'gone' }]
  const keys = (at: number) => currentPlans(rows, [plan], at).map((one) => one.plan.key)
  expect(keys(START - 1)).toEqual([])
  expect(keys(START)).toEqual(['plus'])
  expect(keys(TERM_END + 6 * DAY_MS)).toEqual(['plus'])
  expect(keys(TERM_END + 7 * DAY_MS)).toEqual([])
})
