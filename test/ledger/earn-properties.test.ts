import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  basePointsOf,
  CapUse,
  DAY_MS,
  type EarnRule,
  typicalStepMinor,
} from '../../shared/contracts/index.ts'
import { type CapPeriod, periodAt } from '../../shared/ledger/calendar.ts'
import { type EarnLine, type EarnOccasion, earn, uncap } from '../../shared/ledger/earn/index.ts'
import { allocate } from '../../shared/ledger/earning.ts'
import { AT, STORE_ID } from './earn-cases.ts'
import { compiled, memberOf, programOf } from './earn-make.ts'

const ZONE = 'Europe/Stockholm'
type Purchase = Extract<EarnOccasion, { kind: 'purchase' }>

const rounding = fc.constantFrom('down', 'nearest', 'up')
/** Small amounts, where roundings meet, and the largest that are allowed. */
const amountMinor = fc.oneof(fc.nat(50), fc.nat(100_000), fc.nat(1_000_000_000_000))

const aLine: fc.Arbitrary<EarnLine> = fc.record(
  {
    sku: fc.constantFrom('a', 'b', 'c'),
    category: fc.constantFrom('Tea', ' tea ', 'coffee'),
    amountMinor,
    beforeDiscountMinor: amountMinor,
    quantity: fc.integer({ min: 1, max: 9 }),
  },
  { requiredKeys: ['sku', 'amountMinor'] },
)

const aPurchase: fc.Arbitrary<Purchase> = fc
  .record({
    lines: fc.array(aLine, { minLength: 1, maxLength: 8 }),
    paidPercent: fc.constantFrom(0, 1, 33, 99, 100, 125),
  })
  .map(({ lines, paidPercent }) => ({
    kind: 'purchase',
    storeId: STORE_ID,
    purchasedAt: AT,
    goodsPaidMinor: Math.floor((lines.reduce((sum, line) => sum + line.amountMinor, 0) * paidPercent) / 100),
    lines,
    first: false,
  }))

const aScope = fc.record(
  {
    categories: fc.subarray(['tea', 'Coffee']),
    skus: fc.subarray(['a', 'b']),
    exceptCategories: fc.subarray(['TEA']),
    exceptSkus: fc.subarray(['a', 'c']),
    fullPriceOnly: fc.boolean(),
  },
  { requiredKeys: [] },
)

const proportional = fc.record({
  kind: fc.constant('proportional' as const),
  amount: fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 1_000_000 })),
  perMinor: fc.oneof(fc.integer({ min: 1, max: 1_000 }), fc.integer({ min: 1, max: 100_000_000 })),
  wholeStepsOnly: fc.boolean(),
  rounding,
  basis: fc.constantFrom('paid' as const, 'beforeDiscount' as const),
})
const aGive = fc.oneof(
  proportional,
  fc.record({
    kind: fc.constantFrom('fixed' as const, 'perItem' as const),
    amount: fc.integer({ min: 1, max: 500 }),
  }),
)
const period = fc.constantFrom<CapPeriod>('day', 'week', 'month', 'quarter', 'year', 'membershipYear')
const cap = fc.integer({ min: 1, max: 300 })

const aRule = fc.record(
  { give: aGive, scope: aScope, minBasketMinor: fc.integer({ min: 1, max: 2_000 }) },
  { requiredKeys: ['give'] },
)

const only = (rule: Omit<Parameters<typeof programOf>[0][number], 'key'>) =>
  compiled([{ key: 'rule', ...rule }])

