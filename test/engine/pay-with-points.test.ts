import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { OfferCreate, type ProgramRules, Reward } from '../../shared/contracts/index.ts'
import { claimCostMinor, decide, effect, explainOffer, judgeBasket } from '../../shared/engine/index.ts'
import { basketOf, idOf, inputOf, line, NOW, offerOf, RULES } from './make.ts'

type Pay = Extract<Reward, { kind: 'payWithPoints' }>

const pay = (more: Partial<Pay> = {}): Pay => ({
  kind: 'payWithPoints',
  unit: 'points',
  maxPercent: 50,
  ...more,
})
const worth = (pointValueCentiMinor: number | null): ProgramRules => ({ ...RULES, pointValueCentiMinor })
const basket = basketOf([line('coffee', 20_000)])

describe('what a balance takes off a basket', () => {
  const cases: {
    title: string
    reward?: Partial<Pay>
    centi?: number | null
    has?: number
    off: number
    takes: number | null
  }[] = [
    { title: 'all that is there', has: 120, off: 600, takes: 120 },
    { title: 'half of the basket, where more is there', has: 9_000, off: 10_000, takes: 2_000 },
    { title: 'the whole basket', reward: { maxPercent: 100 }, has: 9_000, off: 20_000, takes: 4_000 },
    { title: 'whole steps', reward: { stepAmount: 50 }, has: 120, off: 500, takes: 100 },
    {
      title: 'whole steps within the share',
      reward: { stepAmount: 1_500 },
      has: 9_000,
      off: 7_500,
      takes: 1_500,
    },
    { title: 'nothing below the least', reward: { minAmount: 121 }, has: 120, off: 0, takes: null },
    { title: 'from the least on', reward: { minAmount: 120 }, has: 120, off: 600, takes: 120 },
    {
      title: 'steps above the least',
      reward: { minAmount: 70, stepAmount: 50 },
      has: 99,
      off: 0,
      takes: null,
    },
    {
      title: 'stored value, one to one',
      reward: { unit: 'storedValue' },
      has: 1_234,
      off: 1_234,
      takes: 1_234,
    },
    {
      title: 'points worth a third of an öre: the fewest that buy it',
      centi: 33,
      has: 100,
      off: 33,
      takes: 100,
    },
    { title: 'and not the hundredth where 97 do', centi: 34, has: 99, off: 33, takes: 98 },
    { title: 'a point that is worth more than the share', centi: 2_000_000, has: 5, off: 0, takes: null },
    { title: 'points whose worth nobody said', centi: null, has: 500, off: 0, takes: null },
    { title: 'no balance', has: 0, off: 0, takes: null },
  ]
  test.each(cases)('$title', ({ reward, centi = 500, has = 0, off, takes }) => {
    const { unit } = pay(reward)
    const worked = effect(pay(reward), basket, worth(centi), { [unit]: has })
    expect(worked).toEqual({
      kind: 'discount',
      amountMinor: off,
      currency: 'SEK',
      ...(takes === null ? {} : { takes: { unit, amount: takes } }),
    })
  })

  test('only goods in scope are paid with it, and a mere total says nothing of them', () => {
    const reward = pay({ scope: { categories: ['coffee'] }, maxPercent: 100 })
    const mixed = basketOf([line('coffee', 300), line('tea', 9_000)])
    expect(effect(reward, mixed, RULES, { points: 500 })).toMatchObject({
      amountMinor: 300,
      takes: { amount: 60 },
    })
    const total = { currency: 'SEK' as const, totalMinor: 9_300, lines: [] }
    expect(effect(reward, total, RULES, { points: 500 })).toMatchObject({ amountMinor: null })
    expect(effect(reward, total, RULES, { points: 500 })).not.toHaveProperty('takes')
  })

  test('nobody’s purse pays for nothing', () => {
    expect(effect(pay(), basket, RULES)).toMatchObject({ amountMinor: 0 })
  })
})

test('always: within balance, share and steps, and not a unit more than the discount takes', () => {
  fc.assert(
    fc.property(
      fc.record({
        maxPercent: fc.integer({ min: 1, max: 100 }),
        stepAmount: fc.option(fc.integer({ min: 1, max: 400 }), { nil: undefined }),
        minAmount: fc.option(fc.integer({ min: 1, max: 400 }), { nil: undefined }),
      }),
      fc.oneof(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 1_000_000 })),
      fc.oneof(fc.integer({ min: 0, max: 3_000 }), fc.integer({ min: 0, max: 1_000_000_000_000 })),
      fc.oneof(fc.integer({ min: 0, max: 50_000 }), fc.constant(1_000_000_000_000)),
      (terms, centi, has, goodsMinor) => {
        const reward = Reward.parse({ kind: 'payWithPoints', ...terms }) as Pay
        const rules = worth(centi)
        const goods = basketOf([line('tea', goodsMinor)])
        const worked = effect(reward, goods, rules, { points: has })
        if (worked.kind !== 'discount' || worked.amountMinor === null) throw new Error('has an amount')
        const { amountMinor, takes } = worked
        expect(claimCostMinor({ reward, conditions: {} }, goods, rules, { points: has })).toBe(amountMinor)
        const input = inputOf(
          [offerOf(1, { reward })],
          { basket: goods, payWith: { available: { points: has } } },
          { rules },
        )
        // Eligible on a basket exactly where it comes to something.
        expect(explainOffer(input, idOf('off', 1))!.eligible).toBe(amountMinor > 0)
        expect(takes === undefined).toBe(amountMinor === 0)
        if (takes === undefined) return
        const { stepAmount = 1, minAmount = 1 } = reward
        expect(takes.amount).toBeLessThanOrEqual(Math.min(has, 100_000_000))
        expect(takes.amount % stepAmount).toBe(0)
        expect(takes.amount).toBeGreaterThanOrEqual(minAmount)
        expect(amountMinor * 100).toBeLessThanOrEqual(goodsMinor * reward.maxPercent)
        const bought = (units: number) => Number((BigInt(units) * BigInt(centi)) / 100n)
        expect(bought(takes.amount)).toBe(amountMinor)
        // One step fewer would buy less, or be too few.
        const fewer = takes.amount - stepAmount
        expect(fewer < minAmount || bought(fewer) < amountMinor).toBe(true)
        // One step more is not there, or not allowed.
        const more = takes.amount + stepAmount
        expect(
          more > Math.min(has, 100_000_000) ||
            BigInt(bought(more)) * 100n > BigInt(goodsMinor) * BigInt(reward.maxPercent) ||
            bought(more) === amountMinor,
        ).toBe(true)
      },
    ),
    { numRuns: 1_000 },
  )
})

