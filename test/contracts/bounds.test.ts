import { expect, test } from 'vitest'
import { issuesOf, ProgramRules } from '../../shared/contracts/index.ts'
import type { RulesInput } from '../plain-rules.ts'
import { refusedAt, rulesWith } from './refused.ts'

type Rule = RulesInput['earn'][number]
type Give = Partial<Extract<Rule['give'], { kind: 'proportional' }>>

const share = (percent: number, more: Partial<Rule> = {}, give: Give = {}): Rule => ({
  key: `share-${percent}`,
  unit: 'storedValue',
  give: { kind: 'proportional', amount: percent, perMinor: 100, ...give },
  ...more,
})
const points = (amount: number, perMinor: number, give: Give = {}, more: Partial<Rule> = {}): Rule => ({
  key: 'points',
  give: { kind: 'proportional', amount, perMinor, ...give },
  ...more,
})
const fixed = (amount: number, more: Partial<Rule> = {}): Rule => ({
  key: `fixed-${amount}`,
  unit: 'storedValue',
  give: { kind: 'fixed', amount },
  ...more,
})
const perItem = (amount: number, more: Partial<Rule> = {}): Rule => ({
  key: `item-${amount}`,
  unit: 'storedValue',
  give: { kind: 'perItem', amount },
  ...more,
})
const [JUNE, JULY, AUGUST] = [5, 6, 7].map((month) => Date.UTC(2026, month, 1)) as [number, number, number]
const ladder = (gold: object, silver: object = {}): RulesInput['tiers'] => ({
  basis: { kind: 'spend' },
  window: { kind: 'calendarYear' },
  levels: [
    { key: 'green', name: 'Green', threshold: 0 },
    { key: 'silver', name: 'Silver', threshold: 1000, entitlements: silver },
    { key: 'gold', name: 'Gold', threshold: 2000, entitlements: gold },
  ],
})
const plan = (entitlements: object, key = 'plus') => ({
  key,
  name: 'Plus',
  price: { amountMinor: 9900, currency: 'SEK' },
  term: 'year' as const,
  entitlements,
})
const yearly = (percent: number, capMinor?: number) => ({
  yearlyReward: { percent, paidOn: { month: 3, day: 1 }, ...(capMinor && { capMinor }) },
})
const convert = (unit: 'points' | 'stamps', amount: number, to: number) => ({
  key: `from-${unit}`,
  from: { unit, amount },
  to: { unit: 'storedValue' as const, amount: to },
})
const PER_MONTH = { caps: { perPeriod: { amount: 500, period: 'month' as const } } }
const FIRST = '/earn/0/give/amount'
const SECOND = '/earn/1/give/amount'
const WORTHLESS = { pointValueCentiMinor: null }

