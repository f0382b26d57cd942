import { describe, expect, test } from 'vitest'
import { breakEven } from '../../shared/ledger/plans/break-even.ts'
import { subscriptionAt } from '../../shared/ledger/plans/read.ts'
import { refundMinor } from '../../shared/ledger/plans/refund.ts'
import { subscriptionAfter } from '../../shared/ledger/plans/write.ts'
import { programOf } from '../../shared/presets/program-of.ts'
import { subscribed } from './subscribed.ts'

const DAY_MS = 86_400_000
const START = Date.parse('2026-02-01T12:00-08:00')

describe('prime', () => {
  const { plan, subscription, zone } = subscribed('prime', 'prime-year', START)
  /** So many deliveries that would have cost $6.99 each. */
  const meter = (deliveries: number, days: number) =>
    breakEven(
      plan,
      subscription,
      [{ kind: 'freeShipping', amountMinor: deliveries * 6_99 }],
      START + days * DAY_MS,
      zone,
    )

  test('the fee is earned back by the twentieth delivery of $6.99', () => {
    expect(meter(19, 180)).toMatchObject({ feeMinor: 139_00, savedMinor: 132_81, verdict: 'onCourse' })
    expect(meter(20, 180)).toMatchObject({ savedMinor: 139_80, netMinor: 80, verdict: 'paid' })
  })

  test('four deliveries in half a year do not pay, and no money comes back', () => {
    expect(meter(4, 183)).toMatchObject({ netMinor: -111_04, verdict: 'behind', refundMinor: 0 })
    expect(meter(0, 20).verdict).toBe('tooEarly')
  })

  test('a year by the month costs $40.88 more', () => {
    const month = subscribed('prime', 'prime-month', START).plan
    expect(12 * month.price.amountMinor - plan.price.amountMinor).toBe(40_88)
  })

  test('the first 30 days cost nothing, and give what the rest gives', () => {
    const trial = subscriptionAfter(
      null,
      {
        kind: 'trialStarted',
        at: START,
        opening: { id: 'sub_2', enrolmentId: 'enr_1', source: 'hand' },
        trialEndsAt: START + plan.trialDays * DAY_MS,
      },
      plan,
    )
    if ('refused' in trial) throw new Error(trial.refused)
    expect(trial.subscription.feeMinor).toBe(0)
    const state = (days: number) => subscriptionAt(trial.subscription, plan, START + days * DAY_MS).state
    expect([state(29), state(30), state(38)]).toEqual(['trial', 'pastDue', 'ended'])
  })

  test('free delivery is for members; the deal waits for its figures', () => {
    const offers = programOf({ preset: 'prime' })!.offers
    expect(offers.map(({ key, state, audience }) => [key, state, audience.plans])).toEqual([
      ['free-delivery', 'live', ['prime-month', 'prime-year']],
      ['members-only', 'draft', ['prime-month', 'prime-year']],
    ])
  })
})

describe('bestbuy-plus', () => {
  const { plan, subscription, zone } = subscribed('bestbuy-plus', 'plus', START)

  test('a member price of $50 off pays for the year at once', () => {
    const meter = breakEven(plan, subscription, [{ kind: 'memberPrice', amountMinor: 50_00 }], START, zone)
    expect(meter).toMatchObject({ feeMinor: 49_99, netMinor: 1, verdict: 'paid' })
  })

  test('who leaves after 73 of 365 days gets four fifths back, less what the plan has saved', () => {
    const at = START + 73 * DAY_MS
    expect(refundMinor(plan, subscription, at, 0)).toBe(40_00)
    expect(refundMinor(plan, subscription, at, 15_00)).toBe(25_00)
    expect(refundMinor(plan, subscription, at, 50_00)).toBe(0)
  })

  test('sixty days to return what was bought', () => {
    expect(plan.entitlements).toMatchObject({ returnDays: 60, freeShipping: true, earlyAccessHours: 24 })
  })
})