describe('as an offer among others', () => {
  const withPoints = (points: number, more = {}) =>
    inputOf([offerOf(1, { reward: pay() }), offerOf(2, { reward: { kind: 'amountOff', amountMinor: 1 } })], {
      basket,
      payWith: { available: { points } },
      ...more,
    })

  test('it stands below every real saving, whatever it takes off', () => {
    const { offers } = decide(withPoints(2_000))
    expect(offers.map(({ offerId }) => offerId)).toEqual([idOf('off', 2), idOf('off', 1)])
    expect(offers[1]).toMatchObject({
      score: 0,
      use: 'code',
      effect: { amountMinor: 10_000, takes: { unit: 'points', amount: 2_000 } },
    })
  })

  test('and is still told where there are more savings than anyone reads', () => {
    const many = Array.from({ length: 30 }, (_, i) => offerOf(i + 2))
    const input = inputOf([offerOf(1, { reward: pay() }), ...many], { payWith: { available: { points: 1 } } })
    const { offers } = decide(input)
    expect(offers).toHaveLength(20)
    expect(offers.at(-1)?.offerId).toBe(idOf('off', 1))
  })

  test('with nothing to pay with it is nobody’s, and says why', () => {
    for (const payWith of [undefined, { available: {} }, { available: { storedValue: 900 } }]) {
      const input = withPoints(0, { payWith })
      expect(decide(input).offers.map(({ offerId }) => offerId)).toEqual([idOf('off', 2)])
      expect(explainOffer(input, idOf('off', 1))!.gates.find(({ gate }) => gate === 'purse')).toEqual({
        gate: 'purse',
        answer: 'no',
        reason: { code: 'nothingToPayWith', params: {} },
      })
    }
  })

  test('what the offer’s own reservation holds is there for it, and for no other', () => {
    const input = inputOf([offerOf(1, { reward: pay() }), offerOf(2, { reward: pay() })], {
      basket,
      payWith: {
        available: { points: 10 },
        reserved: new Map([[idOf('off', 2), { unit: 'points' as const, amount: 90 }]]),
      },
    })
    expect(
      decide(input).offers.map(({ offerId, effect: e }) => [offerId, 'takes' in e && e.takes?.amount]),
    ).toEqual([
      [idOf('off', 1), 10],
      [idOf('off', 2), 100],
    ])
  })

  test('a basket too small for the least is told what it lacks', () => {
    const reward = pay({ minAmount: 100, maxPercent: 10 })
    const small = basketOf([line('tea', 4_000)])
    const { offers, nearly } = decide(
      inputOf([offerOf(1, { reward })], { basket: small, payWith: { available: { points: 100 } } }),
    )
    expect(offers).toEqual([])
    expect(nearly).toMatchObject([
      {
        missing: { kind: 'spendMore', amountMinor: 1_000 },
        effect: { amountMinor: 500, takes: { amount: 100 } },
      },
    ])
    expect(judgeBasket(offerOf(1, { reward }), small, RULES).answer).toBe('no')
  })
})

describe('bad input', () => {
  const offer = {
    key: 'pay',
    content: { en: { headline: 'Pay with points' } },
    schedule: { startsAt: NOW },
    code: { kind: 'minted', prefix: 'PAY' },
  }
  test.each([
    ['a unit that is no money', { reward: { ...pay(), unit: 'stamps' } }, 'reward.unit'],
    ['more than the basket', { reward: pay({ maxPercent: 101 }) }, 'reward.maxPercent'],
    ['half a step', { reward: pay({ stepAmount: 0.5 }) }, 'reward.stepAmount'],
    ['a code that anybody types', { reward: pay(), code: { kind: 'static', code: 'PAY' } }, 'code.kind'],
    ['no code', { reward: pay(), code: null }, 'code'],
  ])('%s is refused with its path', (_, change, path) => {
    const { error } = OfferCreate.safeParse({ ...offer, ...change })
    expect(error?.issues.map((issue) => issue.path.join('.'))).toEqual([path])
  })
})