test.each<[string, Partial<RulesInput>, string[]]>([
  // A rule by itself.
  ['almost all of it', { earn: [share(99)] }, []],
  ['all of it', { earn: [share(100)] }, [FIRST]],
  ['all of it, up to so much a month', { earn: [share(100, PER_MONTH)] }, []],
  ['all of it, up to so much a member', { earn: [share(100, { caps: { perMember: 500 } })] }, []],
  ['all of it, up to so much a purchase', { earn: [share(100, { caps: { perPurchase: 500 } })] }, [FIRST]],
  ['all of the first purchase', { earn: [share(100, { on: { kind: 'firstPurchase' } })] }, [FIRST]],
  ['points worth what they cost', { earn: [points(1, 1)] }, [FIRST]],
  ['points of no worth', { earn: [points(1000, 1)], ...WORTHLESS }, []],
  [
    'stamps and credits',
    {
      earn: [
        { ...points(9, 1), unit: 'stamps' },
        { ...points(9, 1, {}, { key: 'credits' }), unit: 'statusCredits' },
      ],
    },
    [],
  ],

  // Rounding.
  [
    'a point worth 90 for each 100, rounded up',
    { earn: [points(1, 100, { rounding: 'up' })], pointValueCentiMinor: 9000 },
    [FIRST],
  ],
  [
    'the same of 1,000 and more',
    { earn: [points(1, 100, { rounding: 'up' }, { minBasketMinor: 1000 })], pointValueCentiMinor: 9000 },
    [],
  ],
  ['the same rounded down', { earn: [points(1, 100)], pointValueCentiMinor: 9000 }, []],
  [
    'the same in whole steps, which leave nothing to round',
    { earn: [points(1, 100, { rounding: 'up', wholeStepsOnly: true })], pointValueCentiMinor: 9000 },
    [],
  ],
  [
    'the same of points worth less: a whole step has to be paid',
    {
      earn: [points(1, 100, { rounding: 'up', wholeStepsOnly: true })],
      pointValueCentiMinor: 4000,
      plans: [plan({ earnPercent: 110 })],
    },
    [],
  ],
  [
    'whole steps multiplied to a fraction, rounded up',
    {
      earn: [points(1, 100, { rounding: 'up', wholeStepsOnly: true })],
      pointValueCentiMinor: 6000,
      plans: [plan({ earnPercent: 110 })],
    },
    [FIRST],
  ],
  [
    'a point worth 49 for each 100, to the nearest',
    { earn: [points(1, 100, { rounding: 'nearest' })], pointValueCentiMinor: 4900 },
    [],
  ],
  [
    'a point worth 50 for each 100, to the nearest: 50 bring back 50',
    { earn: [points(1, 100, { rounding: 'nearest' })], pointValueCentiMinor: 5000 },
    [FIRST],
  ],
  [
    'a point worth half of the least that can be paid, rounded up',
    { earn: [points(1, 1000, { rounding: 'up' })], pointValueCentiMinor: 50 },
    [],
  ],

  // Before discount.
  ['60% of the price', { earn: [share(60, {}, { basis: 'beforeDiscount' })] }, [FIRST]],
  [
    '10% of the price, where a tenth of it is paid',
    { earn: [share(10, {}, { basis: 'beforeDiscount' })] },
    [FIRST],
  ],
  ['9% of the price', { earn: [share(9, {}, { basis: 'beforeDiscount' })] }, []],
  [
    '60% of the price, up to so much a month',
    { earn: [share(60, PER_MONTH, { basis: 'beforeDiscount' })] },
    [],
  ],

  // Fixed, and by the piece.
  ['a fortune for each purchase', { earn: [fixed(100_000_000)] }, [FIRST]],
  ['a fortune for each piece', { earn: [perItem(100_000_000)] }, [FIRST]],
  ['50 a purchase', { earn: [fixed(50)] }, [FIRST]],
  ['50 a purchase, up to so much a month', { earn: [fixed(50, PER_MONTH)] }, []],
  ['50 for 500', { earn: [fixed(50, { minBasketMinor: 500 })] }, []],
  ['500 for 500', { earn: [fixed(500, { minBasketMinor: 500 })] }, [FIRST]],
  [
    '500 for 500, cut to 400',
    { earn: [fixed(500, { minBasketMinor: 500, caps: { perPurchase: 400 } })] },
    [],
  ],
  ['500 for the first purchase', { earn: [fixed(500, { on: { kind: 'firstPurchase' } })] }, []],
  ['500 for a birthday', { earn: [fixed(500, { on: { kind: 'birthdayMonth' } })] }, []],
  ['50 a piece from 500: pieces may cost 1', { earn: [perItem(50, { minBasketMinor: 500 })] }, [FIRST]],
  [
    '50 a piece from 500, at most 400',
    { earn: [perItem(50, { minBasketMinor: 500, caps: { perPurchase: 400 } })] },
    [],
  ],
  ['50 a piece, up to so much a month', { earn: [perItem(50, PER_MONTH)] }, []],
  [
    'a stamp a piece and ten stamps a purchase',
    {
      earn: [
        { ...perItem(1), unit: 'stamps' },
        { ...fixed(10), unit: 'stamps' },
      ],
    },
    [],
  ],
  [
    'a stair of bonuses, each for ten times as much',
    { earn: Array.from({ length: 12 }, (_, at) => fixed(10 * (at + 1), { minBasketMinor: 100 * (at + 1) })) },
    [],
  ],
  [
    'a stair that gets too steep',
    { earn: Array.from({ length: 20 }, (_, at) => fixed(10 * (at + 1), { minBasketMinor: 100 * (at + 1) })) },
    ['/earn/18/give/amount', '/earn/19/give/amount'],
  ],

  // Together.
  ['60% and 60%', { earn: [share(60), share(60, { key: 'again' })] }, [SECOND]],
  ['60% and 40%', { earn: [share(60), share(40)] }, [SECOND]],
  ['60% and 39%', { earn: [share(60), share(39)] }, []],
  [
    '60%, and 60% up to so much a month',
    { earn: [share(60), share(60, { key: 'again', ...PER_MONTH })] },
    [],
  ],
  [
    'three thirds',
    { earn: ['a', 'b', 'c'].map((key) => share(1, { key }, { perMinor: 3 })) },
    ['/earn/2/give/amount'],
  ],
  ['60%, and 60 for 150', { earn: [share(60), fixed(60, { minBasketMinor: 150 })] }, [SECOND]],
  ['60%, and 60 for 151', { earn: [share(60), fixed(60, { minBasketMinor: 151 })] }, []],
  [
    '60% and 60% in campaigns that meet',
    {
      earn: [
        share(60, { schedule: { startsAt: JUNE, endsAt: AUGUST } }),
        share(60, { key: 'again', schedule: { startsAt: JULY, endsAt: AUGUST } }),
      ],
    },
    [SECOND],
  ],
  [
    '60% and 60% in campaigns one after the other',
    {
      earn: [
        share(60, { schedule: { startsAt: JUNE, endsAt: JULY } }),
        share(60, { key: 'again', schedule: { startsAt: JULY, endsAt: AUGUST } }),
      ],
    },
    [],
  ],
  [
    '60% for one tier and 60% for another',
    {
      earn: [share(60, { tiers: ['gold'] }), share(60, { key: 'again', tiers: ['silver'] })],
      tiers: ladder({}),
    },
    [],
  ],
  [
    '60% for one tier and 60% for any',
    { earn: [share(60, { tiers: ['gold'] }), share(60, { key: 'again' })], tiers: ladder({}) },
    [SECOND],
  ],
  [
    '60% for one plan and 60% for another',
    {
      earn: [share(60, { plans: ['plus'] }), share(60, { key: 'again', plans: ['club'] })],
      plans: [plan({}), plan({}, 'club')],
    },
    [SECOND],
  ],

  // Multipliers.
  ['10% times twenty', { earn: [points(10, 100)], tiers: ladder({ earnPercent: 2000 }) }, [FIRST]],
  ['10% times nine', { earn: [points(10, 100)], tiers: ladder({ earnPercent: 900 }) }, []],
  [
    '10% times twenty, not multiplied',
    { earn: [points(10, 100, {}, { multiplied: false })], tiers: ladder({ earnPercent: 2000 }) },
    [],
  ],
  ['10% times twenty by a plan', { earn: [points(10, 100)], plans: [plan({ earnPercent: 2000 })] }, [FIRST]],
  [
    'the best of tier and plan, not both',
    { earn: [points(10, 100)], plans: [plan({ earnPercent: 900 })], tiers: ladder({ earnPercent: 900 }) },
    [],
  ],
  [
    '60% for silver, where gold is multiplied',
    { earn: [points(60, 100, {}, { tiers: ['silver'] })], tiers: ladder({ earnPercent: 200 }) },
    [],
  ],
  [
    '60% for silver, which is multiplied',
    { earn: [points(60, 100, {}, { tiers: ['silver'] })], tiers: ladder({}, { earnPercent: 200 }) },
    [FIRST],
  ],
  [
    'a fixed amount is not multiplied',
    { earn: [fixed(90, { minBasketMinor: 100 })], tiers: ladder({ earnPercent: 2000 }) },
    [],
  ],

  // Conversions.
  [
    'a point a minor unit, and 1,000 for a point',
    { earn: [points(1, 1)], ...WORTHLESS, conversions: [convert('points', 1, 1000)] },
    [FIRST],
  ],
  [
    'a point for 100, and 5,000 for 100 points',
    { earn: [points(1, 100)], ...WORTHLESS, conversions: [convert('points', 100, 5000)] },
    [],
  ],
  [
    'a point for 100, and 10,000 for 100 points',
    { earn: [points(1, 100)], ...WORTHLESS, conversions: [convert('points', 100, 10_000)] },
    [FIRST],
  ],
  [
    'stamps that become points that become money',
    {
      earn: [{ ...points(1, 100), unit: 'stamps' }],
      ...WORTHLESS,
      conversions: [
        { key: 'stamps', from: { unit: 'stamps', amount: 1 }, to: { unit: 'points', amount: 10 } },
        convert('points', 1, 10),
      ],
    },
    [FIRST],
  ],
  [
    'stamps a piece that become money',
    { earn: [{ ...perItem(1), unit: 'stamps' }], conversions: [convert('stamps', 10, 5000)] },
    [FIRST],
  ],
  [
    'points said to be worth more than they are converted to',
    { earn: [points(1, 1)], conversions: [convert('points', 100, 1)] },
    [FIRST],
  ],

  // Yearly rewards.
  ['50% once a year', { earn: [], plans: [plan(yearly(50))] }, []],
  [
    '50% at once and 50% once a year',
    { earn: [share(50)], plans: [plan(yearly(50))] },
    ['/plans/0/entitlements/yearlyReward/percent'],
  ],
  [
    'the same by a tier',
    { earn: [share(50)], tiers: ladder(yearly(50)) },
    ['/tiers/levels/2/entitlements/yearlyReward/percent'],
  ],
  ['the same with a cap', { earn: [share(50)], plans: [plan(yearly(50, 10_000))] }, []],
  [
    'a yearly reward is not multiplied',
    { earn: [], plans: [plan({ ...yearly(10), earnPercent: 2000 })] },
    [],
  ],
  [
    'of two yearly rewards a member gets the better one',
    { earn: [share(40)], plans: [plan(yearly(30)), plan(yearly(50), 'club')] },
    [],
  ],
])('%s', (_, rules, paths) => {
  expect(refusedAt(rules)).toEqual(paths)
})

test('the refusal says with what it comes to too much, and what would bound it', () => {
  const { error } = ProgramRules.safeParse(
    rulesWith({ earn: [share(60), fixed(60, { minBasketMinor: 100 })] }),
  )
  expect(error && issuesOf(error)[0]?.message).toBe(
    'gives back as much as is paid together with share-60: the rule could earn without bound. A cap by period or member bounds it, or a minBasketMinor above its worth',
  )
})