/** The rule's answer as rationals of big integers say it, without the engine's parts. */
function oracle(rule: EarnRule, { lines, goodsPaidMinor }: Purchase, earnPercent: number): bigint {
  const fold = (name: string) => name.trim().toLowerCase()
  const { categories = [], skus = [], exceptCategories = [], exceptSkus = [] } = rule.scope
  const category = (line: EarnLine) => (line.category === undefined ? null : fold(line.category))
  const held = lines.filter((line) => {
    const of = (names: string[]) => names.some((name) => fold(name) === category(line))
    const named = categories.length + skus.length === 0 || of(categories) || skus.includes(line.sku)
    const reduced = (line.beforeDiscountMinor ?? 0) > line.amountMinor && rule.scope.fullPriceOnly === true
    return named && !of(exceptCategories) && !exceptSkus.includes(line.sku) && !reduced
  })
  const sum = (of: readonly EarnLine[], field: (line: EarnLine) => number) =>
    of.reduce((total, line) => total + BigInt(field(line)), 0n)

  const whole = sum(lines, (line) => line.amountMinor)
  const paid = BigInt(goodsPaidMinor) < whole ? BigInt(goodsPaidMinor) : whole
  const before = rule.give.kind === 'proportional' && rule.give.basis === 'beforeDiscount'
  // A share of the whole as top / over.
  const top = before
    ? sum(held, (line) => line.beforeDiscountMinor ?? line.amountMinor)
    : sum(held, (line) => line.amountMinor) * paid
  const over = before || whole === 0n ? 1n : whole
  if (top === 0n || top < BigInt(rule.minBasketMinor ?? 0) * over) return 0n
  if (rule.give.kind === 'fixed') return BigInt(rule.give.amount)
  const paidFor = held.filter((line) => line.amountMinor > 0)
  if (rule.give.kind === 'perItem')
    return BigInt(rule.give.amount) * sum(paidFor, ({ quantity = 1 }) => quantity)

  const { amount, perMinor, wholeStepsOnly } = rule.give
  const steps = wholeStepsOnly
    ? { top: top / (over * BigInt(perMinor)), over: 1n }
    : { top, over: over * BigInt(perMinor) }
  const exact = { top: steps.top * BigInt(amount) * BigInt(earnPercent), over: steps.over * 100n }
  const down = exact.top / exact.over
  const rest = exact.top - down * exact.over
  const isUp =
    rule.give.rounding === 'up' ? rest > 0n : rule.give.rounding === 'nearest' && rest * 2n >= exact.over
  return down + (isUp ? 1n : 0n)
}

test('no amount drifts from the exact fraction, and its lines sum to it', () => {
  fc.assert(
    fc.property(aRule, aPurchase, fc.integer({ min: 100, max: 2_000 }), (rule, trigger, earnPercent) => {
      const rules = only(rule)
      const { given, explained } = earn(rules, { trigger, member: memberOf({ earnPercent }), timeZone: ZONE })
      const exact = oracle(rules.rules[0]!.rule, trigger, earnPercent)
      const most = BigInt(Number.MAX_SAFE_INTEGER)
      expect(BigInt(given[0]?.amount ?? 0)).toBe(exact > most ? most : exact)
      expect(explained).toHaveLength(1)
      for (const { amount, perLine } of given) {
        expect(perLine).toHaveLength(trigger.lines.length)
        expect(perLine.every((part) => Number.isSafeInteger(part) && part >= 0)).toBe(true)
        expect(perLine.reduce((sum, part) => sum + part, 0)).toBe(amount)
      }
    }),
    { numRuns: 1_000 },
  )
})

test('the order of lines does not change what is earned', () => {
  const shuffled = aPurchase.chain((trigger) =>
    fc
      .shuffledSubarray([...trigger.lines], { minLength: trigger.lines.length })
      .map((lines) => [trigger, { ...trigger, lines }] as const),
  )
  fc.assert(
    fc.property(aRule, shuffled, (rule, [one, other]) => {
      const rules = only(rule)
      const amounts = [one, other].map((trigger) =>
        earn(rules, { trigger, member: memberOf(), timeZone: ZONE }).given.map(({ amount }) => amount),
      )
      expect(amounts[0]).toEqual(amounts[1])
    }),
    { numRuns: 500 },
  )
})

test('what is shared among lines is at most one off their exact share, whatever its size', () => {
  const weight = fc.oneof(fc.nat(20), fc.nat(1_000_000_000_000))
  fc.assert(
    fc.property(fc.array(weight, { minLength: 1, maxLength: 20 }), weight, (weights, points) => {
      const total = weights.reduce((sum, each) => sum + each, 0)
      fc.pre(total > 0)
      const parts = allocate(points, weights)
      expect(parts.reduce((sum, part) => sum + part, 0)).toBe(points)
      parts.forEach((part, i) => {
        const down = (BigInt(points) * BigInt(weights[i]!)) / BigInt(total)
        expect([down, down + 1n]).toContain(BigInt(part))
      })
    }),
    { numRuns: 500 },
  )
})

const CAPS = fc.record(
  { perPurchase: cap, perPeriod: fc.record({ amount: cap, period }), perMember: cap },
  { requiredKeys: [] },
)
const HISTORY = fc.array(
  fc.record({ day: fc.integer({ min: -900, max: 900 }), amountMinor: fc.nat(20_000) }),
  { minLength: 1, maxLength: 40 },
)

/** What a rule of a point per krona gives for purchases in the order they are recorded. */
function recorded(caps: EarnRule['caps'], history: { day: number; amountMinor: number }[]) {
  const rules = only({ give: { kind: 'proportional', amount: 1, perMinor: 100 }, caps })
  let member = memberOf()
  return history.map(({ day, amountMinor }) => {
    const purchasedAt = AT + day * DAY_MS
    const lines = [{ sku: 'a', amountMinor }]
    const result = earn(rules, {
      trigger: {
        kind: 'purchase',
        storeId: STORE_ID,
        purchasedAt,
        goodsPaidMinor: amountMinor,
        lines,
        first: false,
      },
      member,
      timeZone: ZONE,
    })
    member = { ...member, caps: result.caps }
    const [given] = result.given
    const wanted = Math.floor(amountMinor / 100)
    expect((given?.amount ?? 0) + (given?.cut?.amount ?? 0)).toBe(wanted)
    const startsAt =
      caps.perPeriod && periodAt(caps.perPeriod.period, purchasedAt, ZONE, member.joinedAt).startsAt
    return { amount: given?.amount ?? 0, wanted, startsAt: startsAt ?? 0 }
  })
}

/** Sums by the period they fall in. */
function byPeriod<T extends { startsAt: number }>(all: T[], of: (one: T) => number): Map<number, number> {
  const sums = new Map<number, number>()
  for (const one of all) sums.set(one.startsAt, (sums.get(one.startsAt) ?? 0) + of(one))
  return sums
}

test('no cap is passed, in whatever order purchases are recorded', () => {
  fc.assert(
    fc.property(CAPS, HISTORY, (caps, history) => {
      const all = recorded(caps, history)
      const { perPurchase = Infinity, perPeriod, perMember = Infinity } = caps
      expect(Math.max(...all.map(({ amount }) => amount))).toBeLessThanOrEqual(perPurchase)
      expect(all.reduce((sum, { amount }) => sum + amount, 0)).toBeLessThanOrEqual(perMember)
      for (const given of byPeriod(all, ({ amount }) => amount).values())
        expect(given).toBeLessThanOrEqual(perPeriod?.amount ?? Infinity)
    }),
    { numRuns: 500 },
  )
})

test('purchases recorded as they are made get all that a period’s cap allows', () => {
  fc.assert(
    fc.property(cap, period, HISTORY, (amount, period, history) => {
      const all = recorded(
        { perPeriod: { amount, period } },
        history.toSorted((a, b) => a.day - b.day),
      )
      const wanted = byPeriod(all, (one) => one.wanted)
      for (const [startsAt, given] of byPeriod(all, (one) => one.amount))
        expect(given).toBe(Math.min(amount, wanted.get(startsAt)!))
    }),
  )
})

test('so do those recorded up to a week late, by a cap of each day', () => {
  const week = fc.array(fc.record({ day: fc.integer({ min: 0, max: 7 }), amountMinor: fc.nat(20_000) }), {
    minLength: 1,
    maxLength: 30,
  })
  fc.assert(
    fc.property(cap, week, (amount, history) => {
      const all = recorded({ perPeriod: { amount, period: 'day' } }, history)
      const wanted = byPeriod(all, (one) => one.wanted)
      for (const [startsAt, given] of byPeriod(all, (one) => one.amount))
        expect(given).toBe(Math.min(amount, wanted.get(startsAt)!))
    }),
  )
})

test('a till that was silent for a week is counted by the days it sold on', () => {
  const [last, ...days] = [7, 6, 5, 4, 3, 2, 1, 0].map((day) => ({ day, amountMinor: 3_000 }))
  const given = recorded({ perPeriod: { amount: 50, period: 'day' } }, [last!, ...days, ...days])
  expect(given.map(({ amount }) => amount)).toEqual([30, ...days.map(() => 30), ...days.map(() => 20)])
})

test('what returns took back can be earned again, and no cap is passed for it', () => {
  const steps = fc.array(
    fc.record({ day: fc.integer({ min: 0, max: 30 }), amountMinor: fc.nat(9_000), returned: fc.boolean() }),
    { minLength: 1, maxLength: 40 },
  )
  fc.assert(
    fc.property(cap, period, steps, (amount, period, history) => {
      const rules = only({
        give: { kind: 'proportional', amount: 1, perMinor: 100 },
        caps: { perPeriod: { amount, period } },
      })
      let member = memberOf()
      const standing = new Map<number, number>()
      for (const { day, amountMinor, returned } of history) {
        const purchasedAt = AT + day * DAY_MS
        const trigger = {
          kind: 'purchase',
          storeId: STORE_ID,
          purchasedAt,
          goodsPaidMinor: amountMinor,
        } as const
        const lines = [{ sku: 'a', amountMinor }]
        const { given, caps } = earn(rules, {
          trigger: { ...trigger, lines, first: false },
          member,
          timeZone: ZONE,
        })
        const earned = given[0]?.amount ?? 0
        const taken = [{ ruleKey: 'rule', amount: earned, earnedAt: purchasedAt }]
        member = { ...member, caps: returned && earned > 0 ? uncap(caps, rules, taken, member, ZONE) : caps }
        if (member.caps.rule) CapUse.parse(member.caps.rule)
        const { startsAt } = periodAt(period, purchasedAt, ZONE, member.joinedAt)
        const stands = (standing.get(startsAt) ?? 0) + (returned ? 0 : earned)
        standing.set(startsAt, stands)
        expect(stands).toBeLessThanOrEqual(amount)
      }
      const all = [...standing.values()].reduce((sum, stands) => sum + stands, 0)
      expect(member.caps.rule?.ever ?? 0).toBe(all)
    }),
    { numRuns: 300 },
  )
})

test('everyday points of an amount are what a purchase of it earns by everyday rules', () => {
  const everyday = fc.array(
    fc.record({ give: proportional, caps: fc.record({ perPurchase: cap }, { requiredKeys: [] }) }),
    {
      maxLength: 4,
    },
  )
  fc.assert(
    fc.property(everyday, fc.oneof(fc.nat(1_000_000), fc.nat(1_000_000_000_000)), (some, amountMinor) => {
      const rules = programOf(some.map((rule, i) => ({ key: `rule-${i}`, ...rule })))
      const { given } = earn(compiled(rules.earn), {
        trigger: {
          kind: 'purchase',
          storeId: STORE_ID,
          purchasedAt: AT,
          goodsPaidMinor: amountMinor,
          lines: [{ sku: 'a', amountMinor }],
          first: false,
        },
        member: memberOf(),
        timeZone: ZONE,
      })
      const together = given.reduce((sum, { amount }) => sum + amount, 0)
      expect(basePointsOf(rules, amountMinor)).toBe(together)
    }),
    { numRuns: 500 },
  )
})

test('special rules are no everyday points', () => {
  const give = { kind: 'proportional', amount: 3, perMinor: 250 } as const
  const special = [
    { scope: { categories: ['tea'] } },
    { scope: { skus: ['a'] } },
    { scope: { storeIds: [STORE_ID] } },
    { minBasketMinor: 1 },
    { schedule: { startsAt: AT, endsAt: AT + DAY_MS } },
    { tiers: ['gold'] },
    { plans: ['plus'] },
    { unit: 'stamps' as const },
    { give: { kind: 'fixed' as const, amount: 5 } },
    { on: { kind: 'event' as const, type: 'visit' }, caps: { perMember: 1 } },
  ]
  const more = {
    units: { points: {}, stamps: {} },
    tiers: {
      basis: { kind: 'spend' as const },
      window: { kind: 'calendarYear' as const },
      levels: [
        { key: 'green', name: 'Green', threshold: 0 },
        { key: 'gold', name: 'Gold', threshold: 1 },
      ],
    },
    plans: [
      {
        key: 'plus',
        name: 'Plus',
        price: { amountMinor: 1, currency: 'SEK' },
        term: 'month' as const,
        entitlements: {},
      },
    ],
  }
  const rules = special.map((each, i) => ({ key: `special-${i}`, give, ...each }))
  const none = programOf(rules, more)
  expect([basePointsOf(none, 1_000_000), typicalStepMinor(none)]).toEqual([0, 100])
  const one = programOf([...rules, { key: 'everyday', give, scope: { exceptSkus: ['gift-card'] } }], more)
  expect([basePointsOf(one, 1_000), typicalStepMinor(one)]).toEqual([12, 250])
})
